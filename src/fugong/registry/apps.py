"""Announces the registry to Django."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The registry as a Django app."""

    name = "fugong.registry"
    label = "registry"
