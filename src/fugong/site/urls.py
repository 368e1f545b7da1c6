"""Every address of the product: each context brings its own, the frame adds home, language, display and errors."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from fugong.site.errors import bad_request, forbidden, not_found, our_fault
from fugong.site.home import home
from fugong.site.preferences import set_display, set_language
from fugong.site.styleguide import styleguide
from fugong.site.system import system

CONTEXTS = (
    ("", "fugong.people.web.urls"),
    ("registry/", "fugong.registry.web.urls"),
    ("policy/", "fugong.policy.web.urls"),
    ("approvals/", "fugong.approvals.web.urls"),
    ("reports/", "fugong.reports.web.urls"),
    ("figures/", "fugong.cockpit.web.public_urls"),
    ("verify/", "fugong.approvals.web.public_urls"),
    ("cockpit/", "fugong.cockpit.web.urls"),
    ("audit/", "fugong.core.audit.web.urls"),
    ("exchange/", "fugong.core.exchange.web.urls"),
    ("webhooks/", "fugong.core.webhooks.web.urls"),
    ("erasures/", "fugong.core.personal.web.urls"),
    ("", "fugong.core.database.health"),
)


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("", include("fugong.core.database.health")),
    path("language/", set_language, name="language"),
    path("display/", set_display, name="display"),
    path("system/", system, name="system"),
    path("styleguide/", styleguide, name="styleguide"),
    path("api/v1/", include(("fugong.site.machines", "api"))),
    *(path(prefix, include(module)) for prefix, module in CONTEXTS if _is_there(module)),
]

handler400 = bad_request
handler403 = forbidden
handler404 = not_found
handler500 = our_fault
