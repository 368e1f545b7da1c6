"""The private PostgreSQL, its roles, backups, and what happens when it fails.

Purpose  one database in development, test and production: a private server under the data folder, or DATABASE_URL.
Words    place (folders and account of a server), cluster (its files), owner role (migrates), app role (runs).
Doors    PrivateServer / running: start, join, release; DatabaseAddress; NoDatabaseError: one sentence to show.
Inside   place, folders, cluster, process, server: from choosing a folder to a running server;
         roles: who may do what; address: reading DATABASE_URL.
Never    opens a network port, adds an account to the machine, or changes the mode of a folder that is not its own.
"""

from .address import AddressError, DatabaseAddress
from .place import APP, DATABASE, OWNER, NoDatabaseError, Place, place_for
from .server import PrivateServer, running

__all__ = [
    "APP",
    "DATABASE",
    "OWNER",
    "AddressError",
    "DatabaseAddress",
    "NoDatabaseError",
    "Place",
    "PrivateServer",
    "place_for",
    "running",
]
