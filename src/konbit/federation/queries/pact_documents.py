"""What pacts put into the index: their names, aims and charters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import every_word, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.federation.models import Pact, Party
from konbit.federation.queries.pact_sight import opens_pacts
from konbit.federation.queries.pacts import pact_lines
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200


def build_pacts(ids: list[int]) -> Iterator[Document]:
    """The documents of these pacts; removed ones have none. What a group answers is not among their words:
    whoever may read a pact need not know of every group that is asked."""
    rows = list(Pact.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = opens_pacts(rows)
    for row in rows:
        if row.pk in opens:
            body = every_word(row.aim, row.charter)
            yield Document(id=row.pk, title=every_word(row.title)[:2000], body=body, visible=opens[row.pk])


def show_pacts(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How pacts are named in a list of results."""
    rows = {one.uid: one for one in Pact.objects.filter(pk__in=ids).select_related("group", "source")}
    return {
        rows[line.uid].pk: Shown(
            sentence(line.title, language)[:LONGEST_TITLE], line.url, _("Pact"), line.symbol,
            f"{line.label} · {line.group.name}",
        )
        for line in pact_lines(viewer, rows.values())
    }  # fmt: skip


PACT_DOCUMENTS = {
    kind_of(Pact): Documents(
        build=build_pacts,
        ids=ids_of(Pact.objects.filter(removed_at=None)),
        touched_by=told_anew(Pact, parts={Party: "pact"}),
        show=show_pacts,
        title=gettext_lazy("Pacts"),
    )
}
