"""Lists of words: all schemes, one with its terms as a tree, two versions compared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.base.text import Said, pick
from konbit.directory.addresses import scheme_address
from konbit.directory.models import Certainty, Definition, Scheme, Term
from konbit.directory.queries.group_parts import shown_source, term_link
from konbit.directory.queries.shown import ShownSource, TermLink
from konbit.directory.queries.wording import FACET_TITLES, certainty_words, period_words
from konbit.people.audience import Audience


@dataclass(frozen=True)
class SchemeLink:
    """A scheme in the list of all."""

    code: str
    title: Said
    version: str
    count: int
    facet: str
    is_superseded: bool

    @property
    def url(self) -> str:
        """The address of its page."""
        return scheme_address(self.code)


@dataclass(frozen=True)
class Heading:
    """The schemes that tell the same of groups."""

    title: str
    schemes: tuple[SchemeLink, ...]


@dataclass(frozen=True)
class TermBranch:
    """A term with the narrower ones below it."""

    term: TermLink
    narrower: tuple[TermBranch, ...]


@dataclass(frozen=True)
class ShownDefinition:
    """What a term means to somebody, for a time."""

    text: Said
    author: str
    when: str
    source: ShownSource | None
    badge: str


@dataclass(frozen=True)
class ComparedTerm:
    """A term in two versions of a scheme: what it meant, what it means; one is None where it came or went."""

    label: Said
    before: TermLink | None
    after: TermLink | None
    said_before: tuple[ShownDefinition, ...] = ()
    said_after: tuple[ShownDefinition, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two versions of a scheme: which terms stayed, came, went."""

    old: SchemeLink
    new: SchemeLink
    stayed: tuple[ComparedTerm, ...]
    came: tuple[ComparedTerm, ...]
    went: tuple[ComparedTerm, ...]


@dataclass(frozen=True)
class SchemePage:
    """A scheme with its terms as a tree, and how it differs from the version before it."""

    link: SchemeLink
    uri: str
    source: ShownSource | None
    terms: tuple[TermBranch, ...]
    retired: tuple[TermLink, ...]
    comparison: Comparison | None
    newer: tuple[SchemeLink, ...]


def vocabulary(language: str) -> tuple[Heading, ...]:
    """All schemes under the headings of what they tell, superseded ones last; the lists of networks that are
    not open to everyone stand on their own pages alone."""
    by_title: dict[str, list[SchemeLink]] = defaultdict(list)
    order = list(FACET_TITLES)
    open_networks = Q(network__audience=Audience.PUBLIC, network__removed_at=None)
    links = sorted(
        scheme_links(Scheme.objects.filter(Q(network=None) | open_networks), language),
        key=lambda link: (order.index(link.facet), link.is_superseded, link.code),
    )
    for link in links:
        by_title[str(FACET_TITLES[link.facet])].append(link)
    return tuple(Heading(title, tuple(schemes)) for title, schemes in by_title.items())


def scheme_links(schemes: QuerySet[Scheme], language: str) -> list[SchemeLink]:
    """These schemes as lists show them."""
    counted = schemes.annotate(
        count=Count("terms", filter=Q(terms__retired_on=None), distinct=True),
        newer=Count("superseded_by", distinct=True),
    )
    return [
        SchemeLink(
            code=scheme.code,
            title=pick(scheme.title or {"": scheme.code}, language),
            version=scheme.version,
            count=scheme.count,
            facet=scheme.facet if scheme.facet in FACET_TITLES else "",
            is_superseded=bool(scheme.newer),
        )
        for scheme in counted
    ]


def scheme_page(code: str, language: str) -> SchemePage:
    """A scheme by its code. Raises `NotFound`."""
    scheme = Scheme.objects.select_related("source", "supersedes").filter(code=code).first()
    if scheme is None:
        raise NotFound(_("There is no such list of words."), remedy=_("Look in the list of all."))
    terms = list(scheme.terms.select_related("scheme").order_by("order", "id"))
    below: dict[int | None, list[Term]] = defaultdict(list)
    in_use = {term.pk for term in terms if term.retired_on is None}
    for term in terms:
        if term.pk in in_use:
            below[term.parent_id if term.parent_id in in_use else None].append(term)
    return SchemePage(
        link=scheme_links(Scheme.objects.filter(pk=scheme.pk), language)[0],
        uri=scheme.uri,
        source=shown_source(scheme.source) if scheme.source else None,
        terms=_branches(below, None, language),
        retired=tuple(term_link(term, language) for term in terms if term.pk not in in_use),
        comparison=_comparison(scheme.supersedes, scheme, language) if scheme.supersedes else None,
        newer=tuple(scheme_links(Scheme.objects.filter(supersedes=scheme), language)),
    )


def _branches(
    below: dict[int | None, list[Term]], parent: int | None, language: str
) -> tuple[TermBranch, ...]:
    return tuple(
        TermBranch(term_link(term, language), _branches(below, term.pk, language)) for term in below[parent]
    )


def _comparison(old: Scheme, new: Scheme, language: str) -> Comparison:
    both = scheme_links(Scheme.objects.filter(pk__in=[old.pk, new.pk]), language)
    links = {link.code: link for link in both}
    before, after = (
        {term.code: term for term in scheme.terms.select_related("scheme").order_by("order", "id")}
        for scheme in (old, new)
    )
    said = definitions_of([term.pk for term in (*before.values(), *after.values())], language)

    def compared(was: Term | None, now: Term | None) -> ComparedTerm:
        term = now or was
        return ComparedTerm(
            label=pick(term.label if term else None, language),
            before=term_link(was, language) if was else None,
            after=term_link(now, language) if now else None,
            said_before=said[was.pk] if was else (),
            said_after=said[now.pk] if now else (),
        )

    return Comparison(
        old=links[old.code],
        new=links[new.code],
        stayed=tuple(compared(before[code], after[code]) for code in after if code in before),
        came=tuple(compared(None, after[code]) for code in after if code not in before),
        went=tuple(compared(before[code], None) for code in before if code not in after),
    )


def definitions_of(terms: list[int], language: str) -> dict[int, tuple[ShownDefinition, ...]]:
    """What these terms mean to whom, by their ids, in the order of time."""
    found: dict[int, list[ShownDefinition]] = defaultdict(list)
    rows = Definition.objects.filter(term__in=terms).select_related("source").order_by("valid_from", "id")
    for row in rows:
        unsure = row.certainty == Certainty.TO_VERIFY
        found[row.term_id].append(
            ShownDefinition(
                text=pick(row.text, language),
                author=row.author,
                when=period_words(row.valid_from, row.valid_until),
                source=shown_source(row.source) if row.source else None,
                badge=certainty_words(row.certainty) if unsure else "",
            )
        )
    return defaultdict(tuple, {term: tuple(said) for term, said in found.items()})
