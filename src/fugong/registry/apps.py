"""Starts the registry: says how its acts are called on a history tab."""

from django.apps import AppConfig
from django.core import checks

from fugong.core import personal
from fugong.core.refusals.edge import sentence
from fugong.core.wording import N_
from fugong.registry.rules import house_forms, kinds, phones, trail


class RegistryConfig(AppConfig):
    """The registry as a Django app."""

    name = "fugong.registry"
    label = "registry"
    verbose_name = N_("企业台账")

    def ready(self) -> None:
        """Enter the words of the trail, and for what a telephone number is held."""
        # They store rows, so they can be imported only when the apps are loaded.
        from fugong.core import audit, exchange, lake, webhooks
        from fugong.registry.facts import FACTS
        from fugong.registry.web import burden, duplicates
        from fugong.registry.web.exchange import IMPORT, LIST

        lake.declare(*FACTS)
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
            "closure": kinds.CLOSURES,
        }
        for field, words in trail.FIELDS.items():
            audit.name_field(f"registry.enterprise.{field}", words, coded.get(field))
        audit.name_field("registry.region.pairs", trail.FIELDS["pairs"])
        audit.name_field("core.importbatch.rows", trail.FIELDS["rows"])
        checks.register(no_fact_is_asked_twice, "fugong")
        exchange.declare(IMPORT)
        for exported in (LIST, burden.LIST, duplicates.LIST):
            exchange.declare(exported)
        for event, words in trail.EVENTS.items():
            webhooks.name_event(event, words, rights=("registry.view", "approvals.apply"))


def no_fact_is_asked_twice(**_options: object) -> list[checks.CheckMessage]:
    """Stop the start when a form of the house asks for what the platform holds already."""
    return [
        checks.Error(sentence(problem), obj=problem.field, id="registry.E001")
        for problem in house_forms.asked_twice(house_forms.declared())
    ]
