"""How Django connects: a pool of checked connections that notices a restarted server and waits for nothing long."""

from typing import Any

from .address import DatabaseAddress
from .place import DATABASE, PORT, Place

# Small waits: in an outage a request learns within seconds to answer 503, and the first one after it connects.
POOL = {"min_size": 1, "max_size": 10, "timeout": 4, "reconnect_timeout": 3, "max_idle": 300}


def private_database(place: Place, *, role: str) -> dict[str, Any]:
    """Write Django's settings for the private server."""
    return django_database(DatabaseAddress(name=DATABASE, user=role, host=str(place.socket), port=str(PORT)))


def django_database(address: DatabaseAddress) -> dict[str, Any]:
    """Write Django's settings for a database at an address."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port,
        "TIME_ZONE": "Asia/Shanghai",  # days in SQL are the office's days
        "CONN_MAX_AGE": 0,  # the pool keeps connections, not the threads
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": dict(POOL), "connect_timeout": 5, "application_name": "fugong", **dict(address.extras)},
    }
