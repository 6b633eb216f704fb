"""The ways of people who, by name and for everybody to see, sat in bodies of different groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.directory.queries.wording import period_words
from konbit.federation.models import Mandate, Organ
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class Stay:
    """A mandate on somebody's way: in which body of which group, from when until when (partial dates)."""

    group: GroupLink
    organ: Multilingual
    task: Multilingual
    valid_from: str
    valid_until: str
    certainty: str
    source: SourceShown | None

    @property
    def when(self) -> str:
        """From when until when, in words."""
        return period_words(self.valid_from, self.valid_until)


@dataclass(frozen=True)
class Way:
    """Somebody's way from group to group, in the order of time."""

    name: str
    stays: tuple[Stay, ...]


def ways_of_people(viewer: Viewer, groups: Collection[int]) -> tuple[Way, ...]:
    """The ways of those whose public name stands in bodies of at least two of these groups (ids)."""
    organs = seen_things(viewer, Organ.objects.filter(group__in=list(groups), removed_at=None))
    rows = Mandate.objects.filter(organ__in=organs, audience=Audience.PUBLIC).exclude(name="")
    links = visible_groups(viewer, {one.group_id for one in organs})
    of = {one.pk: one for one in organs}
    found: defaultdict[str, list[Mandate]] = defaultdict(list)
    for one in sorted(rows.select_related("source"), key=_began):
        found[" ".join(one.name.split()).casefold()].append(one)
    return tuple(
        Way(
            " ".join(mandates[0].name.split()), tuple(_stay(one, of[one.organ_id], links) for one in mandates)
        )
        for _name, mandates in sorted(found.items())
        if len({of[one.organ_id].group_id for one in mandates}) > 1
    )


def _began(one: Mandate) -> tuple[str, str, int]:
    return one.valid_from or one.valid_until, one.valid_until, one.pk


def _stay(one: Mandate, organ: Organ, links: dict[int, GroupLink]) -> Stay:
    return Stay(
        group=links[organ.group_id],
        organ=organ.title,
        task=one.task,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        certainty=one.certainty,
        source=source_shown(one.source, one.address),
    )
