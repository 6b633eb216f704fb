"""What a phone at a meeting knows before the line is gone, and what is printed on paper slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.exchange.models import Circle, Currency, Member
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.members import names_in
from konbit.exchange.queries.terms import kind_of_circle
from konbit.exchange.queries.units import unit_name
from konbit.people.audience import Viewer

MOST_SHEETS = 20
PER_SHEET = (24, 12)
"""How many slips stand on a sheet: small ones, or large ones for large writing."""


@dataclass(frozen=True)
class MeetingMode:
    """The page of a meeting: no balance stands on it, for the phone may be anybody's. `members`: number and
    name; `example`: how an amount is written."""

    uid: str
    title: Multilingual
    unit: str
    example: str
    members: tuple[tuple[int, str], ...]
    is_open: bool
    today: date


@dataclass(frozen=True)
class PaperSlips:
    """Paper slips of a circle, by sheets: their numbers."""

    uid: str
    title: Multilingual
    unit: str
    sheets: tuple[tuple[int, ...], ...]
    first: int
    last: int
    per_sheet: int


def meeting_mode(viewer: Viewer, uid: str) -> MeetingMode:
    """The page of a meeting, for who keeps the books of a circle in which members pay each other.

    Raises `NotFound`, `NotAllowed`, `Problem`.
    """
    circle, currency = _paying_circle(viewer, uid)
    rows = list(
        Member.objects.filter(circle=circle, left_on=None, accounts__closed_on=None, accounts__word="member")
        .select_related("group")
        .order_by("number")
        .distinct()
    )
    names = names_in(viewer, rows)
    return MeetingMode(
        circle.uid, circle.title, unit_name(currency),
        "1:30" if currency.sort == Currency.Sort.TIME else "12",
        tuple((one.number, names[one.pk][0]) for one in rows), circle.state == Circle.State.OPEN,
        timezone.localdate(),
    )  # fmt: skip


def paper_slips(viewer: Viewer, uid: str, first: int, sheets: int, per_sheet: int) -> PaperSlips:
    """Slips to print: from a number on, so many sheets. Raises as `meeting_mode`."""
    circle, currency = _paying_circle(viewer, uid)
    if not 1 <= sheets <= MOST_SHEETS or not 1 <= first <= 999_999 or per_sheet not in PER_SHEET:
        told = _("Between 1 and %(most)d sheets can be printed at once.") % {"most": MOST_SHEETS}
        raise Problem(told, remedy=_("Write the first number and how many sheets, in digits."), status=422)
    pads = tuple(
        tuple(range(start, start + per_sheet))
        for start in range(first, first + sheets * per_sheet, per_sheet)
    )
    return PaperSlips(
        circle.uid, circle.title, unit_name(currency), pads, first, pads[-1][-1], per_sheet
    )  # fmt: skip


def _paying_circle(viewer: Viewer, uid: str) -> tuple[Circle, Currency]:
    circle = kept_circle(viewer, uid)
    if not kind_of_circle(circle).pays:
        raise Problem(
            _("In this circle nothing is paid by hand."), remedy=_("Look at what can be done on its page.")
        )
    return circle, Currency.objects.get(pk=circle.currency_id)
