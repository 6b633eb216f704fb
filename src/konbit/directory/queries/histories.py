"""What changed in a group, newest first, in plain words and with only what its reader may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from konbit.chronicle.models import Change
from konbit.chronicle.queries import changes_before, with_all_personal_values
from konbit.directory.models import Fact, Group, Media, Relation, Source
from konbit.directory.queries.change_words import PART_LABELS, ROW_LABELS, VERBS, Wording, actor_words
from konbit.directory.queries.visible import GroupLink, Sight, kept_group, visible_groups
from konbit.directory.state import EMPTY
from konbit.people.audience import Viewer
from konbit.people.names import names_of

GROUP, FACT, RELATION, MEDIA = "directory.group", "directory.fact", "directory.relation", "directory.media"
ROLE = "directory.role"
SETTLED, PRECEDENCE = "directory.settled", "directory.precedence"
UNDONE = frozenset({FACT, RELATION, MEDIA, SETTLED, PRECEDENCE})
PAGE = 40
MOST_NOTES = 2
"""How many groups note a change of a row beside them: right after it, one change each."""
_OF_TWO_RECORDS = frozenset({"merge", "unmerge"})
"""Acts that one group's history cannot take back: the queue of doubles takes both records apart again."""
_WITHHELD = frozenset({"contacts", "places", "extras"})


@dataclass(frozen=True)
class ChangedPart:
    """One part of a change: what stood there, what stands there; `withheld` where the viewer may not see."""

    label: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    withheld: bool = False


@dataclass(frozen=True)
class HistoryEntry:
    """One change: when, by whom, what was done, in which parts; `source` names whose word was written."""

    id: int
    at: datetime
    who: str
    did: str
    source: str
    parts: tuple[ChangedPart, ...]
    may_undo: bool


@dataclass(frozen=True)
class History:
    """A page of a group's history; the next page begins before the change `older`, None at the end."""

    link: GroupLink
    is_removed: bool
    entries: tuple[HistoryEntry, ...]
    older: int | None
    may: frozenset[str]


def history_page(viewer: Viewer, uid: str, language: str, before: int | None = None) -> History:
    """The changes of a group and of the facts, relations, media and roles beside it.

    Contacts, places and the loose columns of an imported file are told only to those who see all of the
    group; roles only to those who hold one there. Raises `NotFound`.
    """
    group, sight = kept_group(viewer, uid)
    own = changes_before({GROUP: [group.pk], **_rows_now(group.pk)}, before, PAGE)
    changes = sorted({change.pk: change for change in _with_rows(own)}.values(), key=lambda one: -one.pk)
    told = {change.pk: (change.before, change.after) for change in changes}
    if sight.sees_all:
        told = with_all_personal_values(changes)
    seen = _visible_ends(viewer, changes)
    names = names_of(_people(changes)) if viewer.holds(sight.scope) or sight.may("edit") else {}
    sources = dict(Source.objects.filter(code__in=_sources(changes)).values_list("code", "name"))
    wording = Wording.of(told.values(), language, seen, names)
    entries = []
    for change in changes:
        if not _open(change, sight, seen, viewer):
            continue
        parts = _parts(change, *told[change.pk], sight, wording)
        if parts or change.before is None or change.after is None:
            entries.append(
                HistoryEntry(
                    id=change.pk,
                    at=change.at,
                    who=actor_words(change.actor, names),
                    did=str(VERBS.get(change.verb, change.verb)),
                    source=sources.get(change.source, change.source),
                    parts=parts,
                    may_undo=sight.may("steward") and _can_be_undone(change),
                )
            )
    older = own[-1].pk if len(own) == PAGE else None
    verbs = frozenset(verb for verb in ("edit", "hide", "steward") if sight.may(verb))
    return History(_link(group), group.removed_at is not None, tuple(entries), older, verbs)


def history_entry(viewer: Viewer, uid: str, language: str, change_id: int) -> HistoryEntry | None:
    """One change of a group as its history tells it; None where it tells nothing of it."""
    page = history_page(viewer, uid, language, before=change_id + 1 + MOST_NOTES)
    return next((entry for entry in page.entries if entry.id == change_id), None)


def belongs_to(change: Change, group_id: int) -> bool:
    """Whether a change is one of this group, or of a row beside it."""
    if change.kind == GROUP:
        return change.object_id == group_id
    return change.kind in UNDONE and group_id in _groups_of(change)


def parts_before(before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    """The state to which an undo returns: the parts of a change as they were, without erased values."""
    if before is None:
        return {}
    parts = {part: before.get(part, EMPTY[part]) for part in {*before, *(after or {})} & set(EMPTY)}
    contacts = parts.get("contacts")
    if contacts is not None:
        if not isinstance(contacts, list):
            return {}
        parts["contacts"] = [one for one in contacts if isinstance(one["value"], str)]
    return parts


def _link(group: Group) -> GroupLink:
    return GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)


def _rows_now(group_id: int) -> dict[str, list[int]]:
    """The rows beside the group: those that were loaded together with it are not noted at the group."""
    ids = {
        FACT: Fact.objects.filter(group=group_id),
        MEDIA: Media.objects.filter(group=group_id),
        RELATION: Relation.objects.filter(subject=group_id),
    }
    return {kind: list(rows.values_list("pk", flat=True)[:500]) for kind, rows in ids.items()}


def _with_rows(own: list[Change]) -> list[Change]:
    """The changes with, in the place of each note at the group, the change of the row that it names."""
    wanted: dict[str, set[int]] = {}
    acts = set()
    for change in own:
        named = _noted(change)
        kind, _colon, pk = named.partition(":")
        if kind in ROW_LABELS:
            wanted.setdefault(kind, set()).add(int(pk))
            acts.add(change.batch)
    if not wanted:
        return own
    rows = changes_before(wanted, own[0].pk, 10 * PAGE)  # a row is written before the note of it
    return [change for change in own if not _noted(change)] + [row for row in rows if row.batch in acts]


def _noted(change: Change) -> str:
    return str((change.after or {}).get("with", "")) if change.kind == GROUP else ""


def _groups_of(change: Change) -> list[int]:
    told = change.after or change.before or {}
    ends = ("group_id", "network_id", "subject_id", "object_id", "subject", "object")
    ids = (told.get(name) for name in ends)
    return [one for one in ids if isinstance(one, int)]


def _visible_ends(viewer: Viewer, changes: Collection[Change]) -> dict[int, GroupLink]:
    ids = {one for change in changes if change.kind == RELATION for one in _groups_of(change)}
    return visible_groups(viewer, ids) if ids else {}


def _open(change: Change, sight: Sight, seen: dict[int, GroupLink], viewer: Viewer) -> bool:
    """Whether the viewer may know of a change at all."""
    if change.kind == RELATION:
        return all(one in seen or f"group:{one}" == sight.scope for one in _groups_of(change))
    if change.kind == MEDIA:
        states = (one for one in (change.before, change.after) if one)
        return all(sight.sees(one["audience"]) for one in states)
    if change.kind == ROLE:
        return viewer.holds(sight.scope) or sight.may("steward")
    return True


def _people(changes: Collection[Change]) -> set[str]:
    """Who acted, and whose roles changed."""
    roles = [change for change in changes if change.kind == ROLE]
    held = {state["person"] for change in roles for state in (change.before, change.after) if state}
    return {change.actor for change in changes} | held


def _parts(
    change: Change, before: Any, after: Any, sight: Sight, wording: Wording
) -> tuple[ChangedPart, ...]:
    if change.kind != GROUP:
        label = str(ROW_LABELS[change.kind])
        return (ChangedPart(label, wording.row(change.kind, before), wording.row(change.kind, after)),)
    parts = []
    for part, heading in PART_LABELS.items():
        if part not in {*(before or {}), *(after or {})}:
            continue
        was, became = (before or {}).get(part), (after or {}).get(part)
        if part in _WITHHELD and not sight.sees_all:
            parts.append(ChangedPart(str(heading), withheld=True))
        else:
            parts.append(ChangedPart(str(heading), wording.part(part, was), wording.part(part, became)))
    return tuple(parts)


def _can_be_undone(change: Change) -> bool:
    if change.verb in _OF_TWO_RECORDS:
        return False
    if change.kind == GROUP:
        return bool(parts_before(change.before, change.after))
    return change.kind in UNDONE


def _sources(changes: Collection[Change]) -> set[str]:
    return {change.source for change in changes if change.source}
