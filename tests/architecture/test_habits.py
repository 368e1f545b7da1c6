"""Habits that keep the house in order: one clock, no signals, actions of one shape, words that can be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import PACKAGE, place, sources, syntax_of, text_of

# Reading the time: only the clock does it. Waiting with time.monotonic measures, it does not date.
READS_THE_TIME = {
    "timezone.now",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "localdate",
}
# Where the server's own clock is meant, not the time of the story, each with its reason.
SERVER_TIME = {
    "core/database/backup.py": "how old a backup file is",
    "core/documents/keys.py": "a certificate is judged by outside programs, by their clocks",
    "people/web/sessions.py": "a session ends by the wall clock, also in a demonstration that stands in 2020",
    "site/environment.py": "when the demonstration's clock was set",
}
# Chinese that is no interface text, each with its reason.
CHINESE_BY_NATURE = {
    "approvals/rules/places.py": "how the names of counties and of neighbourhoods end",
    "reports/rules/values.py": "how people write yes and no in a cell",
    "registry/rules/searching.py": "words that most names share and no search should find",
    "registry/rules/likeness.py": "legal forms and levels of division inside names",
    "registry/rules/labels.py": "names under which paper forms asked for the same fact",
    "core/exchange/rules/headers.py": "remarks that people put behind the header of a column",
    "core/clock/words.py": "the Chinese way of writing a date, beside the English one",
    "approvals/rules/document_numbers.py": "a document number is Chinese in every language",
    "approvals/rules/document_texts.py": "an official document is Chinese in every language",
    "approvals/rules/remedies.py": "sentences of official documents, as above",
    "core/documents/fonts.py": "names of families of fonts",
    "core/documents/words.py": "words of official documents, as above",
    "core/numbering/rules.py": "a document number is Chinese in every language",
    "people/web/passwords.py": "words that may not be a password",
    "registry/rules/size_table.py": "names of the lines of a national table",
    "site/frame.py": "each language names itself",
    "site/settings.py": "each language names itself",
    "site/styleguide.py": "example content of the page of pieces",
    "site/templatetags/fugong.py": "the Chinese way of writing a date, beside the English one",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TRANSLATES = {
    "N_", "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
}  # fmt: skip


def is_listed(path: Path, reasons: dict[str, str]) -> bool:
    return path.relative_to(PACKAGE).as_posix() in reasons


def test_what_is_listed_with_a_reason_exists() -> None:
    listed = {*SERVER_TIME, *CHINESE_BY_NATURE}

    assert not [name for name in listed if not (PACKAGE / name).is_file()]


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def test_the_time_is_read_in_one_place() -> None:
    readers = [
        place(path, call)
        for path in sources()
        if "clock" not in path.parts and not is_listed(path, SERVER_TIME)
        for call, name in calls(path)
        if name in READS_THE_TIME or ".".join(name.split(".")[-2:]) in READS_THE_TIME
    ]

    assert not readers, "\n".join(readers)


def test_the_clock_is_read_at_the_edge_only() -> None:
    """Actions, queries, rules and models are told the time; that is what lets a scenario be replayed in its own."""
    inner = {"actions", "rules", "models", "queries"}
    readers = [
        place(path, call)
        for path in sources()
        if inner & {*path.parts, path.stem}
        for call, name in calls(path)
        if name in {"clock.now", "clock.today"}
    ]

    assert not readers, "\n".join(readers)


def test_models_send_no_signals() -> None:
    signals = [
        place(path) for path in sources() if re.search(r"db\.models(\.signals| import .*signals)", text_of(path))
    ]

    assert not signals, "\n".join(signals)


def test_no_model_is_fetched_by_its_name() -> None:
    fetched = [place(path, call) for path in sources() for call, name in calls(path) if name.endswith("get_model")]

    assert not fetched, "\n".join(fetched)


# The first account of all: nobody was there who could have opened it.
NOBODY_BEFORE = {"found"}

# --- actions -------------------------------------------------------------------------------------------------------


def actions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in sources():
        if "actions" not in {path.stem, path.parent.name}:
            continue
        for node in syntax_of(path).body:
            if isinstance(node, ast.FunctionDef) and any("once" in ast.unparse(d) for d in node.decorator_list):
                yield path, node


def test_there_are_actions_to_look_at() -> None:
    assert len(list(actions())) > 10


def test_an_action_is_told_who_and_when() -> None:
    untold = [
        place(path, node)
        for path, node in actions()
        if node.name not in NOBODY_BEFORE and not {"by", "at"} <= {a.arg for a in node.args.kwonlyargs}
    ]

    assert not untold, "\n".join(untold)


def test_an_action_takes_its_subject_first_and_the_rest_by_name() -> None:
    """The version that the person saw belongs to the subject: ``grant(application_id, version, by=…)``."""
    trains = [
        place(path, node)
        for path, node in actions()
        if [a.arg for a in node.args.posonlyargs + node.args.args][1:] not in ([], ["version"])
    ]

    assert not trains, "\n".join(trains)


def test_an_action_records_last() -> None:
    """The audit row takes the county's lock: nothing slow, and no other write, may come after it."""
    late = []
    for path, action in actions():
        named = [(node.lineno, ast.unparse(node.func)) for node in ast.walk(action) if isinstance(node, ast.Call)]
        recorded = [line for line, name in named if name in {"audit.record", "record"}]
        writes = [line for line, name in named if re.search(r"(\.save|\.create|\.update|defer|publish)$", name)]
        if recorded and any(line > max(recorded) for line in writes):
            late.append(place(path, action))

    assert not late, "\n".join(late)


def test_an_action_saves_named_fields() -> None:
    careless = [
        place(path, call)
        for path in sources()
        if "actions" in {path.stem, path.parent.name}
        for call, name in calls(path)
        if name.endswith(".save") and not {k.arg for k in call.keywords} & {"update_fields", "force_insert"}
    ]

    assert not careless, "\n".join(careless)


# --- words ---------------------------------------------------------------------------------------------------------


def test_chinese_text_in_code_is_marked_for_translation() -> None:
    unmarked = [
        f"{place(path, node)} {node.value!r:.60}"
        for path in sources()
        if not is_listed(path, CHINESE_BY_NATURE)
        for node in ast.walk(syntax_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value)
        if not is_marked(node)
    ]

    assert not unmarked, "\n".join(unmarked)


def is_marked(node: ast.AST) -> bool:
    """Tell whether the text stands inside a call that translates, or is a docstring."""
    while (parent := getattr(node, "parent", None)) is not None:
        if isinstance(parent, ast.Expr):
            return True
        if isinstance(parent, ast.Call) and ast.unparse(parent.func).split(".")[-1] in TRANSLATES:
            return True
        node = parent
    return False


def test_a_translated_sentence_is_never_put_together_from_pieces() -> None:
    """Word order differs between languages: facts go into named places of one whole sentence."""
    pieced = [
        place(path, call)
        for path in sources()
        for call, name in calls(path)
        if name.split(".")[-1] in TRANSLATES and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]

    assert not pieced, "\n".join(pieced)
