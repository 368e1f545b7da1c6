"""Approvals at start: words for the trail, its form, its panels, and what stands against merging enterprises."""

from django.apps import AppConfig

from fugong.approvals.rules.roster import PURPOSE
from fugong.core import panels, personal
from fugong.core.wording import N_


class ApprovalsConfig(AppConfig):
    name = "fugong.approvals"
    label = "approvals"

    def ready(self) -> None:
        # These need the tables, so they can be imported only when the apps are loaded.
        from fugong.approvals import audit_words
        from fugong.approvals.actions.reporting import FORM
        from fugong.approvals.facts import FACTS
        from fugong.approvals.queries.obstacles import open_matters
        from fugong.approvals.web.ledger import LIST
        from fugong.core import exchange, lake, webhooks
        from fugong.registry import public as registry

        audit_words.say()
        registry.declare_form(FORM)
        registry.register_obstacle("approvals", open_matters)
        exchange.declare(LIST)
        lake.declare(*FACTS)
        for event, words in audit_words.EVENTS.items():
            webhooks.name_event(event, words, rights=("approvals.view", "approvals.apply"))
        personal.register(PURPOSE)
        panels.register(
            page="enterprise", name="approvals", title=N_("复产申请与复产确认"), url_name="approvals:panel", order=10
        )
        panels.register(
            page="policy_draft", name="approvals", title=N_("对企业的影响"), url_name="approvals:effect", order=10
        )
