"""The policy app."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """The county's book of rules."""

    name = "fugong.policy"
    label = "policy"
