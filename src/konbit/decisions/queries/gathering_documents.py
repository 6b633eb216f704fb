"""What of gatherings goes into the index: each with the words of its points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import every_word, sentence
from konbit.decisions.models import Gathering, Point
from konbit.decisions.queries.gatherings import gathering_lines
from konbit.directory.queries.of_group import open_to, seen_things
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200


def build_gatherings(ids: list[int]) -> Iterator[Document]:
    """The documents of these gatherings with their points; removed ones have none."""
    rows = list(Gathering.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for one in Point.objects.filter(gathering__in=rows):
        texts[one.gathering_id].append(every_word(one.title, one.text, one.heading))
    for row in rows:
        if row.pk in opens:
            body = "\n".join(filter(None, [every_word(row.text), *texts[row.pk]]))
            yield Document(id=row.pk, title=every_word(row.title)[:2000], body=body, visible=opens[row.pk])


def show_gatherings(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How gatherings are named in a list of results."""
    rows = seen_things(viewer, Gathering.objects.filter(pk__in=ids))
    lines = {one.uid: one for one in gathering_lines(viewer, rows)}
    return {
        row.pk: Shown(
            sentence(row.title, language)[:LONGEST_TITLE], lines[row.uid].url, _("Points collected"),
            "list-plus", f"{lines[row.uid].state_label} · {lines[row.uid].group.name}",
        )
        for row in rows
    }  # fmt: skip


GATHERINGS = Documents(
    build=build_gatherings,
    ids=ids_of(Gathering.objects.filter(removed_at=None)),
    touched_by=told_anew(Gathering, parts={Point: "gathering"}),
    show=show_gatherings,
    title=gettext_lazy("Points collected"),
)
