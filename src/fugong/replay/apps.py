"""The replay app."""

from django.apps import AppConfig


class ReplayConfig(AppConfig):
    """Scenarios, their replay and the published figures."""

    name = "fugong.replay"
    label = "replay"
