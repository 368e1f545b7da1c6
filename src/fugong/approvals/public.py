"""The door of approvals: file and decide applications, confirm restarts, and the measures of resumption."""

from fugong.approvals.actions import restart
from fugong.approvals.actions.drafting import save_section, start
from fugong.approvals.actions.enforcement import reinstate, revoke, suspend
from fugong.approvals.actions.review import grant, opine, refuse, return_for_correction
from fugong.approvals.actions.submission import file_application, submit, withdraw
from fugong.approvals.queries.applications import ApplicationCard, latest_application
from fugong.approvals.queries.measures import (
    GROUPS,
    Curve,
    Decision,
    Resumed,
    counts_today,
    decisions_of,
    first_restart_on,
    resumed,
    resumption_curves,
)

__all__ = [
    "GROUPS",
    "ApplicationCard",
    "Curve",
    "Decision",
    "Resumed",
    "counts_today",
    "decisions_of",
    "file_application",
    "first_restart_on",
    "grant",
    "latest_application",
    "opine",
    "refuse",
    "reinstate",
    "restart",
    "resumed",
    "resumption_curves",
    "return_for_correction",
    "revoke",
    "save_section",
    "start",
    "submit",
    "suspend",
    "withdraw",
]
