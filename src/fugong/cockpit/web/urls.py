"""Addresses of the cockpit."""

from django.urls import path

from fugong.cockpit.web import views

app_name = "cockpit"

urlpatterns = [
    path("", views.cockpit, name="cockpit"),
    path("records/<slug:group>/", views.records, name="records"),
]
