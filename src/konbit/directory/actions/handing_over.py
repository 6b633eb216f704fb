"""What goes over to the record that is kept when two become one, and comes back when they come apart."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from konbit.chronicle.actions import Batch
from konbit.directory.actions.claiming import own_up, shown_anew
from konbit.directory.actions.roles import give, take
from konbit.directory.actions.rows import FACT, MEDIA, RELATION, change_row
from konbit.directory.actions.writing import GROUP
from konbit.directory.models import (
    Call,
    Campaign,
    Claim,
    Difference,
    Fact,
    Group,
    Link,
    Media,
    Proposal,
    Relation,
    Role,
    Size,
)
from konbit.directory.queries.visible import sight_of
from konbit.people.audience import Viewer

BESIDE = ((FACT, Fact), (MEDIA, Media))
_WAITING = Proposal.objects.filter(status=Proposal.Status.WAITING)
QUIETLY: dict[str, tuple[QuerySet[Any], str]] = {
    "sizes": (Size.objects.exclude(source=None), "group"),
    "calls": (Call.objects.all(), "group"),
    "campaigns": (Campaign.objects.all(), "network"),
    "proposals": (_WAITING, "group"),
    "proposed_to": (_WAITING, "network"),
    "missed": (Difference.objects.filter(kind=Difference.Kind.GONE, decided_at=None), "group"),
}
"""Rows that change hands without a note of their own in the history, and the column that says whose."""
LINK_ENDS = (("from", "to"), ("to", "from"))

Moved = dict[str, list[Any]]
"""The rows that changed hands, by table: ids, and of ties and links each id with the end that changed."""


def hand_over(batch: Batch, viewer: Viewer, kept: Group, gone: Group) -> Moved:
    """Give all that stands beside a record to another, and show anew what is said of that one then."""
    own_up([gone])
    with shown_anew(batch, [kept]):
        moved: Moved = {"claims": _pass(Claim.objects.all(), "group", gone, kept)}
    moved["relations"] = _move_relations(batch, kept, gone)
    moved["links"] = _move_links(kept, gone)
    for kind, model in BESIDE:
        rows = list(model.objects.filter(group=gone))
        moved[kind] = [row.pk for row in rows if change_row(batch, kind, row, {"group_id": kept.pk})]
    for name, (some, column) in QUIETLY.items():
        moved[name] = _pass(some, column, gone, kept)
    moved["roles"] = _give_roles(batch, viewer, kept, gone)
    return moved


def hand_back(batch: Batch, kept: Group, gone: Group, moved: Moved) -> None:
    """Give back what is still there of it. Tables that an older merge does not name stay as they are."""
    with shown_anew(batch, [kept]):
        _pass(Claim.objects.filter(pk__in=moved["claims"]), "group", kept, gone)
    for pk, end in moved["relations"]:
        row = Relation.objects.filter(pk=pk, **{end: kept.pk}).first()
        if row is not None:
            change_row(batch, RELATION, row, {end: gone.pk})
    for pk, end in moved.get("links", ()):
        _links_of(kept, end).filter(pk=pk).update(**{f"{end}_id": gone.pk})
    for kind, model in BESIDE:
        for fact in model.objects.filter(pk__in=moved[kind], group=kept):
            change_row(batch, kind, fact, {"group_id": gone.pk})
    for name, (some, column) in QUIETLY.items():
        _pass(some.filter(pk__in=moved.get(name, ())), column, kept, gone)
    for role in Role.objects.filter(pk__in=moved["roles"], group=kept).select_related("person"):
        take(batch, kept, role)


def _pass(rows: QuerySet[Any], column: str, holder: Group, other: Group) -> list[int]:
    """Give one group's rows to another. Returns their ids."""
    held = rows.filter(**{column: holder})
    ids = list(held.values_list("pk", flat=True))
    held.update(**{column: other})
    return ids


def _move_relations(batch: Batch, kept: Group, gone: Group) -> list[list[Any]]:
    """Ties of the one that goes become the other's, but those that it has, and one between the two."""
    moved: list[list[Any]] = []
    for end, other in (("subject_id", "object_id"), ("object_id", "subject_id")):
        for row in Relation.objects.filter(**{end: gone.pk}).exclude(**{other: kept.pk}):
            ends = {end: kept.pk, other: getattr(row, other)}
            if Relation.objects.filter(kind=row.kind, valid_from=row.valid_from, **ends).exists():
                continue
            change_row(batch, RELATION, row, {end: kept.pk})
            moved.append([row.pk, end])
    return moved


def _move_links(kept: Group, gone: Group) -> list[list[Any]]:
    """The same for links to anything."""
    moved: list[list[Any]] = []
    for end, other in LINK_ENDS:
        between = {f"{other}_kind": GROUP, f"{other}_id": kept.pk}
        for row in _links_of(gone, end).exclude(**between):
            same = ("kind", "valid_from", f"{other}_kind", f"{other}_id")
            if _links_of(kept, end).filter(**{name: getattr(row, name) for name in same}).exists():
                continue
            setattr(row, f"{end}_id", kept.pk)
            row.save(update_fields=[f"{end}_id"])
            moved.append([row.pk, end])
    return moved


def _links_of(group: Group, end: str) -> QuerySet[Link]:
    return Link.objects.filter(**{f"{end}_kind": GROUP, f"{end}_id": group.pk})


def _give_roles(batch: Batch, viewer: Viewer, kept: Group, gone: Group) -> list[int]:
    """Who looked after the one that goes looks after the other too, if whoever merges may say so."""
    if not sight_of(viewer, kept).may("steward"):
        return []
    held = set(Role.objects.filter(group=kept).values_list("person", "kind"))
    roles = Role.objects.filter(group=gone).select_related("person")
    fresh = [role for role in roles if (role.person_id, role.kind) not in held]
    for role in fresh:
        give(batch, kept, role.person_id, role.person.opaque_id, role.kind)
    given = Role.objects.filter(group=kept, person__in=[role.person_id for role in fresh])
    return [one.pk for one in given if (one.person_id, one.kind) not in held]
