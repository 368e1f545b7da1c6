"""The documents name files that exist, and say every context, command and page of theirs."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT, business_contexts

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|html|js|css|md|csv|toml))`")
# Pictures are taken from the running product before a release.
LATER = "docs/pictures/"


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = [target for target in LINK.findall(document.read_text(encoding="utf-8")) if not target.startswith(LATER)]
    dead = [target for target in targets if not (document.parent / target).exists()]

    assert not dead


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_file_that_is_named_exists(document: Path) -> None:
    dead = [name for name in FILE.findall(document.read_text(encoding="utf-8")) if not any(places_of(name, document))]

    assert not dead


def places_of(name: str, document: Path) -> Iterator[bool]:
    for base in (ROOT, PACKAGE, document.parent):
        yield (base / name).exists()
    yield any(PACKAGE.glob(f"*/{name}"))
    yield any(PACKAGE.glob(f"*/templates/{name}"))
    yield "<" in name


def test_the_readme_maps_every_context() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert not [path.name for path in business_contexts() if f"(src/fugong/{path.name})" not in readme]


def test_every_context_opens_with_its_map() -> None:
    maps = {path.name: (path / "__init__.py").read_text(encoding="utf-8").count("\n") for path in business_contexts()}

    assert all(0 < lines <= 25 for lines in maps.values()), maps


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")

    assert not [page.name for page in folder.glob("0*.md") if f"({page.name})" not in listed]


def test_the_core_map_names_every_inner_package() -> None:
    core = PACKAGE / "core"
    said = (core / "__init__.py").read_text(encoding="utf-8")
    inner = [path.name for path in core.iterdir() if (path / "__init__.py").exists() and path.name not in DJANGOS]

    assert not [name for name in inner if f"    {name} " not in said]


DJANGOS = {"management", "migrations", "tests", "templatetags"}


def test_the_licence_is_said_everywhere_alike() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["license"] == "Apache-2.0"
    assert "license: Apache-2.0" in (ROOT / "publiccode.yaml").read_text(encoding="utf-8")
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
