"""Writes the trail: last thing in a transaction, so that its lock is held for the shortest time."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from fugong.core.audit.chain import GENESIS, Act, hash_of, moment
from fugong.core.audit.models import AuditEntry
from fugong.core.audit.words import as_recorded
from fugong.core.permission import Actor

# First key of the two-part advisory lock; the second is the county code.
_CHAIN_LOCK = 0x46474155
_LONGEST_TITLE = 120

Changes = Mapping[str, tuple[object, object]]


def record(
    *,
    county: str,
    action: str,
    subject: models.Model,
    by: Actor,
    at: datetime,
    changes: Changes | None = None,
    note: str = "",
) -> AuditEntry:
    """Add an act to the county's chain; call it straight before the commit.

    ``action`` is dotted (``approvals.application.granted``); ``changes`` gives each changed field's old and new value.
    The advisory lock makes a county's writers queue here until commit: without it concurrent transactions read the
    same last hash and the chain would fork (the unique place in the chain would then fail the second).
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an act is recorded inside the transaction that performs it")
    last_sequence, last_hash, recorded_at = _end_of_chain(county)
    act = Act(
        county_code=county,
        sequence=last_sequence + 1,
        at=moment(at),
        recorded_at=moment(recorded_at),
        actor_id=by.account_id,
        actor_title=_storable(by.title)[:_LONGEST_TITLE],
        action=action,
        subject_type=subject._meta.label_lower,  # noqa: SLF001  # Django's documented name of a model
        subject_id=str(subject.pk),
        changes=_plain(changes or {}),
        note=_storable(note),
    )
    stored = vars(act) | {"at": at, "recorded_at": recorded_at}
    return AuditEntry.objects.create(**stored, previous_hash=last_hash, hash=hash_of(act, last_hash))


def _end_of_chain(county: str) -> tuple[int, str, datetime]:
    """Wait for the county's chain to be ours, then give its last place and hash and the server's time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp() FROM pg_advisory_xact_lock(%s, %s)",
            [_CHAIN_LOCK, int(county)],
        )
        row = cursor.fetchone()
    if row is None:
        raise RuntimeError("the chain's lock gave no answer")
    # A second statement, because it must see what was committed while we waited.
    acts = AuditEntry.objects.filter(county_code=county).order_by("-sequence")
    sequence, last_hash = acts.values_list("sequence", "hash").first() or (0, GENESIS)
    return sequence, last_hash, row[0]


def _plain(changes: Changes) -> dict[str, object]:
    """Give the changes as the database will give them back, for that is what the hash is checked against."""
    pairs = {name: [as_recorded(name, value) for value in pair] for name, pair in changes.items()}
    as_json = json.loads(json.dumps(pairs, cls=DjangoJSONEncoder), parse_float=str, parse_constant=str)
    return {_storable(name): _storable_in(pair) for name, pair in as_json.items()}


def _storable_in(value: object) -> object:
    if isinstance(value, str):
        return _storable(value)
    if isinstance(value, list):
        return [_storable_in(item) for item in value]
    if isinstance(value, dict):
        return {_storable(name): _storable_in(item) for name, item in value.items()}
    return value


def _storable(text: str) -> str:
    # PostgreSQL stores neither NUL nor half characters; the trail must not be what fails a request.
    return text.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")
