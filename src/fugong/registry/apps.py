"""Starts the registry: says how its acts are called on a history tab."""

from django.apps import AppConfig

from fugong.core.wording import N_
from fugong.registry.rules import kinds, trail


class RegistryConfig(AppConfig):
    """The registry as a Django app."""

    name = "fugong.registry"
    label = "registry"
    verbose_name = N_("企业台账")

    def ready(self) -> None:
        """Enter the words of the trail."""
        from fugong.core import audit, webhooks  # they store rows, so they can be imported only when apps are loaded

        for thing, words in trail.THINGS.items():
            audit.name_thing(thing, words)
        for act, words in trail.ACTS.items():
            audit.name(act, words)
        coded = {
            "holder": kinds.HOLDERS,
            "membership": kinds.MEMBERSHIPS,
            "size": kinds.SIZES,
            "registration_type": kinds.REGISTRATION_TYPES,
        }
        for field, words in trail.FIELDS.items():
            audit.name_field(f"registry.enterprise.{field}", words, coded.get(field))
        for event, words in trail.EVENTS.items():
            webhooks.name_event(event, words, rights=("registry.view", "approvals.apply"))
