"""Small wins: victories on the way, struggles that were won, what was gained, kept and restored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from konbit.base.text import Multilingual
from konbit.directory.models import Certainty
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.of_group import keepers, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.federation.models import Gain, Step, Struggle, Turn
from konbit.federation.queries.standings import Badge, state_badge, step_badge, turn_badge
from konbit.people.audience import Viewer

MOST = 60
READ = 600
GOOD_TURNS = (Turn.Kind.GAINED, Turn.Kind.KEPT, Turn.Kind.RESTORED)
UNSURE = Certainty.TO_VERIFY
GOOD_ENDS = (Struggle.State.WON, Struggle.State.PARTLY)


@dataclass(frozen=True)
class Win:
    """Something good that happened, on a day. `title`: of the struggle or gain, `text`: what happened."""

    key: str
    on: str
    badge: Badge
    title: Multilingual
    text: Multilingual
    url: str
    group: GroupLink
    certainty: str

    @property
    def when(self) -> str:
        """Its day in words."""
        return date_words(self.on)


@dataclass(frozen=True)
class Wins:
    """The newest of them: in the whole house, or of a group and whoever belongs to it."""

    group: GroupLink | None
    wins: tuple[Win, ...]


def wins(viewer: Viewer, group_uid: str = "") -> Wins:
    """What was won, the newest first; of a group (uid) with all below it, where one is named. Raises
    `NotFound`."""
    link, among = None, None
    if group_uid:
        group, _sight = seen_group(viewer, group_uid)
        link, among = visible_groups(viewer, [group.pk])[group.pk], {group.pk, *members_of(group.pk)}
    told = [*_victories(viewer, among), *_ends(viewer, among), *_turns(viewer, among)]
    told.sort(key=lambda win: (win.on, win.key), reverse=True)
    return Wins(link, tuple(told[:MOST]))


def _victories(viewer: Viewer, among: set[int] | None) -> Iterable[Win]:
    rows = Step.objects.filter(kind=Step.Kind.VICTORY, struggle__removed_at=None).exclude(certainty=UNSURE)
    if among is not None:
        rows = rows.filter(struggle__group__in=among)
    steps = list(rows.select_related("struggle").order_by("-on", "-pk")[:READ])
    things = {
        one.pk: one for one in seen_things(viewer, {one.struggle_id: one.struggle for one in steps}.values())
    }
    groups = keepers(viewer, things.values())
    for one in steps:
        thing = things.get(one.struggle_id)
        if thing is not None:
            yield Win(
                f"step-{one.pk}", one.on, step_badge(one.kind), thing.title, one.text,
                reverse("federation:struggle", args=[thing.uid]), groups[thing.group_id], one.certainty,
            )  # fmt: skip


def _ends(viewer: Viewer, among: set[int] | None) -> Iterable[Win]:
    rows = Struggle.objects.filter(state__in=GOOD_ENDS, removed_at=None).exclude(certainty=UNSURE)
    if among is not None:
        rows = rows.filter(group__in=among)
    things = seen_things(viewer, rows.order_by("-valid_until", "-pk")[:READ])
    groups = keepers(viewer, things)
    for one in things:
        yield Win(
            f"struggle-{one.uid}", one.valid_until, state_badge(one.state), one.title, one.result,
            reverse("federation:struggle", args=[one.uid]), groups[one.group_id], one.certainty,
        )  # fmt: skip


def _turns(viewer: Viewer, among: set[int] | None) -> Iterable[Win]:
    rows = Turn.objects.filter(kind__in=GOOD_TURNS, gain__removed_at=None).exclude(certainty=UNSURE)
    if among is not None:
        rows = rows.filter(gain__group__in=among)
    turns = list(rows.select_related("gain").order_by("-on", "-pk")[:READ])
    things = {one.pk: one for one in seen_things(viewer, _gains(turns))}
    groups = keepers(viewer, things.values())
    for one in turns:
        thing = things.get(one.gain_id)
        if thing is not None:
            yield Win(
                f"turn-{one.pk}", one.on, turn_badge(one.kind), thing.title, one.text,
                reverse("federation:gain", args=[thing.uid]), groups[thing.group_id], one.certainty,
            )  # fmt: skip


def _gains(turns: Iterable[Turn]) -> Iterable[Gain]:
    return {one.gain_id: one.gain for one in turns}.values()
