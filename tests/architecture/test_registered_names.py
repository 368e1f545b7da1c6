"""What is called by name exists: jobs, pages, permissions, addresses; and every address is visited by some test."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from fugong.core import jobs
from fugong.people.rules.roles import PERMISSIONS
from tests.architecture.tree import PACKAGE, files_of_tests, place, sources, syntax_of, templates

# Addresses that only repeat what another one shows, or belong to Django: each with its reason.
NOT_CLIMBED = {"styleguide": "the page of pieces: nothing on it belongs to anybody"}


def named(function: str, position: int = 0) -> Iterator[tuple[Path, ast.Call, str]]:
    """Give the text handed to each call of a function at one position."""
    for path in sources():
        for node in ast.walk(syntax_of(path)):
            if not isinstance(node, ast.Call) or not calls(ast.unparse(node.func), function):
                continue
            if len(node.args) > position and isinstance(first := node.args[position], ast.Constant):
                yield path, node, str(first.value)


def calls(written: str, function: str) -> bool:
    """Tell a call of ours from a method that happens to have the same name, like a queryset's ``defer``."""
    if function == "defer":
        return written in {"defer", "jobs.defer"}
    return written.rsplit(".", maxsplit=1)[-1] == function


def test_every_deferred_job_exists() -> None:
    unknown = [f"{place(path, call)} {name}" for path, call, name in named("defer") if name not in jobs.names()]

    assert not unknown, "\n".join(unknown)


def test_jobs_are_named_after_their_context() -> None:
    strange = [
        f"{place(path, call)} {name}"
        for function in ("job", "periodic")
        for path, call, name in named(function)
        if "tasks" not in {path.stem, path.parent.name} or not re.fullmatch(r"[a-z]+(\.[a-z_]+){1,2}", name)
    ]

    assert not strange, "\n".join(strange)


def test_every_permission_asked_for_is_in_the_table_of_roles() -> None:
    asked = [
        (path, call, name)
        for function, position in (("needs", 0), ("require", 1), ("may", 0), ("areas_for", 0))
        for path, call, name in named(function, position)
    ]
    unknown = [f"{place(path, call)} {name}" for path, call, name in asked if name not in PERMISSIONS]

    assert asked
    assert not unknown, "\n".join(unknown)


def test_every_page_that_is_rendered_exists() -> None:
    known = {"/".join(path.parts[path.parts.index("templates") + 1 :]).removesuffix(".html") for path in templates()}
    rendered = [(path, call, name.removesuffix(".html")) for path, call, name in named("render", 1)]
    missing = [f"{place(path, call)} {name}" for path, call, name in rendered if name not in known]

    assert rendered
    assert not missing, "\n".join(missing)


def test_acts_are_recorded_under_the_name_of_their_context() -> None:
    strange = []
    for path in sources():
        for node in ast.walk(syntax_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"audit.record", "record"}:
                names = [
                    k.value.value for k in node.keywords if k.arg == "action" and isinstance(k.value, ast.Constant)
                ]
                strange += [f"{place(path, node)} {name}" for name in names if not is_named_well(str(name), path)]

    assert not strange, "\n".join(strange)


def is_named_well(name: str, path: Path) -> bool:
    """``context.noun.verb``, in the words of the context that acts; core's packages are their own contexts."""
    return bool(re.fullmatch(r"[a-z]+(\.[a-z_]+){2}", name)) and name.split(".", maxsplit=1)[0] in path.parts


def addresses(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name))


def test_every_address_has_a_name() -> None:
    def nameless(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from nameless(pattern.url_patterns)
            elif not pattern.name:
                yield str(pattern.pattern)

    assert [address for address in nameless(get_resolver().url_patterns) if "static" not in address] == []


def test_every_address_is_visited_by_a_test() -> None:
    """By its name (``approvals:inbox``; among its own tests ``inbox``) or by its path; else it has no ladder either."""
    visited = set(spoken_of())
    unvisited = [
        name for name in addresses(get_resolver().url_patterns) if name not in NOT_CLIMBED and name not in visited
    ]

    assert not unvisited, "\n".join(unvisited)


def spoken_of() -> Iterator[str]:
    """Give the names of addresses that tests mention, paths resolved; a value put into a path counts as a number."""
    for path in files_of_tests():
        if "architecture" in path.parts:
            continue
        for node in ast.walk(syntax_of(path)):
            text = written_out(node)
            if text.startswith("/"):
                yield from named_by(text.split("?")[0])
            elif text:
                yield text
                yield f"{context_of(path)}:{text}"


def context_of(path: Path) -> str:
    """Name the context whose tests these are: there, its addresses go by their short names."""
    return path.relative_to(PACKAGE).parts[0] if path.is_relative_to(PACKAGE) else ""


def written_out(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def named_by(path: str) -> Iterator[str]:
    try:
        yield resolve(path).view_name
    except Resolver404:
        return
