"""How many come from one address, one account or for one network, so that nobody floods those who look.

Counted in the cache for a day at most. No address is kept: an address is counted under a digest whose key is
made anew each day and forgotten after it.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem

HOUR, DAY = 3_600, 86_400


@dataclass(frozen=True)
class Limit:
    """So many in so many seconds."""

    most: int
    seconds: int


ADDRESS = (Limit(20, HOUR), Limit(60, DAY))
ACCOUNT = (Limit(60, HOUR), Limit(200, DAY))
NETWORK = (Limit(300, DAY),)
"""What a network gets in a day from people without an account: more than its people could read."""


def must_have_room(account: str, address: str, network: int | None) -> None:
    """Count one that comes from an account (opaque id), or without one from an address, for a network.

    Raises `Problem` (429) where there are too many; what was typed is the caller's to show again.
    """
    counted: list[tuple[str, tuple[Limit, ...]]]
    if account:
        counted = [(f"account {account}", ACCOUNT)]
    else:
        counted = [(f"address {_nearby(address)}", ADDRESS), (f"network {network}", NETWORK)]
    within = [_counted(who, limit) for who, limits in counted for limit in limits]
    if not all(within):
        raise Problem(
            _("Too much has come in a short time from where you are, or for this network."),
            remedy=_("What you wrote is still in the form: send it again in an hour, or sign in first."),
            status=429,
        )


def seconds_to_wait(who: str, limit: Limit) -> int:
    """Count one more for somebody or something. Returns 0 while that is within the limit, else the seconds
    until it is counted anew."""
    if _counted(who, limit):
        return 0
    return limit.seconds - int(timezone.now().timestamp()) % limit.seconds


def _counted(who: str, limit: Limit) -> bool:
    """Count one more within the present stretch of time. False where that is too many."""
    stretch = int(timezone.now().timestamp()) // limit.seconds
    key = f"crowding-{limit.seconds}-{stretch}-{_digest(who)}"
    count = cache.get(key, 0) + 1
    cache.set(key, count, limit.seconds)
    return count <= limit.most


def _digest(who: str) -> str:
    """The key of the day is drawn by chance, so that nobody can find out later who was counted."""
    name = f"crowding-key-{timezone.now().date().isoformat()}"
    cache.add(name, secrets.token_hex(16), DAY)
    key = f"{settings.SECRET_KEY}{cache.get(name, '')}"
    return hmac.new(key.encode(), who.encode(), hashlib.sha256).hexdigest()[:32]


def _nearby(address: str) -> str:
    """The address, of the sixth version only the half that names the line: the other half is one's own."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))
