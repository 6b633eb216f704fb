"""What may meet what: an offer and a need of one category, or of one sort and the same words, near enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.text import every_word, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.folding import fold
from konbit.directory.forms.fields import reader
from konbit.directory.models import Link, Term
from konbit.exchange.models import Listing
from konbit.exchange.queries.listings import (
    MOST,
    WITH,
    ListingLine,
    listing_lines,
    open_listings,
)
from konbit.people.audience import Viewer

MEETS, MEETS_NOT = "meets", "meets not"
"""Kinds of links from an offer to a need: somebody said that it meets it, or that it does not."""
SHOWN = 6
_SHORTEST = 4  # letters of a word that says something
_BEGINNING = 5  # letters by which "tomato" and "tomatoes" are one word


@dataclass(frozen=True)
class Meeting:
    """An offer or a need beside another one, and why it may meet it, in words. `said`: "": nobody has
    said anything; "one": one side said that it does; "both"."""

    line: ListingLine
    why: str
    said: str = ""


def may_meet(viewer: Viewer, line: ListingLine) -> list[Meeting]:
    """What may meet an offer or a need, as far as the viewer may know of it: by category first. What somebody
    said does not meet it is left out, what was said to meet it stands first, also when it is over."""
    if line.state != "open":
        return _said_to_meet(viewer, line)
    said = links_of(line.id, line.what)
    other = Listing.What.NEED if line.what == Listing.What.OFFER else Listing.What.OFFER
    rows = open_listings(what=other).exclude(pk__in=said)[:MOST]
    found = meetings(line, listing_lines(viewer, rows))
    return [*_said_to_meet(viewer, line), *found[:SHOWN]]


def meetings(line: ListingLine, others: Iterable[ListingLine]) -> list[Meeting]:
    """Those of these lines that may meet the first one, with the reason; by category first, then by words."""
    families = _families({one for one in (line.term_id,) if one})
    words = words_of(line)
    by_term, by_words = [], []
    for other in others:
        if other.id == line.id or not line.where.meets(other.where):
            continue
        if other.term_id and other.term_id in families:
            by_term.append(Meeting(other, _said_alike(sentence(other.term, reader()))))
        elif other.sort == line.sort and (common := shared(words, words_of(other))):
            by_words.append(Meeting(other, _("Both speak of: %(words)s.") % {"words": ", ".join(common)}))
    return [*by_term, *by_words]


def meeting_pairs(
    offers: Sequence[ListingLine], needs: Sequence[ListingLine]
) -> Iterator[tuple[ListingLine, ListingLine]]:
    """Every offer with every need that it may meet: of one category or one right above or beneath, or of one
    sort with a word in common; near enough; not those of which somebody said that they do not meet."""
    ids = {one.term_id for one in (*offers, *needs) if one.term_id}
    above = dict(Term.objects.filter(pk__in=ids).values_list("pk", "parent"))
    kind = kind_of(Listing)
    refused = set(
        Link.objects.filter(
            from_kind=kind, to_kind=kind, kind=MEETS_NOT, from_id__in=[one.id for one in offers]
        ).values_list("from_id", "to_id")
    )
    said = {one.id: words_of(one) for one in (*offers, *needs)}
    for offer in offers:
        for need in needs:
            alike = _related(offer.term_id, need.term_id, above) or (
                offer.sort == need.sort and bool(shared(said[offer.id], said[need.id]))
            )
            if alike and (offer.id, need.id) not in refused and offer.where.meets(need.where):
                yield offer, need


def _related(one: int | None, other: int | None, above: Mapping[int, int | None]) -> bool:
    if one is None or other is None:
        return False
    return one == other or above.get(one) == other or above.get(other) == one


def words_of(line: ListingLine) -> dict[str, str]:
    """The words of a title that say something, by their beginnings."""
    listed = fold(every_word(line.title)).split()
    return {word[:_BEGINNING]: word for word in listed if len(word) >= _SHORTEST}


def shared(some: dict[str, str], others: dict[str, str]) -> list[str]:
    """The words that both say, in their order."""
    return [word for beginning, word in some.items() if beginning in others]


def _said_alike(category: str) -> str:
    return _("The same category: %(category)s.") % {"category": category}


def _families(terms: set[int]) -> set[int]:
    """These categories, those right above and right beneath them."""
    rows = (
        Term.objects.filter(Q(pk__in=terms) | Q(parent__in=terms)).values_list("pk", "parent")
        if terms
        else ()
    )
    return {pk for row in rows for pk in row if pk and (row[0] in terms or pk == row[0])}


def links_of(pk: int, what: str) -> set[int]:
    """The ids of those of which somebody said that they meet it, or not."""
    return {other for other, _kind, _row in _links(pk, what)}


def _links(pk: int, what: str) -> Sequence[tuple[int, str, Link]]:
    kind = kind_of(Listing)
    here, there = ("from_id", "to_id") if what == Listing.What.OFFER else ("to_id", "from_id")
    rows = Link.objects.filter(
        Q((here, pk)), from_kind=kind, to_kind=kind, kind__in=(MEETS, MEETS_NOT)
    ).order_by("id")
    return [(getattr(row, there), row.kind, row) for row in rows]


def _said_to_meet(viewer: Viewer, line: ListingLine) -> list[Meeting]:
    rows = {pk: row for pk, kind, row in _links(line.id, line.what) if kind == MEETS}
    lines = listing_lines(viewer, Listing.objects.filter(pk__in=rows).select_related(*WITH))
    return [Meeting(one, "", _said(rows[one.id])) for one in lines]


def _said(link: Link) -> str:
    return "both" if link.confirmed_from and link.confirmed_to else "one"


def holds_today(row: Listing) -> bool:
    """Whether an offer or a need holds today."""
    return row.ended_on is None and row.removed_at is None and row.until_on >= date.today()
