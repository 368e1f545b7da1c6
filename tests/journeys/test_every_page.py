"""Every page that links lead to: no barrier, no spill, the right language, for every kind of person."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.apps import apps
from django.db import models
from django.urls import resolve
from tests.journeys import county as counties
from tests.journeys import walks
from tests.journeys.county import MORNING, County
from tests.journeys.screen import Screen

from fugong.approvals import public as approvals
from fugong.approvals.models import Application
from fugong.people import public as people

Opened = Callable[..., Screen]
CHINESE = re.compile(r"[\u3400-\u9fff]+")
PEOPLE = ("operator", "officer", "township", "leader", "security", "audit", "system")
# Files to keep, not pages.
DOWNLOADS = {
    "api:description",
    "approvals:appeal-file", "approvals:document", "approvals:file", "approvals:word-file",
    "exchange:content", "exchange:problems", "exchange:source", "exchange:template",
}  # fmt: skip


def test_every_page_in_chinese_on_a_phone(opened: Opened, county: County) -> None:
    make_busy(county)

    looked_at: set[tuple[str, ...]] = set()
    faults = [
        fault for login in PEOPLE for fault in crawl(opened(login, phone=True), language="zh-hans", looked_at=looked_at)
    ]

    assert not faults, "\n".join(faults)


def test_every_page_in_english_at_a_desk(opened: Opened, county: County) -> None:
    make_busy(county)

    looked_at: set[tuple[str, ...]] = set()
    faults = [
        fault for login in PEOPLE for fault in crawl(opened(login, english=True), language="en", looked_at=looked_at)
    ]

    assert not faults, "\n".join(faults)


def make_busy(county: County) -> None:
    """Let there be something in every state: in review, returned, granted and restarted, refused, and a draft."""
    answers = {key: value for section in walks.ANSWERS.values() for key, value in section.items()}
    operator, officer = actor(county, "operator"), actor(county, "officer")
    other = actor(county, "other.operator")
    granted = approvals.file_application(county.machines.id, answers=answers, by=other, at=MORNING)
    for login in ("township", "health", "industry"):
        approvals.opine(granted, verdict="agree", by=actor(county, login), at=MORNING)
    approvals.grant(granted, version(granted), effective_on=MORNING.date(), by=officer, at=MORNING)
    approvals.restart.confirm(county.machines.id, restarted_on=MORNING.date(), by=other, at=MORNING)
    waiting = approvals.file_application(county.cement.id, answers=answers, by=operator, at=MORNING)
    approvals.opine(waiting, verdict="agree", by=actor(county, "health"), at=MORNING)
    for name, act in (("示例食品厂12", "return"), ("示例玩具厂23", "refuse"), ("示例纸品厂34", "")):
        firm = counties.add_firm(name, holder="private", account_id=county.accounts["operator"])
        if not act:
            approvals.start(firm.id, by=operator, at=MORNING)
            continue
        filed = approvals.file_application(firm.id, answers=answers, by=operator, at=MORNING)
        if act == "return":
            items = {"isolation_place": "隔离场所地址"}
            approvals.return_for_correction(filed, version(filed), items=items, note="请补充。", by=officer, at=MORNING)
        else:
            approvals.refuse(filed, version(filed), reasons=["safety_unfit"], note="请整改。", by=officer, at=MORNING)


def actor(county: County, login: str) -> people.Actor:
    return people.actor_of(county.accounts[login], on=MORNING.date())


def version(application_id: int) -> int:
    return Application.objects.get(pk=application_id).version


# --- following links -----------------------------------------------------------------------------------------------


def crawl(screen: Screen, *, language: str, looked_at: set[tuple[str, ...]]) -> Iterator[str]:
    """Follow every link once per kind of page; give what is wrong on the way.

    A kind of page that somebody else has looked at already is only looked at again for its words.
    """
    known = known_words() if language == "en" else []
    queue, seen = [screen.path], set()
    while queue:
        path = queue.pop(0)
        if kind(path) in seen or kind(path)[0] in DOWNLOADS:
            continue
        seen.add(kind(path))
        response = screen.page.goto(screen.base + path)
        if response is None or not response.ok:
            yield f"{path}: {response and response.status}"
            continue
        yield from words_on(screen, language=language, known=known)
        if kind(path) not in looked_at:
            looked_at.add(kind(path))
            yield from faults_on(screen)
        queue += links_on(screen)


def kind(path: str) -> tuple[str, ...]:
    """Tell pages of one kind by view, words in the address and the names of its parameters, not by numbers."""
    parts = urlsplit(path)
    match = resolve(parts.path)
    words = [str(value) for value in match.kwargs.values() if not re.search(r"\d", str(value))]
    return (match.view_name, *words, *sorted(parse_qs(parts.query)))


def links_on(screen: Screen) -> list[str]:
    links: list[str] = screen.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    here = [link.removeprefix(screen.base).split("#")[0] for link in links if link.startswith(screen.base)]
    return [path for path in here if path]


def faults_on(screen: Screen) -> Iterator[str]:
    yield from screen.barriers()
    if screen.spills() > 0:
        yield f"{screen.path}: {screen.spills()} px too wide"


def words_on(screen: Screen, *, language: str, known: list[str]) -> Iterator[str]:
    said = screen.page.get_attribute("html", "lang")
    if (said or "").lower() != language:
        yield f"{screen.path}: lang is {said}"
    if language == "en":
        yield from (f"{screen.path}: not in English: {words}" for words in untranslated(screen, known))


# --- what is interface and what is data ----------------------------------------------------------------------------


def untranslated(screen: Screen, known: list[str]) -> list[str]:
    """Give the Chinese words on the page that are neither somebody's data nor marked as Chinese."""
    text = f"{screen.page.title()}\n{screen.page.evaluate(VISIBLE)}"
    for word in known:
        text = text.replace(word, "")
    return sorted(set(CHINESE.findall(text)))


VISIBLE = """() => {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll('[lang^=zh], script, textarea, input').forEach(node => node.remove());
    const labels = [...copy.querySelectorAll('[aria-label], [title], [placeholder], [data-label]')].map(node =>
        ['aria-label', 'title', 'placeholder', 'data-label'].map(name => node.getAttribute(name) || '').join(' '));
    return copy.textContent + labels.join(' ');
}"""


def known_words() -> list[str]:
    """Give every Chinese text that stands in a table: what people and documents said is not translated."""
    words = set()
    for model in apps.get_models():
        if not model.__module__.startswith("fugong."):
            continue
        fields = [
            f
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*[field.name for field in fields]):
            words |= set(texts_in(list(row)))
    return sorted(words, key=len, reverse=True)


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (line for line in [value, *value.splitlines()] if CHINESE.search(line))
    elif isinstance(value, dict):
        yield from texts_in([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
