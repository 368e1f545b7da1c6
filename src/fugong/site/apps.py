"""Registers the composition root with Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Page frame, addresses, menu and assets."""

    name = "fugong.site"
    label = "site"
