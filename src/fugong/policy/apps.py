"""The policy app."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """The county's book of rules."""

    name = "fugong.policy"
    label = "policy"

    def ready(self) -> None:
        from fugong.policy import audit_words  # its words need the register of words, not the models

        audit_words.say()
