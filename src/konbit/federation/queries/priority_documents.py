"""What of priorities can be found: what they say and why, and the names of their themes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import Multilingual, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.queries.of_group import open_to
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.federation.models import Priority, Theme
from konbit.federation.queries.priorities import priority_lines, themes_of
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200


def build(ids: list[int]) -> Iterator[Document]:
    """The documents of these priorities; removed ones have none."""
    rows = list(Priority.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    themes = themes_of(row.pk for row in rows)
    for row in rows:
        if row.pk in opens:
            told = [row.why, *(one.label for one in themes.get(row.pk, ()))]
            yield Document(
                id=row.pk,
                title=_said(row.statement)[:2000],
                body="\n".join(filter(None, map(_said, told))),
                visible=opens[row.pk],
            )


def show(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How priorities are named in a list of results."""
    lines = priority_lines(viewer, Priority.objects.filter(pk__in=ids))
    return {
        one.id: Shown(
            sentence(one.statement, language)[:LONGEST_TITLE], one.url, _("Priority"), "target",
            " · ".join(filter(None, (one.group.name, one.when))),
        )
        for one in lines
    }  # fmt: skip


def _said(text: Multilingual) -> str:
    return "\n".join(text.values())


PRIORITY_DOCUMENTS = {
    kind_of(Priority): Documents(
        build=build,
        ids=ids_of(Priority.objects.filter(removed_at=None)),
        touched_by=told_anew(Priority, parts={Theme: "priority"}),
        show=show,
        title=gettext_lazy("Priorities"),
    )
}
