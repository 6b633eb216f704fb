"""A network's totals over everybody below it, through any number of levels: each group counts once.

They are asked of the index, where each group carries every network above it: counting once is then a matter
of course, and what a viewer may not see is not counted for her.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.formats import number_format

from konbit.directory.models import Term
from konbit.directory.queries.documents import number_names
from konbit.directory.queries.group_parts import term_link
from konbit.directory.queries.shown import TermLink
from konbit.directory.queries.visible import GroupLink
from konbit.directory.queries.wording import period_words
from konbit.people.audience import Viewer, tokens_of
from konbit.search.asking import Question
from konbit.search.queries import Answer, search

GROUPS = "directory.group"


@dataclass(frozen=True)
class Sum:
    """A count over all groups of a network that give it: `n` groups, each with its newest figure."""

    dimension: TermLink
    total: int
    n: int
    as_of: str

    @property
    def number(self) -> str:
        """The sum as the reader writes numbers."""
        return number_format(self.total, force_grouping=True)


@dataclass(frozen=True)
class Totals:
    """How many groups belong to a network, how many of them themselves, and the sums of their counts."""

    total: int
    direct: int
    sums: tuple[Sum, ...]

    @property
    def indirect(self) -> int:
        """How many belong through other networks alone."""
        return self.total - self.direct


@dataclass(frozen=True)
class Through:
    """A network among the members of another, and how many groups belong through it, each once."""

    link: GroupLink
    count: int


def below(viewer: Viewer, network: int) -> Question:
    """The question for everybody who belongs to a network (id), directly or through others."""
    return Question(tokens_of(viewer), kinds=(GROUPS,), every=(("network", str(network)),), size=0)


def joined(viewer: Viewer, network: int) -> Question:
    """The question for those who belong to a network (id) themselves."""
    return Question(tokens_of(viewer), kinds=(GROUPS,), every=(("joined", str(network)),), size=0)


def totals(viewer: Viewer, network: int, language: str) -> Totals:
    """The totals of a network (id), as far as this viewer may know of its groups."""
    dimensions = {
        term.pk: term
        for term in Term.objects.filter(scheme__facet="size")
        .select_related("scheme")
        .order_by("scheme", "order", "id")
    }
    names = tuple(name for pk in dimensions for name in number_names(pk))
    answer = search(replace(below(viewer, network), sum_numbers=names))
    direct = search(joined(viewer, network))
    sums = tuple(said for term in dimensions.values() if (said := _sum(answer, term, language)) is not None)
    return Totals(answer.total, direct.total, sums)


def _sum(answer: Answer, term: Term, language: str) -> Sum | None:
    counted, year = number_names(term.pk)
    found = answer.sums.get(counted)
    if found is None:
        return None
    when = answer.sums.get(year)
    as_of = period_words(str(when.least), str(when.greatest)) if when else ""
    return Sum(term_link(term, language), found.total, found.n, as_of)


def through(viewer: Viewer, networks: Iterable[GroupLink]) -> tuple[Through, ...]:
    """For each of these networks how many groups belong to it, each once; the largest first."""
    asked = [(link, search(below(viewer, link.id))) for link in networks]
    counted = [Through(link, answer.total) for link, answer in asked]
    return tuple(sorted(counted, key=lambda one: (-one.count, one.link.name.casefold())))
