"""Approvals at start: words for the trail, the panels on the pages of an enterprise and of a drafted rule."""

from django.apps import AppConfig

from fugong.core import panels
from fugong.core.wording import N_


class ApprovalsConfig(AppConfig):
    name = "fugong.approvals"
    label = "approvals"

    def ready(self) -> None:
        from fugong.approvals import audit_words  # its words need the register of words, not the models

        audit_words.say()
        panels.register(
            page="enterprise", name="approvals", title=N_("复产申请与复产确认"), url_name="approvals:panel", order=10
        )
        panels.register(
            page="policy_draft", name="approvals", title=N_("对企业的影响"), url_name="approvals:effect", order=10
        )
