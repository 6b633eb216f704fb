"""The points of a gathering: where each went, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from konbit.assembly.models import Resolution
from konbit.assembly.queries.agreed_shown import ResolutionShown, resolutions_shown
from konbit.base.text import Multilingual
from konbit.decisions.models import Gathering, Point, Vote
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer

_SYMBOLS = {
    "open": "circle-dashed",
    "decided": "circle-check",
    "referred": "corner-up-right",
    "dropped": "circle-x",
}


@dataclass(frozen=True)
class VoteShown:
    """A vote as a point names it."""

    uid: str
    title: Multilingual

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("decisions:vote", args=[self.uid])


@dataclass(frozen=True)
class Became:
    """What became of a point. `unseen`: by a resolution, or referred to a body, that the reader can't see."""

    code: str
    reason: Multilingual
    referred_to: GroupLink | None
    resolution: ResolutionShown | None
    vote: VoteShown | None

    @property
    def label(self) -> str:
        """What became of it, in words."""
        return str(Point.Outcome(self.code).label)

    @property
    def symbol(self) -> str:
        """The name of its symbol."""
        return _SYMBOLS[self.code]


@dataclass(frozen=True)
class PointLine:
    """A point. `brought`: of how many points, as they were brought in, it is made; `into`: the numbers of the
    points through which it went, the last one stands; `became`: what became of that one."""

    gathering: str
    number: int
    title: Multilingual
    text: Multilingual
    heading: Multilingual
    brought_by: GroupLink | None
    round: int
    brought: int
    into: tuple[int, ...]
    became: Became

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("decisions:point", args=[self.gathering, self.number])

    @property
    def stands(self) -> bool:
        """Whether it went into no other."""
        return not self.into


@dataclass(frozen=True)
class Tally:
    """How many points were brought in, how many stand now, and what became of those."""

    brought: int
    standing: int
    decided: int
    referred: int
    dropped: int
    open: int

    @property
    def is_merged(self) -> bool:
        """Whether any points went into others."""
        return self.standing < self.brought


class Points:
    """All points of a gathering as a reader sees them."""

    def __init__(self, viewer: Viewer, gathering: Gathering) -> None:
        self._viewer, self._gathering = viewer, gathering
        self._rows = {one.pk: one for one in gathering.points.select_related("resolution", "vote")}

    @cached_property
    def lines(self) -> tuple[PointLine, ...]:
        """Every point in the order of its number."""
        return tuple(self._line(one) for one in self._rows.values())

    @cached_property
    def tally(self) -> Tally:
        """How many of what."""
        rows = self._rows.values()
        stand = [one for one in rows if not one.joined_into_id]
        became = Counter(one.outcome for one in stand)
        return Tally(
            brought=sum(not one.round for one in rows), standing=len(stand),
            **{code: became[code] for code in Point.Outcome.values},
        )  # fmt: skip

    def parts_of(self, number: int) -> tuple[PointLine, ...]:
        """The points that went right into this one."""
        return tuple(one for one in self.lines if one.into[:1] == (number,))

    @cached_property
    def _paths(self) -> dict[int, tuple[Point, ...]]:
        """Per point (id) those through which it went."""
        found: dict[int, tuple[Point, ...]] = {}
        for pk, row in self._rows.items():
            path: list[Point] = []
            while row.joined_into_id and row.joined_into_id in self._rows and len(path) < len(self._rows):
                row = self._rows[row.joined_into_id]
                path.append(row)
            found[pk] = tuple(path)
        return found

    @cached_property
    def _brought(self) -> Counter[int]:
        """Per point (id) of how many points it is made, as they were brought in."""
        counted: Counter[int] = Counter()
        for pk, path in self._paths.items():
            if not self._rows[pk].round:
                counted.update(one.pk for one in path)
        return counted

    @cached_property
    def _groups(self) -> dict[int, GroupLink]:
        ids = {one.brought_by_id for one in self._rows.values()}
        ids |= {one.referred_to_id for one in self._rows.values()}
        return visible_groups(self._viewer, {one for one in ids if one})

    @cached_property
    def _resolutions(self) -> dict[int, ResolutionShown]:
        named: dict[int, Resolution] = {}
        for one in self._rows.values():
            if one.resolution:
                named[one.resolution.pk] = one.resolution
        return resolutions_shown(self._viewer, named.values())

    @cached_property
    def _votes(self) -> dict[int, VoteShown]:
        named: dict[int, Vote] = {one.vote.pk: one.vote for one in self._rows.values() if one.vote}
        return {one.pk: VoteShown(one.uid, one.title) for one in seen_things(self._viewer, named.values())}

    def _line(self, row: Point) -> PointLine:
        path = self._paths[row.pk]
        end = path[-1] if path else row
        return PointLine(
            gathering=self._gathering.uid,
            number=row.number,
            title=row.title,
            text=row.text,
            heading=row.heading,
            brought_by=self._groups.get(row.brought_by_id or 0),
            round=row.round,
            brought=self._brought[row.pk],
            into=tuple(one.number for one in path),
            became=Became(
                end.outcome,
                end.reason,
                self._groups.get(end.referred_to_id or 0),
                self._resolutions.get(end.resolution_id or 0),
                self._votes.get(end.vote_id or 0),
            ),
        )


def gathered(lines: Iterable[PointLine], words: str) -> list[PointLine]:
    """Those of these points in which all words stand, in any of their languages, or in the name of who
    brought them."""
    wanted = words.casefold().split()

    def says(line: PointLine) -> str:
        texts = [*line.title.values(), *line.text.values(), *line.heading.values()]
        return " ".join([*texts, line.brought_by.name if line.brought_by else ""]).casefold()

    return [line for line in lines if all(word in said for said in [says(line)] for word in wanted)]
