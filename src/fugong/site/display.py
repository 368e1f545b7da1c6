"""How a person likes pages displayed: light, dark or as the device does; normal or large text."""

from dataclasses import dataclass

from django.http import HttpRequest

THEMES = ("system", "light", "dark")
TEXTS = ("normal", "large")
THEME_COOKIE = "fugong_theme"
TEXT_COOKIE = "fugong_text"
ONE_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Display:
    """The chosen theme and text size."""

    theme: str = THEMES[0]
    text: str = TEXTS[0]

    @property
    def is_large(self) -> bool:
        """Tell whether the text is large (elder mode, at least 18 px)."""
        return self.text == "large"


def display_of(request: HttpRequest | None) -> Display:
    """Read the choice from the cookies; anything unknown counts as no choice."""
    cookies = request.COOKIES if request else {}
    return Display(
        _known(cookies.get(THEME_COOKIE, ""), THEMES),
        _known(cookies.get(TEXT_COOKIE, ""), TEXTS),
    )


def chosen(posted: "dict[str, str]") -> dict[str, str]:
    """Give the cookies that a posted choice sets; what is not among the choices sets none."""
    wanted = {THEME_COOKIE: (posted.get("theme", ""), THEMES), TEXT_COOKIE: (posted.get("text", ""), TEXTS)}
    return {cookie: value for cookie, (value, known) in wanted.items() if value in known}


def _known(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else known[0]
