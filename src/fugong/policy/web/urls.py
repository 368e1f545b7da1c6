"""Addresses under /policy/."""

from django.urls import path

from fugong.policy.web import views

app_name = "policy"
urlpatterns = [path("", views.rules_in_force, name="rules")]
