"""Gifts of a circle as they are shown: how many, and the newest; never who gave more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from konbit.directory.queries.of_group import gone
from konbit.exchange.models import Circle, Gift
from konbit.exchange.queries.acting import keeps
from konbit.exchange.queries.circles import seen_circle
from konbit.exchange.queries.members import names_in, own_members
from konbit.people.audience import Viewer

NEWEST = 20


@dataclass(frozen=True)
class GiftLine:
    """A gift: who gave to whom, what, when."""

    giver: str
    receiver: str
    text: str
    on: date


@dataclass(frozen=True)
class Counters:
    """How often somebody gave, and how often she received."""

    name: str
    gave: int
    received: int


@dataclass(frozen=True)
class GiftsShown:
    """How many gifts there were in all, and the newest of them; of each as whom the viewer takes part, how
    often she gave and how often she received: two counters, no balance."""

    many: int
    counters: tuple[Counters, ...]
    newest: tuple[GiftLine, ...]


def gifts_shown(viewer: Viewer, circle_id: int) -> GiftsShown | None:
    """What went round in a circle (id); None for who does not take part in it."""
    circle = Circle.objects.select_related("group").get(pk=circle_id)
    if not keeps(viewer, circle) and not own_members(viewer, circle):
        return None
    gifts = Gift.objects.filter(circle=circle, removed_at=None)
    newest = list(gifts.select_related("giver__group", "receiver__group").order_by("-on", "-pk")[:NEWEST])
    members = [one for gift in newest for one in (gift.giver, gift.receiver) if one is not None]
    names = {pk: name for pk, (name, _url) in names_in(viewer, members).items()}
    lines = (
        GiftLine(names.get(one.giver_id or 0, ""), names.get(one.receiver_id or 0, ""), one.text, one.on)
        for one in newest
    )
    return GiftsShown(gifts.count(), _counters(viewer, circle), tuple(lines))


def _counters(viewer: Viewer, circle: Circle) -> tuple[Counters, ...]:
    own = own_members(viewer, circle)
    names = names_in(viewer, own)
    gifts = Gift.objects.filter(circle=circle, removed_at=None)
    return tuple(
        Counters(names[one.pk][0], gifts.filter(giver=one).count(), gifts.filter(receiver=one).count())
        for one in own
    )


def members_to_choose(viewer: Viewer, circle_uid: str) -> tuple[tuple[int, str], ...]:
    """Who may have given or received: id and name. For members and who keeps the books.

    Raises `NotFound`, `NotAllowed`.
    """
    circle, sight = seen_circle(viewer, circle_uid)
    if not own_members(viewer, circle):
        sight.must("edit")
    rows = list(circle.members.filter(left_on=None).select_related("group"))
    if circle.kind != "gifts":
        raise gone()
    names = names_in(viewer, rows)
    return tuple((one.pk, names[one.pk][0]) for one in rows)
