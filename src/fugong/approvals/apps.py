"""Approvals at start: words for the trail, the panel on the enterprise's page."""

from django.apps import AppConfig

from fugong.approvals.rules.roster import PURPOSE
from fugong.core import panels, personal
from fugong.core.wording import N_


class ApprovalsConfig(AppConfig):
    name = "fugong.approvals"
    label = "approvals"

    def ready(self) -> None:
        from fugong.approvals import audit_words  # its words need the register of words, not the models

        audit_words.say()
        personal.register(PURPOSE)
        panels.register(
            page="enterprise", name="approvals", title=N_("复产申请与复产确认"), url_name="approvals:panel", order=10
        )
