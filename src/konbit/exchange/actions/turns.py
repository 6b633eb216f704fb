"""Turns of a tontine: who receives, who pays in, who is late, when all is in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording, rows
from konbit.directory.queries.of_group import gone
from konbit.engines.remainders import shared_out
from konbit.exchange.actions.cycles import kept_cycle
from konbit.exchange.actions.ending_cycles import finish
from konbit.exchange.actions.meetings import MeetingRefused, pay_promises, was_sent
from konbit.exchange.actions.promises import PromiseDraft, promises_written, settled
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.models import Account, Bid, Circle, Cycle, Kept, Obligation, Turn
from konbit.exchange.queries.acting import is_own
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.members import own_account
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer

LONGEST = 300


def say_bid(viewer: Viewer, turn_uid: str, member_id: int, amount: int, reason: str) -> Bid:
    """Say that one would like a turn: what one leaves to the others for it, or why one needs it.

    For the member herself, and who keeps the books. Saying it again replaces it. Raises `Problem`, …
    """
    turn = Turn.objects.select_related("cycle__circle__group").filter(uid=turn_uid).first()
    if turn is None:
        raise gone()
    circle, cycle = turn.cycle.circle, turn.cycle
    hand = cycle.hands.select_related("member__group").filter(member=member_id).first()
    if hand is None or not is_own(viewer, hand.member):
        kept_circle(viewer, circle.uid)
    if hand is None or turn.state != Turn.State.COMING or turn.holder_id is not None:
        raise Problem(_("This turn is given already."), remedy=_("Wait for the next one."))
    _must_have_hands(cycle, member_id)
    if not 0 <= amount <= _most_bid(cycle, member_id):
        raise Problem(
            _("This is more than our rules let anybody leave to the others."), remedy=_("Write less.")
        )
    with transaction.atomic(), recording(viewer.actor, "bid for turn") as batch:
        row = Bid.objects.filter(turn=turn, member=member_id).first()
        said = {"amount": amount, "reason": reason.strip()[:LONGEST]}
        if row is not None:
            rows.change(batch, row, **said)
        else:
            row = Bid(turn=turn, member_id=member_id, **said)
            rows.add(batch, row)
    return row


def open_turn(viewer: Viewer, turn_uid: str, holder: int | None = None, reason: str = "") -> Turn:
    """Open a turn: every hand promises its holder what is to be paid in.

    `holder` (a member's id) where the circle decides each time by need; the best bid decides where bids do,
    and a holder named there only where nobody bids. Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        turn, cycle = _kept_turn(viewer, turn_uid)
        if cycle.state != Cycle.State.RUNNING or turn.state != Turn.State.COMING:
            raise Problem(_("This turn is open already, or its cycle does not run."), remedy=_("Look at it."))
        if cycle.turns.filter(number__lt=turn.number, state=Turn.State.COMING).exists():
            raise Problem(_("An earlier turn comes first."), remedy=_("Open that one."))
        said = _chosen(turn, cycle, holder, reason)
        with recording(viewer.actor, "open turn") as batch:
            rows.change(batch, turn, state=Turn.State.OPEN, **said)
        promises_written(viewer.actor, _promises(turn, cycle))
    return turn


def note_paid_in(
    viewer: Viewer, circle_uid: str, brought: Mapping[int, int], key: uuid.UUID, on: date | None = None
) -> int:
    """Note what members (ids) brought to a meeting, in smallest parts: their promises, the oldest first.

    All or nothing; the same key again changes nothing. Returns how many brought something. Raises
    `MeetingRefused` with what is wrong line by line, `Problem`, `NotAllowed`, `NotFound`.
    """
    circle = kept_circle(viewer, circle_uid)
    with transaction.atomic():
        Circle.objects.select_for_update().get(pk=circle.pk)
        given = {member: amount for member, amount in brought.items() if amount}
        accounts = {
            one.member_id: one
            for one in Account.objects.filter(circle=circle, member__in=given, word="member")
        }
        wanted = {accounts[member].pk: amount for member, amount in given.items() if member in accounts}
        if was_sent(list(accounts.values()), wanted, key):
            return len(given)
        wrong: dict[int, str] = {}
        for member, amount in given.items():
            try:
                with transaction.atomic():
                    if member not in accounts:
                        raise gone()
                    pay_promises(viewer.actor, accounts[member], amount, key, on)
            except Problem as problem:
                wrong[member] = f"{problem.what} {problem.remedy}"
        if wrong:
            raise MeetingRefused(wrong)
    return len(given)


def cover_late(viewer: Viewer, turn_uid: str) -> int:
    """Let the guarantee fund pay in for who is late at a turn, as far as it can; each owes it to the fund.

    Returns how much it paid, in smallest parts. Raises `Problem` where nobody is late or it is empty; …
    """
    with transaction.atomic():
        turn, cycle = _kept_turn(viewer, turn_uid)
        rules = terms_of(cycle.circle)
        fund = Account.objects.select_for_update().get(pk=own_account(cycle.circle_id, "guarantee").pk)
        late = _late(turn, rules["late"])
        left, paid = fund.balance, 0
        for one in late:
            part = min(left, one.amount - one.settled)
            if part:
                _covered(viewer.actor, one, fund, part, turn)
                left, paid = left - part, paid + part
        fined = _fined(viewer.actor, late, fund, rules["fine"], turn) if rules["fine"] else 0
        if not paid and not fined:
            raise Problem(
                _("Nobody is late, or there is nothing in the guarantee fund."),
                remedy=_("Talk with who has not paid in yet."),
            )
    return paid


def complete_turn(viewer: Viewer, turn_uid: str) -> Turn:
    """Note that all is in and was handed over; after the last turn the cycle is settled and done.

    Raises `Problem` while something is still to be paid in, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        turn, cycle = _kept_turn(viewer, turn_uid)
        if turn.state == Turn.State.PAID:
            return turn
        if turn.state != Turn.State.OPEN or _open_of(turn).exists():
            raise Problem(
                _("Something is still to be paid in."),
                remedy=_("Note what was brought, or let the guarantee fund pay in for who is late."),
            )
        with recording(viewer.actor, "complete turn") as batch:
            rows.change(batch, turn, state=Turn.State.PAID)
        finish(viewer.actor, cycle)
    return turn


def _kept_turn(viewer: Viewer, uid: str) -> tuple[Turn, Cycle]:
    found = Turn.objects.select_related("cycle").filter(uid=uid).first()
    if found is None:
        raise gone()
    cycle = kept_cycle(viewer, found.cycle.uid)
    return Turn.objects.select_for_update().get(pk=found.pk), cycle


def _chosen(turn: Turn, cycle: Cycle, holder: int | None, reason: str) -> dict[str, object]:
    """Who receives, what she leaves to the others, and why it is she."""
    if turn.holder_id is not None:
        return {}
    best = turn.bids.order_by("-amount", "pk").first() if terms_of(cycle.circle)["order"] == "bid" else None
    if best is not None and _hands_left(cycle, best.member_id):
        return {"holder_id": best.member_id, "bid": best.amount, "reason": ""}
    if holder is None:
        raise Problem(_("Nobody is named for this turn."), remedy=_("Say who receives."))
    _must_have_hands(cycle, holder)
    return {"holder_id": holder, "reason": reason.strip()[:LONGEST]}


def _hands_left(cycle: Cycle, member_id: int) -> int:
    hand = cycle.hands.filter(member=member_id).first()
    return hand.many - cycle.turns.filter(holder=member_id).count() if hand else 0


def _must_have_hands(cycle: Cycle, member_id: int) -> None:
    if _hands_left(cycle, member_id) <= 0:
        raise Problem(_("She had all her turns, or has no hand."), remedy=_("Choose another member."))


def _most_bid(cycle: Cycle, member_id: int) -> int:
    others = sum(one.many for one in cycle.hands.all() if one.member_id != member_id)
    return int(cycle.amount * others * terms_of(cycle.circle)["bid_most"] // 10000)


def _promises(turn: Turn, cycle: Cycle) -> list[PromiseDraft]:
    """What every member but the holder pays in: her hands, less her part of what the holder leaves, and the
    part of the guarantee fund."""
    accounts = {
        one.member_id: one.uid
        for one in Account.objects.filter(circle=cycle.circle_id, word="member").exclude(member=None)
    }
    fund = own_account(cycle.circle_id, "guarantee").uid
    percent = terms_of(cycle.circle)["guarantee"] or 0
    hands = [one for one in cycle.hands.filter(many__gt=0) if one.member_id != turn.holder_id]
    parts = shared_out(turn.bid, [one.many for one in hands])
    drafts = []
    words = _("Turn %(number)d") % {"number": turn.number}
    for one, part in zip(hands, parts, strict=True):
        whole = cycle.amount * one.many
        asked = (
            (accounts[turn.holder_id], whole - part, "turn", words),
            (fund, whole * percent // 10000, "guarantee", f"{words}: {_('guarantee fund')}"),
        )
        drafts += [
            PromiseDraft(accounts[one.member_id], payee, amount, turn.due_on, sort, turn.uid, text)
            for payee, amount, sort, text in asked
            if amount
        ]
    return drafts


def _open_of(turn: Turn) -> QuerySet[Obligation]:
    return Obligation.objects.filter(origin=turn.uid, sort="turn").exclude(
        state__in=(Obligation.State.DONE, Obligation.State.LET_GO)
    )


def _late(turn: Turn, days: int | None) -> list[Obligation]:
    if days is None or date.today() <= turn.due_on + timedelta(days=days):
        return []
    rows_ = Obligation.objects.filter(origin=turn.uid, sort="turn", state=Obligation.State.STANDS)
    return list(rows_.select_for_update(of=("self",)).select_related("payer", "payee").order_by("pk"))


def _covered(actor: str, one: Obligation, fund: Account, part: int, turn: Turn) -> None:
    words = _("Turn %(number)d: paid in by the guarantee fund") % {"number": turn.number}
    line = Line(fund.pk, one.payee_id, part, sort="covered", words=words, origin=one.uid)
    (booked,) = post([line], key=uuid.uuid4(), by=actor)
    Kept.objects.create(obligation=one, transfer_id=booked.id, amount=part)
    settled(actor, one, part)
    promises_written(
        actor, [PromiseDraft(one.payer.uid, fund.uid, part, date.today(), "arrear", turn.uid, words)]
    )


def _fined(actor: str, late: list[Obligation], fund: Account, fine: int, turn: Turn) -> int:
    """Once a turn for each who is late; how many were."""
    had = set(Obligation.objects.filter(origin=turn.uid, sort="fine").values_list("payer", flat=True))
    words = _("Turn %(number)d: late") % {"number": turn.number}
    drafts = [
        PromiseDraft(one.payer.uid, fund.uid, fine, date.today(), "fine", turn.uid, words)
        for one in late
        if one.payer_id not in had
    ]
    return len(promises_written(actor, drafts))
