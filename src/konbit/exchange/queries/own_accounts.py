"""A person's whole life of exchange on one page: her accounts, what waits for a yes, what was promised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from konbit.base.text import Multilingual
from konbit.exchange import amounts
from konbit.exchange.models import Account, Circle, Member, Obligation, Payment
from konbit.exchange.queries.acting import keeps, own_among
from konbit.exchange.queries.members import AccountLine, account_line, names_in
from konbit.exchange.queries.terms import kind_of_circle
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Mine:
    """An account of the reader, or of a group that she edits; `who`: the group's name, empty for herself."""

    line: AccountLine
    circle: str
    title: Multilingual
    icon: str
    who: str
    pays: bool


@dataclass(frozen=True)
class Waiting:
    """A payment on its way. `mine`: the reader's side is asked; `comes`: she would receive it."""

    uid: str
    amount: str
    other: str
    words: str
    title: Multilingual
    mine: bool
    comes: bool
    due_on: date | None


@dataclass(frozen=True)
class Promised:
    """A promise that stands, with what is left of it: `amount` in smallest parts of the `unit` (its code), of
    the `circle` (uid)."""

    uid: str
    left: str
    other: str
    words: str
    title: Multilingual
    comes: bool
    due_on: date | None
    state: str
    state_label: str
    is_late: bool
    may_answer: bool
    may_keep: bool
    may_let_go: bool
    amount: int
    unit: str
    circle: str


@dataclass(frozen=True)
class OwnPage:
    """What somebody has, what waits, what is promised: the soonest first."""

    accounts: tuple[Mine, ...]
    waiting: tuple[Waiting, ...]
    comes: tuple[Promised, ...]
    goes: tuple[Promised, ...]


def own_page(viewer: Viewer) -> OwnPage:
    """Everything of a person in all her circles."""
    members = memberships(viewer)
    accounts = list(
        Account.objects.filter(member__in=members, closed_on=None)
        .select_related("circle", "currency", "member")
        .order_by("circle", "pk")
    )
    names = names_in(viewer, members)
    ids = {one.pk for one in accounts}
    promised = _promised(viewer, ids, ids)
    return OwnPage(
        tuple(
            Mine(
                account_line(one, True), one.circle.uid, one.circle.title, kind_of_circle(one.circle).icon,
                names[one.member.pk][0] if one.member and one.member.group_id else "",
                kind_of_circle(one.circle).pays and one.circle.state == Circle.State.OPEN,
            )
            for one in accounts
        ),
        payments_waiting(viewer, ids),
        tuple(one for one in promised if one.comes),
        tuple(one for one in promised if not one.comes),
    )  # fmt: skip


def own_promises(viewer: Viewer) -> tuple[Promised, ...]:
    """What the viewer, or a group that she edits, promised or was promised in any circle, the
    soonest first."""
    accounts = Account.objects.filter(member__in=memberships(viewer))
    ids = set(accounts.values_list("pk", flat=True))
    return _promised(viewer, ids, ids)


def payments_waiting(viewer: Viewer, ids: Iterable[int]) -> tuple[Waiting, ...]:
    """Payments on their way from or to these accounts (ids)."""
    own = set(ids)
    rows = list(
        Payment.objects.filter(Q(payer__in=own) | Q(payee__in=own), state__in=("new", "pending", "accepted"))
        .select_related("payer__member__group", "payee__member__group", "payer__circle", "payer__currency")
        .order_by("due_on", "pk")
    )
    names = _other_names(viewer, [*(one.payer for one in rows), *(one.payee for one in rows)])
    return tuple(
        Waiting(
            one.uid, amounts.shown(one.amount, one.payer.currency),
            names[one.payer_id if one.payee_id in own else one.payee_id], one.text, one.payer.circle.title,
            mine=one.state == "pending" and (one.payee_id if one.asks == "payer" else one.payer_id) in own,
            comes=one.payee_id in own, due_on=one.due_on,
        )
        for one in rows
    )  # fmt: skip


def payments_in(viewer: Viewer, circle: Circle) -> tuple[Waiting, ...]:
    """The payments on their way in a circle, each said as “from → to”, for who keeps its books: she may
    answer for whoever has no account here. Nothing for others."""
    if not keeps(viewer, circle):
        return ()
    rows = list(
        Payment.objects.filter(payer__circle=circle, state__in=("new", "pending", "accepted"))
        .select_related("payer__member__group", "payee__member__group", "payer__currency")
        .order_by("due_on", "pk")[:200]
    )
    names = _other_names(viewer, [*(one.payer for one in rows), *(one.payee for one in rows)])
    return tuple(
        Waiting(
            one.uid, amounts.shown(one.amount, one.payer.currency),
            f"{names[one.payer_id]} → {names[one.payee_id]}", one.text, circle.title,
            mine=one.state == "pending", comes=False, due_on=one.due_on,
        )
        for one in rows
    )  # fmt: skip


def promises_in(viewer: Viewer, circle: Circle) -> tuple[Promised, ...]:
    """The promises of a circle that a viewer may know of: her own, and for who keeps the books all."""
    accounts = Account.objects.filter(circle=circle, member__in=memberships(viewer))
    own = set(accounts.values_list("pk", flat=True))
    if keeps(viewer, circle):
        return _promised(viewer, set(circle.accounts.values_list("pk", flat=True)), own)
    return _promised(viewer, own, own)


def _promised(viewer: Viewer, ids: set[int], own: set[int]) -> tuple[Promised, ...]:
    open_states = (Obligation.State.SAID, Obligation.State.STANDS, Obligation.State.DISPUTED)
    rows = list(
        Obligation.objects.filter(Q(payer__in=ids) | Q(payee__in=ids), state__in=open_states)
        .select_related("payer__member__group", "payee__member__group", "circle", "payer__currency")
        .order_by("due_on", "pk")[:500]
    )
    names = _other_names(viewer, [*(one.payer for one in rows), *(one.payee for one in rows)])
    return tuple(_promise(one, ids, names) for one in rows)


def _promise(one: Obligation, own: set[int], names: dict[int, str]) -> Promised:
    comes = one.payee_id in own and one.payer_id not in own
    at_meetings = kind_of_circle(one.circle).at_meetings
    other = names[one.payer_id if comes else one.payee_id]
    if one.payee_id in own and one.payer_id in own:
        other = f"{names[one.payer_id]} → {names[one.payee_id]}"
    return Promised(
        one.uid, amounts.shown(one.amount - one.settled, one.payer.currency), other, one.text,
        one.circle.title, comes, one.due_on, one.state, str(Obligation.State(one.state).label),
        is_late=one.due_on is not None and one.due_on < date.today(),
        may_answer=one.payer_id in own and one.state != Obligation.State.STANDS,
        may_keep=one.payer_id in own and one.state == Obligation.State.STANDS and not at_meetings,
        may_let_go=one.payee_id in own and not (at_meetings and one.payee.member_id is None),
        amount=one.amount - one.settled, unit=one.payer.currency.code, circle=one.circle.uid,
    )  # fmt: skip


def memberships(viewer: Viewer) -> list[Member]:
    """As whom somebody takes part in circles: herself, and the groups that she edits."""
    if not viewer.is_someone:
        return []
    groups = [int(one[6:]) for one in viewer.roles if one.startswith("group:") and one[6:].isdigit()]
    standing = Member.objects.filter(left_on=None, circle__removed_at=None, circle__group__removed_at=None)
    mine = standing.filter(Q(person=viewer.actor) | Q(group__in=groups))
    rows = list(mine.select_related("group", "circle"))
    own = own_among(viewer, rows)
    return [one for one in rows if one.pk in own]


def _other_names(viewer: Viewer, accounts: Iterable[Account]) -> dict[int, str]:
    """How the owners of accounts are called; the circle's own accounts by what they are for."""
    rows = {one.pk: one for one in accounts}
    names = names_in(viewer, [one.member for one in rows.values() if one.member is not None])
    return {pk: names[one.member_id][0] if one.member_id else own_title(one) for pk, one in rows.items()}


def own_title(account: Account) -> str:
    """What an account of the circle itself is called."""
    said = {one.word: str(one.title) for one in kind_of_circle(account.circle).owns}
    return said.get(account.word, account.word)
