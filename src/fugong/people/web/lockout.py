"""Five wrong passwords close one account to one address for a quarter of an hour; nobody else notices.

Counted per pair of login and address: somebody elsewhere cannot lock a person out, and an office of two hundred people
behind one address is never locked as a whole. Counting is django-axes'; it happens alike for logins that do not exist.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse

from fugong.core import clock
from fugong.people.models import Account
from fugong.people.queries import account_with_postings
from fugong.people.rules.login import normal_login

FAILURES: Final = 5
MINUTES: Final = 15


class AccountBackend(ModelBackend):
    """Django's check of login and password; demo accounts open only where the demo runs."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Refuse closed accounts, and demo accounts anywhere but in the demo; asked again at every request."""
        demo = isinstance(user, Account) and user.is_demo
        return super().user_can_authenticate(user) and (settings.FUGONG_DEMO or not demo)

    def get_user(self, user_id: int) -> Account | None:
        """Give the account of a session together with its postings of today: nearly every request needs both."""
        account = account_with_postings(user_id, on=clock.today())
        return account if account is not None and self.user_can_authenticate(account) else None


def attempted_login(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Give the login an attempt counts for: however it is spelt, it is the same account."""
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return normal_login(str(typed))[:255]


def address_of(request: HttpRequest) -> str:
    """Give the address a request came from.

    Under HTTPS exactly one proxy of the office stands before us and appends the address it saw; what stands before
    that in the header was written by the client and is worth nothing.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        seen = request.headers.get("X-Forwarded-For", seen).rpartition(",")[2].strip()
    try:
        return str(ip_address(seen))
    except ValueError:
        return "0.0.0.0"  # noqa: S104  # stands for "unknown" in a column that wants an address


def locked_out(
    _request: HttpRequest, response: HttpResponse | None, _credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Answer a locked attempt with the sign-in page itself, which says how long to wait."""
    answer = response if response is not None else HttpResponse()
    answer.status_code = 429
    answer["Retry-After"] = str(MINUTES * 60)
    return answer
