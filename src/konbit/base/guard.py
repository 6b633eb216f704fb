"""Which addresses Konbit may ask: somebody typed them, so they may lead into the network of the operator."""

from __future__ import annotations

import ipaddress
import socket
import threading
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from konbit.base.errors import Problem

PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2_000  # characters
# Of IPv6 only this has been given out; what `_NEVER` takes out of it stands for IPv4 or for examples.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
_NEVER = tuple(
    ipaddress.ip_network(one)
    for one in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
_AS_IT_IS = "/%:@!$&'()*+,;=~?"


class Unreachable(Problem):
    """No answer came, or none that can be used: it says nothing about whether the thing is still there."""

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy, status=502)


@dataclass(frozen=True)
class Aim:
    """What may be asked: the parts of an address, and the checked numeric addresses of its host, in order.

    `path` is what stands after the host, with the query. Whoever connects uses `numbers` and never looks
    the name up again: the next answer could be another one.
    """

    scheme: str
    host: str
    port: int
    path: str
    numbers: tuple[str, ...]


def aim(url: str, seconds: float) -> Aim:
    """The checked aim of an http or https address, its name looked up once, within so many seconds.

    Raises Problem for an address that may not be asked, Unreachable when its name leads nowhere.
    """
    scheme, host, port, path = _parts(url)
    numbers = _numbers(host, port, url, seconds)
    if not _allowed(host, port):
        if port != PORTS[scheme]:
            raise _forbidden(url, _("It names an unusual port."))
        if not all(is_public(number) for number in numbers):
            raise _forbidden(url, _("It leads into a private network."))
    return Aim(scheme, host, port, path, numbers)


def is_public(number: str) -> bool:
    """Whether a numeric address belongs to one machine on the public internet.

    Not public: this machine, private and local networks, groups of machines, what is reserved, and IPv6
    addresses that stand for an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    if address.version == 6 and address not in _GIVEN_OUT:
        return False
    return address.is_global and not address.is_multicast and not any(address in one for one in _NEVER)


def _parts(url: str) -> tuple[str, str, int, str]:
    if len(url) > LONGEST_ADDRESS or any(mark.isspace() or not mark.isprintable() for mark in url):
        raise _forbidden(url, _("It is too long, or holds blanks."))
    try:
        parts = urlsplit(url)
        scheme, port = parts.scheme.lower(), parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode().lower()
    except ValueError as error:  # UnicodeError is one
        raise _forbidden(url, _("It is not written as an address.")) from error
    if scheme not in PORTS or not host or "\\" in url:
        raise _forbidden(url, _("It does not begin with http:// or https://."))
    if parts.username is not None or parts.password is not None:
        raise _forbidden(url, _("It holds a user name or a password."))
    path = quote(parts.path or "/", safe=_AS_IT_IS)
    return (
        scheme,
        host,
        port or PORTS[scheme],
        path + (f"?{quote(parts.query, _AS_IT_IS)}" if parts.query else ""),
    )


def _allowed(host: str, port: int) -> bool:
    """Whether the operator opened this host, or this port of it."""
    shown = f"[{host}]" if ":" in host else host
    return not {host, shown, f"{shown}:{port}"}.isdisjoint(settings.KONBIT_FETCH_ALLOW)


def _numbers(host: str, port: int, url: str, seconds: float) -> tuple[str, ...]:
    """The numeric addresses of a host. The system's look-up knows no time limit, so it happens aside."""
    found: list[tuple[str, ...]] = []

    def look_up() -> None:
        try:
            told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, ValueError):
            return
        found.append(tuple(dict.fromkeys(str(one[4][0]) for one in told)))

    asking = threading.Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(max(seconds, 0))
    if not found or not found[0]:
        raise Unreachable(
            _("There is no host of this name, or nobody could tell."),
            url,
            _("Check the address, or try later."),
        )
    return found[0]


def _forbidden(url: str, why: str) -> Problem:
    return Problem(
        _("Konbit does not ask this address. %(why)s") % {"why": why},
        url[:200],
        _("Give the public address of a page, beginning with https://."),
    )
