"""What those who keep a tontine are about to change."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.directory.queries.of_group import gone
from konbit.exchange.models import Circle, Currency, Cycle, Member, Turn
from konbit.exchange.queries.acting import keeps, own_among
from konbit.exchange.queries.circles import seen_circle
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.members import names_in, own_members
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class CycleAsked:
    """A cycle with its members: choices of ids and names, the hands of each."""

    uid: str
    circle: Circle
    members: tuple[tuple[int, str], ...]
    hands: tuple[int, ...]


@dataclass(frozen=True)
class TurnAsked:
    """A turn that somebody would like, open, or swap. `members`: on whose behalf the viewer may say so;
    `others`: turns to swap with."""

    uid: str
    number: int
    circle: Circle
    currency: Currency
    order: str
    has_bids: bool
    holder: int | None
    members: tuple[tuple[int, str], ...]
    others: tuple[tuple[str, str], ...]


def members_asked(viewer: Viewer, circle_uid: str) -> CycleAsked:
    """The members of a circle for a new cycle. Raises `NotFound`, `NotAllowed`."""
    circle = kept_circle(viewer, circle_uid)
    rows = list(circle.members.filter(left_on=None).select_related("group"))
    return CycleAsked("", circle, _named(viewer, rows), tuple(1 for _one in rows))


def cycle_asked(viewer: Viewer, uid: str) -> CycleAsked:
    """A cycle whose circle the viewer keeps. Raises `NotFound`, `NotAllowed`."""
    cycle = Cycle.objects.select_related("circle").filter(uid=uid).first()
    if cycle is None:
        raise gone()
    circle = kept_circle(viewer, cycle.circle.uid)
    hands = list(cycle.hands.filter(many__gt=0).select_related("member__group"))
    members = _named(viewer, [one.member for one in hands])
    return CycleAsked(uid, circle, members, tuple(one.many for one in hands))


def turn_asked(viewer: Viewer, uid: str) -> TurnAsked:
    """A turn, for who keeps the books and who has a hand. Raises `NotFound`."""
    turn = Turn.objects.select_related("cycle__circle").filter(uid=uid).first()
    if turn is None:
        raise gone()
    circle, _sight = seen_circle(viewer, turn.cycle.circle.uid)
    keeper = keeps(viewer, circle)
    if not keeper and not own_members(viewer, circle):
        raise gone()
    hands = list(turn.cycle.hands.filter(many__gt=0).select_related("member__group"))
    turns = list(turn.cycle.turns.select_related("holder__group"))
    had = [one.holder_id for one in turns]
    own = own_among(viewer, [one.member for one in hands])
    may = [
        one.member for one in hands
        if had.count(one.member_id) < one.many and (keeper or one.member_id in own)
    ]  # fmt: skip
    names = dict(_named(viewer, [one.member for one in hands]))
    others = tuple(
        (one.uid, f"{one.number}. {names.get(one.holder_id, '')}")
        for one in turns
        if one.state == Turn.State.COMING and one.holder_id and one.holder_id != turn.holder_id
    )
    return TurnAsked(
        uid, turn.number, circle, Currency.objects.get(pk=circle.currency_id),
        str(terms_of(circle)["order"]), turn.bids.exists(), turn.holder_id, _named(viewer, may), others,
    )  # fmt: skip


def _named(viewer: Viewer, members: list[Member]) -> tuple[tuple[int, str], ...]:
    names = names_in(viewer, members)
    return tuple((one.pk, names[one.pk][0]) for one in members)
