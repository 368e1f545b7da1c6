from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "fugong.approvals"
    label = "approvals"
