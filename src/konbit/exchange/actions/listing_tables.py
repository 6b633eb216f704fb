"""Offers and needs out of a table: what can be taken is taken as one act, the other rows come back with the
reason."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.directory.actions.importing.rejecting import Rejects
from konbit.directory.draft import Trouble
from konbit.directory.formats.reading import Row
from konbit.directory.languages import language_code
from konbit.directory.queries.visible import seen_group
from konbit.directory.queries.vocabulary import KnownTerms
from konbit.directory.written_dates import read_date
from konbit.exchange.actions.listings import LONGEST_STAY, USUAL_STAY, ListingDraft, put_listing
from konbit.exchange.formats.brought_file import small_enough, table_in
from konbit.exchange.formats.listings_table import HEADERS, ReadListing, read_row, targets
from konbit.exchange.formats.offers_wants import rows_of
from konbit.exchange.models import Listing
from konbit.exchange.queries.left_rows import SALT
from konbit.exchange.queries.listing_choices import is_category
from konbit.people.audience import Viewer

MOST_ROWS = 2000
_NUMBER = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(.*)", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True)
class Brought:
    """What came of a table: the first thing made, for who wants it all back; how many; the refused rows by
    number with the reason; `left`: what opens these as a file (see `left_rows`)."""

    first: Listing | None
    made: int
    refused: tuple[tuple[int, str], ...]
    left: str


def bring_table(viewer: Viewer, group_uid: str, name: str, content: bytes, language: str) -> Brought:
    """Take a table of a group's (uid) offers and needs: CSV, XLSX, or Murmurations profiles. Raises `Problem`
    for a file that is none, `NotFound`, `NotAllowed`."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("edit")
    small_enough(name, content)
    headers, rows = _opened(name, content)
    meaning = targets(headers)
    if "title" not in meaning.values():
        raise Problem(
            _("No column says what is offered or needed."), name[:80],
            _("Call one column “title”, and one “what” with “offer” or “need” in it."), status=422,
        )  # fmt: skip
    made: list[Listing] = []
    refused: list[tuple[Row, str]] = []
    terms = KnownTerms()
    with recording(viewer.actor, "bring listings") as batch:
        for row in rows:
            key = uuid.uuid5(uuid.NAMESPACE_OID, f"{group.uid} {sorted(row.cells.items())}")
            try:
                draft = _draft(read_row(row.cells, meaning), terms, group.pk, language)
                if not Listing.objects.filter(key=key).exists():
                    made.append(put_listing(batch, viewer, group, draft, key))
            except Problem as problem:
                refused.append((row, str(problem)))
    told = tuple((row.number, why) for row, why in refused)
    left = _kept(viewer, headers, refused) if refused else ""
    return Brought(made[0] if made else None, len(made), told, left)


def _opened(name: str, content: bytes) -> tuple[Sequence[str], list[Row]]:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        profiles = rows_of(content, name[:80])
        return HEADERS, [Row(number, cells) for number, cells in enumerate(profiles, start=1)]
    return table_in(content, MOST_ROWS)


def _draft(row: ReadListing, terms: KnownTerms, group: int, language: str) -> ListingDraft:
    if not row.what:
        raise Problem(
            _("It is not said whether it is offered or needed."),
            remedy=_("Write “offer” or “need” in its column."),
        )
    if not row.sort:
        raise Problem(
            _("“%(said)s” is no sort.") % {"said": row.said("sort")[:40]},
            remedy=_("Write goods, service, know-how, time, space or transport."),
        )
    said, unit = _quantity(row.said("quantity"))
    return ListingDraft(
        language=language_code(row.said("language")) or language, what=row.what, sort=row.sort,
        title=row.said("title"), text=row.said("text")[:4000], name=row.said("from_whom"), for_group=True,
        term=_term(terms, row.said("category"), group), quantity=said, unit=unit, free=row.free,
        prices=_prices(row), where=row.said("where"), radius=_radius(row.said("radius_km")),
        days=_days(row.said("until")),
    )  # fmt: skip


def _term(terms: KnownTerms, words: str, group: int) -> int | None:
    """A category by its name; words that name none are no trouble: the text says enough."""
    found = terms.find(words) if words else None
    pk = terms.id(*found) if found else None
    return pk if pk is not None and is_category(pk, group) else None


def _quantity(words: str) -> tuple[Decimal | None, str]:
    match = _NUMBER.match(words)
    if match is None:
        return None, words[:40]
    try:
        number = Decimal(match[1].replace(",", "."))
    except InvalidOperation:
        return None, words[:40]
    return (number or None), match[2].strip()[:40]


def _prices(row: ReadListing) -> tuple[tuple[str, str], ...]:
    amount, unit = row.said("price"), row.said("currency").strip()
    if not amount:
        return ()
    if not unit:
        raise Problem(
            _("It is not said in what the price is counted."),
            remedy=_("Write its three letters in the column “currency”, such as HTG, or HOUR."),
        )
    return ((amount, unit.upper()),)


def _radius(words: str) -> int | None:
    match = _NUMBER.match(words)
    if not words:
        return None
    if match is None:
        raise Problem(
            _("“%(said)s” is no distance.") % {"said": words[:40]}, remedy=_("Write kilometres: 25.")
        )
    return int(Decimal(match[1].replace(",", ".")))


def _days(words: str) -> int:
    if not words:
        return USUAL_STAY
    day = read_date(words)
    if not _DAY.match(day):
        raise Problem(_("“%(said)s” is no day.") % {"said": words[:40]}, remedy=_("Write it as 2031-05-14."))
    days = (date.fromisoformat(day) - date.today()).days
    if days < 1:
        raise Problem(_("This has ended already."), remedy=_("Write a later day, or leave it empty."))
    return min(days, LONGEST_STAY)


def _kept(viewer: Viewer, headers: Sequence[str], refused: list[tuple[Row, str]]) -> str:
    """Keep the refused rows for a day; what opens them again, for this person alone."""
    folder = Path(settings.KONBIT_HOME) / "sheets"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{uuid.uuid4().hex}.csv"
    rejects = Rejects(folder / name, headers)
    for row, why in refused:
        rejects.add(row, [Trouble(row.number, "", why, fatal=True)])
    rejects.close()
    return signing.dumps([name, viewer.actor], salt=SALT)
