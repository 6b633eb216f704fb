"""What this room puts into the index: claims with their cases, frameworks, modules, practices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import Multilingual, every_word, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.models import OfGroup
from konbit.directory.queries.of_group import open_to, seen_things
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.learning.models import (
    Case,
    Claim,
    Figure,
    Framework,
    Module,
    Obstacle,
    Practice,
    Priority,
    Question,
    Reading,
)
from konbit.learning.queries.claims import claim_lines
from konbit.learning.queries.frameworks import framework_links
from konbit.learning.queries.modules import module_links
from konbit.learning.queries.practices import build_practices, show_practices
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200


def _document(row: OfGroup, title: Multilingual, texts: Iterable[str], opens: Mapping[int, Any]) -> Document:
    return Document(
        id=row.pk, title=every_word(title)[:2000], body="\n".join(filter(None, texts)), visible=opens[row.pk]
    )


def build_claims(ids: list[int]) -> Iterator[Document]:
    """The documents of these claims; removed ones have none."""
    rows = list(Claim.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    cases: defaultdict[int, list[str]] = defaultdict(list)
    for one in Case.objects.filter(claim__in=rows, removed_at=None):
        cases[one.claim_id] += [every_word(one.text), one.amount, one.unit, one.place]
    for row in rows:
        if row.pk in opens:
            texts = [every_word(row.conditions, row.would_change), *cases[row.pk]]
            yield _document(row, row.statement, texts, opens)


def build_frameworks(ids: list[int]) -> Iterator[Document]:
    """The documents of these frameworks with their priorities; removed ones have none."""
    rows = list(Framework.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for one in Priority.objects.filter(framework__in=rows):
        texts[one.framework_id].append(every_word(one.title, one.statement, one.starting_point, one.example))
    for row in rows:
        if row.pk in opens:
            yield _document(
                row, row.title, [every_word(row.introduction), row.version, *texts[row.pk]], opens
            )


def build_modules(ids: list[int]) -> Iterator[Document]:
    """The documents of these study modules with their parts; removed ones have none."""
    rows = list(Module.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for reading in Reading.objects.filter(module__in=rows):
        texts[reading.module_id] += [every_word(reading.title, reading.look_for), reading.author]
    for figure in Figure.objects.filter(module__in=rows):
        texts[figure.module_id].append(every_word(figure.title, figure.shows))
    for question in Question.objects.filter(module__in=rows):
        texts[question.module_id].append(every_word(question.text))
    for row in rows:
        if row.pk in opens:
            yield _document(
                row, row.title, [every_word(row.introduction, row.exercise), *texts[row.pk]], opens
            )


def show_claims(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How claims are named in a list of results."""
    rows = seen_things(viewer, Claim.objects.filter(pk__in=ids))
    lines = {one.uid: one for one in claim_lines(viewer, rows)}
    return {
        row.pk: Shown(
            sentence(row.statement, language)[:LONGEST_TITLE], lines[row.uid].url, _("Claim"),
            lines[row.uid].state.symbol, f"{lines[row.uid].state.label} · {lines[row.uid].group.name}",
        )
        for row in rows
    }  # fmt: skip


def show_frameworks(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How frameworks are named in a list of results."""
    rows = seen_things(viewer, Framework.objects.filter(pk__in=ids))
    links = {one.uid: one for one in framework_links(viewer, rows)}
    return {
        row.pk: Shown(
            sentence(row.title, language)[:LONGEST_TITLE], links[row.uid].url, _("Framework"), "list-ordered",
            " · ".join(filter(None, (row.version, links[row.uid].group.name))),
        )
        for row in rows
    }  # fmt: skip


def show_modules(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How study modules are named in a list of results."""
    rows = seen_things(viewer, Module.objects.filter(pk__in=ids))
    links = {one.uid: one for one in module_links(viewer, rows)}
    return {
        row.pk: Shown(
            sentence(row.title, language)[:LONGEST_TITLE], links[row.uid].url, _("Study module"), "book-open",
            links[row.uid].group.name,
        )
        for row in rows
    }  # fmt: skip


DOCUMENTS = {
    kind_of(Claim): Documents(
        build=build_claims,
        ids=ids_of(Claim.objects.filter(removed_at=None)),
        touched_by=told_anew(Claim, parts={Case: "claim"}),
        show=show_claims,
        title=gettext_lazy("Claims"),
    ),
    kind_of(Framework): Documents(
        build=build_frameworks,
        ids=ids_of(Framework.objects.filter(removed_at=None)),
        touched_by=told_anew(Framework, parts={Priority: "framework"}),
        show=show_frameworks,
        title=gettext_lazy("Frameworks"),
    ),
    kind_of(Module): Documents(
        build=build_modules,
        ids=ids_of(Module.objects.filter(removed_at=None)),
        touched_by=told_anew(Module, parts={Reading: "module", Figure: "module", Question: "module"}),
        show=show_modules,
        title=gettext_lazy("Study modules"),
    ),
    kind_of(Practice): Documents(
        build=build_practices,
        ids=ids_of(Practice.objects.filter(removed_at=None)),
        touched_by=told_anew(Practice, parts={Obstacle: "practice"}),
        show=show_practices,
        title=gettext_lazy("Practices"),
    ),
}
"""What the room registers for the index, by kind."""
