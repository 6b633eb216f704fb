"""Struggles and gains in the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import every_word, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.queries.of_group import open_to
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.federation.models import Gain, Step, Struggle, Turn
from konbit.federation.queries.gains import gain_lines
from konbit.federation.queries.struggle_lines import struggle_lines
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200


def build_struggles(ids: list[int]) -> Iterator[Document]:
    """The documents of these struggles with their steps; removed ones have none. Allies are in none."""
    rows = list(Struggle.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    steps: defaultdict[int, list[str]] = defaultdict(list)
    for struggle, text in Step.objects.filter(struggle__in=rows).values_list("struggle", "text"):
        steps[struggle].append(every_word(text))
    for row in rows:
        if row.pk in opens:
            texts = [
                every_word(row.aim, row.contested, row.stand, row.result),
                row.institution,
                *steps[row.pk],
            ]
            yield Document(
                id=row.pk, title=every_word(row.title)[:2000], body="\n".join(filter(None, texts)),
                visible=opens[row.pk],
            )  # fmt: skip


def build_gains(ids: list[int]) -> Iterator[Document]:
    """The documents of these gains with what became of them; removed ones have none."""
    rows = list(Gain.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    turns: defaultdict[int, list[str]] = defaultdict(list)
    for gain, text in Turn.objects.filter(gain__in=rows).values_list("gain", "text"):
        turns[gain].append(every_word(text))
    for row in rows:
        if row.pk in opens:
            texts = [every_word(row.text), row.institution, row.place, *turns[row.pk]]
            yield Document(
                id=row.pk, title=every_word(row.title)[:2000], body="\n".join(filter(None, texts)),
                visible=opens[row.pk],
            )  # fmt: skip


def show_struggles(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How struggles are named in a list of results."""
    rows = Struggle.objects.filter(pk__in=ids).select_related("source")
    return {
        line.id: Shown(
            sentence(line.title, language)[:LONGEST_TITLE], line.url, _("Struggle"), line.way.symbol,
            f"{line.state.label} · {line.group.name}",
        )
        for line in struggle_lines(viewer, rows)
    }  # fmt: skip


def show_gains(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How gains are named in a list of results."""
    rows = Gain.objects.filter(pk__in=ids).select_related("source")
    return {
        line.id: Shown(
            sentence(line.title, language)[:LONGEST_TITLE], line.url, _("Gain"), "sprout",
            " · ".join(filter(None, (line.standing.label, line.where, line.group.name))),
        )
        for line in gain_lines(viewer, rows)
    }  # fmt: skip


STRUGGLE_DOCUMENTS = {
    kind_of(Struggle): Documents(
        build=build_struggles,
        ids=ids_of(Struggle.objects.filter(removed_at=None)),
        touched_by=told_anew(Struggle, parts={Step: "struggle"}),
        show=show_struggles,
        title=gettext_lazy("Struggles"),
    ),
    kind_of(Gain): Documents(
        build=build_gains,
        ids=ids_of(Gain.objects.filter(removed_at=None)),
        touched_by=told_anew(Gain, parts={Turn: "gain"}),
        show=show_gains,
        title=gettext_lazy("Gains"),
    ),
}
