"""Changing places in a tontine: two members swap their turns, or somebody takes over the hands of another."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import recording, rows
from konbit.directory.queries.of_group import gone
from konbit.exchange.actions.cycles import kept_cycle
from konbit.exchange.actions.ending_cycles import owed_in
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.models import Cycle, Hand, Swap, Turn
from konbit.exchange.queries.acting import is_own
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.members import account_of
from konbit.people.audience import Viewer


def ask_swap(viewer: Viewer, turn_uid: str, other_uid: str) -> Swap:
    """Ask the holder of another turn to change with one's own. Asking twice is asking once.

    Raises `Problem` where a turn is open, past, or nobody's yet; `NotAllowed`, `NotFound`.
    """
    turn, other = _turn(turn_uid), _turn(other_uid)
    if turn.cycle_id != other.cycle_id:
        raise gone()
    _must_be_holder(viewer, turn)
    _must_be_open_to_change(turn, other)
    stands = Swap.objects.filter(asks=turn, asked=other, state=Swap.State.ASKED).first()
    if stands is not None:
        return stands
    swap = Swap(asks=turn, asked=other, by=viewer.actor)
    with recording(viewer.actor, "ask for swap") as batch:
        rows.add(batch, swap)
    return swap


def answer_swap(viewer: Viewer, swap_uid: str, yes: bool) -> Swap:
    """Say yes or no to changing turns: the one who was asked, or who keeps the books on her behalf.

    Raises `Problem` where it was answered or a turn came in between; `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        swap = Swap.objects.select_for_update().filter(uid=swap_uid).first()
        if swap is None:
            raise gone()
        turn, other = (_turn(one.uid) for one in (swap.asks, swap.asked))
        _must_be_holder(viewer, other)
        if swap.state != Swap.State.ASKED:
            raise Problem(_("This is answered already."), remedy=_("Ask again if you changed your mind."))
        if yes:
            _must_be_open_to_change(turn, other)
        with recording(viewer.actor, "answer swap") as batch:
            if yes:
                first, second = turn.holder_id, other.holder_id
                rows.change(batch, turn, holder_id=second)
                rows.change(batch, other, holder_id=first)
                _refuse_others(swap, turn, other)
            rows.change(batch, swap, state=Swap.State.AGREED if yes else Swap.State.REFUSED)
    return swap


def take_over(viewer: Viewer, cycle_uid: str, leaves: int, takes: int, key: uuid.UUID) -> Cycle:
    """Let one member (id) take over all hands of another, with what she paid in or received so far.

    What she is ahead or behind goes over in cash: who takes over pays what was saved, or is paid what is
    still to be paid in. For who keeps the books, once both agree. Raises `Problem` while one of them has
    something to pay or to receive; `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        cycle = kept_cycle(viewer, cycle_uid)
        hand = cycle.hands.filter(member=leaves, many__gt=0).first()
        known = cycle.circle.members.filter(pk=takes, left_on=None).exists()
        if cycle.state != Cycle.State.RUNNING or hand is None or leaves == takes or not known:
            raise Problem(_("These two cannot change places."), remedy=_("Choose two members of the circle."))
        own, other = account_of(leaves), account_of(takes)
        busy = owed_in(cycle).filter(payer__in=(own, other)).exists()
        if busy or owed_in(cycle).filter(payee__in=(own, other)).exists():
            raise Problem(
                _("Something of this turn is still to be paid."), remedy=_("Complete the turn first.")
            )
        with recording(viewer.actor, "take over hands") as batch:
            for turn in cycle.turns.filter(holder=leaves):
                rows.change(batch, turn, holder_id=takes)
            theirs = cycle.hands.filter(member=takes).first()
            if theirs is None:
                rows.add(batch, Hand(cycle=cycle, member_id=takes, many=hand.many))
            else:
                rows.change(batch, theirs, many=theirs.many + hand.many)
            rows.change(batch, hand, many=0)
        if own.balance:
            ends = (own.pk, other.pk) if own.balance > 0 else (other.pk, own.pk)
            words = _("Took over the hands")
            post([Line(*ends, abs(own.balance), sort="settlement", words=words, origin=cycle.uid)],
                 key=key, by=viewer.actor)  # fmt: skip
    return cycle


def _turn(uid: str) -> Turn:
    turn = Turn.objects.select_related("cycle__circle__group", "holder__group").filter(uid=uid).first()
    if turn is None:
        raise gone()
    return turn


def _must_be_holder(viewer: Viewer, turn: Turn) -> None:
    if turn.holder is None or not is_own(viewer, turn.holder):
        try:
            kept_circle(viewer, turn.cycle.circle.uid)
        except NotAllowed as refused:
            raise NotAllowed(
                _("Only whose turn it is can change it."), remedy=_("Ask her to answer.")
            ) from refused


def _must_be_open_to_change(turn: Turn, other: Turn) -> None:
    coming = all(one.state == Turn.State.COMING and one.holder_id for one in (turn, other))
    if not coming or turn.holder_id == other.holder_id or turn.cycle.state != Cycle.State.RUNNING:
        raise Problem(
            _("These turns cannot be swapped."),
            remedy=_("Choose two turns to come, of two members."),
        )


def _refuse_others(swap: Swap, turn: Turn, other: Turn) -> None:
    """Whoever asked for one of these turns asked another holder."""
    touched = Q(asks__in=(turn, other)) | Q(asked__in=(turn, other))
    Swap.objects.filter(touched, state=Swap.State.ASKED).exclude(pk=swap.pk).update(state=Swap.State.REFUSED)
