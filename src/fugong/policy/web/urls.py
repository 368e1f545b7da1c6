"""Addresses under /policy/."""

from django.urls import path

from fugong.policy.web import drafts, views

app_name = "policy"
urlpatterns = [
    path("", views.rules_in_force, name="rules"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/new/<slug:kind>/", drafts.new_draft, name="new-draft"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/history/", drafts.draft_history, name="draft-history"),
    path("drafts/<int:pk>/enact/", drafts.enact, name="enact"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="discard"),
    path("bases/new/", drafts.new_basis, name="new-basis"),
]
