"""Addresses of the cockpit that everybody may open: what was published."""

from django.urls import path

from fugong.cockpit.web import bulletins

app_name = "bulletins"

urlpatterns = [
    path("<slug:county>/", bulletins.bulletins, name="bulletins"),
    path("<slug:county>/<slug:code>/<slug:period>/", bulletins.bulletin, name="bulletin"),
]
