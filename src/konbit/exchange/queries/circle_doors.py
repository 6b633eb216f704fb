"""The way from a group's page to its circles, and circles in the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.registry import GroupDoor
from konbit.base.text import every_word, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.models import Group
from konbit.directory.queries.of_group import open_to, seen_things, takes_part
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.exchange.models import Circle
from konbit.exchange.queries.circles import circle_lines
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown


def circle_doors(viewer: Viewer, group_id: int) -> Iterator[GroupDoor]:
    """The door to a group's circles, where there is something behind it for this viewer."""
    circles = seen_things(viewer, Circle.objects.filter(group=group_id, removed_at=None))
    uid = Group.objects.filter(pk=group_id).values_list("uid", flat=True).first()
    if uid is None or not (circles or takes_part(viewer, group_id)):
        return
    yield GroupDoor(
        _("Circles"), reverse("exchange:circles-of", args=[uid]), "arrow-left-right", len(circles)
    )


def build_circles(ids: list[int]) -> Iterator[Document]:
    """The documents of these circles; removed ones have none."""
    rows = list(Circle.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    for row in rows:
        if row.pk in opens:
            title, body = every_word(row.title)[:2000], every_word(row.text)
            yield Document(id=row.pk, title=title, body=body, visible=opens[row.pk])


def show_circles(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How circles are named in a list of results."""
    rows = {one.uid: one.pk for one in Circle.objects.filter(pk__in=ids)}
    return {
        rows[one.uid]: Shown(
            sentence(one.title, language)[:200], one.url, _("Circle"), "arrow-left-right",
            f"{one.kind} · {one.group.name}",
        )
        for one in circle_lines(viewer, Circle.objects.filter(pk__in=ids))
    }  # fmt: skip


CIRCLE_DOCUMENTS = {
    kind_of(Circle): Documents(
        build=build_circles,
        ids=ids_of(Circle.objects.filter(removed_at=None)),
        touched_by=told_anew(Circle),
        show=show_circles,
        title=gettext_lazy("Circles"),
    )
}
"""What is registered for the index, by kind."""
