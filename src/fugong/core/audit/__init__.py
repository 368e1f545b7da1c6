"""Who did what: an append-only trail, one hash chain a county, heads signed every day."""

from fugong.core.audit.history import AuditRow, Change, history
from fugong.core.audit.record import record

__all__ = ["AuditRow", "Change", "history", "record"]
