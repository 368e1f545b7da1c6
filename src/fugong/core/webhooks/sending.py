"""Sends one event over HTTPS to an address that was looked up and judged first; follows nothing, waits not for long."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from fugong.core.webhooks.rules import HTTPS, may_be_reached, problem_with_address

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0


class NoAnswer(Exception):  # noqa: N818  # what became of it, not a mistake of ours
    """Nothing that speaks HTTP answered; the word says why: refused_address, unreachable, tls, timeout."""


def send(address: str, *, body: bytes, headers: Mapping[str, str]) -> int:
    """Post the body and give the status of the answer, whatever it is; a redirect is an answer and is not followed.

    Raises NoAnswer. The name is looked up once, every address it has must be allowed, and the connection goes to the
    one that was judged: a name that changes its mind in between gains nothing.
    """
    if problem_with_address(address, hosts=settings.FUGONG_WEBHOOK_HOSTS):
        raise NoAnswer("refused_address")
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or HTTPS
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with _connected(host, port) as connection:
            connection.request("POST", path, body=body, headers=dict(headers))
            return connection.getresponse().status
    except TimeoutError:
        raise NoAnswer("timeout") from None
    except ssl.SSLError:
        raise NoAnswer("tls") from None
    except (OSError, HTTPException, ValueError):
        raise NoAnswer("unreachable") from None


@contextmanager
def _connected(host: str, port: int) -> Iterator[HTTPSConnection]:
    plain = socket.create_connection((_judged(host, port), port), timeout=CONNECT_SECONDS)
    # The whole exchange has its limit: a receiver that sends a byte now and then must not hold the worker.
    limit = threading.Timer(WHOLE_SECONDS, _cut, [plain])
    limit.daemon = True
    limit.start()
    try:
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with context.wrap_socket(plain, server_hostname=host) as wrapped:
            connection = HTTPSConnection(host, port)
            connection.sock = wrapped
            yield connection
    finally:
        limit.cancel()
        plain.close()


def _judged(host: str, port: int) -> str:
    """Look the name up and give one of its addresses if all of them may be reached."""
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    networks = settings.FUGONG_WEBHOOK_NETWORKS
    if not found or not all(may_be_reached(ip_address(one), networks=networks) for one in found):
        raise NoAnswer("refused_address")
    return min(found)


def _cut(plain: socket.socket) -> None:
    try:
        plain.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is over already
