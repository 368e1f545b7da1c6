"""Where may an event be sent, and when is it tried again? What we send reaches what outsiders cannot (SSRF)."""

import re
from collections.abc import Iterable
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import urlsplit

from fugong.core.refusals import Problem
from fugong.core.wording import N_

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST_ADDRESS = 500
HTTPS = 443
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)
_PRINTABLE = re.compile(r"[!-~]+")
# Ways in which an IPv6 address carries an IPv4 one: what it reaches is decided by the address inside.
_CARRIERS = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("2002::/16"), ip_network("2001::/32"))


def problem_with_address(address: str, *, hosts: Iterable[str]) -> Problem | None:
    """Say why events cannot be sent there; none if they can.

    ``hosts``: the hosts that the office allows, each as ``erp.example.com``, ``.example.com`` (all below it) or with a
    port; without one only 443.
    """
    if len(address) > LONGEST_ADDRESS or not _PRINTABLE.fullmatch(address):
        return Problem("address", N_("地址应为 https 网址，不超过 500 个字符。"))
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or HTTPS
    except ValueError:
        return Problem("address", N_("地址应为 https 网址，不超过 500 个字符。"))
    if parts.scheme != "https" or not host or parts.username is not None or parts.fragment or "\\" in address:
        return Problem("address", N_("地址应为 https 网址，不带用户名和“#”。"))
    if not any(_covers(allowed, host, port) for allowed in hosts):
        return Problem("address", N_("主机 %(host)s 不在允许推送的范围内，请联系系统管理员。"), {"host": host})
    return None


def may_be_reached(address: Address, *, networks: Iterable[Network]) -> bool:
    """Tell whether we may connect: to the open internet, and to the office's own networks that the setting names."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address in network for network in networks if network.version == address.version):
        return True
    if any(address in carrier for carrier in _CARRIERS if carrier.version == address.version):
        return False
    return address.is_global and not address.is_multicast


def wait_after(failures: int) -> timedelta:
    """Give how long to wait after so many failures: ever longer up to six hours, and never for ever."""
    doublings = min(max(failures - 1, 0), 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _covers(allowed: str, host: str, port: int) -> bool:
    name, _, number = allowed.partition(":")
    if int(number or HTTPS) != port:
        return False
    return host.endswith(name) if name.startswith(".") else host == name
