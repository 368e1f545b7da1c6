"""Registers the people context with Django, and its words with the audit trail."""

from django.apps import AppConfig

from fugong.people.rules.words import ACTS, FIELDS, THINGS


class PeopleConfig(AppConfig):
    """Accounts, posts, organisations, roles and areas of duty."""

    name = "fugong.people"
    label = "people"

    def ready(self) -> None:
        """Say how our acts are called."""
        # Their models are ready only now.
        from fugong.core import audit, exchange, permission, webhooks
        from fugong.people import queries
        from fugong.people.web import accounts, offices

        for action, words in ACTS.items():
            audit.name(action, words)
        for thing, words in THINGS.items():
            audit.name_thing(thing, words)
        for field, words in FIELDS.items():
            audit.name_field(field, words)
        permission.answer_for_accounts(lambda account_id, on: queries.actor_of(account_id, on=on))
        webhooks.know_accounts(queries.account_for_webhooks)
        exchange.declare(accounts.LIST)
        exchange.declare(offices.LIST)
