"""Addresses of subscriptions and deliveries."""

from django.urls import path

from fugong.core.webhooks.web import log, own

app_name = "webhooks"

urlpatterns = [
    path("", own.subscriptions, name="subscriptions"),
    path("new/", own.subscribe, name="subscribe"),
    path("deliveries/", log.deliveries, name="deliveries"),
    path("<int:pk>/<str:act>/", own.change, name="change"),
]
