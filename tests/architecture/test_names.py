"""Names are the office's own words; every module says first what it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, files_of_tests, functions, place, sources, syntax_of, text_of

SAYS_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "services",
    "service",
    "data",
    "info",
    "stuff",
    "managers",
}
EMPTY_PREFIX = re.compile(r"^_*(do|handle)_")
NUMBERED = re.compile(r"^[a-z_]*[a-z]\d$")
EMPTY_ENDING = re.compile(r"(Utils?|Helpers?|Manager|Data|Info|Service)$")
OPENING = re.compile(r"^\S+ .{6,}")
SPEAKS_OF_ITSELF = re.compile(r"^(This (module|file|class|function)|Module (for|with|containing))", re.IGNORECASE)
UNEXPLAINED = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|noqa|type: ignore(\[[a-z-, ]+\])?)\s*$", re.MULTILINE)


def test_no_module_has_a_name_that_says_nothing() -> None:
    nameless = [place(path) for path in sources() if SAYS_NOTHING & {path.stem, *path.relative_to(PACKAGE).parts}]

    assert not nameless, "\n".join(nameless)


def test_no_function_has_a_name_that_says_nothing() -> None:
    nameless = [
        place(path, node)
        for path in sources()
        for node in functions(path)
        if node.name in SAYS_NOTHING or EMPTY_PREFIX.match(node.name)
    ]

    assert not nameless, "\n".join(nameless)


def test_no_class_has_a_name_that_says_nothing() -> None:
    nameless = [
        place(path, node)
        for path in sources()
        for node in ast.walk(syntax_of(path))
        if isinstance(node, ast.ClassDef) and EMPTY_ENDING.search(node.name) and not is_djangos_manager(node)
    ]

    assert not nameless, "\n".join(nameless)


def test_no_variable_has_a_name_that_says_nothing() -> None:
    nameless = [
        place(path, node)
        for path in sources()
        for node in ast.walk(syntax_of(path))
        if isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Store)
        and (node.id in SAYS_NOTHING or NUMBERED.match(node.id))
    ]

    assert not nameless, "\n".join(nameless)


def test_every_module_opens_with_a_sentence_in_business_words() -> None:
    silent = [place(path) for path in sources() if text_of(path).strip() and not opens_well(syntax_of(path))]

    assert not silent, "\n".join(silent)


def test_every_package_says_what_it_is() -> None:
    """An empty ``__init__`` is fine only where Django wants a package and the name is Django's."""
    djangos = {"migrations", "management", "commands", "templatetags", "web"}
    silent = [
        place(path)
        for path in sources()
        if path.name == "__init__.py" and not text_of(path).strip() and path.parent.name not in djangos
    ]

    assert not silent, "\n".join(silent)


def test_every_public_class_says_what_it_is() -> None:
    silent = [
        place(path, node)
        for path in sources()
        for node in syntax_of(path).body
        if isinstance(node, ast.ClassDef) and not is_private(node.name) and not is_edge(path) and not opens_well(node)
    ]

    assert not silent, "\n".join(silent)


@pytest.mark.parametrize("kind", ["rules", "actions", "queries", "public"])
def test_every_rule_action_and_query_says_what_it_does(kind: str) -> None:
    silent = [place(path, node) for path, node in stated(kind) if not opens_well(node)]

    assert not silent, "\n".join(silent)


def test_what_is_switched_off_has_its_reason() -> None:
    unexplained = [
        f"{place(path)}: {match.group(0)}"
        for path in (*sources(), *files_of_tests())
        for match in UNEXPLAINED.finditer(text_of(path))
    ]

    assert not unexplained, "\n".join(unexplained)


def opens_well(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    first = (ast.get_docstring(node) or "").split("\n")[0]
    return bool(OPENING.match(first)) and not SPEAKS_OF_ITSELF.match(first)


def is_private(name: str) -> bool:
    return name.startswith("_")


def is_djangos_manager(node: ast.ClassDef) -> bool:
    return any("Manager" in ast.unparse(base) for base in node.bases)


def is_edge(path: Path) -> bool:
    """Django's own shapes (app configurations, commands, migrations) need no sentence of ours."""
    return path.name == "apps.py" or "management" in path.parts


def stated(kind: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Give the public functions of a layer: ``rules/review.py`` and ``queries.py`` alike."""
    for path in sources():
        if kind not in {path.stem, path.parent.name}:
            continue
        for node in syntax_of(path).body:
            if isinstance(node, ast.FunctionDef) and not is_private(node.name):
                yield path, node
