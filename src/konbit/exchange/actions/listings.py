"""Offers and needs: written down, written again, renewed, ended, taken away."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import in_language, short_enough, with_words
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.models import Group, Place, Term
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.exchange import amounts
from konbit.exchange.actions.pictures import kept_picture
from konbit.exchange.actions.units import currency_for
from konbit.exchange.models import Currency, Listing, Photo, Price
from konbit.exchange.queries.listing_choices import is_category
from konbit.exchange.queries.listings import may_change
from konbit.exchange.queries.units import currency_chosen
from konbit.people.audience import Audience, Viewer

LONGEST_TITLE = 160
LONGEST_STAY = 366
"""Nothing stands for more days than this without somebody saying that it still holds."""
USUAL_STAY = 90
MOST_KM = 20_000


@dataclass(frozen=True)
class ListingDraft:
    """What somebody writes of an offer or a need, in one language.

    `name`: of whom, if she has no account; `for_group`: for the group, and nobody in particular. `prices`:
    pairs of an amount as typed and the word of its unit (see `currency_choices`). `term`, `place`: ids.
    `days`: how long it stands from today.
    """

    language: str
    what: str
    sort: str
    title: str
    text: str = ""
    name: str = ""
    for_group: bool = False
    term: int | None = None
    quantity: Decimal | None = None
    unit: str = ""
    free: bool = False
    prices: tuple[tuple[str, str], ...] = ()
    place: int | None = None
    where: str = ""
    radius: int | None = None
    days: int = USUAL_STAY
    audience: str = Audience.PUBLIC


@dataclass(frozen=True)
class Shot:
    """A picture as it came, and what it shows, in words."""

    file: BinaryIO
    alt: str = ""


def list_it(
    viewer: Viewer, group_uid: str, draft: ListingDraft, key: uuid.UUID, shot: Shot | None = None
) -> str:
    """Somebody of a group (uid) offers or needs something. Returns its uid; the same key again gives what
    stands. Raises `Problem`, `NotFound`, `NotAllowed`."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("take part")
    return once(Listing, key, lambda: _written(viewer, group, draft, key, shot)).uid


def _written(viewer: Viewer, group: Group, draft: ListingDraft, key: uuid.UUID, shot: Shot | None) -> Listing:
    with recording(viewer.actor, "list it") as batch:
        return put_listing(batch, viewer, group, draft, key, shot)


def put_listing(
    batch: Batch, viewer: Viewer, group: Group, draft: ListingDraft, key: uuid.UUID, shot: Shot | None = None
) -> Listing:
    """Write one down within an act. For actions of this room, which have asked permission. Raises `Problem`
    before anything is written."""
    columns, prices = _columns(group, draft), _prices(viewer, group, draft)
    today = date.today()
    row = Listing(
        key=key, group=group, by=viewer.actor, person=_whose(viewer, draft), name=draft.name.strip()[:200],
        from_on=today, until_on=_until(today, draft.days), **columns,
        **in_language(Listing(), draft.language, _words(draft)),
    )  # fmt: skip
    image = kept_picture(shot.file, "listings") if shot else ""
    add(batch, row)
    _price(batch, row, prices)
    if shot:
        add(batch, Photo(listing=row, image=image, alt=with_words({}, draft.language, shot.alt)))
    return row


def write_listing(viewer: Viewer, uid: str, draft: ListingDraft) -> None:
    """Write an offer or a need again, or in another language. How long it stands stays as it is. Raises as
    `list_it` does."""
    row = kept_listing(viewer, uid)
    columns, prices = _columns(row.group, draft), _prices(viewer, row.group, draft)
    if row.name or draft.name.strip():
        columns["name"] = draft.name.strip()[:200]
    with recording(viewer.actor, "write listing") as batch:
        change(batch, row, **columns, **in_language(row, draft.language, _words(draft)))
        _price(batch, row, prices)


def renew_listing(viewer: Viewer, uid: str, days: int = USUAL_STAY) -> None:
    """Say that it still holds: it stands for so many days more from today, also where it had ended. Raises
    `Problem`, `NotFound`, `NotAllowed`."""
    row = kept_listing(viewer, uid)
    with recording(viewer.actor, "renew listing") as batch:
        change(batch, row, until_on=_until(date.today(), days), ended_on=None, reminded_on=None)


def end_listing(viewer: Viewer, uid: str) -> None:
    """Say that it is done: found, or given away. It stays on the list of its keeper. Raises as
    `renew_listing` does."""
    row = kept_listing(viewer, uid)
    if row.ended_on is None:
        with recording(viewer.actor, "end listing") as batch:
            change(batch, row, ended_on=date.today())


def kept_listing(viewer: Viewer, uid: str) -> Listing:
    """An offer or a need that the viewer may change: whose it is, who wrote it down, who edits its group.
    Raises `NotFound`, `NotAllowed`."""
    row, sight = seen_thing(viewer, Listing, uid)
    if not may_change(viewer, row, sight):
        raise NotAllowed(
            _("This is somebody else’s."), remedy=_("Write to the group: they can change it, or ask for it.")
        )
    return row


def _whose(viewer: Viewer, draft: ListingDraft) -> str:
    return "" if draft.name.strip() or draft.for_group else viewer.actor


def _words(draft: ListingDraft) -> dict[str, str]:
    return {"title": short_enough(draft.title, LONGEST_TITLE), "text": draft.text}


def _until(first: date, days: int) -> date:
    if not 1 <= days <= LONGEST_STAY:
        raise Problem(
            _("It can stand for a year at most."),
            remedy=_("Choose fewer days: you are asked before it ends, and one press renews it."),
        )
    return first + timedelta(days=days)


def _columns(group: Group, draft: ListingDraft) -> dict[str, Any]:
    if draft.what not in Listing.What.values or draft.sort not in Listing.Sort.values:
        raise Problem(
            _("It is not said what it is."), remedy=_("Choose whether you offer or need, and what.")
        )
    if draft.radius is not None and not 0 <= draft.radius <= MOST_KM:
        raise Problem(_("No place is so far away."), remedy=_("Write how many kilometres around."))
    if draft.quantity is not None and not 0 < draft.quantity < Decimal(10) ** 11:
        raise Problem(_("This quantity makes no sense."), remedy=_("Write a number above nothing."))
    return {
        "what": draft.what,
        "sort": draft.sort,
        "term": _term(group, draft.term),
        "quantity": draft.quantity,
        "unit": draft.unit.strip()[:40],
        "free": draft.free,
        "place": _place(group, draft.place),
        "where": draft.where.strip()[:200],
        "radius": draft.radius,
        "audience": draft.audience,
    }


def _term(group: Group, pk: int | None) -> Term | None:
    if pk is None:
        return None
    if not is_category(pk, group.pk):
        raise gone()
    return Term.objects.get(pk=pk)


def _place(group: Group, pk: int | None) -> Place | None:
    if pk is None:
        return None
    found = Place.objects.filter(pk=pk, group=group).first()
    if found is None:
        raise gone()
    return found


def _prices(viewer: Viewer, group: Group, draft: ListingDraft) -> list[tuple[Currency, int]]:
    """The prices, each in another unit. Raises `Problem` for what is no amount, or for a price of a gift."""
    said = [(words.strip(), unit) for words, unit in draft.prices if words.strip()]
    if said and draft.free:
        raise Problem(
            _("It is free, and it has a price."),
            remedy=_("Take the price away, or don’t say that it is free."),
        )
    found: dict[int, tuple[Currency, int]] = {}
    for words, unit in said:
        chosen = currency_chosen(viewer, group.pk, unit)
        currency = currency_for(chosen) if isinstance(chosen, str) else chosen
        amount = amounts.read(words, currency)
        if amount <= 0:
            raise Problem(_("A price of nothing is no price."), remedy=_("Say that it is free."))
        if currency.pk in found:
            raise Problem(
                _("Two prices are in the same unit."), remedy=_("Leave one, or choose another unit for it.")
            )
        found[currency.pk] = (currency, amount)
    return list(found.values())


def _price(batch: Batch, row: Listing, prices: list[tuple[Currency, int]]) -> None:
    wanted = {currency.pk: (currency, amount) for currency, amount in prices}
    for one in row.prices.all():
        if one.currency_id in wanted:
            change(batch, one, amount=wanted.pop(one.currency_id)[1])
        else:
            remove(batch, one)
    for currency, amount in wanted.values():
        add(batch, Price(listing=row, currency=currency, amount=amount))
