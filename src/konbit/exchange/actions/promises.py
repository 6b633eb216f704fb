"""Promises: saying what is to be paid, saying yes to it, keeping it, letting it go."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory.queries.of_group import gone
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.models import LARGEST, Account, Kept, Obligation
from konbit.exchange.queries.acting import account_named, acts_for
from konbit.exchange.queries.terms import kind_of_circle
from konbit.people.audience import Viewer

LONGEST = 500


@dataclass(frozen=True)
class PromiseDraft:
    """What is to be paid: from one account (uid) to another, in smallest parts, until a day.

    `sort`: what it comes of (invoice, turn, instalment …), `origin`: the uid of that.
    """

    payer: str
    payee: str
    amount: int
    due_on: date | None = None
    sort: str = "invoice"
    origin: str = ""
    text: str = ""


def promise(viewer: Viewer, draft: PromiseDraft, key: uuid.UUID) -> str:
    """Write down a promise; returns its uid.

    It stands at once if the payer says it, or who keeps the books; otherwise once the payer says yes.
    Raises `Problem`, `NotFound`, `NotAllowed`.
    """
    payer, payee = account_named(draft.payer), account_named(draft.payee)
    if not acts_for(viewer, payer) and not acts_for(viewer, payee):
        raise gone()
    stands = acts_for(viewer, payer)
    state = Obligation.State.STANDS if stands else Obligation.State.SAID
    return once(Obligation, key, lambda: _written(viewer.actor, payer, payee, draft, key, state)).uid


def promises_written(actor: str, drafts: Iterable[PromiseDraft]) -> tuple[Obligation, ...]:
    """Promises that follow from a circle's rules (a turn, a loan): all of them or none.

    For actions of this room, which have asked permission. Raises `Problem`.
    """
    with transaction.atomic():
        return tuple(
            _written(
                actor, account_named(one.payer), account_named(one.payee), one, uuid.uuid4(),
                Obligation.State.STANDS,
            )
            for one in drafts
        )  # fmt: skip


def confirm(viewer: Viewer, uid: str) -> Obligation:
    """Say yes to what another says that one owes. Raises `Problem`, `NotFound`, `NotAllowed`."""
    row = open_promise(viewer, uid)
    _must_be_payer(viewer, row)
    return _turned(viewer, row, "confirm promise", Obligation.State.STANDS, "")


def dispute(viewer: Viewer, uid: str, why: str) -> Obligation:
    """Say that it is not so, with the reason: it is not set off until both agree.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    row = open_promise(viewer, uid)
    _must_be_payer(viewer, row)
    return _turned(viewer, row, "dispute promise", Obligation.State.DISPUTED, short_enough(why, LONGEST))


def let_go(viewer: Viewer, uid: str, why: str = "") -> Obligation:
    """Ask no more for what is left of it: said by whom it is owed to.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    row = open_promise(viewer, uid)
    if not acts_for(viewer, row.payee):
        raise NotAllowed(
            _("Only who would receive it can let it go."), remedy=_("Ask them, or those who keep the books.")
        )
    if row.payee.member_id is None:
        _must_be_by_hand(row)
    return _turned(viewer, row, "let promise go", Obligation.State.LET_GO, why.strip()[:LONGEST])


def keep(viewer: Viewer, uid: str, key: uuid.UUID, amount: int | None = None) -> Obligation:
    """Pay what was promised, or a part of it. The same key again changes nothing.

    Raises `Problem` for more than is left, `NotFound`, `NotAllowed`.
    """
    row = open_promise(viewer, uid, key)
    if not acts_for(viewer, row.payer):
        raise NotAllowed(
            _("Only who promised it can pay it."), remedy=_("Ask them, or those who keep the books.")
        )
    _must_be_by_hand(row)
    with transaction.atomic():
        return kept_by(viewer.actor, row.pk, key, amount)


def kept_by(
    actor: str, obligation_id: int, key: uuid.UUID, amount: int | None = None, on: date | None = None
) -> Obligation:
    """Book a payment of a promise. For actions of this room, which have asked permission; in a transaction.

    `on`: the day of the meeting at which it was paid; None: today. Raises `Problem` for more than is left.
    """
    row = Obligation.objects.select_for_update().select_related("payer", "payee").get(pk=obligation_id)
    if row.kept.filter(transfer__key=key).exists():
        return row
    left = row.amount - row.settled
    pays = left if amount is None else amount
    if not 0 < pays <= left or row.state != Obligation.State.STANDS:
        raise Problem(
            _("This is more than is left of the promise, or it does not stand."),
            remedy=_("Look at what is left and write that, or less."),
        )
    line = Line(row.payer_id, row.payee_id, pays, sort=row.sort, words=row.text, origin=row.uid)
    (booked,) = post([line], key=key, by=actor, on=on)
    Kept.objects.create(obligation=row, transfer_id=booked.id, amount=pays)
    settled(actor, row, pays)
    return row


def settled(actor: str, row: Obligation, amount: int) -> None:
    """Note that so much more of a promise is done; it is kept once nothing is left."""
    total = row.settled + amount
    state = Obligation.State.DONE if total == row.amount else row.state
    with recording(actor, "keep promise") as batch:
        change(batch, row, settled=total, state=state)


def open_promise(viewer: Viewer, uid: str, key: uuid.UUID | None = None) -> Obligation:
    """A promise of which something is left, seen by its two sides and who keeps the books.

    One that was kept by this very `key` is found, too. Raises `NotFound`, `Problem` where it is done.
    """
    row = (
        Obligation.objects.select_related(
            "circle__group", "payer__member__group", "payer__circle__group", "payer__currency",
            "payee__member__group", "payee__circle__group",
        )
        .filter(uid=uid)
        .first()
    )  # fmt: skip
    if row is None or not (acts_for(viewer, row.payer) or acts_for(viewer, row.payee)):
        raise gone()
    if row.state in (Obligation.State.DONE, Obligation.State.LET_GO) and not (
        key is not None and row.kept.filter(transfer__key=key).exists()
    ):
        raise Problem(_("This promise is settled already."), remedy=_("Look at your statement."))
    return row


def _must_be_by_hand(row: Obligation) -> None:
    if kind_of_circle(row.circle).at_meetings:
        raise Problem(
            _("In this circle, those who keep the books note what was paid, at the meeting."),
            remedy=_("Bring it to the next meeting, or to one of them."),
        )


def _must_be_payer(viewer: Viewer, row: Obligation) -> None:
    if not acts_for(viewer, row.payer):
        raise NotAllowed(_("Only who is to pay can answer this."), remedy=_("Wait for their answer."))


def _turned(viewer: Viewer, row: Obligation, verb: str, state: str, answer: str) -> Obligation:
    with recording(viewer.actor, verb) as batch:
        change(batch, row, state=state, answer=answer)
    return row


def _written(
    actor: str, payer: Account, payee: Account, draft: PromiseDraft, key: uuid.UUID, state: str
) -> Obligation:
    if payer.pk == payee.pk or payer.circle_id != payee.circle_id or payer.currency_id != payee.currency_id:
        raise Problem(
            _("A promise goes from one account to another of the same circle, in the same currency."),
            remedy=_("Choose two accounts that count alike."),
        )
    if not 0 < draft.amount <= LARGEST:
        raise Problem(_("This amount cannot be promised."), remedy=_("Write an amount above nothing."))
    row = Obligation(
        key=key, circle=payer.circle, payer=payer, payee=payee, amount=draft.amount, due_on=draft.due_on,
        state=state, sort=draft.sort, origin=draft.origin, text=draft.text.strip()[:LONGEST], by=actor,
        made_on=date.today(),
    )  # fmt: skip
    with recording(actor, "promise") as batch:
        add(batch, row)
    return row
