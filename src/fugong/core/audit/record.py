"""Writes the trail: last thing in a transaction, so that its lock is held for the shortest time."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from fugong.core.audit.chain import GENESIS, Act, hash_of
from fugong.core.audit.models import AuditEntry
from fugong.core.permission import Actor

# First key of the two-part advisory lock; the second is the county code.
_CHAIN_LOCK = 0x46474155

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
    same last hash and the chain forks.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an act is recorded inside the transaction that performs it")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CHAIN_LOCK, int(county)])
    last = (
        AuditEntry.objects.filter(county_code=county).order_by("-sequence").values_list("sequence", "hash").first()
    ) or (0, GENESIS)
    act = Act(
        county_code=county,
        sequence=last[0] + 1,
        at=at,
        actor_id=by.account_id,
        actor_title=by.title,
        action=action,
        subject_type=subject._meta.label_lower,  # noqa: SLF001  # Django's documented name of a model
        subject_id=str(subject.pk),
        changes=_plain({name: list(pair) for name, pair in (changes or {}).items()}),
        note=note,
    )
    return AuditEntry.objects.create(**vars(act), previous_hash=last[1], hash=hash_of(act, last[1]))


def _plain(changes: Mapping[str, object]) -> dict[str, object]:
    # What is hashed must equal what the database gives back.
    plain: dict[str, object] = json.loads(json.dumps(changes, cls=DjangoJSONEncoder, ensure_ascii=False))
    return plain
