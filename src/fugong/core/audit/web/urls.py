"""Addresses of the audit trail."""

from django.urls import path

from fugong.core.audit.web import trail, verification

app_name = "audit"

urlpatterns = [
    path("", trail.trail, name="trail"),
    path("verification/", verification.verification, name="verification"),
]
