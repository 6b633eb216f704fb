"""Where what a group page says comes from: field by field every source's word, which is shown, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from konbit.chronicle.models import Change
from konbit.chronicle.queries import history
from konbit.directory.claim_fields import is_empty, part_of
from konbit.directory.models import Claim, Fact, Group, Relation, Role, Size, Source
from konbit.directory.precedence import BY_NAME, LISTED, OWN, Said, is_last_word, ranked
from konbit.directory.queries.change_words import PART_LABELS, actor_words
from konbit.directory.queries.claim_words import SourceWord, Telling
from konbit.directory.queries.claims import Orders, said_of
from konbit.directory.queries.editing import group_link
from konbit.directory.queries.group_parts import shown_source
from konbit.directory.queries.shown import ShownSource
from konbit.directory.queries.shown_by import showing_network
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.directory.state import State, states_of
from konbit.people.audience import Viewer
from konbit.people.names import names_of

GROUP = "directory.group"
_SETTINGS = frozenset({"audience", "removed_at"})
_AMONG_WORDS = frozenset({"merge", "unmerge", "settle", "order"})
"""Acts that choose among the words of others: whoever does them says nothing for the group."""


@dataclass(frozen=True)
class FieldOrigin:
    """A field: every source's word on it, the shown one first, and why that one is shown."""

    field: str
    label: str
    words: tuple[SourceWord, ...]
    why: str


@dataclass(frozen=True)
class PartOrigin:
    """A part of a group: its fields, and who changed it last, when, from which source (empty: from none);
    `on_behalf` where that was nobody of the group itself."""

    part: str
    label: str
    fields: tuple[FieldOrigin, ...]
    changed_by: str
    changed_at: datetime | None
    changed_from: str
    on_behalf: bool


@dataclass(frozen=True)
class SourceOrigin:
    """A source that speaks of a group, and when it was read last."""

    source: ShownSource
    read_at: datetime | None


@dataclass(frozen=True)
class SourcesPage:
    """Where everything that is shown of a group comes from; `network`: in whose name it is shown."""

    link: GroupLink
    network: GroupLink | None
    parts: tuple[PartOrigin, ...]
    sources: tuple[SourceOrigin, ...]
    may_see_all: bool


def sources_page(viewer: Viewer, uid: str, language: str, shown_by: str = "") -> SourcesPage:
    """Where what is shown of a group comes from, in the name of one of its networks (uid) where one is given.

    Raises `NotFound`.
    """
    group, sight = seen_group(viewer, uid)
    network = showing_network(viewer, sight, shown_by)
    said = said_of([group])[group.pk]
    orders = Orders(network.id if network else None, [group.pk])
    telling, home = Telling([said], language), states_of([group])[group.pk]
    fields: dict[str, list[FieldOrigin]] = defaultdict(list)
    for field in sorted({field for one in said for field in one.words}):
        told = [one for one in said if field in one.words]
        order, kind, whose = orders.told(group.pk, field)
        first = ranked(told, field, order)
        fields[part_of(field)].append(
            FieldOrigin(
                field=field,
                label=telling.label(field),
                words=telling.words(field, first, sight, home),
                why=_why(field, first, kind, network.name if network and whose else ""),
            )
        )
    return SourcesPage(
        group_link(group), network, _parts(group, sight, fields, home), _sources(group.pk), sight.sees_all
    )


def _why(field: str, order: Sequence[Said], kind: str, network: str) -> str:
    """Why the first of these words is shown."""
    first = order[0]
    if is_empty(first.words[field]):
        return _("The group took it away.")
    if len(order) == 1:
        return _("Nobody else speaks of it.")
    if field in LISTED or field in BY_NAME:
        return _("What all of them say is shown together.")
    if first.code == OWN and is_last_word(field, first.words[field]):
        return _("How to reach its people is for the group to say.")
    if kind == "settled":
        said = _("%(network)s took this word where the sources do not agree.")
        return said % {"network": network} if network else _("It was settled here that this word is shown.")
    if kind == "order":
        said = _("It comes first in the order that %(network)s set.")
        return said % {"network": network} if network else _("It comes first in the order that is set here.")
    return _("The group's own word goes first.") if first.code == OWN else _("It is the newest word.")


def _parts(
    group: Group, sight: Sight, fields: dict[str, list[FieldOrigin]], home: State
) -> tuple[PartOrigin, ...]:
    """The parts that say something, or did."""
    last = _last_changes(history(GROUP, group.pk, 500))
    names = names_of(change.actor for change in last.values()) if sight.may("edit") else {}
    said_by = dict(Source.objects.values_list("code", "name"))
    roles = Role.objects.filter(group=group).select_related("person")
    own_people = {role.person.opaque_id for role in roles}
    return tuple(
        PartOrigin(
            part=part,
            label=str(label),
            fields=tuple(fields.get(part, ())),
            changed_by=actor_words(last[part].actor, names) if part in last else "",
            changed_at=last[part].at if part in last else None,
            changed_from=said_by.get(last[part].source, last[part].source) if part in last else "",
            on_behalf=part in last and _on_behalf(last[part], own_people),
        )
        for part, label in PART_LABELS.items()
        if part in last or part in fields or (part not in _SETTINGS and not is_empty(home[part]))
    )


def _on_behalf(change: Change, own_people: set[str]) -> bool:
    spoke = change.actor.startswith("person:") and not change.source and change.verb not in _AMONG_WORDS
    return spoke and change.actor not in own_people


def _last_changes(changes: list[Change]) -> dict[str, Change]:
    last: dict[str, Change] = {}
    for change in changes:
        for part in {*(change.before or {}), *(change.after or {})} & set(PART_LABELS):
            last.setdefault(part, change)
    return last


def _sources(group_id: int) -> tuple[SourceOrigin, ...]:
    """The sources of its claims, then those that only a fact, count or tie rests on."""
    claims = Claim.objects.filter(group=group_id).exclude(source__code=OWN).select_related("source")
    found = {claim.source_id: (claim.source, claim.read_at) for claim in claims.order_by("read_at", "id")}
    others = {
        *Fact.objects.filter(group=group_id).values_list("source", flat=True),
        *Size.objects.filter(group=group_id).values_list("source", flat=True),
        *Relation.objects.filter(subject=group_id).values_list("source", flat=True),
    } - {None, *found}
    rows = [(source, None) for source in Source.objects.filter(pk__in=others).order_by("published", "name")]
    told = ((shown_source(source), read_at) for source, read_at in [*found.values(), *rows])
    return tuple(SourceOrigin(source, read_at) for source, read_at in told if source)
