"""What conversations put into the search index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.models import Position, Post, Thread
from konbit.assembly.queries.subjects import (
    readable,
    shown_subjects,
    talked_about,
    with_own_audience,
)
from konbit.base.text import pick
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.models import Group, OfGroup
from konbit.directory.queries.of_group import keepers, open_to
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

_MOST = 400
"""How many of the last posts of one conversation can be found by their words."""


def talk_documents() -> Documents:
    """The entry of conversations in the registry. To be asked for when every table is known."""
    return Documents(
        build=build,
        ids=ids_of(Thread.objects.filter(removed_at=None)),
        touched_by={
            **told_anew(Thread, parts={Post: "thread", Position: "thread"}),
            **{kind_of(model): _about(model) for model in apps.get_models() if _is_talked_about(model)},
        },
        show=show,
        title=gettext_lazy("Conversations"),
    )


def _is_talked_about(model: type[models.Model]) -> bool:
    return talked_about(kind_of(model)) is not None


def build(ids: list[int]) -> Iterator[Document]:
    """The documents of these conversations, open to whoever may see the thing; empty ones have none."""
    rows = Thread.objects.filter(id__in=ids, removed_at=None).select_related("group").order_by("id")
    threads = with_own_audience(rows)
    tokens = open_to(threads)
    texts: dict[int, list[str]] = defaultdict(list)
    posts = Post.objects.filter(thread__in=threads, removed_at=None).order_by("thread", "-id")
    for pk, text in posts.values_list("thread", "text"):
        if len(texts[pk]) < _MOST:
            texts[pk].append(text)
    for side in Position.objects.filter(thread__in=threads):
        texts[side.thread_id] += [*side.title.values(), *side.text.values()]
    for thread in threads:
        body = [*texts[thread.pk], *thread.agreed.values()]
        if thread.pk in tokens and (body or thread.title):
            yield Document(
                id=thread.pk,
                title=" · ".join(dict.fromkeys(thread.title.values())),
                body="\n".join(body),
                visible=tokens[thread.pk],
            )


def show(viewer: Viewer, ids: list[int], language: str) -> dict[int, Shown]:
    """How these conversations are named in a list, as far as the viewer may read them."""
    threads = readable(viewer, Thread.objects.filter(id__in=ids).select_related("group"))
    groups = keepers(viewer, threads)
    pairs = [(one.about_kind, one.about_id) for one in threads if one.about_id is not None]
    about = shown_subjects(viewer, pairs, language)
    found = {}
    for one in threads:
        subject = about.get((one.about_kind, one.about_id or 0))
        found[one.pk] = Shown(
            title=pick(one.title, language).text or (subject.title if subject else groups[one.group_id].name),
            url=reverse("assembly:conversation", args=[one.uid]),
            kind=_("debate") if one.about_id is None else _("conversation"),
            symbol="messages-square",
            line=groups[one.group_id].name,
        )
    return found


def _about(model: type[models.Model]) -> Callable[[list[int]], Iterable[int]]:
    """From the ids of changed things to the conversations about them. Who may read what is said of a part
    (a task of a plan) may change with the whole, so a whole touches those about parts in its group."""
    kind = kind_of(model)
    parts = [
        kind_of(one)
        for one in apps.get_models()
        if _is_talked_about(one) and not issubclass(one, Group | OfGroup)
    ]

    def touched(ids: list[int]) -> Iterable[int]:
        wanted = Q(about_kind=kind, about_id__in=ids)
        if issubclass(model, Group):
            wanted |= Q(group__in=ids)
        elif issubclass(model, OfGroup):
            groups = model._default_manager.filter(pk__in=ids).values("group")
            wanted |= Q(about_kind__in=parts, group__in=groups)
        return set(Thread.objects.filter(wanted).values_list("id", flat=True))

    return touched
