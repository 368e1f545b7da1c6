"""Events told to other systems: announced in the transaction of the act, signed, tried until they are taken.

A context names its events when it starts (``name_event``) and announces them in its actions (``announce``); the people
context says who an account is (``know_accounts``). Everything else is core's own: who is subscribed, whether he may
still hear it, where it may be sent, and the log of what became of it.
"""

from fugong.core.webhooks.announcing import announce
from fugong.core.webhooks.audience import KnownAccount, know_accounts, name_event
from fugong.core.webhooks.delivering import catch_up, deliver, forget_old

__all__ = ["KnownAccount", "announce", "catch_up", "deliver", "forget_old", "know_accounts", "name_event"]
