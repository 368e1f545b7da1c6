"""Collects every sentence of the interface, keeps the English catalogue complete and compiles it; needs no GNU gettext.

``python -m fugong.site.messages`` renews the catalogue and lists what still lacks its English; ``--compile`` only
compiles. The Chinese sentence itself is the key.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib  # type: ignore[import-untyped]  # ships no types
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = PACKAGE / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
_ONE = {"_", "gettext", "gettext_lazy", "gettext_noop", "N_"}
_TWO = {"ngettext", "ngettext_lazy"}
_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_STRING = r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_TEMPLATE_CALL = re.compile(
    rf"\b(?P<call>ngettext|pgettext|gettext|_)\(\s*[uU]?(?P<first>{_STRING})(?:\s*,\s*[uU]?(?P<second>{_STRING}))?",
    re.DOTALL,
)
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True)
class Message:
    """One sentence as code asks for it."""

    text: str
    plural: str = ""
    context: str = ""


def collect(package: Path = PACKAGE) -> dict[Message, set[str]]:
    """Give every sentence that code or templates ask for, with the files that do."""
    found: dict[Message, set[str]] = {}
    for path in sorted(package.rglob("*")):
        if "tests" in path.parts or "migrations" in path.parts or path.suffix not in (".py", ".html", ".txt"):
            continue
        read = in_python if path.suffix == ".py" else in_template
        for message in read(path.read_text(encoding="utf-8")):
            if _CHINESE.search(message.text):  # English ones are Django's, which translates them itself
                found.setdefault(message, set()).add(path.relative_to(package.parent).as_posix())
    return found


def in_python(source: str) -> Iterator[Message]:
    """Give the sentences that Python code marks."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            yield from _asked(name, texts)


def in_template(source: str) -> Iterator[Message]:
    """Give the sentences that a template marks."""
    for match in _TEMPLATE_CALL.finditer(templatize(source)):
        texts = [str(ast.literal_eval(text)) for text in (match["first"], match["second"]) if text]
        yield from _asked(match["call"], texts)


def _asked(name: str, texts: list[str]) -> Iterator[Message]:
    if name in _ONE and texts:
        yield Message(texts[0])
    elif name in _TWO and texts[1:]:
        yield Message(texts[0], plural=texts[1])
    elif name in _IN_CONTEXT and texts[1:]:
        yield Message(texts[1], context=texts[0])


def renew(catalogue: Path = CATALOGUE) -> list[str]:
    """Bring the catalogue in line with the code, keep its English, and give the sentences that lack it."""
    known = {_key(entry): entry for entry in polib.pofile(str(catalogue))} if catalogue.exists() else {}
    fresh = polib.POFile(wrapwidth=120)
    fresh.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message, files in sorted(collect().items(), key=lambda item: (min(item[1]), item[0].text)):
        entry = polib.POEntry(msgid=message.text, occurrences=[(path, "") for path in sorted(files)])
        if message.context:
            entry.msgctxt = message.context
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = {0: "", 1: ""}
        old = known.get(message)
        if old is not None:
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural or entry.msgstr_plural
        fresh.append(entry)
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(catalogue))
    return [entry.msgid for entry in fresh.untranslated_entries()]


def compile_catalogue(catalogue: Path = CATALOGUE) -> None:
    """Write the binary catalogue that the running product reads."""
    polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def main(words: list[str]) -> int:
    """Renew and compile, or only compile; fail when English is lacking."""
    lacking = [] if words == ["--compile"] else renew()
    compile_catalogue()
    sys.stdout.writelines(f"no English yet: {text}\n" for text in lacking)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
