"""What budgets put into the index: each with the areas of its cycle, the projects
that were proposed for it, and how far they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import every_word, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.decisions.models import Area, Budget, Project, Work
from konbit.decisions.queries.budgets import budget_lines
from konbit.directory.queries.of_group import open_to, seen_things
from konbit.directory.queries.told_anew import ids_of, of_parts, told_anew
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200


def build_budgets(ids: list[int]) -> Iterator[Document]:
    """The documents of these budgets; removed ones have none."""
    rows = list(Budget.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for one in Project.objects.filter(budget__in=rows).exclude(state=Project.State.WITHDRAWN):
        texts[one.budget_id] += [every_word(one.title, one.text, one.review), one.where]
    for area in Area.objects.filter(budget__in=rows):
        texts[area.budget_id].append(every_word(area.title, area.why))
    works = Work.objects.filter(project__budget__in=rows).exclude(project__state=Project.State.WITHDRAWN)
    for work in works.select_related("project"):
        texts[work.project.budget_id].append(every_word(work.text))
    for row in rows:
        if row.pk in opens:
            body = "\n".join(filter(None, [every_word(row.text), *texts[row.pk]]))
            yield Document(id=row.pk, title=every_word(row.title)[:2000], body=body, visible=opens[row.pk])


def _budgets_of_works(ids: list[int]) -> Iterable[int]:
    return of_parts(Project, "budget")(sorted(of_parts(Work, "project")(ids)))


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


BUDGET_DOCUMENTS = {
    kind_of(Budget): Documents(
        build=build_budgets,
        ids=ids_of(Budget.objects.filter(removed_at=None)),
        touched_by={
            **told_anew(Budget, parts={Project: "budget", Area: "budget"}),
            kind_of(Work): _budgets_of_works,
        },
        show=show_budgets,
        title=gettext_lazy("Budgets"),
    )
}
