"""What conversations are about: things of any room, by kind and id, and who may read what is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from konbit.assembly.models import Thread
from konbit.directory.models import Group, OfGroup
from konbit.directory.queries.of_group import narrower, seen_things
from konbit.people.audience import Audience, Viewer
from konbit.search.documents import Shown, all_documents

Pair = tuple[str, int]


@dataclass(frozen=True)
class Subject:
    """A thing that can be talked about: the group that answers for it, and the thing of that group whose
    audience holds for it; None for a group itself."""

    kind: str
    id: int
    group: Group
    keeper: OfGroup | None


def talked_about(kind: str) -> type[models.Model] | None:
    """The table of a kind ("assembly.meeting") of which people may talk, None for any other."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    is_talk = model is Thread or any(field.related_model is Thread for field in model._meta.fields)
    return model if model is Group or (hasattr(model, "keeper") and not is_talk) else None


def subjects(pairs: Iterable[Pair]) -> dict[Pair, Subject]:
    """Those of these things that are there, by kind and id."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in pairs:
        by_kind[kind].add(pk)
    return {(one.kind, one.id): one for kind, ids in by_kind.items() for one in _of_kind(kind, ids)}


def _of_kind(kind: str, ids: set[int]) -> Iterator[Subject]:
    model = talked_about(kind)
    if model is None:
        return
    rows = model._default_manager.filter(pk__in=ids)
    for row in rows.select_related("group") if issubclass(model, OfGroup) else rows:
        if getattr(row, "removed_at", None) is not None:
            continue
        if isinstance(row, Group):
            yield Subject(kind, row.pk, row, None)
        else:
            keeper: OfGroup = row.keeper  # type: ignore[attr-defined]
            yield Subject(kind, row.pk, keeper.group, keeper)


def id_by_uid(kind: str, uid: str) -> int | None:
    """The id of a thing by its permanent address, None where there is none of this kind."""
    model = talked_about(kind)
    if model is None or not any(field.name == "uid" for field in model._meta.fields):
        return None
    return model._default_manager.filter(uid=uid).values_list("pk", flat=True).first()


def seen_subject(viewer: Viewer, kind: str, object_id: int) -> Subject | None:
    """A thing that can be talked about: one with a page of its own, named as its room says. None where it is
    not there or not for this viewer's eyes."""
    documents = all_documents().get(kind)
    if documents is None or documents.show is None:
        return None
    subject = subjects([(kind, object_id)]).get((kind, object_id))
    if subject is None:
        return None
    standing = subject.keeper or Thread(group=subject.group)
    return subject if seen_things(viewer, [standing]) else None


def readable(viewer: Viewer, threads: Iterable[Thread]) -> list[Thread]:
    """Those of these conversations that the viewer may read, in their order: whoever may see the thing sees
    what is said of it."""
    listed = seen_things(viewer, threads)
    about = subjects((one.about_kind, one.about_id) for one in listed if one.about_id is not None)
    keepers = [one.keeper for one in about.values() if one.keeper is not None]
    seen = set(map(id, seen_things(viewer, keepers)))

    def may_read(thread: Thread) -> bool:
        if thread.about_id is None:
            return True
        subject = about.get((thread.about_kind, thread.about_id))
        return subject is not None and (subject.keeper is None or id(subject.keeper) in seen)

    return [thread for thread in listed if may_read(thread)]


def with_own_audience(threads: Iterable[Thread]) -> list[Thread]:
    """These conversations, each with the audience of what it is about where fewer people are part of that;
    those whose thing is gone are left out."""
    listed = list(threads)
    about = subjects((one.about_kind, one.about_id) for one in listed if one.about_id is not None)
    kept = []
    for thread in listed:
        if thread.about_id is not None:
            subject = about.get((thread.about_kind, thread.about_id))
            if subject is None or (subject.keeper and subject.keeper.removed_at):
                continue
            keeper = subject.keeper
            thread.audience = narrower(thread.audience, keeper.audience if keeper else Audience.PUBLIC)
        kept.append(thread)
    return kept


def shown_subjects(viewer: Viewer, pairs: Iterable[Pair], language: str) -> dict[Pair, Shown]:
    """How these things are named in lists, as far as their rooms tell and the viewer may know."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in pairs:
        by_kind[kind].append(pk)
    documents = all_documents()
    return {
        (kind, pk): shown
        for kind, ids in by_kind.items()
        if kind in documents and (show := documents[kind].show) is not None
        for pk, shown in show(viewer, sorted(set(ids)), language).items()
    }
