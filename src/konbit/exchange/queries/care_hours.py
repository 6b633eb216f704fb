"""Hours of care as they are shown: the sum of all by months, one's own, and what they would cost elsewhere
where the circle wants to say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from konbit.assembly.queries.choices import Choices
from konbit.directory.queries.of_group import gone
from konbit.exchange import amounts, prices
from konbit.exchange.models import Account, Circle, Currency, Gift
from konbit.exchange.queries.acting import keeps
from konbit.exchange.queries.circles import seen_circle
from konbit.exchange.queries.members import names_in, own_members
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer

MONTHS, NEWEST = 6, 20
FEWEST = 3
"""Of fewer who wrote something down, the sum of all would tell of one of them: it is not shown."""


@dataclass(frozen=True)
class MonthLine:
    """The care of all in a month: in minutes, and in words."""

    month: date
    minutes: int
    shown: str


@dataclass(frozen=True)
class CareLine:
    """Care that was written down."""

    name: str
    on: date
    long: str
    text: str


@dataclass(frozen=True)
class CareShown:
    """The care of all (empty where so few wrote that it would tell of one), of the viewer; the newest lines
    that she may see. `elsewhere`: what all of it would cost, where the circle wants to say so."""

    total: str
    elsewhere: str
    mine: str
    months: tuple[MonthLine, ...]
    most: int
    newest: tuple[CareLine, ...]


@dataclass(frozen=True)
class PriceLine:
    """What hours on an account would cost elsewhere."""

    hours: str
    price: str


def care_shown(viewer: Viewer, circle_id: int) -> CareShown | None:
    """The care in a circle (id), for who takes part in it or keeps it; None for others."""
    circle = Circle.objects.select_related("group", "currency").get(pk=circle_id)
    own = own_members(viewer, circle)
    if not own and not keeps(viewer, circle):
        return None
    rules, unit = terms_of(circle), circle.currency
    rows = Gift.objects.filter(circle=circle, removed_at=None)
    sees_all = rules["seen"] == "members"
    total = rows.aggregate(all=Sum("minutes"), who=Count("giver", distinct=True))
    told = sees_all or total["who"] >= FEWEST
    mine = rows.filter(giver__in=own).aggregate(all=Sum("minutes"))["all"] or 0
    seen = rows if sees_all else rows.filter(giver__in=own)
    newest = list(seen.select_related("giver__group").order_by("-on", "-pk")[:NEWEST])
    names = names_in(viewer, [one.giver for one in newest if one.giver is not None])
    minutes = (total["all"] or 0) if told else 0
    months = _months(rows, unit, 1 if sees_all else FEWEST) if told else ()
    return CareShown(
        amounts.shown(minutes, unit) if minutes else "",
        _elsewhere(rules, minutes) if minutes else "",
        amounts.shown(mine, unit) if own else "",
        months, max((one.minutes for one in months), default=0),
        tuple(CareLine(names[one.giver_id or 0][0], one.on, amounts.shown(one.minutes or 0, unit), one.text)
              for one in newest),
    )  # fmt: skip


def price_shown(viewer: Viewer, circle_id: int) -> tuple[PriceLine, ...]:
    """What the viewer's own hours in a time bank (id of the circle) would cost elsewhere; nothing where the
    circle does not want to say so."""
    circle = Circle.objects.select_related("group", "currency").get(pk=circle_id)
    rules = terms_of(circle)
    if not rules.get("price"):
        return ()
    own = own_members(viewer, circle)
    hours = Account.objects.filter(member__in=own, word="member", balance__gt=0)
    return tuple(
        PriceLine(amounts.shown(one, circle.currency), _elsewhere(rules, one))
        for one in hours.order_by("pk").values_list("balance", flat=True)
    )


def carers_to_choose(viewer: Viewer, circle_uid: str) -> tuple[Currency, Choices]:
    """Whose care the viewer may write down: her own; for who keeps the circle, everybody's. Herself first.

    Raises `NotFound`.
    """
    circle, _sight = seen_circle(viewer, circle_uid)
    members = own = own_members(viewer, circle)
    if keeps(viewer, circle):
        others = circle.members.filter(left_on=None).select_related("group")
        mine = {one.pk for one in own}
        members = [*own, *(one for one in others if one.pk not in mine)]
    if circle.kind != "care" or not members:
        raise gone()
    names = names_in(viewer, members)
    return Currency.objects.get(pk=circle.currency_id), [(str(one.pk), names[one.pk][0]) for one in members]


def _elsewhere(rules: Mapping[str, Any], minutes: int) -> str:
    return prices.kept(str(rules["price"])).for_minutes(minutes) if rules.get("price") else ""


def _months(rows: QuerySet[Gift], unit: Currency, fewest: int) -> tuple[MonthLine, ...]:
    """The last months in which at least so many wrote something down."""
    by_month = rows.annotate(month=TruncMonth("on")).values("month")
    by_month = by_month.annotate(all=Sum("minutes"), who=Count("giver", distinct=True)).filter(
        who__gte=fewest
    )
    return tuple(
        MonthLine(one["month"], one["all"] or 0, amounts.shown(one["all"] or 0, unit))
        for one in by_month.order_by("-month")[:MONTHS]
    )
