"""Addresses of approvals that everybody may open: short, since they stand in a code on paper."""

from django.urls import path

from fugong.approvals.web import verification

app_name = "verification"

urlpatterns = [path("<slug:token>/", verification.document, name="document")]
