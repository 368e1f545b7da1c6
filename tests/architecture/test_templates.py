"""Templates loop and branch; the strict content policy, the form key and both languages hold in every one."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.template.backends.django import get_installed_libraries
from django.template.library import import_library

from tests.architecture.tree import ROOT, place, templates, text_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TRANSLATED = re.compile(
    r"{%\s*(translate|trans)\s.*?%}|{%\s*blocktrans(late)?\b.*?{%\s*endblocktrans(late)?\s*%}"
    r"|{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}|_\(\"[^\"]*\"\)",
    re.DOTALL,
)
POST_FORM = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
FORBIDDEN = {
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "an on… attribute": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "an hx-on attribute": re.compile(r"\shx-on[:\-a-z]*\s*=", re.IGNORECASE),
    "an address of another site": re.compile(r"(src|href|action)=\"(https?:)?//", re.IGNORECASE),
    "javascript in an address": re.compile(r"javascript:", re.IGNORECASE),
    "text taken for safe": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off"),
}
# A page that must stand when everything else has fallen: no menu, no database, no session.
# The wall hangs where nobody clicks: it has no menu and no way out.
STANDS_ALONE = {"site/page.html", "site/plain.html", "cockpit/wall.html"}
# The page of pieces shows examples; nothing on it acts.
EXAMPLES = {"site/styleguide.html"}
# Forms that write no record, so that doing them twice is doing them once: language and display, in and out.
KEYLESS = {"site/_masthead.html", "people/sign_in.html"}
BASES = re.compile(r'{%\s*extends\s+"site/(page|plain)\.html"\s*%}')


def name_of(path: Path) -> str:
    return "/".join(path.parts[-2:])


def acting() -> list[Path]:
    return [path for path in templates() if name_of(path) not in EXAMPLES]


def test_djade_finds_nothing_to_tidy() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("djade"), "--check", "--target-version", "5.2", *map(str, templates())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what: str) -> None:
    found = [place(path) for path in templates() if FORBIDDEN[what].search(TRANSLATED.sub("", text_of(path)))]

    assert not found, "\n".join(found)


def test_every_form_that_posts_keeps_other_sites_out() -> None:
    bare = [place(path) for path in acting() for form in POST_FORM.findall(text_of(path)) if "csrf_token" not in form]

    assert not bare, "\n".join(bare)


def test_every_form_that_acts_carries_its_key() -> None:
    """The key makes a double click, or the back button and a second try, act once."""
    bare = [
        place(path)
        for path in acting()
        if name_of(path) not in KEYLESS
        for form in POST_FORM.findall(text_of(path))
        if "form_key" not in form
    ]

    assert not bare, "\n".join(bare)


def test_interface_text_is_translated() -> None:
    raw = [
        f"{place(path)}: {line.strip()[:80]}"
        for path in acting()
        for line in TRANSLATED.sub("", text_of(path)).splitlines()
        if CHINESE.search(line)
    ]

    assert not raw, "\n".join(raw)


def test_every_page_has_the_frame() -> None:
    """A page's name is a noun and a verb; fragments begin with an underscore and have no frame."""
    frameless = [
        place(path)
        for path in templates()
        if not path.name.startswith("_") and name_of(path) not in STANDS_ALONE and not BASES.search(text_of(path))
    ]

    assert not frameless, "\n".join(frameless)


def test_fragments_extend_nothing() -> None:
    framed = [place(path) for path in templates() if path.name.startswith("_") and "{% extends" in text_of(path)]

    assert not framed, "\n".join(framed)


def test_a_template_belongs_to_its_context() -> None:
    strays = [
        place(path)
        for path in templates()
        if path.parent.name != path.parents[2].name and path.parents[1].name == "templates"
    ]

    assert not strays, "\n".join(strays)


def test_no_two_libraries_have_a_filter_or_tag_of_the_same_name() -> None:
    """A template that loads both would use whichever it loaded last."""
    ours = {name: path for name, path in get_installed_libraries().items() if path.startswith("fugong.")}
    words = [(word, name) for name, path in ours.items() for word in _words_of(path)]
    twice = sorted(word for word, count in Counter(word for word, _name in words).items() if count > 1)

    assert not twice, [pair for pair in words if pair[0] in twice]


def _words_of(path: str) -> list[str]:
    library = import_library(path)
    return [*library.filters, *library.tags]
