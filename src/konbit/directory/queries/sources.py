"""Where what a group page says comes from: per part the sources that speak of it, and its last change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from konbit.chronicle.models import Change
from konbit.chronicle.queries import history
from konbit.directory.models import Claim, Fact, Relation, Size, Source
from konbit.directory.queries.change_words import PART_LABELS, actor_words
from konbit.directory.queries.editing import group_link
from konbit.directory.queries.group_parts import PART_OF_FIELD, shown_source
from konbit.directory.queries.shown import ShownSource
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.people.audience import Viewer
from konbit.people.names import names_of

GROUP = "directory.group"


@dataclass(frozen=True)
class PartOrigin:
    """A part of a group: who speaks of it, and who changed it last, when."""

    part: str
    label: str
    sources: tuple[ShownSource, ...]
    changed_by: str
    changed_at: datetime | None


@dataclass(frozen=True)
class SourceOrigin:
    """A source that speaks of a group; `said` (field and value) only for those who see all of the group."""

    source: ShownSource
    read_at: datetime | None
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SourcesPage:
    """Where everything that is shown of a group comes from."""

    link: GroupLink
    parts: tuple[PartOrigin, ...]
    sources: tuple[SourceOrigin, ...]
    may_see_all: bool


def sources_page(viewer: Viewer, uid: str) -> SourcesPage:
    """Where what is shown of a group comes from. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    claims = list(Claim.objects.filter(group=group).select_related("source").order_by("read_at", "id"))
    by_part: dict[str, dict[int, Source]] = {}
    for claim in claims:
        for name in claim.fields:
            by_part.setdefault(PART_OF_FIELD.get(name, name), {})[claim.source_id] = claim.source
    last = _last_changes(history(GROUP, group.pk, 500))
    names = names_of(change.actor for change in last.values()) if sight.may("edit") else {}
    said_by = dict(Source.objects.values_list("code", "name"))
    parts = tuple(
        PartOrigin(
            part=part,
            label=str(label),
            sources=tuple(_source(one) for one in by_part.get(part, {}).values()),
            changed_by=_who(last.get(part), names, said_by),
            changed_at=last[part].at if part in last else None,
        )
        for part, label in PART_LABELS.items()
        if part in last or part in by_part
    )
    return SourcesPage(group_link(group), parts, _sources(group.pk, claims, sight), sight.sees_all)


def _source(source: Source) -> ShownSource:
    shown = shown_source(source)
    assert shown is not None
    return shown


def _last_changes(changes: list[Change]) -> dict[str, Change]:
    last: dict[str, Change] = {}
    for change in changes:
        for part in {*(change.before or {}), *(change.after or {})} & set(PART_LABELS):
            last.setdefault(part, change)
    return last


def _who(change: Change | None, names: dict[str, str], said_by: dict[str, str]) -> str:
    if change is None:
        return ""
    return actor_words(change.actor, names, said_by.get(change.source, change.source))


def _sources(group_id: int, claims: list[Claim], sight: Sight) -> tuple[SourceOrigin, ...]:
    """The sources of its claims, then those that only a fact, count or tie rests on."""
    found = [
        SourceOrigin(_source(claim.source), claim.read_at, _said(claim.fields) if sight.sees_all else ())
        for claim in claims
    ]
    known = {claim.source_id for claim in claims}
    others = {
        *Fact.objects.filter(group=group_id).values_list("source", flat=True),
        *Size.objects.filter(group=group_id).values_list("source", flat=True),
        *Relation.objects.filter(subject=group_id).values_list("source", flat=True),
    } - {None, *known}
    rows = Source.objects.filter(pk__in=others).order_by("published", "name")
    return tuple(found + [SourceOrigin(_source(source), None, ()) for source in rows])


def _said(fields: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _words(value)) for name, value in fields.items() if value not in (None, "", [], {}))


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(f"{name}: {_words(one)}" for name, one in value.items() if one not in (None, ""))
    if isinstance(value, list):
        return "; ".join(_words(one) for one in value)
    return str(value)
