"""Mandates as pages show them: who sits, for whom, from when until when, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.assembly.queries.agreed_shown import (
    ResolutionShown,
    SourceShown,
    resolutions_shown,
    source_shown,
)
from konbit.base.period import earliest
from konbit.base.text import Multilingual
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import GroupLink, Sight, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.federation.models import Mandate
from konbit.federation.queries.traits import trait_words, value_words
from konbit.federation.sitting import expired, waits
from konbit.people.audience import Audience, Viewer

RELATED = ("organ", "college", "seat", "region__statutes", "resolution__group", "source")
"""What is read with mandates that are shown."""


@dataclass(frozen=True)
class MandateShown:
    """A mandate. `name` is empty where the reader may not know it, or a group holds the role itself
    (`holder`). `state`: sits, waits (for a confirmation), coming, ended, expired. `declared`: what she says
    of herself, for those who may know it; `hidden_from`: for whom alone the name is."""

    id: int
    name: str
    holder: GroupLink | None
    speaks_for: GroupLink | None
    region: Multilingual
    task: Multilingual
    college: Multilingual
    seat: Multilingual
    valid_from: str
    valid_until: str
    state: str
    condition: Multilingual
    confirm_by: str
    confirmed_on: str
    resolution: ResolutionShown | None
    source: SourceShown | None
    certainty: str
    hidden_from: str
    declared: tuple[tuple[str, str], ...]
    is_own: bool

    @property
    def who(self) -> str:
        """Her name, that of the group, or that somebody sits there."""
        return self.name or (self.holder.name if self.holder else _("somebody"))

    @property
    def when(self) -> str:
        """From when until when."""
        return period_words(self.valid_from, self.valid_until)

    @property
    def until(self) -> str:
        """Until when it lasts, in words."""
        return date_words(self.valid_until)

    @property
    def by(self) -> str:
        """By when it is to be confirmed."""
        return date_words(self.confirm_by)

    @property
    def confirmed(self) -> str:
        """When it was confirmed."""
        return date_words(self.confirmed_on)


def sights_of(viewer: Viewer, groups: Iterable[int]) -> dict[int, Sight]:
    """What the viewer may see and do in each of these groups (ids), asked at once."""
    networks = networks_of(set(groups))
    return {pk: Sight(viewer, f"group:{pk}", frozenset(above)) for pk, above in networks.items()}


def mandates_shown(viewer: Viewer, rows: Sequence[Mandate], day: date) -> dict[int, MandateShown]:
    """These mandates of bodies that the viewer may see, by id, as they stand on a day. Read them with
    `RELATED`."""
    sights = sights_of(viewer, {row.organ.group_id for row in rows})
    named = {pk for row in rows for pk in (row.holder_id, row.speaks_for_id) if pk}
    groups = visible_groups(viewer, named) if named else {}
    agreed = resolutions_shown(viewer, [row.resolution for row in rows if row.resolution])
    statutes = {one.pk for one in seen_things(viewer, {row.region.statutes for row in rows if row.region})}
    within = {row.organ_id for row in rows if _is_own(viewer, row) and row.period.covers(date.today())}
    shown = {}
    for row in rows:
        sight = sights[row.organ.group_id]
        is_own = _is_own(viewer, row)
        sees_declared = is_own or row.organ_id in within or sight.may("steward")
        shown[row.pk] = MandateShown(
            id=row.pk,
            name=row.name if is_own or sight.sees(row.audience) else "",
            holder=groups.get(row.holder_id or 0),
            speaks_for=groups.get(row.speaks_for_id or 0),
            region=row.region.title if row.region and row.region.statutes_id in statutes else {},
            task=row.task,
            college=row.college.title if row.college else {},
            seat=row.seat.title if row.seat else {},
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            state=state_of(row, day),
            condition=row.condition,
            confirm_by=row.confirm_by,
            confirmed_on=row.confirmed_on,
            resolution=agreed.get(row.resolution_id or 0),
            source=source_shown(row.source, row.address),
            certainty=row.certainty,
            hidden_from="" if row.audience == Audience.PUBLIC else str(Audience(row.audience).label),
            declared=_declared(row) if sees_declared else (),
            is_own=is_own,
        )
    return shown


def state_of(mandate: Mandate, day: date) -> str:
    """How a mandate stands on a day: sits, waits, coming, ended, expired."""
    if mandate.valid_from and earliest(mandate.valid_from) > day:
        return "coming"
    if not mandate.period.covers(day):
        return "ended"
    if expired(mandate, day):
        return "expired"
    return "waits" if waits(mandate) else "sits"


def _is_own(viewer: Viewer, row: Mandate) -> bool:
    return viewer.is_someone and bool(row.person) and row.person == viewer.actor


def _declared(row: Mandate) -> tuple[tuple[str, str], ...]:
    return tuple((trait_words(name), value_words(str(value))) for name, value in sorted(row.declared.items()))
