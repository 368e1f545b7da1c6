"""Addresses of reports."""

from django.urls import path

from fugong.reports.web import arrange, desk, exchange, forms, panel, progress, record, sheet

app_name = "reports"

urlpatterns = [
    path("mine/", desk.mine, name="mine"),
    path("sheet/<slug:form_code>/", sheet.sheet, name="sheet"),
    path("sheet/<slug:form_code>/save/", sheet.save, name="save"),
    path("across/<slug:form_code>/", sheet.across, name="across"),
    path("progress/", progress.progress, name="progress"),
    path("progress/workbook/", exchange.workbook, name="workbook"),
    path("progress/lock/", progress.lock, name="lock"),
    path("progress/unlock/<int:pk>/", progress.unlock, name="unlock"),
    path("record/<str:uscc>/<slug:form_code>/<str:period>/", record.record, name="record"),
    path("forms/", forms.forms, name="forms"),
    path("forms/new/", arrange.arrange, name="arrange"),
    path("forms/<int:pk>/", forms.form, name="form"),
    path("panel/<str:uscc>/", panel.of_enterprise, name="panel"),
]
