"""Votes in the index: the question and what can be chosen, never who may vote or voted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import every_word, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.decisions.models import Option, Vote
from konbit.decisions.queries.votes import vote_lines
from konbit.directory.queries.of_group import open_to
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown


def build_votes(ids: list[int]) -> Iterator[Document]:
    """The documents of these votes; removed ones have none. People who stand are not searched for here."""
    rows = list(Vote.objects.filter(pk__in=ids, removed_at=None).defer("result").order_by("pk"))
    opens = open_to(rows)
    options: defaultdict[int, list[str]] = defaultdict(list)
    for one in Option.objects.filter(vote__in=rows, name="", person=""):
        options[one.vote_id].append(every_word(one.title, one.text))
    for row in rows:
        if row.pk in opens:
            body = "\n".join(filter(None, [every_word(row.text), *options[row.pk]]))
            yield Document(id=row.pk, title=every_word(row.title)[:2000], body=body, visible=opens[row.pk])


def show_votes(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How votes are named in a list of results."""
    rows = {one.uid: one.pk for one in Vote.objects.filter(pk__in=ids)}
    lines = vote_lines(viewer, Vote.objects.filter(pk__in=ids).select_related("group"))
    return {
        rows[one.uid]: Shown(
            sentence(one.title, language)[:200], one.url, _("Vote"), "vote",
            f"{one.state_label} · {one.group.name}",
        )
        for one in lines
    }  # fmt: skip


VOTE_DOCUMENTS = {
    kind_of(Vote): Documents(
        build=build_votes,
        ids=ids_of(Vote.objects.filter(removed_at=None)),
        touched_by=told_anew(Vote, parts={Option: "vote"}),
        show=show_votes,
        title=gettext_lazy("Votes"),
    )
}
