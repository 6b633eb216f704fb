"""Gatherings of a group, one with its points, one point with where it came from and where it went."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.text import Multilingual, sentence
from konbit.decisions.models import Gathering
from konbit.decisions.queries.bringing import bringing_groups
from konbit.decisions.queries.points import PointLine, Points, Tally, gathered
from konbit.directory.queries.of_group import gone, keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Audience, Viewer

SIZE = 100
SHOWN = ("standing", "brought", "open", "decided", "referred", "dropped")


@dataclass(frozen=True)
class GatheringLine:
    """A gathering in a list. `brought`, `standing`: how many points came in, and how many stand now."""

    uid: str
    title: Multilingual
    state: str
    group: GroupLink
    until: str
    brought: int
    standing: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("decisions:gathering", args=[self.uid])

    @property
    def state_label(self) -> str:
        """How far it is, in words."""
        return str(Gathering.State(self.state).label)


@dataclass(frozen=True)
class Gatherings:
    """The gatherings of a group."""

    group: GroupLink
    lines: tuple[GatheringLine, ...]
    may_edit: bool


@dataclass(frozen=True)
class Asked:
    """What of a gathering is asked for: `show` (one of `SHOWN`), `words`, a page."""

    show: str = "standing"
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class GatheringPage:
    """A gathering with those of its points that are asked for."""

    line: GatheringLine
    text: Multilingual
    audience: str
    source: SourceShown | None
    tally: Tally
    asked: Asked
    lines: tuple[PointLine, ...]
    found: int
    number: int
    pages: int
    may_edit: bool
    may_bring: bool

    @property
    def may_sort(self) -> bool:
        """Whether the reader may group, merge and decide points now."""
        return self.may_edit and self.line.state != Gathering.State.CLOSED

    @property
    def steps(self) -> list[tuple[str, str, bool]]:
        """The steps: code, words, and whether it is the present one."""
        return [(code, str(label), code == self.line.state) for code, label in Gathering.State.choices]

    @property
    def acts(self) -> list[tuple[str, str, bool]]:
        """What can be done next: the state that it leads to, the act in words, and whether it leads on."""
        state = Gathering.State
        return {
            state.COLLECTING: [(state.SORTING.value, _("Stop collecting, and begin to group"), True)],
            state.SORTING: [
                (state.DECIDING.value, _("Stop grouping, and begin to decide"), True),
                (state.COLLECTING.value, _("Collect points again"), False),
            ],
            state.DECIDING: [
                (state.CLOSED.value, _("All is decided: close it"), True),
                (state.SORTING.value, _("Group and merge again"), False),
            ],
            state.CLOSED: [(state.DECIDING.value, _("Open it again, and decide"), False)],
        }[Gathering.State(self.line.state)]


@dataclass(frozen=True)
class PointPage:
    """A point: what it is made of, through what it went, what became of it."""

    gathering: GatheringLine
    line: PointLine
    parts: tuple[PointLine, ...]
    path: tuple[PointLine, ...]
    audience: str
    may_edit: bool
    may_write: bool
    may_remove: bool


def gatherings_of(viewer: Viewer, uid: str) -> Gatherings:
    """The gatherings of a group (uid), those that go on first. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    link = visible_groups(viewer, [group.pk])[group.pk]
    rows = Gathering.objects.filter(group=group, removed_at=None).order_by("-pk")
    lines = sorted(gathering_lines(viewer, list(rows)), key=lambda one: one.state == Gathering.State.CLOSED)
    return Gatherings(link, tuple(lines), sight.may("edit"))


def gathering_lines(viewer: Viewer, rows: list[Gathering]) -> list[GatheringLine]:
    """Those of these gatherings that the viewer may know of, in their order."""
    seen = seen_things(viewer, rows)
    groups = keepers(viewer, seen)
    counted = {
        pk: (brought, standing)
        for pk, brought, standing in Gathering.objects.filter(pk__in=[one.pk for one in seen])
        .annotate(
            brought=Count("points", filter=Q(points__round=0)),
            standing=Count("points", filter=Q(points__joined_into=None)),
        )
        .values_list("pk", "brought", "standing")
    }
    return [_line(one, groups[one.group_id], *counted[one.pk]) for one in seen]


def gathering_page(viewer: Viewer, uid: str, asked: Asked, language: str = "en") -> GatheringPage:
    """The page of a gathering (uid). Raises `NotFound`."""
    gathering, sight = seen_thing(viewer, Gathering, uid)
    points = Points(viewer, gathering)
    wanted = gathered(_shown(points, asked.show), asked.words)
    if asked.show != "brought":
        wanted.sort(key=lambda one: (not one.heading, sentence(one.heading, language).casefold(), one.number))
    pages = max(1, -(-len(wanted) // SIZE))
    number = min(max(asked.page, 1), pages)
    link = visible_groups(viewer, [gathering.group_id])[gathering.group_id]
    return GatheringPage(
        line=_line(gathering, link, points.tally.brought, points.tally.standing),
        text=gathering.text,
        audience=str(Audience(gathering.audience).label),
        source=source_shown(gathering.source, gathering.address),
        tally=points.tally,
        asked=asked,
        lines=tuple(wanted[(number - 1) * SIZE : number * SIZE]),
        found=len(wanted),
        number=number,
        pages=pages,
        may_edit=sight.may("edit"),
        may_bring=_may_bring(viewer, gathering, sight.may("take part"), sight.may("edit")),
    )


def point_page(viewer: Viewer, uid: str, number: int) -> PointPage:
    """The page of a point of a gathering (uid). Raises `NotFound`."""
    gathering, sight = seen_thing(viewer, Gathering, uid)
    points = Points(viewer, gathering)
    lines = {one.number: one for one in points.lines}
    line = lines.get(number)
    if line is None:
        raise gone()
    row = gathering.points.get(number=number)
    own = bool(viewer.is_someone and row.person and row.person == viewer.actor)
    link = visible_groups(viewer, [gathering.group_id])[gathering.group_id]
    may_write = sight.may("edit") or (own and gathering.state == Gathering.State.COLLECTING)
    return PointPage(
        gathering=_line(gathering, link, points.tally.brought, points.tally.standing),
        line=line,
        parts=points.parts_of(number),
        path=tuple(lines[one] for one in line.into),
        audience=str(Audience(gathering.audience).label),
        may_edit=sight.may("edit") and gathering.state != Gathering.State.CLOSED,
        may_write=may_write,
        may_remove=may_write and not line.round and line.stands and line.became.code == "open",
    )


def points_named(viewer: Viewer, uid: str, numbers: list[int]) -> list[PointLine]:
    """The points with these numbers of a gathering (uid), for a form that does something with them."""
    gathering, _sight = seen_thing(viewer, Gathering, uid)
    wanted = set(numbers)
    return [one for one in Points(viewer, gathering).lines if one.number in wanted]


def all_points(viewer: Viewer, uid: str) -> tuple[PointLine, ...]:
    """Every point of a gathering (uid). Raises `NotFound`."""
    gathering, _sight = seen_thing(viewer, Gathering, uid)
    return Points(viewer, gathering).lines


def _line(row: Gathering, group: GroupLink, brought: int, standing: int) -> GatheringLine:
    return GatheringLine(row.uid, row.title, row.state, group, date_words(row.until), brought, standing)


def _shown(points: Points, show: str) -> list[PointLine]:
    if show == "brought":
        return [one for one in points.lines if not one.round]
    stand = [one for one in points.lines if one.stands]
    return stand if show == "standing" else [one for one in stand if one.became.code == show]


def _may_bring(viewer: Viewer, gathering: Gathering, takes_part: bool, edits: bool) -> bool:
    if gathering.state == Gathering.State.CLOSED:
        return False
    if gathering.state != Gathering.State.COLLECTING:
        return edits
    return takes_part or bool(bringing_groups(viewer, gathering))
