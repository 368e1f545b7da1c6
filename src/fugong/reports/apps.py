"""Reports at start: words for the trail."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "fugong.reports"
    label = "reports"

    def ready(self) -> None:
        # These need the tables, so they can be imported only when the apps are loaded.
        from fugong.core import lake
        from fugong.reports import audit_words
        from fugong.reports.facts import FACTS

        audit_words.say()
        lake.declare(*FACTS)
