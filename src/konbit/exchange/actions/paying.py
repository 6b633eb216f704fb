"""Paying: now, on a day, or once the other side says yes; and putting right what was wrong."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.directory.queries.of_group import gone
from konbit.exchange.journal import holding, reversing
from konbit.exchange.journal.posting import Booked, Line, Posting, paid_at_once, post, post_many
from konbit.exchange.kinds import KINDS
from konbit.exchange.models import Circle, Payment, Transfer
from konbit.exchange.queries.acting import account_acted_for, acts_for, keeps
from konbit.exchange.queries.sides import Sides, sides, sides_of
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer

_BY_HAND = [word for word, kind in KINDS.items() if kind.pays]


def pay(
    viewer: Viewer, payer_uid: str, payee_uid: str, amount: int, words: str, key: uuid.UUID, origin: str = ""
) -> Booked:
    """Pay at once, in smallest parts: by whose account it is, or by who keeps the books on her behalf.

    The same key again gives what stands. Raises `NotFound`, `NotAllowed`, `Problem`.
    """
    if viewer.is_someone:
        booked = paid_at_once(payer_uid, payee_uid, amount, words, key, viewer.actor, origin, _BY_HAND)
        if booked is not None:
            return booked
    both = sides(payer_uid, payee_uid)
    payee = _may_pay(viewer, payer_uid, both)
    (booked,) = post([Line(both.payer, payee, amount, words=words, origin=origin)], key=key, by=viewer.actor)
    return booked


@dataclass(frozen=True)
class Order:
    """One payment of a list, as `pay` takes it; `on`: its day in the books, None: today."""

    payer: str
    payee: str
    amount: int
    words: str
    key: uuid.UUID
    origin: str = ""
    on: date | None = None


def pay_list(viewer: Viewer, orders: Sequence[Order]) -> list[Booked | Problem]:
    """Pay a list (a payroll of hours, the slips of a meeting) with one commit. Each stands or is refused by
    itself; what became of it is at its place. Sent again with the same keys, it changes nothing."""
    found = sides_of((one.payer, one.payee) for one in orders)
    outcomes: list[Booked | Problem | None] = []
    postings: list[Posting] = []
    kept = {circle: keeps(viewer, row) for circle, row in _circles(found.values()).items()}
    may = {pair: _allowed(viewer, pair[0], both, kept[both.circle]) for pair, both in found.items()}
    for one in orders:
        payee = may.get((one.payer, one.payee))
        if payee is None or isinstance(payee, Problem):
            outcomes.append(payee or gone())
            continue
        outcomes.append(None)
        payer = found[one.payer, one.payee].payer
        line = Line(payer, payee, one.amount, words=one.words, origin=one.origin)
        postings.append(Posting([line], one.key, viewer.actor, one.on))
    done = iter(post_many(postings))
    return [_one_of(next(done)) if one is None else one for one in outcomes]


def ask_payment(
    viewer: Viewer, payer_uid: str, payee_uid: str, amount: int, words: str, key: uuid.UUID, origin: str = "",
    due_on: date | None = None,
) -> Payment:  # fmt: skip
    """Ask another account to pay. It waits for their yes, as long as the circle's rules say.

    Raises `NotFound`, `NotAllowed`, `Problem`.
    """
    payee = account_acted_for(viewer, payee_uid)
    both = sides(payer_uid, payee_uid)
    draft = holding.Draft(
        both.payer, payable(both), amount, words, origin, Payment.Asks.PAYEE, due_on, _until(payee.circle)
    )
    return holding.ask(draft, key=key, by=viewer.actor)


def offer_payment(
    viewer: Viewer, payer_uid: str, payee_uid: str, amount: int, words: str, key: uuid.UUID, origin: str = ""
) -> Payment:
    """Send a payment that the other side has to accept; it is held until then. Raises as `pay`."""
    both = sides(payer_uid, payee_uid)
    payee = _may_pay(viewer, payer_uid, both)
    until = _until(Circle.objects.get(pk=both.circle))
    draft = holding.Draft(both.payer, payee, amount, words, origin, Payment.Asks.PAYER, None, until)
    return holding.ask(draft, key=key, by=viewer.actor)


def schedule_payment(
    viewer: Viewer, payer_uid: str, payee_uid: str, amount: int, words: str, key: uuid.UUID, due_on: date,
    origin: str = "",
) -> Payment:  # fmt: skip
    """Set a payment for a day. Nothing is held before; it can be taken back until then. Raises as `pay`."""
    both = sides(payer_uid, payee_uid)
    payee = _may_pay(viewer, payer_uid, both)
    draft = holding.Draft(both.payer, payee, amount, words, origin, Payment.Asks.PAYER, due_on)
    return holding.ask(draft, key=key, by=viewer.actor)


def answer_payment(viewer: Viewer, uid: str, yes: bool, why: str = "") -> Payment:
    """Say yes or no to a payment, on the side that was asked. Raises `NotFound`, `NotAllowed`, `Problem`."""
    row = seen_payment(viewer, uid)
    asked = row.payee if row.asks == Payment.Asks.PAYER else row.payer
    if not acts_for(viewer, asked):
        raise NotAllowed(_("The other side is to answer this."), remedy=_("Wait for their answer."))
    if yes:
        return holding.accept(uid, viewer.actor)
    return holding.refuse(uid, viewer.actor, why)


def take_back_payment(viewer: Viewer, uid: str) -> Payment:
    """Take back what one asked for or sent, before it is answered. Raises as `answer_payment`."""
    row = seen_payment(viewer, uid)
    asks = row.payer if row.asks == Payment.Asks.PAYER else row.payee
    if not acts_for(viewer, asks):
        raise NotAllowed(_("Only who sent it can take it back."), remedy=_("Say no to it instead."))
    return holding.take_back(uid, viewer.actor)


def reverse_transfer(viewer: Viewer, transfer_uid: str, key: uuid.UUID, words: str = "") -> Booked:
    """Put a wrong transfer right by one back: by who was paid, giving it back, or who keeps the books.

    Raises `NotFound`, `NotAllowed`, `Problem`.
    """
    one = (
        Transfer.objects.select_related(
            "payer__circle__group", "payer__member__group", "payee__circle__group", "payee__member__group"
        )
        .filter(uid=transfer_uid)
        .first()
    )
    if one is None or not (acts_for(viewer, one.payee) or acts_for(viewer, one.payer)):
        raise gone()
    if not acts_for(viewer, one.payee):
        raise NotAllowed(
            _("Only who was paid can give it back, and those who keep the circle’s books."),
            remedy=_("Ask them to."),
        )
    return reversing.reverse(transfer_uid, key, viewer.actor, words)


def seen_payment(viewer: Viewer, uid: str) -> Payment:
    """A payment on its way, for its two sides and who keeps the books. Raises `NotFound`."""
    row = (
        Payment.objects.select_related(
            "payer__circle__group", "payer__member__group", "payer__currency", "payee__circle__group",
            "payee__member__group", "transfer",
        )
        .filter(uid=uid)
        .first()
    )  # fmt: skip
    if row is None or not (acts_for(viewer, row.payer) or acts_for(viewer, row.payee)):
        raise gone()
    return row


def turn_payments() -> int:
    """Book what is due, and do by each circle's rules what nobody answered. Returns how many moved. For the
    work behind the pages."""
    return holding.book_due() + holding.expire_due(_silence_means)


def _may_pay(viewer: Viewer, payer_uid: str, both: Sides) -> int:
    """The payee, where the viewer may pay it out of this account."""
    if not both.is_payer(viewer.actor):
        account_acted_for(viewer, payer_uid)
    return payable(both)


def payable(both: Sides) -> int:
    """The payee, where anything is paid by hand. Raises `NotFound`, `Problem`."""
    _must_pay_here(both)
    if both.payee is None:
        raise _no_such_account()
    return both.payee


def _circles(found: Iterable[Sides]) -> dict[int, Circle]:
    return Circle.objects.select_related("group").in_bulk({both.circle for both in found})


def _allowed(viewer: Viewer, payer_uid: str, both: Sides, keeps_books: bool) -> int | Problem:
    try:
        return payable(both) if keeps_books else _may_pay(viewer, payer_uid, both)
    except Problem as problem:
        return problem


def _one_of(outcome: tuple[Booked, ...] | Problem) -> Booked | Problem:
    return outcome if isinstance(outcome, Problem) else outcome[0]


def _must_pay_here(both: Sides) -> None:
    kind = KINDS.get(both.kind)
    if kind is not None and not kind.pays:
        raise Problem(
            _("In this circle nothing is paid by hand."), remedy=_("Look at what can be done on its page.")
        )
    if both.state != Circle.State.OPEN:
        raise Problem(_("This circle is not running."), remedy=_("Ask those who keep its books."), status=409)


def _no_such_account() -> NotFound:
    return NotFound(_("There is no such account."), remedy=_("Choose one of this circle’s accounts."))


def _until(circle: Circle) -> datetime | None:
    days = terms_of(circle).get("silence") if circle.kind in KINDS else None
    return None if days is None else timezone.now() + timedelta(days=int(days))


def _silence_means(circle_id: int) -> str:
    circle = Circle.objects.get(pk=circle_id)
    return str(terms_of(circle).get("silence_means", "expire")) if circle.kind in KINDS else "expire"
