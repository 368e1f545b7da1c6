"""Pages of approvals: the enterprise's desk and the offices' desk."""
