"""Addresses of exchange."""

from django.urls import path

from fugong.core.exchange.web import exports, imports

app_name = "exchange"

urlpatterns = [
    path("imports/<str:kind>/", imports.kind, name="imports"),
    path("imports/<str:kind>/template/", imports.template_file, name="template"),
    path("batches/<int:pk>/", imports.batch, name="batch"),
    path("batches/<int:pk>/source/", imports.source_file, name="source"),
    path("batches/<int:pk>/problems/", imports.problem_file, name="problems"),
    path("batches/<int:pk>/confirm/", imports.confirm, name="confirm"),
    path("batches/<int:pk>/cancel/", imports.cancel, name="cancel"),
    path("batches/<int:pk>/undo/", imports.undo, name="undo"),
    path("lists/<str:name>/", exports.order, name="order"),
    path("files/<int:pk>/", exports.export, name="export"),
    path("files/<int:pk>/content/", exports.content, name="content"),
]
