"""Saving and lending as they are shown: what is in the box, what is lent, each loan with its cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Sum

from konbit.directory.queries.of_group import gone
from konbit.exchange import amounts
from konbit.exchange.loan_plan import LoanPlan, charge_of, plan
from konbit.exchange.models import Circle, Currency, Loan, Obligation
from konbit.exchange.queries.acting import is_own, keeps, own_among
from konbit.exchange.queries.circles import seen_circle
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.lending import lendable, most_for, own_balances, shares_of
from konbit.exchange.queries.members import names_in, own_members
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer

OPEN = (Obligation.State.SAID, Obligation.State.STANDS, Obligation.State.DISPUTED)


@dataclass(frozen=True)
class PartLine:
    """A part of a loan: until when, how much, what is left of it (empty: it came)."""

    on: date
    amount: str
    left: str
    is_late: bool


@dataclass(frozen=True)
class Cost:
    """All that a loan costs, in words: what comes to her, its charge, all that is paid, by the year."""

    amount: str
    charge: str
    total: str
    yearly: str
    parts: tuple[PartLine, ...]


@dataclass(frozen=True)
class LoanLine:
    """A loan as lists name it."""

    uid: str
    who: str
    is_own: bool
    amount: str
    left: str
    is_late: bool
    state: str
    state_label: str


@dataclass(frozen=True)
class LoanPage:
    """A loan with its cost; who said yes or no to it; what the viewer may do."""

    line: LoanLine
    circle: str
    purpose: str
    turn_down: str
    asked_on: date
    cost: Cost
    yes: tuple[str, ...]
    no: tuple[str, ...]
    may_say: bool
    may_keep: bool
    by_resolution: bool


@dataclass(frozen=True)
class SavingsShown:
    """What is in the box and what is lent, for members; the loans that the viewer may see."""

    in_box: str
    may_lend: str
    social: str
    lent: str
    saved: str
    loans: tuple[LoanLine, ...]
    may_share_out: bool


@dataclass(frozen=True)
class LoanAsked:
    """What a form of loans knows. `most`: by member (id) how much she may borrow, in words; empty: as much as
    the box holds."""

    circle: Circle
    currency: Currency
    members: tuple[tuple[int, str], ...]
    most: str
    charge: int | None
    most_instalments: int
    most_moratorium: int

    def cost(self, amount: int, instalments: int, moratorium: int) -> Cost:
        """What such a loan would cost, worked out as if it were paid out today."""
        charge = charge_of(amount, self.charge)
        return _cost(amount, plan(amount, charge, instalments, moratorium, date.today()), self.currency)


@dataclass(frozen=True)
class ShareLine:
    """What a share-out gives to a member, in words."""

    name: str
    savings: str
    surplus: str
    social: str
    total: str


@dataclass(frozen=True)
class ShareOutPage:
    """A share-out before it is booked. `total`: in smallest parts, what is in the box; `waits`: something is
    still open."""

    circle: Circle
    lines: tuple[ShareLine, ...]
    total: int
    shown: str
    waits: bool


def savings_shown(viewer: Viewer, circle_id: int) -> SavingsShown | None:
    """The box and the loans, for who takes part in the circle or keeps its books; None for others."""
    circle = Circle.objects.select_related("group", "currency").get(pk=circle_id)
    if not keeps(viewer, circle) and not own_members(viewer, circle):
        return None
    own, unit = own_balances(circle.pk), circle.currency
    saved = circle.accounts.exclude(member=None).aggregate(all=Sum("balance"))["all"] or 0
    lent = Obligation.objects.filter(circle=circle, sort="instalment", state__in=OPEN).aggregate(
        all=Sum(F("amount") - F("settled"))
    )["all"]
    return SavingsShown(
        amounts.shown(-own.get("outside", 0), unit), amounts.shown(lendable(circle.pk), unit),
        amounts.shown(own.get("social", 0), unit), amounts.shown(lent or 0, unit),
        amounts.shown(saved, unit) if circle.kind == "savings" else "", loans_in(viewer, circle),
        circle.kind == "savings" and keeps(viewer, circle) and circle.state == Circle.State.OPEN,
    )  # fmt: skip


def loans_in(viewer: Viewer, circle: Circle) -> tuple[LoanLine, ...]:
    """The loans of a circle that a viewer may see, the newest first."""
    rows = list(circle.loans.select_related("member__group", "circle__group").order_by("-pk"))
    rules, keeper, belongs = terms_of(circle), keeps(viewer, circle), bool(own_members(viewer, circle))
    own = own_among(viewer, [one.member for one in rows])
    seen = [one for one in rows if keeper or one.member_id in own or (belongs and _is_told(one, rules))]
    names = names_in(viewer, [one.member for one in seen])
    parts = _parts_of(seen)
    return tuple(
        _line(one, names[one.member_id][0], one.member_id in own, parts.get(one.uid, []), circle)
        for one in seen
    )


def loan_page(viewer: Viewer, uid: str) -> LoanPage:
    """One loan. Raises `NotFound` for who may not see it."""
    loan = Loan.objects.select_related("member__group", "circle__currency").filter(uid=uid).first()
    if loan is None:
        raise gone()
    circle, _sight = seen_circle(viewer, loan.circle.uid)
    circle.currency = Currency.objects.get(pk=circle.currency_id)
    if not _may_see(viewer, circle, loan):
        raise gone()
    says = list(loan.approvals.select_related("member__group"))
    names = names_in(viewer, [loan.member, *(one.member for one in says)])
    parts = _parts_of([loan]).get(uid, [])
    starts = loan.paid_out_on or date.today()
    planned = plan(loan.amount, loan.charge, loan.instalments, loan.moratorium, starts)
    asked = loan.state == Loan.State.ASKED
    members = terms_of(circle)["approval"] == "members"
    others = [one for one in own_members(viewer, circle) if one.pk != loan.member_id]
    return LoanPage(
        _line(loan, names[loan.member_id][0], is_own(viewer, loan.member), parts, circle), circle.uid,
        loan.purpose, loan.turn_down, loan.asked_on, _cost(loan.amount, planned, circle.currency, parts),
        tuple(names[one.member_id][0] for one in says if one.says_yes),
        tuple(names[one.member_id][0] for one in says if not one.says_yes),
        may_say=asked and members and bool(others), may_keep=keeps(viewer, circle), by_resolution=not members,
    )  # fmt: skip


def loan_asked(viewer: Viewer, circle_uid: str) -> LoanAsked:
    """For whom one may ask for a loan in a circle, and how much. Raises `NotFound`."""
    circle, _sight = seen_circle(viewer, circle_uid)
    unit, rules = Currency.objects.get(pk=circle.currency_id), terms_of(circle)
    own = own_members(viewer, circle)
    keeper = keeps(viewer, circle)
    if circle.kind not in ("savings", "fund") or not (own or keeper):
        raise gone()
    members = list(circle.members.filter(left_on=None).select_related("group")) if keeper else own
    names = names_in(viewer, members)
    most = most_for(circle, rules, own[0].pk) if len(own) == 1 else None
    return LoanAsked(
        circle, unit, tuple((one.pk, names[one.pk][0]) for one in members),
        "" if most is None else amounts.shown(most, unit), rules["charge"], rules["most_instalments"],
        rules["most_moratorium"],
    )  # fmt: skip


def share_out_page(viewer: Viewer, circle_uid: str) -> ShareOutPage:
    """What a share-out would give to everybody, for who keeps the books. Raises `NotFound`, `NotAllowed`."""
    circle = kept_circle(viewer, circle_uid)
    unit = Currency.objects.get(pk=circle.currency_id)
    shares = shares_of(circle)
    rows = list(circle.members.filter(pk__in=[one.member for one in shares]).select_related("group"))
    names = names_in(viewer, rows)
    lines = tuple(
        ShareLine(names[one.member][0], *(amounts.shown(part, unit) for part in
                  (one.savings, one.surplus, one.social, one.total)))
        for one in shares
    )  # fmt: skip
    total = sum(one.total for one in shares)
    open_ = circle.loans.filter(state__in=(Loan.State.GRANTED, Loan.State.RUNNING)).exists()
    waits = open_ or circle.obligations.filter(state__in=OPEN).exists()
    return ShareOutPage(circle, lines, total, amounts.shown(total, unit), waits)


def _may_see(viewer: Viewer, circle: Circle, loan: Loan) -> bool:
    if keeps(viewer, circle) or is_own(viewer, loan.member):
        return True
    return _is_told(loan, terms_of(circle)) and bool(own_members(viewer, circle))


def _is_told(loan: Loan, rules: Mapping[str, Any]) -> bool:
    """Whether the rules tell other members of a loan."""
    asked = loan.state == Loan.State.ASKED and rules["approval"] == "members"
    return asked or rules["loans_seen"] == "members"


def _parts_of(loans: list[Loan]) -> dict[str, list[Obligation]]:
    parts: dict[str, list[Obligation]] = {}
    for one in Obligation.objects.filter(origin__in=[loan.uid for loan in loans], sort="instalment").order_by(
        "due_on", "pk"
    ):
        parts.setdefault(one.origin, []).append(one)
    return parts


def _line(loan: Loan, name: str, own: bool, parts: list[Obligation], circle: Circle) -> LoanLine:
    open_ = [one for one in parts if one.state in OPEN]
    left = sum(one.amount - one.settled for one in open_)
    return LoanLine(
        loan.uid, name, own, amounts.shown(loan.amount, circle.currency),
        amounts.shown(left, circle.currency) if left else "", any(_is_late(one) for one in open_), loan.state,
        str(Loan.State(loan.state).label),
    )  # fmt: skip


def _cost(amount: int, planned: LoanPlan, unit: Currency, stands: list[Obligation] | None = None) -> Cost:
    if stands:
        parts = tuple(
            PartLine(
                one.due_on or date.today(), amounts.shown(one.amount, unit),
                amounts.shown(one.amount - one.settled, unit) if one.state in OPEN else "", _is_late(one),
            )
            for one in stands
        )  # fmt: skip
    else:
        parts = tuple(
            PartLine(on, amounts.shown(part, unit), amounts.shown(part, unit), False)
            for on, part in planned.parts
        )
    return Cost(
        amounts.shown(amount, unit), amounts.shown(planned.charge, unit), amounts.shown(planned.total, unit),
        f"{planned.yearly_rate / 100:.2f} %", parts,
    )  # fmt: skip


def _is_late(one: Obligation) -> bool:
    return one.state in OPEN and one.due_on is not None and one.due_on < date.today()
