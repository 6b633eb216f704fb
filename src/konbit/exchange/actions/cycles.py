"""Cycles of a tontine: beginning one, finding its order, ending it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.assembly.models import Resolution
from konbit.base.errors import Problem
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.queries.of_group import gone
from konbit.exchange.models import Circle, Cycle, Hand, Member, Turn
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.terms import terms_of
from konbit.exchange.tontine_order import day_of, drawn
from konbit.people.audience import Viewer

MOST_HANDS = 200
LONGEST_SEED = 64


@dataclass(frozen=True)
class CycleDraft:
    """Who holds how many hands (by the member's id), and the day of the first turn."""

    hands: Mapping[int, int]
    starts_on: date


def begin_cycle(viewer: Viewer, circle_uid: str, draft: CycleDraft, key: uuid.UUID) -> str:
    """Begin a cycle, with a turn for every hand. Returns its uid; the same key again gives what stands.

    Raises `Problem` while another one runs, or for fewer than two members; `NotAllowed`, `NotFound`.
    """
    circle = kept_circle(viewer, circle_uid)
    return once(Cycle, key, lambda: _begun(viewer, circle, draft, key)).uid


def draw_order(viewer: Viewer, cycle_uid: str, words: str = "") -> Cycle:
    """Draw who receives when: from words called out at the meeting, or from 32 digits thrown now. Once.

    Raises `Problem` (409) where the order stands already, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        cycle = _waiting(viewer, cycle_uid, "draw")
        seed = " ".join(words.split())[:LONGEST_SEED] or secrets.token_hex(16)
        hands = {one.member.number: one for one in cycle.hands.select_related("member")}
        order = drawn(seed, {number: one.many for number, one in hands.items()})
        _in_order(viewer, cycle, [hands[number].member_id for number in order], seed, None)
    return cycle


def order_by_resolution(viewer: Viewer, cycle_uid: str, members: Sequence[int], agreed: Agreed) -> Cycle:
    """Write down the order upon which the group agreed: the members (ids), each as often as she has hands.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        cycle = _waiting(viewer, cycle_uid, "resolution")
        wanted = sorted(one.member_id for one in cycle.hands.all() for _hand in range(one.many))
        if sorted(members) != wanted:
            raise Problem(
                _("Each hand has exactly one turn."), remedy=_("Name every member as often as she has hands.")
            )
        group = cycle.circle.group
        resolution = resolution_by(viewer, {group.pk}, group.uid, agreed)
        _in_order(viewer, cycle, members, "", resolution)
    return cycle


def kept_cycle(viewer: Viewer, uid: str) -> Cycle:
    """A cycle, locked, in a circle whose books the viewer keeps. In a transaction. Raises `NotFound`."""
    row = (
        Cycle.objects.select_for_update(of=("self",)).select_related("circle__group").filter(uid=uid).first()
    )
    if row is None:
        raise gone()
    kept_circle(viewer, row.circle.uid)
    return row


def _waiting(viewer: Viewer, uid: str, order: str) -> Cycle:
    cycle = kept_cycle(viewer, uid)
    if cycle.state != Cycle.State.DRAFT or terms_of(cycle.circle)["order"] != order:
        raise Problem(
            _("The order of this cycle stands, or it is found in another way."),
            remedy=_("Members who want to change can swap their turns."), status=409,
        )  # fmt: skip
    return cycle


def _in_order(
    viewer: Viewer, cycle: Cycle, members: Sequence[int], seed: str, resolution: Resolution | None
) -> None:
    with recording(viewer.actor, "order turns") as batch:
        for turn, member in zip(cycle.turns.all(), members, strict=True):
            rows.change(batch, turn, holder_id=member)
        rows.change(batch, cycle, seed=seed, resolution=resolution, state=Cycle.State.RUNNING)


def _begun(viewer: Viewer, circle: Circle, draft: CycleDraft, key: uuid.UUID) -> Cycle:
    with transaction.atomic():
        circle = Circle.objects.select_for_update().get(pk=circle.pk)
        hands = _hands(circle, draft)
        rules = terms_of(circle)
        chosen_each_time = rules["order"] in ("need", "bid")
        cycle = Cycle(
            key=key, circle=circle, number=circle.cycles.count() + 1, amount=rules["amount"],
            starts_on=draft.starts_on, state=Cycle.State.RUNNING if chosen_each_time else Cycle.State.DRAFT,
        )  # fmt: skip
        with recording(viewer.actor, "begin cycle") as batch:
            rows.add(batch, cycle)
            for member, many in hands.items():
                rows.add(batch, Hand(cycle=cycle, member_id=member, many=many))
            for step in range(sum(hands.values())):
                day = day_of(draft.starts_on, step, rules["every"], rules["period"])
                rows.add(batch, Turn(cycle=cycle, number=step + 1, due_on=day))
    return cycle


def _hands(circle: Circle, draft: CycleDraft) -> dict[int, int]:
    if circle.state != Circle.State.OPEN:
        raise Problem(_("This circle is not running."), remedy=_("Let it run first."))
    if circle.cycles.filter(state__in=(Cycle.State.DRAFT, Cycle.State.RUNNING)).exists():
        raise Problem(_("A cycle is on its way already."), remedy=_("Bring it to its end first."), status=409)
    known = set(Member.objects.filter(circle=circle, left_on=None).values_list("pk", flat=True))
    hands = {member: many for member, many in draft.hands.items() if many}
    if len(hands) < 2 or not set(hands) <= known:
        raise Problem(_("A tontine needs at least two members."), remedy=_("Bring the members in first."))
    if min(hands.values()) < 0 or sum(hands.values()) > MOST_HANDS:
        raise Problem(_("So many hands cannot be counted here."), remedy=_("Write smaller numbers."))
    return hands
