"""Finding things of every room at once: groups, words, meetings, decisions, tasks, lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.text import pick
from konbit.directory.addresses import term_address
from konbit.directory.models import Term
from konbit.directory.queries.cards import cards
from konbit.directory.queries.labels import term_labels
from konbit.directory.queries.visible import visible_groups
from konbit.people.audience import Viewer, tokens_of
from konbit.search.asking import Question
from konbit.search.documents import Shown, all_documents
from konbit.search.queries import Answer, any_of_kinds, search

GROUPS, TERMS = "directory.group", "directory.term"
PAGE = 20
MOST_PAGES = 50
BEST = 4
"""How many things of other rooms stand beside the groups that a search finds."""


@dataclass(frozen=True)
class KindCount:
    """How many things of a kind were found, and what the kind is called as of many."""

    kind: str
    title: str
    count: int


@dataclass(frozen=True)
class Things:
    """What was found: the things of one page as lists name them, and how many there are of each kind."""

    shown: tuple[Shown, ...]
    kinds: tuple[KindCount, ...]
    total: int
    page: int = 1
    pages: int = 1


def _named_kinds(besides: Sequence[str] = ()) -> tuple[str, ...]:
    """The kinds whose rooms say how they are named in a list."""
    return tuple(
        kind for kind, documents in all_documents().items() if documents.show and kind not in besides
    )


def also_found(viewer: Viewer, words: str, language: str) -> Things | None:
    """What else these words find besides groups and words of the vocabulary: the best few, and how many of
    each kind; None where nothing does, which costs next to nothing while there is nothing else at all."""
    kinds = _named_kinds((GROUPS, TERMS))
    if not words.strip() or not any_of_kinds(kinds):
        return None
    answer = search(Question(tokens_of(viewer), words=words, kinds=kinds, size=BEST))
    if not answer.hits:
        return None
    return Things(_shown(viewer, answer, language), _counted(answer), answer.total)


def everything(viewer: Viewer, words: str, language: str, kind: str = "", page: int = 1) -> Things:
    """All that these words find of one kind, or of all; a kind that nobody knows is as none. Nothing is
    found without a word."""
    known = _named_kinds()
    tokens = tokens_of(viewer)
    if not words.strip():
        return Things((), (), 0)
    counting = search(Question(tokens, words=words, kinds=known, size=0))
    kinds = _counted(counting)
    chosen = (kind,) if kind in known else known
    total = sum(one.count for one in kinds if one.kind in chosen)
    pages = min(max(1, -(-total // PAGE)), MOST_PAGES)
    page = min(max(1, page), pages)
    found = search(Question(tokens, words=words, kinds=chosen, size=PAGE, offset=(page - 1) * PAGE))
    return Things(_shown(viewer, found, language), kinds, total, page, pages)


def _counted(answer: Answer) -> tuple[KindCount, ...]:
    documents = all_documents()
    return tuple(
        KindCount(kind, str(documents[kind].title or kind), answer.kinds[kind])
        for kind in documents
        if answer.kinds.get(kind)
    )


def _shown(viewer: Viewer, answer: Answer, language: str) -> tuple[Shown, ...]:
    """The hits in their order; what its room does not show to the viewer any more is left out."""
    documents = all_documents()
    by_kind: dict[str, list[int]] = {}
    for hit in answer.hits:
        by_kind.setdefault(hit.kind, []).append(hit.id)
    named = {
        (kind, pk): shown
        for kind, ids in by_kind.items()
        if (show := documents[kind].show) is not None
        for pk, shown in show(viewer, ids, language).items()
    }
    return tuple(named[hit.kind, hit.id] for hit in answer.hits if (hit.kind, hit.id) in named)


def show_groups(viewer: Viewer, ids: list[int], language: str) -> dict[int, Shown]:
    """How groups are named among things of every kind: with their kind and place."""
    return {
        card.link.id: Shown(card.link.name, card.link.url, card.link.kind_label, card.link.symbol, card.place)
        for card in cards(viewer, ids, language)
    }


def show_terms(viewer: Viewer, ids: list[int], language: str) -> dict[int, Shown]:
    """How words are named among things of every kind; a network's own for those who may see the network."""
    terms = list(Term.objects.filter(pk__in=ids, retired_on=None).select_related("scheme"))
    networks = visible_groups(viewer, {one.scheme.network_id for one in terms if one.scheme.network_id})
    labels = term_labels().by_id
    return {
        one.pk: Shown(
            title=pick(one.label, language).text or one.code,
            url=term_address(one.scheme.code, one.code),
            kind=_("word"),
            symbol=labels[one.pk].symbol if one.pk in labels and labels[one.pk].symbol else "book-open",
            line=pick(one.scheme.title, language).text,
        )
        for one in terms
        if one.scheme.network_id is None or one.scheme.network_id in networks
    }
