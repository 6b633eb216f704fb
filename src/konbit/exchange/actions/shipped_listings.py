"""Bringing the shipped offers and needs in: of invented groups, from today on for half a year."""

from __future__ import annotations

from datetime import date, timedelta

from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add
from konbit.directory.actions.shipping import SHIPPED, Shipping
from konbit.directory.models import Term
from konbit.exchange.actions.units import currency_for
from konbit.exchange.models import Listing, Price
from konbit.exchange.shipped.listings_reading import ListingEntry, listings

STAYS = timedelta(days=180)


def load_listings() -> int:
    """Bring in the offers and needs of shipped groups that are here, each once. Returns how many."""
    with recording(SHIPPED, "load example") as batch:
        shipping = Shipping(batch)
        for one in listings():
            made = shipping.make(
                Listing, one.root, what=one.what, sort=one.sort, term=_term(one),
                quantity=one.quantity or None, unit=one.unit, free=one.free, radius=one.radius,
                from_on=date.today(), until_on=date.today() + STAYS, **one.words,
            )  # fmt: skip
            for code, amount in one.prices if made else ():
                add(batch, Price(listing=made, currency=currency_for(code), amount=amount))
    return shipping.count


def _term(entry: ListingEntry) -> Term | None:
    scheme, _mark, code = entry.term.partition("#")
    return Term.objects.filter(scheme__code=scheme, code=code).first() if code else None
