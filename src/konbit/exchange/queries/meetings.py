"""What a meeting's form knows: every member, and what she has to pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Sum

from konbit.exchange import amounts
from konbit.exchange.models import Circle, Currency, Obligation
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.members import names_in
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Row:
    """A member: what she has to pay until that day in smallest parts, and in words."""

    member: int
    number: int
    name: str
    due: int
    shown: str
    most_shares: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MeetingPage:
    """A meeting of a circle whose books the viewer keeps."""

    circle: Circle
    currency: Currency
    rows: tuple[Row, ...]


def meeting_page(viewer: Viewer, uid: str, until: date | None = None) -> MeetingPage:
    """The members of a circle (uid) with what they have to pay; `until`: only what is due by that day.

    Raises `NotFound`, `NotAllowed`.
    """
    circle = kept_circle(viewer, uid)
    currency = Currency.objects.get(pk=circle.currency_id)
    rows = list(circle.members.filter(left_on=None).select_related("group"))
    names = names_in(viewer, rows)
    open_ = Obligation.objects.filter(circle=circle, state=Obligation.State.STANDS)
    if until is not None:
        open_ = open_.filter(due_on__lte=until)
    due = dict(open_.order_by().values_list("payer__member").annotate(left=Sum(F("amount") - F("settled"))))
    return MeetingPage(circle, currency, tuple(
        Row(one.pk, one.number, names[one.pk][0], due.get(one.pk, 0),
            amounts.shown(due[one.pk], currency) if due.get(one.pk) else "")
        for one in rows
    ))  # fmt: skip
