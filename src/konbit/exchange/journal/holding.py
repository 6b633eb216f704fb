"""Payments on their way: asked for, waiting for a yes, or set for a day. What a payer sent is held meanwhile.

new (set for a day) → booked; pending → booked | accepted (for a later day) | refused | expired | taken back.
Each step is taken once: who comes second finds the state changed and is told so.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.exchange.journal import writing
from konbit.exchange.journal.entries import Standing
from konbit.exchange.journal.posting import Booked, Line, checked, keyed, post, sent_otherwise
from konbit.exchange.models import Account, Payment

State, Asks = Payment.State, Payment.Asks
_FOR_A_DAY = (State.NEW, State.ACCEPTED)
_OPEN = (State.PENDING, *_FOR_A_DAY)


@dataclass(frozen=True)
class Draft:
    """What is asked for: from one account (id) to another, in smallest parts.

    `asks`: which side says it first ("payer", "payee"). `due_on`: not before this day. `expires_at`: when
    silence becomes what the circle's rules say; None: it waits.
    """

    payer: int
    payee: int
    amount: int
    words: str = ""
    origin: str = ""
    asks: str = Asks.PAYER.value
    due_on: date | None = None
    expires_at: datetime | None = None


def ask(draft: Draft, *, key: uuid.UUID, by: str) -> Payment:
    """Set a payment on its way. The same key with the same draft gives what stands, with another a `Problem`
    (409). What a payer sends is held until it is answered; what is set for a day is not held before it."""
    checked([_line(draft)])
    digest = _digest(draft)
    row = once(Payment, key, lambda: _asked(draft, key, by, digest))
    if bytes(row.digest) != digest:
        raise sent_otherwise()
    return row


def accept(uid: str, by: str) -> Payment:
    """Say yes: it is booked now, or on its day where that is to come. Raises `NotFound`, `Problem`."""
    with transaction.atomic():
        row = _waiting(uid)
        if row.due_on is not None and row.due_on > timezone.localdate():
            return _to(row, "accept payment", by, State.ACCEPTED)
        _let_loose(row)
        return _book(row, by, "accept payment")


def refuse(uid: str, by: str, why: str = "") -> Payment:
    """Say no. What was held is free again. Raises `NotFound`, `Problem`."""
    return _ended(uid, by, "refuse payment", State.REFUSED, why)


def take_back(uid: str, by: str) -> Payment:
    """Take back what waits for an answer, or for its day. Raises `NotFound`, `Problem`."""
    return _ended(uid, by, "take payment back", State.TAKEN_BACK, "", *_OPEN)


def book_due(today: date | None = None) -> int:
    """Book what was set for a day that has come. What a limit forbids then is refused, with the reason.

    Returns how many were booked. For the work behind the pages.
    """
    due = Payment.objects.filter(state__in=_FOR_A_DAY, due_on__lte=today or timezone.localdate())
    return sum(_on_its_day(uid) for uid in due.order_by("due_on", "id").values_list("uid", flat=True))


def expire_due(silence: Callable[[int], str], now: datetime | None = None) -> int:
    """Do with what nobody answered in time what the rules of its circle (id) say: "accept" or "expire".

    Returns how many were booked or let go. For the work behind the pages.
    """
    over = Payment.objects.filter(state=State.PENDING, expires_at__lte=now or timezone.now())
    rows = list(over.order_by("expires_at", "id").values_list("uid", "payer__circle_id"))
    return sum(_by_silence(uid, silence(circle)) for uid, circle in rows)


def _asked(draft: Draft, key: uuid.UUID, by: str, digest: bytes) -> Payment:
    for_later = draft.asks == Asks.PAYER and draft.due_on is not None
    holds = draft.asks == Asks.PAYER and not for_later
    if for_later and draft.due_on is not None and draft.due_on < timezone.localdate():
        raise Problem(_("This day is over."), remedy=_("Choose today or a day to come."))
    row = Payment(
        key=key, digest=digest, payer_id=draft.payer, payee_id=draft.payee, amount=draft.amount,
        asks=draft.asks, state=State.NEW if for_later else State.PENDING, holds=holds, text=draft.words,
        origin=draft.origin, by=by, due_on=draft.due_on, expires_at=draft.expires_at,
    )  # fmt: skip
    with recording(by, "ask for payment") as batch:
        accounts = writing.lock([draft.payer, draft.payee])
        writing.may(_line(draft), accounts)
        if holds:
            _hold(accounts[draft.payer], draft.amount)
        add(batch, row)
    return row


def _hold(account: Standing, amount: int) -> None:
    """Reserve an amount of a locked account. Raises `Problem` where it has not so much to spend."""
    account.held += amount
    writing.within(account)
    Account.objects.filter(pk=account.id).update(held=account.held)


def _let_loose(row: Payment) -> None:
    """Free what is held; both accounts are locked first, in the order in which all that books locks them."""
    writing.lock([row.payer_id, row.payee_id])
    if row.holds:
        Account.objects.filter(pk=row.payer_id).update(held=F("held") - row.amount)
        row.holds = False
        row.save(update_fields=["holds"])


def _book(row: Payment, by: str, verb: str) -> Payment:
    line = Line(row.payer_id, row.payee_id, row.amount, words=row.text, origin=row.origin or row.uid)
    (booked,) = post([line], key=row.key, by=row.by if row.asks == Asks.PAYER else by)
    return _to(row, verb, by, State.BOOKED, booked=booked)


def _ended(uid: str, by: str, verb: str, state: str, why: str, *from_states: str) -> Payment:
    with transaction.atomic():
        row = _waiting(uid, *from_states)
        _let_loose(row)
        return _to(row, verb, by, state, why)


def _on_its_day(uid: str) -> int:
    try:
        with transaction.atomic():
            row = _waiting(uid, *_FOR_A_DAY)
            _let_loose(row)
            _book(row, "system", "book payment on its day")
    except NotFound:
        return 0
    except Problem as problem:
        _ended(uid, "system", "book payment on its day", State.REFUSED, problem.what, *_FOR_A_DAY)
        return 0
    return 1


def _by_silence(uid: str, rule: str) -> int:
    try:
        if rule == "accept":
            try:
                accept(uid, "system")
                return 1
            except NotFound:
                return 0
            except Problem as problem:
                _ended(uid, "system", "let payment expire", State.EXPIRED, problem.what)
                return 1
        _ended(uid, "system", "let payment expire", State.EXPIRED, "")
    except Problem:  # somebody answered in this very moment
        return 0
    return 1


def _waiting(uid: str, *states: str) -> Payment:
    """The payment, locked, in one of these states (waiting for a yes)."""
    row = Payment.objects.select_for_update().filter(uid=uid).first()
    if row is None:
        raise NotFound(_("There is no such payment."), remedy=_("Open the page again."))
    if row.state not in (states or (State.PENDING,)):
        raise Problem(
            _("This payment does not wait any more: %(state)s.") % {"state": State(row.state).label},
            remedy=_("Open the page again: it has changed."),
            status=409,
        )
    return row


def _to(
    row: Payment, verb: str, by: str, state: str, answer: str = "", booked: Booked | None = None
) -> Payment:
    with recording(by, verb) as batch:
        change(
            batch, row, state=state, answer=answer[:500], answered_by=by, answered_at=timezone.now(),
            transfer_id=booked.id if booked else None,
        )  # fmt: skip
    return row


def _line(draft: Draft) -> Line:
    return Line(draft.payer, draft.payee, draft.amount, words=draft.words, origin=draft.origin)


def _digest(draft: Draft) -> bytes:
    return keyed({name: value for name, value in asdict(draft).items() if name != "expires_at"})
