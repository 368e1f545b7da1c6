"""What the frame around every page shows: who is here, where they may go, how they like it displayed."""

from dataclasses import dataclass, field
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from fugong.core import clock
from fugong.site.county import county_of
from fugong.site.display import Display, display_of
from fugong.site.navigation import Link, menu_for

LANGUAGES = (("zh-hans", "zh-Hans", "中文"), ("en", "en", "English"))


@dataclass(frozen=True)
class Frame:
    """The frame of one page for one person."""

    language: str
    other_language: str
    other_language_name: str
    display: Display = field(default_factory=Display)
    path: str = "/"
    title: str = ""
    signed_in: bool = False
    account_id: int | None = None
    menu: list[tuple[str, list[Link]]] = field(default_factory=list)
    county: str = ""
    help_contact: str = ""
    is_demo: bool = False
    demo_now: object = None
    session_seconds: int = 0
    version: str = ""


def frame_of(request: HttpRequest | None) -> Frame:
    """Give the frame for a request; without one (an error before any middleware) the plain frame."""
    language, (other, other_name) = _languages()
    demo = bool(getattr(settings, "FUGONG_DEMO", False))
    actor = getattr(request, "actor", None)
    signed_in = actor is not None and actor.account_id is not None
    path = request.get_full_path() if request else "/"
    return Frame(
        language=language,
        other_language=other,
        other_language_name=other_name,
        display=display_of(request),
        path=path,
        title=actor.title if actor and signed_in else "",
        signed_in=signed_in,
        account_id=actor.account_id if actor else None,
        menu=menu_for(actor, request.path) if actor and request else [],
        county=county_of(actor) if actor and signed_in else "",
        help_contact=str(getattr(settings, "FUGONG_HELP_CONTACT", "")),
        is_demo=demo,
        demo_now=clock.now() if demo else None,
        session_seconds=request.session.get_expiry_age() if request and signed_in else 0,
        version=version("fugong"),
    )


def _languages() -> tuple[str, tuple[str, str]]:
    now = translation.get_language() or settings.LANGUAGE_CODE
    english = now.startswith("en")
    _, tag, _ = LANGUAGES[1] if english else LANGUAGES[0]
    code, _, name = LANGUAGES[0] if english else LANGUAGES[1]
    return tag, (code, name)
