"""Logins are written one way, so that no two look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.people.rules.login import is_login, normal_login


@pytest.mark.parametrize("typed", ["Officer.1", " officer.1 ", "ＯＦＦＩＣＥＲ．１", "OFFICER.1\t"])
def test_case_width_and_blanks_do_not_make_another_login(typed: str) -> None:
    assert normal_login(typed) == "officer.1"


@pytest.mark.parametrize(
    "bad", ["", "ab", "-abc", "张三丰", "аdmin", "a b c", "abc\n", "a" * 41, "ab\u202ecd", "abc\x00", "ıstanbul"]
)
def test_what_could_be_mistaken_is_no_login(bad: str) -> None:
    assert not is_login(normal_login(bad)) or normal_login(bad) == "abc"
    assert not is_login(bad)


@given(st.text(max_size=60))
def test_writing_a_login_twice_changes_nothing_when_it_is_one(text: str) -> None:
    once = normal_login(text)
    if is_login(once):
        assert normal_login(once) == once
        assert once.isascii()
