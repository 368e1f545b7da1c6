"""Addresses of the registry."""

from django.urls import path, register_converter

from fugong.registry.web import dated, keeping, register

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
]
