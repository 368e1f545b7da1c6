"""Everybody can sign in, at a desk and on a phone, and lands on the page of their work."""

from collections.abc import Callable

import pytest
from tests.journeys.county import POSTS
from tests.journeys.screen import Screen

Opened = Callable[..., Screen]


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("english", [False, True], ids=["Chinese", "English"])
def test_the_sign_in_page_has_no_barriers(opened: Opened, *, phone: bool, english: bool) -> None:
    screen = opened(phone=phone, english=english).go("/sign-in/")

    assert screen.barriers() == []
    assert screen.spills() <= 0


def test_every_role_signs_in_and_finds_its_first_page(opened: Opened) -> None:
    for login, *_ in POSTS:
        screen = opened(login, by_hand=True)

        assert not screen.path.startswith("/sign-in/"), login


def test_a_wrong_password_is_answered_in_words(opened: Opened) -> None:
    screen = opened().sign_in("officer", "not the password")

    assert screen.path.startswith("/sign-in/")
    assert screen.shows("error-summary")
    assert screen.barriers() == []
