"""One router for all operations about applications: an address may be read by one part and written by another."""

from fugong.core import api

router = api.Router(tags=["approvals"])
READ, WRITE = api.needs_scope("approvals:read"), api.needs_scope("approvals:write")
