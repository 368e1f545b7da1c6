from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "fugong.policy"
    label = "policy"
