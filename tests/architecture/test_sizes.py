"""A file or function that grows is a concept that wants to be split."""

import ast
import statistics

from tests.architecture.tree import files_of_tests, functions, length, place, sources, syntax_of, templates, text_of

LONGEST_FILE, LONGEST_TEST_FILE, WISHED_FILE = 400, 600, 200
LONGEST_FUNCTION, WISHED_FUNCTION, LONGEST_VIEW = 50, 20, 25
LONGEST_CLASS, LONGEST_TEMPLATE = 200, 120
ONE_IN_TEN = 0.1


def lines(text: str) -> int:
    return text.count("\n") + 1


def test_no_file_is_too_long() -> None:
    long = [place(path) for path in sources() if lines(text_of(path)) > LONGEST_FILE]
    long += [place(path) for path in files_of_tests() if lines(text_of(path)) > LONGEST_TEST_FILE]
    long += [
        place(path) for path in templates() if lines(text_of(path)) > LONGEST_TEMPLATE and path.stem != "styleguide"
    ]

    assert not long, "\n".join(long)


def test_few_files_are_longer_than_wished() -> None:
    long = [place(path) for path in sources() if lines(text_of(path)) > WISHED_FILE]

    assert len(long) <= ONE_IN_TEN * len(sources()), "\n".join(long)


def test_no_function_is_too_long() -> None:
    long = [place(path, node) for path in sources() for node in functions(path) if length(node) > LONGEST_FUNCTION]

    assert not long, "\n".join(long)


def test_functions_are_short_as_a_habit() -> None:
    lengths = [length(node) for path in sources() for node in functions(path)]

    assert statistics.median(lengths) <= WISHED_FUNCTION / 2
    assert statistics.quantiles(lengths, n=10)[-1] <= WISHED_FUNCTION + 5


def test_no_class_is_too_long() -> None:
    long = [
        place(path, node)
        for path in sources()
        for node in ast.walk(syntax_of(path))
        if isinstance(node, ast.ClassDef) and length(node) > LONGEST_CLASS
    ]

    assert not long, "\n".join(long)


def test_a_view_only_translates() -> None:
    long = [
        place(path, node)
        for path in sources()
        if "web" in path.parts and path.name not in {"forms.py", "reading.py"}
        for node in functions(path)
        if length(node) > LONGEST_VIEW
    ]

    assert not long, "\n".join(long)
