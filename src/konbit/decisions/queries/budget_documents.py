"""What budgets put into the index: each with the projects that were proposed for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import Multilingual, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.decisions.models import Budget, Project
from konbit.decisions.queries.budgets import budget_lines
from konbit.directory.queries.of_group import open_to, seen_things
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200


def build_budgets(ids: list[int]) -> Iterator[Document]:
    """The documents of these budgets; removed ones have none."""
    rows = list(Budget.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for one in Project.objects.filter(budget__in=rows).exclude(state=Project.State.WITHDRAWN):
        texts[one.budget_id] += [_said(one.title, one.text, one.review), one.where]
    for row in rows:
        if row.pk in opens:
            body = "\n".join(filter(None, [_said(row.text), *texts[row.pk]]))
            yield Document(id=row.pk, title=_said(row.title)[:2000], body=body, visible=opens[row.pk])


def show_budgets(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How budgets are named in a list of results."""
    rows = seen_things(viewer, Budget.objects.filter(pk__in=ids))
    lines = {one.uid: one for one in budget_lines(viewer, rows)}
    return {
        row.pk: Shown(
            sentence(row.title, language)[:LONGEST_TITLE], lines[row.uid].url, _("Budget"), "coins",
            f"{lines[row.uid].state_label} · {lines[row.uid].group.name}",
        )
        for row in rows
    }  # fmt: skip


def _said(*texts: Multilingual) -> str:
    return "\n".join(words for text in texts for words in text.values())


BUDGET_DOCUMENTS = {
    kind_of(Budget): Documents(
        build=build_budgets,
        ids=ids_of(Budget.objects.filter(removed_at=None)),
        touched_by=told_anew(Budget, parts={Project: "budget"}),
        show=show_budgets,
        title=gettext_lazy("Budgets"),
    )
}
