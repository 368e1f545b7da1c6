from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fugong.people"
    label = "people"
