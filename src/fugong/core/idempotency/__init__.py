"""The same request acts once: an action claims the request's key inside its own transaction."""

from fugong.core.idempotency.once import AlreadyActedUpon, Claim, forget_old, once, under_key

__all__ = ["AlreadyActedUpon", "Claim", "forget_old", "once", "under_key"]
