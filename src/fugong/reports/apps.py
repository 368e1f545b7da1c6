"""Reports at start: words for the trail."""

from django.apps import AppConfig

from fugong.core.wording import N_


class ReportsConfig(AppConfig):
    name = "fugong.reports"
    label = "reports"

    def ready(self) -> None:
        # These need the tables, so they can be imported only when the apps are loaded.
        from fugong.core import exchange, lake, panels, webhooks
        from fugong.registry import public as registry
        from fugong.reports import audit_words
        from fugong.reports.actions.filling import FORM
        from fugong.reports.facts import FACTS
        from fugong.reports.web.exchange import READINGS, REPORTS

        audit_words.say()
        for event, words in audit_words.EVENTS.items():
            webhooks.name_event(event, words, rights=("reports.view",))
        registry.declare_form(FORM)
        panels.register(page="enterprise", name="reports", title=N_("企业报表"), url_name="reports:panel", order=20)
        lake.declare(*FACTS)
        exchange.declare(REPORTS)
        exchange.declare(READINGS)
