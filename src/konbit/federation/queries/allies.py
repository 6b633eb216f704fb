"""The allies of a struggle: for everybody those who are with it, for who takes part all of them by stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import GroupLink, sight_of, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.federation.models import Ally, Struggle
from konbit.federation.queries.standings import Badge, stage_badge
from konbit.federation.queries.struggle_lines import StruggleLine, struggle_lines
from konbit.people.audience import Audience, Viewer

WAYS: dict[str, tuple[tuple[str, object], ...]] = {
    "thought_of": (("asked", _("We asked them")), ("declined", _("Not now"))),
    "asked": (("talking", _("We are talking")), ("declined", _("Not now"))),
    "talking": (("agreed", _("They are with us")), ("declined", _("Not now"))),
    "agreed": (("ended", _("No longer")),),
    "declined": (("asked", _("We asked them again")),),
    "ended": (("talking", _("We are talking again")),),
}
"""By stage, where one goes from there, and what the button says: the usual way first."""


@dataclass(frozen=True)
class AllyShown:
    """An ally as pages show one. What only those who take part may know is empty for others."""

    id: int
    name: str
    link: GroupLink | None
    tie: str
    tie_label: str
    shares: Multilingual
    when: str
    stage: Badge
    contact: str = ""
    next_step: str = ""
    next_on: str = ""
    reason: Multilingual | None = None

    @property
    def next_when(self) -> str:
        """By when the next step is to be taken, in words."""
        return date_words(self.next_on)

    @property
    def is_partnership(self) -> bool:
        """Whether they share resources, rather than a vision."""
        return self.tie == Ally.Tie.PARTNERSHIP

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Where it goes from here: the stage, and what the button says."""
        return [(code, str(words)) for code, words in WAYS[self.stage.code]]


@dataclass(frozen=True)
class Column:
    """The allies at one stage."""

    stage: Badge
    allies: tuple[AllyShown, ...]


@dataclass(frozen=True)
class Pipeline:
    """All allies of a struggle, by stage."""

    line: StruggleLine
    columns: tuple[Column, ...]
    sees_contact: bool
    may_edit: bool

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(len(column.allies) for column in self.columns)


def pipeline(viewer: Viewer, uid: str) -> Pipeline:
    """The allies of a struggle (uid), for those who take part in its group. Raises `NotFound`,
    `NotAllowed`."""
    row, sight = seen_thing(viewer, Struggle, uid)
    sight.must("take part")
    sees_contact = sight.sees(Audience.GROUP)
    shown = _shown(viewer, Ally.objects.filter(struggle=row), takes_part=True, sees_contact=sees_contact)
    return Pipeline(
        line=struggle_lines(viewer, [row])[0],
        columns=tuple(
            Column(stage_badge(code), tuple(one for one in shown if one.stage.code == code))
            for code in Ally.Stage.values
        ),
        sees_contact=sees_contact,
        may_edit=sight.may("edit"),
    )


def allies_with_us(viewer: Viewer, struggle: int) -> tuple[AllyShown, ...]:
    """Who is with a struggle (id) and has a page that the viewer may see."""
    rows = Ally.objects.filter(struggle=struggle, stage=Ally.Stage.AGREED, group__isnull=False)
    return tuple(_shown(viewer, rows, takes_part=False, sees_contact=False))


def _shown(viewer: Viewer, rows: Iterable[Ally], *, takes_part: bool, sees_contact: bool) -> list[AllyShown]:
    listed = list(rows)
    links = visible_groups(viewer, [one.group_id for one in listed if one.group_id])
    return [
        AllyShown(
            id=one.pk,
            name=links[one.group_id].name if one.group_id else one.name,
            link=links.get(one.group_id or 0),
            tie=one.tie,
            tie_label=str(Ally.Tie(one.tie).label),
            shares=one.shares,
            when=period_words(one.valid_from, one.valid_until),
            stage=stage_badge(one.stage),
            contact=one.contact if sees_contact else "",
            next_step=one.next_step if takes_part else "",
            next_on=one.next_on if takes_part else "",
            reason=one.reason if takes_part else None,
        )
        for one in listed
        if not one.group_id or one.group_id in links
    ]


def sees_contact(viewer: Viewer, struggle: Struggle) -> bool:
    """Whether the viewer may see whom to speak to: only people of the group itself."""
    return sight_of(viewer, struggle.group).sees(Audience.GROUP)
