"""Starts the registry: says how its acts are called on a history tab."""

from django.apps import AppConfig

from fugong.core import personal
from fugong.core.wording import N_
from fugong.registry.rules import kinds, phones, trail


class RegistryConfig(AppConfig):
    """The registry as a Django app."""

    name = "fugong.registry"
    label = "registry"
    verbose_name = N_("企业台账")

    def ready(self) -> None:
        """Enter the words of the trail, and for what a telephone number is held."""
        from fugong.core import audit  # stores rows, so it can be imported only when the apps are loaded

        personal.register(phones.CONTACT)
        audit.mask("contact_phone", phones.masked)
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
