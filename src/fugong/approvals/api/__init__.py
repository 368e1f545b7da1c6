"""Applications for machines: the enterprise's system files and follows, the office's system reviews and decides."""

from fugong.approvals.api import enterprise, office, reading
from fugong.approvals.api.routing import router

__all__ = ["enterprise", "office", "reading", "router"]
