"""Every sentence of the interface has its English, with the same places to fill."""

import re
from pathlib import Path

import polib  # type: ignore[import-untyped]  # ships no types
import pytest

from fugong.site.messages import CATALOGUE, Message, collect, in_python, in_template, renew

PLACES = re.compile(r"%\((\w+)\)[sd]|%[sd]")


@pytest.fixture(scope="module")
def catalogue() -> dict[Message, polib.POEntry]:
    return {Message(e.msgid, e.msgid_plural or "", e.msgctxt or ""): e for e in polib.pofile(str(CATALOGUE))}


def english(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_sentence_in_use_has_its_english(catalogue: dict[Message, polib.POEntry]) -> None:
    lacking = [
        f"{min(files)}: {message.text}"
        for message, files in collect().items()
        if message not in catalogue or not all(english(catalogue[message]))
    ]

    assert not lacking, "run `python3 run.py messages` and write the English:\n" + "\n".join(sorted(lacking))


def test_no_sentence_is_kept_that_nobody_uses(catalogue: dict[Message, polib.POEntry]) -> None:
    in_use = collect()

    assert not [message.text for message in catalogue if message not in in_use]


def test_english_fills_the_same_places(catalogue: dict[Message, polib.POEntry]) -> None:
    wrong = [
        entry.msgid
        for entry in catalogue.values()
        for text in english(entry)
        if text and set(PLACES.findall(text)) != set(PLACES.findall(entry.msgid))
    ]

    assert not wrong, "\n".join(wrong)


def test_english_has_no_chinese_left(catalogue: dict[Message, polib.POEntry]) -> None:
    mixed = [text for entry in catalogue.values() for text in english(entry) if re.search(r"[\u4e00-\u9fff]", text)]

    assert not mixed, "\n".join(mixed)


def test_sentences_are_found_in_python_however_they_are_written() -> None:
    source = '_("甲" "乙")\nngettext("丙", "丁", n)\npgettext("印章", "戊")\nrefuse(N_("己"))\ngettext(name)'

    assert set(in_python(source)) == {
        Message("甲乙"),
        Message("丙", plural="丁"),
        Message("戊", context="印章"),
        Message("己"),
    }


def test_sentences_are_found_in_templates_however_they_are_written() -> None:
    source = """{% translate "甲" %}{% translate '乙' as b %}{% include "x.html" with t=_("丙") %}
    {% blocktranslate trimmed with n=x %}
      丁
      {{ n }}
    {% endblocktranslate %}{% blocktranslate count n=m %}戊{% plural %}己{% endblocktranslate %}"""

    assert set(in_template(source)) == {
        Message("甲"),
        Message("乙"),
        Message("丙"),
        Message("丁 %(n)s"),
        Message("戊", plural="己"),
    }


def test_renewing_keeps_the_english_and_drops_what_is_gone(tmp_path: Path) -> None:
    old = polib.POFile()
    old.append(polib.POEntry(msgid="退出登录", msgstr="Sign out"))
    old.append(polib.POEntry(msgid="无人使用", msgstr="Unused"))
    old.save(str(tmp_path / "django.po"))

    renew(tmp_path / "django.po")

    kept = {entry.msgid: entry.msgstr for entry in polib.pofile(str(tmp_path / "django.po"))}
    assert kept["退出登录"] == "Sign out"
    assert "无人使用" not in kept
