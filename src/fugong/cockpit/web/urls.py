"""Addresses of the cockpit."""

from django.urls import path

from fugong.cockpit.web import views, wall

app_name = "cockpit"

urlpatterns = [
    path("", views.cockpit, name="cockpit"),
    path("figure/<slug:code>/<int:version>/", views.figure, name="figure"),
    path("wall/", wall.wall, name="wall"),
]
