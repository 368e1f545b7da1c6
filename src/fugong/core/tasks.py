"""What the worker does for core by itself."""

from fugong.core import audit, clock, idempotency, jobs


@jobs.periodic("core.audit.sign_heads", "7 * * * *")
def sign_heads(timestamp: int) -> None:
    """Sign the ends of the counties' chains, every hour, so that little can be rewritten unseen."""
    del timestamp
    audit.sign_heads(at=clock.now())


@jobs.periodic("core.idempotency.forget", "40 3 * * *")
def forget_old_keys(timestamp: int) -> None:
    """Forget the keys of requests that are too old to be repeated."""
    del timestamp
    idempotency.forget_old()
