"""The machine interface: what every operation shares, whatever it is about.

A context writes its operations on a ``Router`` in its ``api.py``; ``site`` gathers them into one ``Interface``. An
operation names the scope a token needs (``needs_scope``), asks with ``Asked`` and answers with ``Told``, gives lists
by ``page_of``, and demands of whoever changes a row the version that was seen (``seen_version``, ``tell_version``).
Everything that goes wrong is one shape: problem+json (RFC 9457).
"""

from ninja import Query, Router, Status

from fugong.core.api.access import needs_scope, scopes_needed
from fugong.core.api.description import SEES_VERSION, Operation, operations_of
from fugong.core.api.interface import Interface
from fugong.core.api.paging import CURSOR, Page, PageAsked, page_of
from fugong.core.api.problems import below
from fugong.core.api.shapes import Asked, AskedMany, Day, Line, Number, Prose, Told, one_of
from fugong.core.api.versions import seen_version, tell_version

__all__ = [
    "CURSOR", "SEES_VERSION", "Asked", "AskedMany", "Day", "Interface", "Line", "Number", "Operation", "Page",
    "PageAsked", "Prose", "Query", "Router", "Status", "Told", "below", "needs_scope", "one_of", "operations_of",
    "page_of", "scopes_needed", "seen_version", "tell_version",
]  # fmt: skip
