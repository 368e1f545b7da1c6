"""Addresses of the registry."""

from django.urls import path, register_converter

from fugong.registry.web import answers, bulk, burden, closing, dated, duplicates, keeping, register, representation

app_name = "registry"


class UsccConverter:
    """A unified social credit code in an address; anything else is no page."""

    regex = "[0-9A-HJ-NP-RTUWXY]{18}"

    def to_python(self, value: str) -> str:
        """Take the code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write the code as it stands."""
        return value


register_converter(UsccConverter, "uscc")

urlpatterns = [
    path("enterprises/", register.enterprises, name="enterprises"),
    path("enterprises/register/", keeping.register_enterprise, name="register"),
    path("enterprises/<uscc:uscc>/", register.enterprise, name="enterprise"),
    path("enterprises/<uscc:uscc>/history/", register.history, name="history"),
    path("enterprises/<uscc:uscc>/edit/", keeping.edit_enterprise, name="edit"),
    path("enterprises/<uscc:uscc>/holder/", dated.set_holder, name="holder"),
    path("enterprises/<uscc:uscc>/admit/", dated.admit, name="admit"),
    path("enterprises/<uscc:uscc>/strike-off/", dated.strike_off, name="strike-off"),
    path("enterprises/<uscc:uscc>/figures/", dated.settle_year, name="figures"),
    path("enterprises/<uscc:uscc>/answers/", answers.answers, name="answers"),
    path("enterprises/<uscc:uscc>/close/", closing.close_enterprise, name="close"),
    path("enterprises/<uscc:uscc>/reopen/", closing.reopen_enterprise, name="reopen"),
    path("enterprises/<uscc:uscc>/representatives/", representation.representatives, name="representatives"),
    path("enterprises/<uscc:uscc>/representatives/appoint/", representation.appoint, name="appoint"),
    path(
        "enterprises/<uscc:uscc>/representatives/<int:account_id>/end/",
        representation.end_representation,
        name="end-representation",
    ),
    path(
        "enterprises/<uscc:uscc>/representatives/<int:account_id>/hand-over/",
        representation.hand_over,
        name="hand-over",
    ),
    path("enterprises/<uscc:uscc>/merge/", duplicates.merge_enterprises, name="merge"),
    path("merges/<int:pk>/undo/", duplicates.undo_merge, name="undo-merge"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/look/<str:county_code>/", duplicates.look_for_duplicates, name="look-for-duplicates"),
    path("duplicates/<int:pk>/dismiss/", duplicates.dismiss, name="dismiss"),
    path("memberships/bulk/", bulk.bulk_memberships, name="bulk"),
    path("burden/", burden.burden, name="burden"),
    path("my-burden/", burden.own_burden, name="own-burden"),
]
