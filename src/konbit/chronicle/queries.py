"""Reading the chronicle: history of an object, what happened since, whether the chain holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from konbit.chronicle.actions import row_digest
from konbit.chronicle.models import Change, Erasure, PersonalValue
from konbit.chronicle.personal import unseal


class Mark(NamedTuple):
    """A point in the chronicle, recognised again by the digest of its change; (0, "") before the first."""

    id: int
    digest: str


def newest() -> Mark:
    """The point after the newest change."""
    row = Change.objects.order_by("-id").values_list("id", "digest").first()
    return Mark(*row) if row else Mark(0, "")


def still_there(mark: Mark) -> bool:
    """Whether what happened up to a point is still what happened (a restore may have changed it)."""
    return mark.id == 0 or Change.objects.filter(id=mark.id, digest=mark.digest).exists()


def latest_id() -> int:
    """The id of the newest change; 0 while there is none."""
    return Change.objects.aggregate(newest=Max("id"))["newest"] or 0


def changed_since(cursor: int, limit: int) -> tuple[list[tuple[str, int]], int]:
    """The objects changed after `cursor` (kind, id), each once, and the cursor to go on from."""
    rows = list(
        Change.objects.filter(id__gt=cursor).order_by("id").values_list("id", "kind", "object_id")[:limit]
    )
    objects = list(dict.fromkeys((kind, object_id) for _, kind, object_id in rows))
    return objects, rows[-1][0] if rows else cursor


def history(kind: str, object_id: int, limit: int = 100) -> list[Change]:
    """The changes of an object, newest first. Personal values stay digests."""
    return list(Change.objects.filter(kind=kind, object_id=object_id).order_by("-id")[:limit])


def with_personal_values(change: Change) -> tuple[Any, Any]:
    """`before` and `after` with the personal values that were not erased: for those who may see them."""
    values = dict(PersonalValue.objects.filter(change=change).values_list("digest", "value"))
    return unseal(change.before, values), unseal(change.after, values)


def unsealed(changes: Sequence[Change]) -> list[tuple[Any, Any]]:
    """`before` and `after` of each change with the personal values that were not erased, in one question."""
    rows = PersonalValue.objects.filter(change__in=[change.pk for change in changes])
    values = dict(rows.values_list("digest", "value"))
    return [(unseal(change.before, values), unseal(change.after, values)) for change in changes]


def batch_of(change_id: int) -> list[Change]:
    """All changes of the act that a change belongs to, oldest first."""
    batch = Change.objects.filter(pk=change_id).values_list("batch", flat=True).first()
    return list(Change.objects.filter(batch=batch).order_by("id")) if batch else []


def last_act(kind: str, object_id: int) -> UUID | None:
    """The act that changed an object last; None for one that the chronicle does not know."""
    return (
        Change.objects.filter(kind=kind, object_id=object_id)
        .order_by("-id")
        .values_list("batch", flat=True)
        .first()
    )


def broken_links(database: str = "default") -> Iterator[int]:
    """Ids of changes, in one of Django's databases, whose digest does not follow from their content and the
    row before."""
    previous = ""
    for change in Change.objects.using(database).order_by("id").iterator(chunk_size=2000):
        if row_digest(change, previous) != change.digest:
            yield change.pk
        previous = change.digest


def erasures() -> list[Erasure]:
    """Every erasure so far, oldest first."""
    return list(Erasure.objects.order_by("id"))


def acts_of(actor: str, limit: int = 10_000) -> list[Change]:
    """What somebody (opaque id) changed, newest first."""
    return list(Change.objects.filter(actor=actor).order_by("-id")[:limit])


def personal_values_about(subject: str) -> list[str]:
    """The personal values of somebody (opaque id) that the side rows still hold, each once."""
    values = PersonalValue.objects.filter(subject=subject).order_by("id").values_list("value", flat=True)
    return list(dict.fromkeys(values))


def change_of(change_id: int) -> Change | None:
    """The change with this id, if there is one."""
    return Change.objects.filter(pk=change_id).first()


def changes_before(objects: Mapping[str, Collection[int]], before: int | None, limit: int) -> list[Change]:
    """The changes of several objects (ids by kind), newest first; those before a change, if one is given."""
    any_of = Q(pk__in=())
    for kind, ids in objects.items():
        any_of |= Q(kind=kind, object_id__in=ids)
    changes = Change.objects.filter(any_of)
    if before is not None:
        changes = changes.filter(pk__lt=before)
    return list(changes.order_by("-id")[:limit])


def said_at_last(kind: str, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What each of these objects of a kind that were taken away said at last, by id."""
    found: dict[int, dict[str, Any]] = {}
    listed = list(ids)
    for start in range(0, len(listed), 500):
        some = listed[start : start + 500]
        gone = Change.objects.filter(kind=kind, object_id__in=some, after__isnull=True, before__isnull=False)
        found.update((pk, said or {}) for pk, said in gone.order_by("id").values_list("object_id", "before"))
    return found


def with_all_personal_values(changes: Iterable[Change]) -> dict[int, tuple[Any, Any]]:
    """By id what `with_personal_values` gives for each of these changes, in one query."""
    changes = list(changes)
    values: dict[int, dict[str, str]] = {change.pk: {} for change in changes}
    rows = PersonalValue.objects.filter(change__in=values).values_list("change", "digest", "value")
    for change_id, digest, value in rows:
        values[change_id][digest] = value
    return {
        change.pk: (unseal(change.before, values[change.pk]), unseal(change.after, values[change.pk]))
        for change in changes
    }


def made_by_acts(
    verb: str, source: str, kind: str, since: datetime, until: datetime | None = None
) -> list[int]:
    """The ids of the objects of a kind that acts with this verb and source made in a time, oldest first."""
    made = Change.objects.filter(verb=verb, source=source, kind=kind, before__isnull=True, at__gte=since)
    if until is not None:
        made = made.filter(at__lte=until)
    return list(made.order_by("id").values_list("object_id", flat=True))


def changed_at(kind: str, object_ids: Collection[int] | QuerySet[Any, Any]) -> dict[int, datetime]:
    """When each of these objects of a kind was changed last, as far as the chronicle knows. Their ids, or the
    query that gives them."""
    changes = Change.objects.filter(kind=kind, object_id__in=object_ids).order_by()
    return dict(changes.values_list("object_id").annotate(last=Max("at")))
