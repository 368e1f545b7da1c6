"""Indicators at start: words for the trail."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "fugong.indicators"
    label = "indicators"

    def ready(self) -> None:
        # These need the tables, so they can be imported only when the apps are loaded.
        from fugong.core import webhooks
        from fugong.indicators import audit_words

        audit_words.say()
        for event, words in audit_words.EVENTS.items():
            webhooks.name_event(event, words, rights=("indicators.view",))
