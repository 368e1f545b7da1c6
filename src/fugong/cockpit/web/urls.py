"""Addresses of the cockpit."""

from django.urls import path

from fugong.cockpit.web import publications, targets, views, visits, wall

app_name = "cockpit"

urlpatterns = [
    path("", views.cockpit, name="cockpit"),
    path("figure/<slug:code>/<int:version>/", views.figure, name="figure"),
    path("publications/", publications.publications, name="publications"),
    path("publications/<slug:code>/<slug:period>/", publications.release, name="release"),
    path("publications/<slug:code>/<slug:period>/publish/", publications.publish, name="publish"),
    path("targets/", targets.targets, name="targets"),
    path("targets/<str:uscc>/<slug:item>/<int:year>/", targets.target, name="target"),
    path("targets/set/", targets.set_target, name="set-target"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<str:uscc>/", visits.beside, name="beside"),
    path("visits/<str:uscc>/<int:pk>/", visits.answer, name="answer"),
    path("wall/", wall.wall, name="wall"),
]
