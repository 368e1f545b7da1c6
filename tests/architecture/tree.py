"""Reads the tree as text and syntax, for the checks beside it."""

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "fugong"

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


def layers() -> list[str]:
    """Give the contexts from top to bottom, as the import contract states them."""
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    lines = parser["importlinter:contract:contexts"]["layers"].split("\n")
    # Siblings on a line are parted by bars; among each other their order means nothing.
    return [name for line in lines for part in line.split("|") if (name := part.strip(" ()"))]


def business_contexts() -> list[Path]:
    """Give the folders of the contexts that share one inner shape."""
    return [
        PACKAGE / name for name in layers() if name not in {"__main__", "site", "core"} and (PACKAGE / name).is_dir()
    ]


@cache
def sources() -> tuple[Path, ...]:
    """Give every module of the product, without tests and migrations."""
    return tuple(
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts)
    )


@cache
def files_of_tests() -> tuple[Path, ...]:
    """Give every file of tests, beside the code and across contexts."""
    beside = [path for path in PACKAGE.rglob("*.py") if "tests" in path.relative_to(PACKAGE).parts]
    return tuple(sorted([*beside, *(ROOT / "tests").rglob("*.py")]))


@cache
def templates() -> tuple[Path, ...]:
    """Give every template."""
    return tuple(sorted(PACKAGE.glob("**/templates/**/*.html")))


@cache
def text_of(path: Path) -> str:
    """Give what stands in a file."""
    return path.read_text(encoding="utf-8")


@cache
def syntax_of(path: Path) -> ast.Module:
    """Give the file's syntax tree, each node knowing its parent."""
    tree = ast.parse(text_of(path))
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined] # the tests' own note on the tree
    return tree


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function of a file, at any depth."""
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, type_of_function):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Count the lines from the first decorator to the end."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or node.lineno) - first + 1


def place(path: Path, node: ast.AST | None = None) -> str:
    """Name a place so that an editor can jump to it."""
    line = f":{node.lineno}" if isinstance(node, ast.stmt | ast.expr) else ""
    return f"{path.relative_to(ROOT)}{line}"
