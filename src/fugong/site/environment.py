"""What the office sets from outside: every value read once, typed, and refused with one sentence when it is wrong."""

import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from fugong.core.database.address import AddressError, DatabaseAddress

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")
SHORTEST_SECRET = 50
SHORTEST_PASSPHRASE = 12
LONGEST_ADDRESS = 80  # what still makes a code that a telephone reads from paper
YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"", "0", "false", "no", "off"})


class SettingError(Exception):
    """A value from the environment cannot be used; the message is the one sentence to show."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The values a running copy of the product depends on."""

    var: Path
    bind: str
    port: int
    database: DatabaseAddress | None  # None: the private PostgreSQL under var/
    database_owner: DatabaseAddress | None
    as_owner: bool
    hosts: tuple[str, ...]
    https: bool
    demo: bool
    debug: bool
    clock: datetime | None
    clock_set_at: datetime  # when the demo's clock was set; it runs on from there
    given_secret: str | None
    key_passphrase: str | None
    fonts: Path | None  # the office's own fonts for documents; None: the free ones of the house
    public_address: str  # where the public reaches us, as it stands in the code on a document
    guomi: bool  # whether documents get an SM2 signature too
    api_per_minute: int
    webhook_hosts: tuple[str, ...]
    webhook_networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
    lake_engine: str  # where indicators are counted: spark://host:port, or empty for this process
    personal_keys: Path | None  # None: a folder of the data folder, which no backup holds
    personal_key: str | None

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        """Read and judge the values. Raises SettingError with one sentence naming the variable."""
        reader = Reader(variables)
        bind = reader.text("FUGONG_BIND") or "127.0.0.1"
        debug = reader.switch("FUGONG_DEBUG")
        if debug and not is_loopback(bind):
            raise SettingError(
                f"FUGONG_DEBUG shows the inside of the program and is refused while FUGONG_BIND is {bind}: "
                "bind to 127.0.0.1 or switch FUGONG_DEBUG off."
            )
        hosts = reader.words("FUGONG_HOSTS")
        if not hosts and not is_loopback(bind):
            raise SettingError(
                f"FUGONG_HOSTS must name the hosts people type into the browser, separated by commas, "
                f"when FUGONG_BIND is {bind}."
            )
        database = reader.database("DATABASE_URL")
        owner = reader.database("DATABASE_OWNER_URL")
        if owner and not database:
            raise SettingError(
                "DATABASE_OWNER_URL is set but DATABASE_URL is not: set both, or neither for the private PostgreSQL."
            )
        return cls(
            var=reader.folder("FUGONG_VAR"),
            bind=bind,
            port=reader.port("PORT"),
            database=database,
            database_owner=owner or database,
            as_owner=reader.choice("FUGONG_DATABASE_ROLE", ("app", "owner")) == "owner",
            hosts=hosts or ("127.0.0.1", "localhost", "[::1]"),
            https=reader.switch("FUGONG_HTTPS"),
            demo=reader.switch("FUGONG_DEMO"),
            debug=debug,
            clock=reader.moment("FUGONG_CLOCK"),
            clock_set_at=reader.moment("FUGONG_CLOCK_SET_AT") or datetime.now(OFFICE_ZONE),
            given_secret=reader.secret("FUGONG_SECRET_KEY", shortest=SHORTEST_SECRET),
            key_passphrase=reader.secret("FUGONG_KEY_PASSPHRASE", shortest=SHORTEST_PASSPHRASE),
            fonts=reader.existing_folder("FUGONG_FONTS"),
            public_address=reader.address("FUGONG_PUBLIC_ADDRESS") or f"http://127.0.0.1:{reader.port('PORT')}",
            guomi=reader.switch("FUGONG_SM2"),
            api_per_minute=reader.number("FUGONG_API_PER_MINUTE", usual=600, most=1_000_000),
            webhook_hosts=reader.hosts("FUGONG_WEBHOOK_HOSTS"),
            webhook_networks=reader.networks("FUGONG_WEBHOOK_NETWORKS"),
            lake_engine=reader.cluster("FUGONG_LAKE_ENGINE"),
            personal_keys=reader.folder_outside("FUGONG_PERSONAL_KEYS", of=reader.folder("FUGONG_VAR")),
            personal_key=reader.secret("FUGONG_PERSONAL_KEY", shortest=SHORTEST_SECRET),
        )

    def secret_key(self) -> str:
        """Give the key that signs sessions: as given, else made once and kept in the data folder."""
        return self.given_secret or kept_secret(self.var / "secret-key")


@dataclass(frozen=True)
class Reader:
    """Turns raw texts into typed values and says in one sentence what is wrong with them."""

    variables: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.variables.get(name, "").strip()

    def switch(self, name: str) -> bool:
        raw = self.text(name).lower()
        if raw not in YES | NO:
            raise SettingError(f"{name} is {self.text(name)!r}, but must be 1 (on) or 0 (off).")
        return raw in YES

    def choice(self, name: str, options: tuple[str, ...]) -> str:
        """Read one of the options; the first when nothing is given."""
        raw = self.text(name) or options[0]
        if raw not in options:
            raise SettingError(f"{name} is {raw!r}, but must be one of: {', '.join(options)}.")
        return raw

    def port(self, name: str) -> int:
        return self.number(name, usual=8000, most=65535)

    def number(self, name: str, *, usual: int, most: int) -> int:
        raw = self.text(name) or str(usual)
        if not (raw.isascii() and raw.isdigit() and 1 <= int(raw) <= most):
            raise SettingError(f"{name} is {raw!r}, but must be a number from 1 to {most}.")
        return int(raw)

    def words(self, name: str) -> tuple[str, ...]:
        """Read words separated by commas."""
        return tuple(part.strip() for part in self.text(name).split(",") if part.strip())

    def hosts(self, name: str) -> tuple[str, ...]:
        """Read names of hosts, each with a port or without."""
        hosts = tuple(word.lower() for word in self.words(name))
        wrong = [host for host in hosts if not HOST.fullmatch(host)]
        if wrong:
            raise SettingError(
                f"{name} names {wrong[0]!r}, but must list hosts such as erp.example.com or .example.com."
            )
        return hosts

    def networks(self, name: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        """Read networks such as 10.0.0.0/8."""
        try:
            return tuple(ipaddress.ip_network(word) for word in self.words(name))
        except ValueError as wrong:
            raise SettingError(f"{name} must list networks such as 10.20.0.0/16: {wrong}.") from None

    def folder(self, name: str) -> Path:
        raw = self.text(name)
        folder = Path(raw).expanduser() if raw else default_var(self.variables)
        if "\0" in raw or (folder.exists() and not folder.is_dir()):
            raise SettingError(f"{name} is {raw!r}, but must be a folder.")
        return folder.resolve()

    def existing_folder(self, name: str) -> Path | None:
        raw = self.text(name)
        if raw and not Path(raw).expanduser().is_dir():
            raise SettingError(f"{name} is {raw!r}, but must be a folder that exists.")
        return Path(raw).expanduser().resolve() if raw else None

    def address(self, name: str) -> str:
        """Read the beginning of an address, such as https://fugong.example.gov.cn; a slash at the end is dropped."""
        raw = self.text(name).rstrip("/")
        if raw and not (raw.startswith(("https://", "http://")) and raw.isascii() and len(raw) <= LONGEST_ADDRESS):
            raise SettingError(f"{name} is {raw!r}, but must be an address such as https://fugong.example.gov.cn.")
        return raw

    def cluster(self, name: str) -> str:
        """Read the address of a Spark master; nothing for DuckDB in this process, the usual engine."""
        raw = self.text(name)
        if raw in ("", "duckdb"):
            return ""
        host, _, port = raw.removeprefix("spark://").rpartition(":")
        if not (raw.startswith("spark://") and HOST.fullmatch(host) and port.isascii() and port.isdigit()):
            raise SettingError(f"{name} is {raw!r}, but must be duckdb or a cluster such as spark://master:7077.")
        return raw

    def folder_outside(self, name: str, *, of: Path) -> Path | None:
        """Read a folder that must not lie in the data folder, of which everything goes into backups."""
        if not self.text(name):
            return None
        folder = self.folder(name)
        if folder == of or of in folder.parents:
            raise SettingError(f"{name} is {self.text(name)!r}, but must lie outside the data folder {of}.")
        return folder

    def moment(self, name: str) -> datetime | None:
        raw = self.text(name)
        if not raw:
            return None
        try:
            moment = datetime.fromisoformat(raw)
        except ValueError:
            raise SettingError(f"{name} is {raw!r}, but must be a moment such as 2020-02-15T09:00.") from None
        return moment.astimezone(OFFICE_ZONE) if moment.tzinfo else moment.replace(tzinfo=OFFICE_ZONE)

    def database(self, name: str) -> DatabaseAddress | None:
        raw = self.text(name)
        if not raw:
            return None
        try:
            return DatabaseAddress.read(raw)
        except AddressError as wrong:
            raise SettingError(f"{name} cannot be used: {wrong}") from None

    def secret(self, name: str, *, shortest: int) -> str | None:
        """Read a secret given directly, or in the file that NAME_FILE points to."""
        value, path = self.text(name), self.text(f"{name}_FILE")
        if value and path:
            raise SettingError(f"{name} and {name}_FILE are both set: keep one.")
        if path:
            try:
                value = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeError) as error:
                raise SettingError(f"{name}_FILE points to {path}, which cannot be read: {error}.") from None
        if not value and not path:
            return None
        if len(value) < shortest:
            raise SettingError(
                f"{name} is too short: at least {shortest} characters, for instance from `openssl rand -hex 32`."
            )
        return value


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server bound to the host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def default_var(variables: Mapping[str, str]) -> Path:
    """Choose the data folder nobody chose: var/ of a checkout, else the account's own place for program data."""
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "run.py").is_file() and (checkout / "pyproject.toml").is_file():
        return checkout / "var"
    return Path(variables.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "fugong"


def kept_secret(path: Path) -> str:
    """Read the secret kept at the path, made at first use. Two starting processes end with the same one."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{os.getpid()}")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(64))
            try:
                os.link(fresh, path)  # fails, unlike a rename, when another process was faster
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        raise SettingError(
            f"The secret key cannot be kept in {path}: {error}; set FUGONG_SECRET_KEY_FILE or another FUGONG_VAR."
        ) from None
    if len(secret) < SHORTEST_SECRET:
        raise SettingError(
            f"The secret key in {path} is damaged: remove the file and a new one is made; people then sign in again."
        )
    return secret
