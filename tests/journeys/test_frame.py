"""The frame in a browser: every look of the pattern page is free of barriers, menus work by key, charts draw."""

from collections.abc import Callable

import pytest
from tests.journeys.screen import Screen

Opened = Callable[..., Screen]
SMALLEST_TOUCH = 44
ELDER_TEXT = 18


LOOKS = [
    ("light", "normal", 1440),
    ("light", "normal", 390),
    ("light", "large", 320),
    ("dark", "normal", 390),
    ("dark", "large", 1440),
]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_part_is_free_of_barriers_in_every_look(opened: Opened, look: tuple[str, str, int]) -> None:
    theme, text, width = look
    visitor = opened()
    visitor.context.add_cookies(
        [
            {"name": "fugong_theme", "value": theme, "url": visitor.base},
            {"name": "fugong_text", "value": text, "url": visitor.base},
        ]
    )
    visitor.page.set_viewport_size({"width": width, "height": 900})

    visitor.go("/styleguide/")

    assert visitor.barriers() == []
    assert visitor.spills() <= 0


def test_large_text_is_large_everywhere(opened: Opened) -> None:
    visitor = opened()
    visitor.context.add_cookies([{"name": "fugong_text", "value": "large", "url": visitor.base}])
    visitor.go("/styleguide/")

    small = visitor.page.evaluate(
        """(least) => [...document.body.querySelectorAll("*")]
            .filter((e) => e.checkVisibility())
            .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
            .filter((e) => parseFloat(getComputedStyle(e).fontSize) < least)
            .map((e) => e.outerHTML.slice(0, 120))""",
        ELDER_TEXT,
    )

    assert small == []


def test_fingers_find_every_button_on_a_phone(opened: Opened) -> None:
    visitor = opened(phone=True).go("/styleguide/")

    small = visitor.page.evaluate(
        """(least) => [...document.querySelectorAll("button, summary, a.btn, select, input.form-control")].filter((e) =>
            e.checkVisibility() && e.getBoundingClientRect().height < least).map((e) => e.outerHTML.slice(0, 120))""",
        SMALLEST_TOUCH,
    )

    assert small == []


def test_the_menu_of_a_phone_opens_and_closes_by_key(opened: Opened) -> None:
    officer = opened("officer", phone=True)
    toggle, menu = officer.page.locator("[data-menu-toggle]"), officer.page.locator("#menu")
    assert not menu.is_visible()

    toggle.press("Enter")
    assert menu.is_visible()
    assert toggle.get_attribute("aria-expanded") == "true"

    officer.page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert officer.page.evaluate("document.activeElement.matches('[data-menu-toggle]')")


def test_the_menu_of_a_phone_opens_without_scripts(opened: Opened) -> None:
    visitor = opened(phone=True, scripts=False)
    visitor.go("/sign-in/")
    visitor.press("demo-officer") if visitor.shows("demo-officer") else pytest.skip("no demonstration accounts here")

    visitor.page.locator("[data-menu-toggle]").click()

    assert visitor.page.locator("#menu").is_visible()


def test_language_and_display_are_chosen_without_scripts(opened: Opened) -> None:
    visitor = opened(scripts=False).go("/sign-in/")

    visitor.press("language")
    assert visitor.path == "/sign-in/"
    assert visitor.page.locator("html").get_attribute("lang") == "en"

    visitor.page.locator('[data-test="display"] summary').click()
    visitor.page.locator('[name=theme][value="dark"]').check()
    visitor.page.locator('[data-test="display"] button').click()
    assert visitor.page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(opened: Opened) -> None:
    visitor = opened().go("/styleguide/")
    assert visitor.page.evaluate("document.activeElement.matches('[data-error-summary]')")

    visitor.page.locator("[data-error-summary] a").nth(1).click()

    assert visitor.page.evaluate("document.activeElement.name") == "staff"


def test_a_chart_is_drawn_and_named(opened: Opened) -> None:
    visitor = opened().go("/styleguide/")

    visitor.page.locator(".chart canvas").wait_for()

    assert "累计复产企业数" in (visitor.page.locator(".chart").get_attribute("aria-label") or "")
