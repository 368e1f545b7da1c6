"""The heads outside the database: one file a county, one line a head, only ever appended to.

Whoever owns the database can rewrite everything in it. These files, copied to a place he does not own, are what he
cannot rewrite: ``fugong audit verify --heads FOLDER`` compares with such a copy.
"""

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path

from fugong.core.audit.heads import Head, read_line


class ExportError(Exception):
    """A line of an exported file is no head; says which file and line."""


def append_missing(path: Path, heads: Sequence[Head]) -> int:
    """Append the heads that the county's file does not hold yet; on disk when this returns. Gives their number."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        whole, _, torn = file.read().rpartition("\n")
        if torn:  # a crash cut this line short; nobody was told of it, and it is written anew
            file.truncate(len(f"{whole}\n".encode()) if whole else 0)
        written = set(whole.splitlines())
        lines = [line for line in (head.line() for head in heads) if line not in written]
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
    return len(lines)


def read(path: Path) -> tuple[Head, ...]:
    """Give the heads of a county's file, none when there is no file. Raises ExportError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeError) as error:
        raise ExportError(f"{path}: {error}") from None
    whole, _, _torn = text.rpartition("\n")
    heads = []
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            heads.append(read_line(line))
        except ValueError:
            raise ExportError(f"{path}:{number}") from None
    return tuple(heads)
