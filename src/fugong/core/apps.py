"""Core as Django knows it: one app for what every context needs."""

from django.apps import AppConfig
from django.core import checks


class CoreConfig(AppConfig):
    """Names core's own acts for the audit trail when it starts."""

    name = "fugong.core"
    label = "core"

    def ready(self) -> None:
        """Bring the words."""
        from fugong.core import audit_words, lookups  # needs the models, which are ready only now
        from fugong.core.personal.checks import check_personal_fields

        audit_words.bring()
        lookups.bring()
        checks.register(check_personal_fields)
