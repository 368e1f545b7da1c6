"""Registers the people context with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, posts, organisations, roles and areas of duty."""

    name = "fugong.people"
    label = "people"
