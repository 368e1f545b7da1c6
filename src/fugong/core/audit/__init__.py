"""Who did what: an append-only trail, one hash chain a county, heads signed every hour and kept outside the database.

Actions write with ``record``, straight before the commit. Screens show ``history(thing)`` through
``{% include "core/_history.html" with history=history %}``. Contexts say at start-up how their acts, things and fields
are called: ``name``, ``name_thing``, ``name_field``. ``verify`` finds what was touched.
"""

from fugong.core.audit.chain import Break
from fugong.core.audit.history import AuditRow, Change, history, place_of
from fugong.core.audit.record import record
from fugong.core.audit.signing import sign_heads
from fugong.core.audit.verification import CountyVerdict, Verdict, verify
from fugong.core.audit.words import mask, name, name_field, name_thing

__all__ = [
    "AuditRow", "Break", "Change", "CountyVerdict", "Verdict", "history", "mask", "name", "name_field", "name_thing",
    "place_of", "record", "sign_heads", "verify",
]  # fmt: skip
