"""A backup as one file: the dump, the data folder's files and keys, and a manifest of what must come out again."""

import hashlib
import io
import json
import os
import stat
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
FOLDER = "var"
# A file that is being written gets its own name when it is whole.
UNFINISHED = ".begun"
# Made anew by any start, or not ours to carry: everything else in the data folder belongs into a backup.
# The keys of data about persons never do: what was erased must not come back with a backup (decision 0024).
LEFT_OUT = frozenset({"backups", "postgres", "postgres-folder", "static", "last-backup", "personal-keys"})


class BackupError(Exception):
    """The backup cannot be taken or restored; the message is the one sentence to show."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the backup holds, counted in the same moment the dump shows."""

    taken_at: str
    release: str
    server: str
    tables: dict[str, int]
    audit_heads: dict[str, str]  # county -> "sequence hash" of its last act
    files: dict[str, str]  # path below the data folder -> sha256
    dump_sha256: str
    format: int = FORMAT

    def differences(self, other: "Manifest") -> list[str]:
        """Name everything that is not as it was when the backup was taken."""
        found = []
        for what in ("tables", "audit_heads", "files"):
            was, now = getattr(self, what), getattr(other, what)
            found += [
                f"{what} {key}: {was.get(key)} → {now.get(key)}"
                for key in sorted({*was, *now})
                if was.get(key) != now.get(key)
            ]
        return found


def write(target: Path, manifest: Manifest, *, dump: Path, var: Path) -> Manifest:
    """Write the archive, readable by its owner only, and give it its name when it is whole.

    Each file is read once: what the manifest says about it is what the archive holds, even if it grows meanwhile.
    """
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with (
            os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
            tarfile.open(fileobj=file, mode="w") as tar,
        ):
            tar.add(dump, DUMP)
            stated = replace(manifest, files={name: add(tar, var, name) for name in names_below(var)})
            add_bytes(tar, MANIFEST, json.dumps(asdict(stated), ensure_ascii=False, indent=1).encode())
            tar.close()
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return stated


def add(tar: tarfile.TarFile, var: Path, name: str) -> str:
    """Add one file of the data folder; gives its checksum."""
    content = (var / name).read_bytes()
    add_bytes(tar, f"{FOLDER}/{name}", content, mode=stat.S_IMODE((var / name).stat().st_mode))
    return hashlib.sha256(content).hexdigest()


def add_bytes(tar: tarfile.TarFile, name: str, content: bytes, *, mode: int = 0o600) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), mode
    tar.addfile(entry, io.BytesIO(content))


@contextmanager
def opened(source: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    """Open an archive and read its manifest. Raises BackupError for anything that is no backup of ours."""
    try:
        tar = tarfile.open(source)  # noqa: SIM115 closed below
    except (OSError, tarfile.TarError) as error:
        raise BackupError(f"{source} cannot be read as a backup: {error}.") from None
    with tar:
        yield tar, read_manifest(tar, source)


def read_manifest(tar: tarfile.TarFile, source: Path) -> Manifest:
    try:
        file = tar.extractfile(MANIFEST)
        stated: dict[str, Any] = json.loads(file.read()) if file else {}
        manifest = Manifest(**stated)
    except (KeyError, TypeError, ValueError, tarfile.TarError):
        raise BackupError(f"{source} is not a backup of this product.") from None
    if manifest.format != FORMAT:
        raise BackupError(f"{source} has format {manifest.format}; this release reads format {FORMAT}.")
    return manifest


def unpack(tar: tarfile.TarFile, manifest: Manifest, *, dump: Path) -> None:
    """Take the dump out and check it bit by bit."""
    file = tar.extractfile(DUMP)
    if file is None:
        raise BackupError("The backup holds no dump of the database.")
    with dump.open("wb") as target:
        while block := file.read(1 << 20):
            target.write(block)
    if sha256(dump) != manifest.dump_sha256:
        raise BackupError("The dump in the backup is damaged: its checksum differs. Use another backup.")


def unpack_files(tar: tarfile.TarFile, var: Path) -> None:
    """Put files and keys back under the data folder; the archive may not write anywhere else."""
    for member in tar.getmembers():
        if member.name.startswith(f"{FOLDER}/"):
            member.name = member.name.removeprefix(f"{FOLDER}/")
            tar.extract(member, var, filter="data")


def files_below(var: Path) -> dict[str, str]:
    """List the data folder's files with their checksums."""
    return {name: sha256(var / name) for name in names_below(var)}


def names_below(var: Path) -> list[str]:
    """List the data folder's files that belong into a backup."""
    tops = [top for top in sorted(var.iterdir()) if top.name not in LEFT_OUT] if var.is_dir() else []
    paths = [path for top in tops for path in ([top] if top.is_file() else sorted(top.rglob("*")))]
    return [path.relative_to(var).as_posix() for path in paths if belongs(path)]


def belongs(path: Path) -> bool:
    """Tell a file of ours from a folder, a link, and what is only being written."""
    return path.is_file() and not path.is_symlink() and path.suffix != UNFINISHED


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
