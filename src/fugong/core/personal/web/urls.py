"""Addresses of the certificates of erasure."""

from django.urls import path

from fugong.core.personal.web import erasures

app_name = "personal"

urlpatterns = [
    path("", erasures.certificates, name="erasures"),
    path("<int:pk>/", erasures.certificate, name="erasure"),
]
