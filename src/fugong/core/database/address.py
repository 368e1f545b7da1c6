"""Where a PostgreSQL is and as whom to speak to it, read from a connection address."""

from dataclasses import dataclass, replace
from typing import Self

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo


class AddressError(Exception):
    """The text is not the address of a PostgreSQL database; the message says what is missing."""


@dataclass(frozen=True)
class DatabaseAddress:
    """A database, the role that connects, and what else the driver has to know (sslmode, for instance)."""

    name: str
    user: str
    password: str = ""
    host: str = ""
    port: str = ""
    extras: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Read an address such as postgresql://fugong_app:secret@db.county.example/fugong. Raises AddressError."""
        if not text.startswith(("postgresql://", "postgres://")):
            raise AddressError("it must begin with postgresql:// because PostgreSQL is the only database supported.")
        try:
            parts = {key: str(value) for key, value in conninfo_to_dict(text).items() if value is not None}
        except psycopg.ProgrammingError as error:
            raise AddressError(f"{error}.".replace("\n", " ")) from None
        name, user = parts.pop("dbname", ""), parts.pop("user", "")
        if not name or not user:
            raise AddressError(
                "it must name the role and the database, as in postgresql://fugong_app:secret@host/fugong."
            )
        password, host, port = (parts.pop(key, "") for key in ("password", "host", "port"))
        return cls(name=name, user=user, password=password, host=host, port=port, extras=tuple(sorted(parts.items())))

    def at(self, name: str) -> Self:
        """Give another database on the same server, with the same role."""
        return replace(self, name=name)

    def conninfo(self, *, with_password: bool = True) -> str:
        """Write it as the driver wants it; without the password where others see the text, as in a process list."""
        given = {"dbname": self.name, "user": self.user, "host": self.host, "port": self.port}
        if with_password:
            given["password"] = self.password
        return make_conninfo("", **{key: value for key, value in given.items() if value}, **dict(self.extras))
