"""The cockpit as a Django app."""

from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "fugong.cockpit"
    label = "cockpit"
