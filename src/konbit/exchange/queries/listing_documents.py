"""Offers and needs in the index: those that hold. What is over leaves it on its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import every_word, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.queries.of_group import keepers, open_to, seen_things
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.exchange.models import Listing
from konbit.exchange.queries.listing_places import wheres_of
from konbit.exchange.queries.listings import SYMBOLS, WITH, category_of
from konbit.exchange.queries.matching import holds_today
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200


def build_listings(ids: list[int]) -> Iterator[Document]:
    """The documents of these offers and needs; those that are over, done or removed have none."""
    found = Listing.objects.filter(pk__in=ids).select_related(*WITH).order_by("pk")
    rows = [row for row in found if holds_today(row)]
    opens, wheres = open_to(rows), wheres_of(rows)
    for row in rows:
        if row.pk not in opens:
            continue
        where = wheres[row.pk]
        said = [every_word(row.text, category_of(row)), row.unit, where.words]
        yield Document(
            id=row.pk, title=every_word(row.title)[:2000], body="\n".join(filter(None, said)),
            visible=opens[row.pk], facets={"listed": [row.what], "listed-sort": [row.sort]},
            lat=where.point[0] if where.point else None, lon=where.point[1] if where.point else None,
        )  # fmt: skip


def show_listings(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How offers and needs are named in a list of results; also one that is over, for what was said of it."""
    rows = seen_things(viewer, Listing.objects.filter(pk__in=ids))
    groups = keepers(viewer, rows)
    return {
        row.pk: Shown(
            sentence(row.title, language)[:LONGEST_TITLE], reverse("exchange:listing", args=[row.uid]),
            _("Offer") if row.what == Listing.What.OFFER else _("Need"), SYMBOLS[Listing.Sort(row.sort)],
            f"{Listing.Sort(row.sort).label} · {groups[row.group_id].name}",
        )
        for row in rows
    }  # fmt: skip


LISTING_DOCUMENTS = {
    kind_of(Listing): Documents(
        build=build_listings,
        ids=ids_of(Listing.objects.filter(removed_at=None, ended_on=None)),
        touched_by=told_anew(Listing),
        show=show_listings,
        title=gettext_lazy("Offers and needs"),
        facets=("listed", "listed-sort"),
    ),
}
"""What is registered for the index, by kind."""
