"""Where a PostgreSQL is and as whom to speak to it, read from a connection address."""

from dataclasses import dataclass, replace
from typing import Self

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo


class AddressIsWrong(Exception):
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
        """Read an address such as postgresql://fugong_app:secret@db.county.example/fugong. Raises AddressIsWrong."""
        if not text.startswith(("postgresql://", "postgres://")):
            raise AddressIsWrong("it must begin with postgresql:// because PostgreSQL is the only database supported.")
        try:
            parts = {key: str(value) for key, value in conninfo_to_dict(text).items() if value is not None}
        except psycopg.ProgrammingError as error:
            raise AddressIsWrong(f"{error}.".replace("\n", " ")) from None
        named = [parts.pop(key, "") for key in ("dbname", "user", "password", "host", "port")]
        if not named[0] or not named[1]:
            raise AddressIsWrong(
                "it must name the role and the database, as in postgresql://fugong_app:secret@host/fugong."
            )
        return cls(*named, tuple(sorted(parts.items())))

    def at(self, name: str) -> Self:
        """Another database on the same server, with the same role."""
        return replace(self, name=name)

    def conninfo(self, *, with_password: bool = True) -> str:
        """As the driver wants it; without the password where the text is seen by others, as in a process list."""
        given = {"dbname": self.name, "user": self.user, "host": self.host, "port": self.port}
        if with_password:
            given["password"] = self.password
        return make_conninfo("", **{key: value for key, value in given.items() if value}, **dict(self.extras))
