"""Clearing rounds as they are shown: who takes part, before and after, the proof."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.exchange import amounts
from konbit.exchange.models import Circle, ClearingRound, Obligation
from konbit.exchange.queries.acting import own_among
from konbit.exchange.queries.clearing_asked import open_debts
from konbit.exchange.queries.members import names_in, own_members
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class RoundLine:
    """A round as lists name it. `amount`: what was cleared, in smallest parts; None before it was found."""

    uid: str
    made_on: date
    state: str
    state_label: str
    cleared: str
    amount: int | None


@dataclass(frozen=True)
class RoundsPage:
    """The rounds of a circle, the newest first; `open`: the promises that stand, all together."""

    circle: str
    title: Multilingual
    lines: tuple[RoundLine, ...]
    open: str
    may_edit: bool


@dataclass(frozen=True)
class Sums:
    """What somebody owes and is owed, before and after, and what the circle's credit lent her: in smallest
    parts."""

    owes: int
    owes_after: int
    owed: int
    owed_after: int
    lent: int


@dataclass(frozen=True)
class Notice:
    """What a round does for one member: what she owes and is owed, before and after. The difference between
    the two is the same, save for what the circle's credit lent her. `answer`: "yes", "no" or empty."""

    member: int
    name: str
    answer: str
    minimum: str
    is_own: bool
    owes: str
    owes_after: str
    owed: str
    owed_after: str
    net: str
    net_after: str
    lent: str
    sums: Sums


@dataclass(frozen=True)
class RoundPage:
    """A round. `notices`: of everybody for who keeps the books, else one's own. `total_amount` and
    `cleared_amount`: in smallest parts of `unit`, a code."""

    uid: str
    circle: str
    title: Multilingual
    state: str
    state_label: str
    answer_by: date | None
    credit: bool
    notices: tuple[Notice, ...]
    answered: int
    members: int
    total: str
    cleared: str
    percent: int
    solver: str
    result_hash: str
    may_edit: bool
    total_amount: int
    cleared_amount: int
    unit: str


def rounds_page(viewer: Viewer, circle_uid: str) -> RoundsPage:
    """The rounds of a circle (uid), for who takes part. Raises `NotFound`."""
    circle, sight = seen_thing(viewer, Circle, circle_uid)
    if not (sight.may("take part") or own_members(viewer, circle)):
        raise gone()
    rows = circle.clearing_rounds.select_related("currency").order_by("-pk")
    standing = circle.obligations.filter(state=Obligation.State.STANDS, payer__currency=circle.currency_id)
    left = sum(amount - done for amount, done in standing.values_list("amount", "settled"))
    return RoundsPage(
        circle.uid, circle.title,
        tuple(
            RoundLine(
                one.uid, one.made_on, one.state, str(ClearingRound.State(one.state).label),
                amounts.shown(one.certificate.get("cleared", 0), one.currency) if one.certificate else "",
                one.certificate.get("cleared", 0) if one.certificate else None,
            )
            for one in rows
        ),
        amounts.shown(left, circle.currency), sight.may("edit"),
    )  # fmt: skip


def round_page(viewer: Viewer, uid: str) -> RoundPage:
    """One round, for who takes part in its circle. Raises `NotFound`."""
    row = ClearingRound.objects.select_related("circle__group", "currency").filter(uid=uid).first()
    if row is None:
        raise gone()
    circle, sight = seen_thing(viewer, Circle, row.circle.uid)
    mine = {one.pk for one in own_members(viewer, circle)}
    if not (sight.may("take part") or mine):
        raise gone()
    notices = _notices(viewer, row, None if sight.may("edit") else mine)
    cleared, total = row.certificate.get("cleared", 0), row.certificate.get("total", 0)
    return RoundPage(
        row.uid, circle.uid, circle.title, row.state, str(ClearingRound.State(row.state).label),
        row.answer_by, row.credit, notices, row.taking_part.count(),
        circle.members.filter(left_on=None).count(), amounts.shown(total, row.currency),
        amounts.shown(cleared, row.currency), round(100 * cleared / total) if total else 0,
        row.solver, row.result_hash, sight.may("edit"), total, cleared, row.currency.code,
    )  # fmt: skip


def _notices(viewer: Viewer, row: ClearingRound, only: set[int] | None) -> tuple[Notice, ...]:
    members = list(row.circle.members.filter(left_on=None).select_related("group").order_by("number"))
    members = [one for one in members if only is None or one.pk in only]
    names, own = names_in(viewer, members), own_among(viewer, members)
    answers = {one.member_id: one for one in row.taking_part.all()}
    owes, owed, less_owes, less_owed = _sums(row)
    unit = row.currency
    found = []
    for one in members:
        said = answers.get(one.pk)
        sums = Sums(
            owes[one.pk], owes[one.pk] - less_owes[one.pk], owed[one.pk], owed[one.pk] - less_owed[one.pk],
            less_owes[one.pk] - less_owed[one.pk],
        )  # fmt: skip
        net = sums.owed - sums.owes
        found.append(
            Notice(
                one.pk, names[one.pk][0], "" if said is None else "yes" if said.says_yes else "no",
                amounts.shown(said.minimum, unit) if said and said.minimum else "", one.pk in own,
                amounts.shown(sums.owes, unit), amounts.shown(sums.owes_after, unit),
                amounts.shown(sums.owed, unit), amounts.shown(sums.owed_after, unit),
                amounts.shown(net, unit), amounts.shown(net + sums.lent, unit),
                amounts.shown(sums.lent, unit) if sums.lent else "", sums,
            )
        )  # fmt: skip
    return tuple(found)


def _sums(row: ClearingRound) -> tuple[Counter[int], Counter[int], Counter[int], Counter[int]]:
    """What members (ids) owe and are owed in a round, and by how much that becomes less."""
    owes, owed, less_owes, less_owed = (Counter[int]() for _one in range(4))
    set_offs = row.set_offs.select_related("obligation__payer", "obligation__payee")
    stood = {one.obligation_id: one for one in set_offs}
    if row.state in (ClearingRound.State.GATHERING, ClearingRound.State.FOUND):
        for debt in open_debts(row):
            owes[debt.payer.member_id or 0] += debt.amount - debt.settled
            owed[debt.payee.member_id or 0] += debt.amount - debt.settled
    for one in stood.values():
        payer, payee = one.obligation.payer.member_id or 0, one.obligation.payee.member_id or 0
        if row.state == ClearingRound.State.BOOKED:
            owes[payer] += one.stood
            owed[payee] += one.stood
        if row.state != ClearingRound.State.GATHERING:
            less_owes[payer] += one.amount
            less_owed[payee] += one.amount
    return owes, owed, less_owes, less_owed
