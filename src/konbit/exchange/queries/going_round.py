"""How value goes round in a circle: who has come to a limit, who is silent, how often it is passed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from konbit.exchange.models import Account, Circle, Seal, Sealed, Transfer

NEAR = 90
"""Percent of the way from nothing to a limit, from which on somebody is called stuck."""
SILENT = 90
"""Days without a transfer, after which somebody is called silent; and over which velocity is counted."""
LONG_AGO = date(1970, 1, 1)


@dataclass(frozen=True)
class Stuck:
    """An account (id) near a limit: `can_give` where it is the lower one, so that only who buys from her
    helps; else the upper one, and only who sells to her does. `last`: the day of its last transfer."""

    account: int
    member: int
    can_give: bool
    last: date | None


def last_days(circle: Circle) -> Mapping[int, date | None]:
    """The day of the last transfer of every open account of a member (by the account's id); None: none yet.
    Asked by the number of the transfer, so that a long history costs nothing."""
    newest = Transfer.objects.order_by()
    out = newest.filter(payer=OuterRef("pk"), payer_version=OuterRef("version")).values("on")[:1]
    came = newest.filter(payee=OuterRef("pk"), payee_version=OuterRef("version")).values("on")[:1]
    rows = _accounts(circle).annotate(
        last=Greatest(Coalesce(Subquery(out), LONG_AGO), Coalesce(Subquery(came), LONG_AGO))
    )
    return {pk: None if last == LONG_AGO else last for pk, last in rows.values_list("pk", "last")}


def stuck_accounts(circle: Circle, last: Mapping[int, date | None]) -> tuple[Stuck, ...]:
    """Whose account is where the circle's rules say a friendly word, or has gone nine tenths of the way to a
    limit, by the members' numbers."""
    rows = _accounts(circle).filter(
        Q(balance__lte=F("warn_below"))
        | Q(balance__gte=F("warn_above"))
        | Q(least__lt=0, balance__lt=0, balance__lte=F("least") * NEAR / 100)
        | Q(most__gt=0, balance__gt=0, balance__gte=F("most") * NEAR / 100)
    )
    return tuple(
        Stuck(one.pk, one.member_id or 0, one.balance < 0, last.get(one.pk))
        for one in rows.order_by("member__number")
    )


def silent_members(circle: Circle, last: Mapping[int, date | None]) -> Sequence[int]:
    """Which members (ids) neither gave nor received for so long, of those who were there all the time."""
    since = date.today() - timedelta(days=SILENT)
    rows = _accounts(circle).filter(member__joined_on__lte=since).order_by("member__number")
    pairs = rows.values_list("pk", "member")
    return [member for pk, member in pairs if member is not None and (last.get(pk) or LONG_AGO) < since]


def velocity(circle: Circle) -> float | None:
    """How often in a year what members have is passed on: what went from member to member in the last days,
    by what all who are above nothing have, brought up to a year. None where nobody has anything.

    I. Fisher (1911), 'The Purchasing Power of Money': turnover in a time by the stock, here of today.
    """
    stock = _accounts(circle).filter(balance__gt=0).aggregate(all=Sum("balance"))["all"]
    if not stock:
        return None
    since = timezone.now() - timedelta(days=SILENT)
    rows = Transfer.objects.filter(
        pk__gt=_sealed_before(since), at__gte=since, sort="payment", payer__circle=circle,
        payer__word="member", payee__word="member",
    )  # fmt: skip
    moved = rows.aggregate(all=Sum("amount"))["all"] or 0
    return float(moved) / float(stock) * 365 / SILENT


def _accounts(circle: Circle) -> QuerySet[Account]:
    return Account.objects.filter(
        circle=circle, currency=circle.currency_id, word="member", closed_on=None, member__left_on=None
    ).exclude(member=None)


def _sealed_before(since: object) -> int:
    """The last transfer (id) that was sealed before a moment: what came later has larger ids."""
    seal = Seal.objects.filter(at__lt=since).order_by("-number").first()
    last = Sealed.objects.filter(seal=seal).order_by("-transfer").first() if seal else None
    return last.transfer_id if last else 0
