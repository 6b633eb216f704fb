"""Indicators: what is counted, by whom, and which ones a group can use."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from konbit.base.text import Multilingual
from konbit.directory.queries.membership import members_of, networks_of
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink
from konbit.federation.models import Indicator, Priority
from konbit.people.audience import Audience, Viewer

MOST = 300


@dataclass(frozen=True)
class IndicatorLink:
    """An indicator as pages name it."""

    uid: str
    title: Multilingual
    unit: str
    kind: str

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("federation:indicator", args=[self.uid])

    @property
    def kind_label(self) -> str:
        """Its kind in words."""
        return str(Indicator.Kind(self.kind).label)


@dataclass(frozen=True)
class IndicatorPage:
    """An indicator, and the priorities (uid, statement, group) that have a target by it."""

    link: IndicatorLink
    group: GroupLink
    definition: Multilingual
    audience: str
    used: tuple[tuple[str, Multilingual, GroupLink], ...]
    may_edit: bool


def indicator_link(row: Indicator) -> IndicatorLink:
    """An indicator by its name, unit and kind."""
    return IndicatorLink(row.uid, row.title, row.unit, row.kind)


def indicators_for(viewer: Viewer, group: int) -> list[Indicator]:
    """The indicators that a group (id) can use: its own, those of its networks, those of its members."""
    rows = Indicator.objects.filter(removed_at=None).order_by("pk")
    others = {*networks_of([group])[group], *members_of(group)} - {group}
    return seen_things(viewer, [*rows.filter(group=group), *rows.filter(group__in=others)[:MOST]])


def indicator_page(viewer: Viewer, uid: str) -> IndicatorPage:
    """An indicator with who uses it, as far as the viewer may know. Raises `NotFound`."""
    row, sight = seen_thing(viewer, Indicator, uid)
    rows = Priority.objects.filter(targets__indicator=row, removed_at=None).distinct().order_by("pk")
    used = seen_things(viewer, rows)
    groups = keepers(viewer, [row, *used])
    return IndicatorPage(
        link=indicator_link(row),
        group=groups[row.group_id],
        definition=row.definition,
        audience=str(Audience(row.audience).label),
        used=tuple((one.uid, one.statement, groups[one.group_id]) for one in used),
        may_edit=sight.may("edit"),
    )
