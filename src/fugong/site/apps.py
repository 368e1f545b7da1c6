from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "fugong.site"
    label = "site"
