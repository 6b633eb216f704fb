"""The heads of the chain, as they stand on members' statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from konbit.exchange.models import Account, Seal, Transfer


@dataclass(frozen=True)
class Head:
    """The last seal over an account's lines: nothing up to its line `up_to` can be changed without this
    `head` (hexadecimal) changing. `waiting`: how many lines came since and are sealed next."""

    number: int
    head: str
    at: datetime
    up_to: int
    waiting: int


def head_for(account_id: int) -> Head | None:
    """The head that goes onto the statement of an account; None before its first line is sealed."""
    account = Account.objects.get(pk=account_id)
    newest = [
        Transfer.objects.filter(Q(**{side: account_id}), sealed__isnull=False)
        .order_by(f"-{side}_version")
        .values_list(f"{side}_version", "sealed__seal")
        .first()
        for side in ("payer", "payee")
    ]
    sealed = [one for one in newest if one is not None]
    if not sealed:
        return None
    up_to = max(version for version, _seal_id in sealed)
    seal = Seal.objects.get(pk=max(seal_id for _version, seal_id in sealed))
    return Head(seal.number, bytes(seal.head).hex(), seal.at, up_to, account.version - up_to)


def last_head() -> Seal | None:
    """The newest seal of the instance."""
    return Seal.objects.order_by("-number").first()
