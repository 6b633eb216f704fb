"""Struggles as lists name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse

from konbit.base.text import Multilingual
from konbit.directory.folding import fold
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.directory.queries.wording import period_words
from konbit.federation.models import Struggle
from konbit.federation.queries.standings import Badge, state_badge, way_badge
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Institution:
    """Whose rule it is: a name, and its page, where it has one."""

    name: str
    link: GroupLink | None = None

    @property
    def key(self) -> str:
        """What tells it from others: the same name in other letters is the same institution."""
        return self.link.uid if self.link else fold(self.name)

    @property
    def url(self) -> str:
        """The address of everything that is told of it."""
        return f"{reverse('federation:institutions')}?of={quote(self.link.uid if self.link else self.name)}"


@dataclass(frozen=True)
class StruggleLine:
    """A struggle in a list."""

    id: int
    uid: str
    title: Multilingual
    way: Badge
    state: Badge
    group: GroupLink
    institution: Institution | None
    when: str
    certainty: str
    year: str
    within: int | None

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("federation:struggle", args=[self.uid])


def struggle_lines(viewer: Viewer, rows: Iterable[Struggle]) -> list[StruggleLine]:
    """Those of these struggles that the viewer may know of, in their order. Wants `source` beside them."""
    seen = seen_things(viewer, rows)
    ids = {one.group_id for one in seen} | {one.institution_group_id for one in seen} - {None}
    links = visible_groups(viewer, [one for one in ids if one is not None])
    return [
        StruggleLine(
            id=one.pk,
            uid=one.uid,
            title=one.title,
            way=way_badge(one.way),
            state=state_badge(one.state),
            group=links[one.group_id],
            institution=_institution(one, links),
            when=period_words(one.valid_from, one.valid_until),
            certainty=one.certainty,
            year=one.source.published[:4] if one.source else "",
            within=one.within_id,
        )
        for one in seen
    ]


def _institution(row: Struggle, links: dict[int, GroupLink]) -> Institution | None:
    link = links.get(row.institution_group_id or 0)
    if link is not None:
        return Institution(link.name, link)
    return Institution(row.institution) if row.institution else None


def institutions_among(lines: Iterable[StruggleLine]) -> dict[str, tuple[Institution, int]]:
    """The institutions of some struggles by their keys, each with how many there are; one that has a page
    and is named by others stands once."""
    listed = [line.institution for line in lines if line.institution]
    pages = {fold(one.name): one for one in listed if one.link}
    found: dict[str, tuple[Institution, int]] = {}
    for one in listed:
        known = pages.get(fold(one.name), one)
        first, count = found.get(known.key, (known, 0))
        found[known.key] = (first, count + 1)
    return found
