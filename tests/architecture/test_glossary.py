"""The glossary binds every word of the code to the office's word."""

import re

import pytest
from django.apps import apps

from fugong.approvals.rules.lifecycle import State
from fugong.approvals.rules.reasons import VERDICTS
from fugong.people.rules.roles import ROLES
from fugong.policy.rules.checklist import ITEMS
from fugong.policy.rules.words import CATEGORIES, DESKS, MODES, TIERS
from fugong.registry.rules.kinds import HOLDERS, LEVELS, MEMBERSHIPS, SIZES
from tests.architecture.tree import ROOT

ROW = re.compile(r"^\| (?P<office>[^|]+) \| `(?P<code>\w+)` \| (?P<meaning>[^|]+) \|$", re.MULTILINE)
CODED = {
    "roles": ROLES,
    "states": State,
    "verdicts": VERDICTS,
    "papers": ITEMS,
    "categories": CATEGORIES,
    "desks": DESKS,
    "modes": MODES,
    "tiers": TIERS,
    "holders": HOLDERS,
    "levels": LEVELS,
    "memberships": MEMBERSHIPS,
    "sizes": SIZES,
}


def rows() -> list[re.Match[str]]:
    return list(ROW.finditer((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")))


def words() -> set[str]:
    return {match["code"] for match in rows()}


def test_every_table_is_in_the_glossary() -> None:
    tables = {model.__name__ for model in apps.get_models() if model.__module__.startswith("fugong.")}

    assert not tables - words()


@pytest.mark.parametrize("kind", CODED)
def test_every_stored_code_is_in_the_glossary(kind: str) -> None:
    assert not {str(code) for code in CODED[kind]} - words()


def test_an_office_word_means_one_thing() -> None:
    meanings = [(match["office"], match["code"]) for match in rows()]
    twice = {office for office, _ in meanings if len({code for known, code in meanings if known == office}) > 1}

    assert not twice


def test_every_table_named_in_the_glossary_exists() -> None:
    tables = {model.__name__ for model in apps.get_models()}
    unknown = {word for word in words() if word[0].isupper()} - tables - {"Refused"}

    assert not unknown
