"""Data about persons: kept for a named purpose, sealed, shown masked, and erased when its time has run out.

This door is pure: purposes, clocks, masks and what a reader must say. Three side doors need Django: ``keeping`` (sealed
records), ``viewing`` (one field in full, with a reason) and ``edge`` (pages through which such data pass).

What is promised, and where it is held:
    purpose and expiry   every field has both (``purposes``, checked at start by ``checks``)
    own table, own key   ``models``; each record is sealed under a key used once (``keyring``), outside the database
    nowhere else         neither audit rows, nor answers kept for repeated requests, nor forms kept over a sign-in
    erased for good      ``erasing`` destroys keys, so that backups hold nothing readable either, and certifies it
"""

from fugong.core.personal.purposes import purpose, purposes, register
from fugong.core.personal.rules import (
    REASONS,
    PersonalField,
    Purpose,
    Retention,
    TooManyViews,
    holds_numbers_of_persons,
    masked_phone,
    retention_on,
)

__all__ = [
    "REASONS",
    "PersonalField",
    "Purpose",
    "Retention",
    "TooManyViews",
    "holds_numbers_of_persons",
    "masked_phone",
    "purpose",
    "purposes",
    "register",
    "retention_on",
]
