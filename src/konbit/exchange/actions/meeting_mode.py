"""The slips of a meeting: written down on one phone, often without a line, and booked once it is back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.exchange import amounts
from konbit.exchange.actions.paying import Order, pay_list
from konbit.exchange.journal.posting import Booked
from konbit.exchange.models import Account, Circle, Currency, Transfer
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.members import names_in
from konbit.exchange.queries.notebook import Names
from konbit.people.audience import Viewer

MOST_SLIPS = 100
_OLDEST = timedelta(days=366)
_NEAR = [timedelta(days=days) for days in (-3, -2, -1, 1, 2, 3)]
"""Around a day: a page that was opened at home on the eve of a meeting still says the day before."""


class Became(StrEnum):
    """What became of a slip."""

    BOOKED = "booked"
    THERE = "there"
    """It was booked before: sent again, or typed on two phones."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Slip:
    """A slip as it was typed: members by number or name, the amount in words, `number`: of the paper, if it
    has one; `on`: the day of the meeting, such as 2027-03-31; `key`: made where it was typed."""

    payer: str
    payee: str
    amount: str
    words: str
    number: str
    on: str
    key: str


@dataclass(frozen=True)
class Outcome:
    """What became of a slip; `line`: as it was understood, empty where it could not be; `why`: what is wrong
    and what to do."""

    became: Became
    line: str
    why: str = ""


@dataclass(frozen=True)
class _Read:
    order: Order
    line: str
    number: str = ""


def book_slips(viewer: Viewer, uid: str, slips: Sequence[Slip]) -> tuple[Outcome, ...]:
    """Book the slips of a circle (uid) with one commit, for who keeps its books. Each is booked, there
    already, or refused by itself. A number of a slip is booked once for each day, wherever it was typed, and
    is asked about where the same stands a day or three beside it.

    Raises `NotFound`, `NotAllowed`, `Problem` where there are too many.
    """
    circle = kept_circle(viewer, uid)
    if len(slips) > MOST_SLIPS:
        told = _("At most %(most)d slips can be sent at once.") % {"most": MOST_SLIPS}
        raise Problem(told, remedy=_("Send the rest after these."), status=422)
    currency = Currency.objects.get(pk=circle.currency_id)
    names = Names(viewer, circle, currency)
    read = _but_near(circle, [_read(one, circle, currency, names) for one in slips])
    orders = [one.order for one in read if isinstance(one, _Read)]
    before = {row.key for row in _standing(circle, [one.key for one in orders])}
    booked = pay_list(viewer, orders)
    other = [
        order.key
        for order, one in zip(orders, booked, strict=True)
        if isinstance(one, Problem) and one.status == 409
    ]
    stands = _stands_as(viewer, circle, currency, other)
    done = iter(booked)
    outcomes: list[Outcome] = []
    for each in read:
        if isinstance(each, Problem):
            outcomes.append(Outcome(Became.REFUSED, "", _told(each)))
        else:
            outcomes.append(_outcome(each, next(done), before, stands))
            before.add(each.order.key)
    return tuple(outcomes)


def slip_key(circle: str, on: date, number: str) -> uuid.UUID:
    """The key of a paper slip of a circle (uid) on a day: the same wherever it is typed."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"konbit:slip:{circle}:{on.isoformat()}:{number}")


def _read(slip: Slip, circle: Circle, currency: Currency, names: Names) -> _Read | Problem:
    try:
        on = _day(slip.on)
        number = _number(slip.number)
        key = slip_key(circle.uid, on, number) if number else _own_key(slip.key)
        payer, payee = _member(names, slip.payer), _member(names, slip.payee)
        amount = amounts.read(slip.amount, currency)
    except Problem as problem:
        return problem
    words = " · ".join(one for one in (" ".join(slip.words.split()), f"#{number}" if number else "") if one)
    line = _line(names.name(payer), names.name(payee), amounts.shown(amount, currency), words)
    return _Read(Order(payer.uid, payee.uid, amount, words, key, on=on), line, number)


def _but_near(circle: Circle, read: Sequence[_Read | Problem]) -> list[_Read | Problem]:
    """The same without those slips that were most likely typed under another day before."""
    keys = {id(one): _keys_near(circle, one) for one in read if isinstance(one, _Read)}
    found = {row.key: row for row in _standing(circle, [key for near in keys.values() for key in near])}
    return [
        one
        if isinstance(one, Problem)
        else _unless_near(one, [found[key] for key in keys[id(one)] if key in found])
        for one in read
    ]


def _keys_near(circle: Circle, each: _Read) -> list[uuid.UUID]:
    """Its own key first, then those that it would have on the days around."""
    on = each.order.on
    if not each.number or on is None:
        return []
    return [each.order.key, *(slip_key(circle.uid, on + days, each.number) for days in _NEAR)]


def _unless_near(each: _Read, near: Sequence[Transfer]) -> _Read | Problem:
    order = each.order
    if any(row.key == order.key for row in near):
        return each  # its own day decides
    for row in near:
        if (row.payer.uid, row.payee.uid, row.amount) == (order.payer, order.payee, order.amount):
            told = _("This stands under another day already: %(day)s, %(line)s.")
            return Problem(
                told % {"day": date_format(row.on), "line": each.line},
                remedy=_(
                    "Is it the same slip? Throw it away. Is it another? Give it another number, such as 7b."
                ),
                status=409,
            )
    return each


def _member(names: Names, said: str) -> Account:
    if not said.strip():
        raise Problem(_("A member is missing."), remedy=_("Write who gives, and who gets."))
    return names.find(said.strip())


def _number(said: str) -> str:
    """The number of a slip as it is told from others: 007 is 7, 7B is 7b."""
    bare = " ".join(said.split()).casefold().lstrip("#")[:20]
    return str(int(bare)) if bare.isdecimal() else bare


def _day(said: str) -> date:
    today = timezone.localdate()
    try:
        on = date.fromisoformat(said.strip()) if said.strip() else today
    except ValueError as error:
        told = _("“%(words)s” is no day.") % {"words": said[:30]}
        raise Problem(told, remedy=_("Write it like 2027-03-31.")) from error
    if on > today:
        raise Problem(_("This day is still to come."), remedy=_("Write the day of the meeting."))
    if on < today - _OLDEST:
        raise Problem(_("This day is more than a year ago."), remedy=_("Write the day of the meeting."))
    return on


def _own_key(said: str) -> uuid.UUID:
    try:
        return uuid.UUID(said)
    except ValueError as error:
        told = _("This row has no key of its own.")
        raise Problem(told, remedy=_("Give it the number of its slip, or write it again.")) from error


def _outcome(
    each: _Read, became: Booked | Problem, before: set[uuid.UUID], stands: dict[uuid.UUID, str]
) -> Outcome:
    if isinstance(became, Booked):
        return Outcome(Became.THERE if each.order.key in before else Became.BOOKED, each.line)
    if each.order.key in stands:
        told = _(
            "It is booked already, and says something else there: %(line)s. Look at the paper. Is this "
            "another payment? Give it another number, such as 7b. Is what is booked wrong? Give it back on "
            "the statement first."
        )
        return Outcome(Became.REFUSED, each.line, told % {"line": stands[each.order.key]})
    return Outcome(Became.REFUSED, each.line, _told(became))


def _standing(circle: Circle, keys: Iterable[uuid.UUID]) -> list[Transfer]:
    """What is booked in this circle under these keys; what other circles booked is none of its business."""
    rows = Transfer.objects.filter(key__in=list(keys), line=0, payer__circle=circle)
    return list(rows.select_related("payer__member__group", "payee__member__group", "words"))


def _stands_as(
    viewer: Viewer, circle: Circle, currency: Currency, keys: Sequence[uuid.UUID]
) -> dict[uuid.UUID, str]:
    rows = _standing(circle, keys) if keys else []
    sides = [one.member for row in rows for one in (row.payer, row.payee) if one.member is not None]
    names = {pk: name for pk, (name, _url) in names_in(viewer, sides).items()}
    return {
        row.key: _line(
            names.get(row.payer.member_id or 0, "–"), names.get(row.payee.member_id or 0, "–"),
            amounts.shown(row.amount, currency), row.words.text if hasattr(row, "words") else "",
        )
        for row in rows
    }  # fmt: skip


def _line(payer: str, payee: str, amount: str, words: str) -> str:
    return " · ".join(one for one in (f"{payer} → {payee}", amount, words) if one)


def _told(problem: Problem) -> str:
    return " ".join(one for one in (problem.what, problem.remedy) if one)
