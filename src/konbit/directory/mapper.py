"""Turns the rows of a table into drafts, as a mapping says."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _

from konbit.directory.cell_readers import READERS
from konbit.directory.coordinates import FindBounds, FindPoint, FindTown, degrees, pair, settled_pair
from konbit.directory.countries import country_code
from konbit.directory.dates import first_day, partial_date
from konbit.directory.draft import ContactDraft, Draft, PlaceDraft
from konbit.directory.filling import Column, Filling
from konbit.directory.folding import fold
from konbit.directory.formats.table import Row
from konbit.directory.mapping import KINDS, Mapping, Vocabulary
from konbit.directory.targets import split_target

_KIND_WORDS = {
    **dict.fromkeys(("initiative", "iniciativa", "inisyativ"), "initiative"),
    **dict.fromkeys(("collective", "collectif", "colectivo", "coletivo", "kolektif"), "collective"),
    **dict.fromkeys(("network", "reseau", "red", "rede", "rezo", "netzwerk", "federation"), "network"),
    **dict.fromkeys(("public body", "organisme public", "organismo publico", "orgao publico"), "public_body"),
}
# As many characters as the directory keeps of each.
_ROOM = {
    "key": 300,
    "name": 300,
    "street": 300,
    "locality": 200,
    "region": 200,
    "postcode": 20,
    "place_name": 200,
}


def apply(mapping: Mapping, row: Row, vocabulary: Vocabulary) -> Draft:
    """The draft of a single row; for many rows make one `Mapper`."""
    return Mapper(mapping, vocabulary).draft(row)


class Mapper:
    """Reads rows under one mapping. `bounds` gives a country's box, and `find_town` a town's middle, by which
    swapped coordinates show.

    `notes` says what holds for every row of the table.
    """

    def __init__(
        self,
        mapping: Mapping,
        vocabulary: Vocabulary,
        bounds: FindBounds | None = None,
        find_town: FindTown | None = None,
    ) -> None:
        mapping.check()
        self._mapping = mapping
        self._vocabulary = vocabulary
        self._bounds = bounds
        self._find_town = find_town
        self._columns = {header: self._column(header) for header in mapping.columns}
        self.notes: list[str] = []
        self._headers = {target: header for header, target in reversed(mapping.columns.items())}
        if "key" not in self._headers:
            self.notes.append(
                _(
                    "No column holds an identifier, so groups are recognised by name and town the next time. "
                    "Whoever is renamed will look new."
                )
            )

    def draft(self, row: Row) -> Draft:
        """What the row says, with its troubles; never raises for anything that a cell may hold."""
        filling = Filling(row.number, list(row.troubles), self._mapping, self._vocabulary)
        for header, cell in row.cells.items():
            column = self._columns.get(header)
            if not column:
                filling.keep(header, cell)
            elif cell and not cell.isspace():
                READERS[column.target](filling, column, cell)
        return self._finished(filling)

    def _column(self, header: str) -> Column:
        target, detail = split_target(self._mapping.columns[header])
        values = self._mapping.values.get(header, {})
        return Column(
            header,
            target,
            detail,
            self._mapping.audience(header),
            {**{fold(value): term for value, term in values.items()}, **values},
        )

    def _finished(self, filling: Filling) -> Draft:
        for target, room in _ROOM.items():
            filling.shorten(target, room)
        country = self._country(filling)
        name = filling.take("name")
        if not name:
            missing = _("This row has no name. Every group needs one.")
            filling.trouble(self._headers.get("name", ""), missing, fatal=True)
        place = self._site(filling, country)
        key = filling.take("key")
        derived = not key
        if derived:
            if "key" in self._headers:
                unknown = _("No identifier here; the group is recognised by its name and town.")
                filling.trouble(self._headers["key"], unknown)
            told = f"{fold(name)}|{fold(place.locality)}|{country}"
            key = f"~{hashlib.sha256(told.encode()).hexdigest()[:20]}"
        website, contacts = self._contacts(filling)
        return Draft(
            row=filling.row,
            key=key,
            name=name,
            kind=self._kind(filling),
            language=filling.take("language").lower().replace("_", "-") or self._mapping.language,
            key_derived=derived,
            aliases=tuple(alias for alias in dict.fromkeys(filling.aliases) if alias != name),
            descriptions=filling.descriptions,
            places=tuple(
                one for one in (place, *self._areas(filling, country)) if one != PlaceDraft(role=one.role)
            ),
            contacts=contacts,
            identifiers=tuple(dict.fromkeys(filling.identifiers)),
            terms=tuple(dict.fromkeys(filling.terms)),
            primary_terms=tuple(dict.fromkeys(filling.primary_terms)),
            sizes=tuple(filling.sizes),
            founded=self._date(filling, "founded", country),
            closed=self._date(filling, "closed", country),
            # Whoever says "2021" says at least that much: it was confirmed when that year began.
            confirmed=first_day(self._date(filling, "confirmed", country)),
            website=website,
            own_words=filling.own_words,
            extras=filling.extras,
            troubles=tuple(filling.troubles),
        )

    def _country(self, filling: Filling) -> str:
        header, said = filling.single.pop("country", ("", ""))
        code = country_code(said) if said else ""
        if said and not code:
            filling.keep(header, said)
            filling.trouble(
                header, _("“%(value)s” is not a country that is known here.") % {"value": said[:60]}
            )
        return code or self._mapping.country

    def _kind(self, filling: Filling) -> str:
        header, said = filling.single.pop("kind", ("", ""))
        if not said:
            return self._mapping.kind
        values = self._columns[header].values
        kind = values.get(said) or values.get(fold(said)) or _KIND_WORDS.get(fold(said), said)
        if kind in KINDS:
            return kind
        filling.keep_words(self._columns[header], said, [said])
        filling.trouble(
            header,
            _("“%(value)s” is not a kind of group; it is read as the usual kind. Map the value.")
            % {"value": said[:60]},
        )
        return self._mapping.kind

    def _site(self, filling: Filling, country: str) -> PlaceDraft:
        locality, region = filling.take("locality"), filling.take("region")
        town = partial(self._town, locality, region, country)
        given = self._point(filling, "latitude", "longitude", country, town) or (None, None)
        found = self._point(filling, "geocoded_latitude", "geocoded_longitude", country, town) or (None, None)
        confidence = filling.number("geocoded_confidence", 100)
        return PlaceDraft(
            name=filling.take("place_name"),
            street=filling.take("street"),
            locality=locality,
            region=region,
            postcode=filling.take("postcode"),
            country=country,
            given_latitude=given[0],
            given_longitude=given[1],
            geocoded_latitude=found[0],
            geocoded_longitude=found[1],
            confidence=None if found[0] is None else confidence,
        )

    def _areas(self, filling: Filling, country: str) -> list[PlaceDraft]:
        radius = filling.number("radius_km", 20_000)
        names = filling.areas or ([""] if radius else [])
        return [PlaceDraft(role="service", name=name, country=country, radius_km=radius) for name in names]

    def _town(self, locality: str, region: str, country: str) -> tuple[float, float] | None:
        """The middle of the town that a row states, if it is surely known which one that is."""
        found = self._find_town(locality, region, country) if self._find_town and locality else None
        return (found[0], found[1]) if found and found[2] else None

    def _point(
        self, filling: Filling, latitude: str, longitude: str, country: str, town: FindPoint
    ) -> tuple[float, float] | None:
        header, north = filling.single.pop(latitude, ("", ""))
        other, east = filling.single.pop(longitude, ("", ""))
        if latitude == "latitude" and "coordinates" in filling.single:
            header, both = filling.single.pop("coordinates")
            said, told = pair(both), both
        else:
            if not north and not east:
                return None
            numbers = degrees(north), degrees(east)
            told = f"{north}, {east}"
            said = None if None in numbers else (numbers[0] or 0.0, numbers[1] or 0.0)
        if said is None:
            filling.keep(header or other, told)
            filling.trouble(
                header or other,
                _(
                    "“%(value)s” is not a latitude and a longitude, such as 51.6083 and -3.6547; the group "
                    "is kept without a place."
                )
                % {"value": told[:60]},
            )
            return None
        point, trouble = settled_pair(*said, country, self._bounds, town)
        if trouble:
            filling.trouble(header, trouble)
        if not point and any(said):
            filling.keep(header, told)
        return point

    def _date(self, filling: Filling, target: str, country: str) -> str:
        header, said = filling.single.pop(target, ("", ""))
        found = partial_date(said, country) if said else ""
        if said and not found:
            filling.keep(header, said)
            filling.trouble(
                header, _("“%(value)s” is not a date, such as 1984 or 2004-01-28.") % {"value": said[:60]}
            )
        return found

    def _contacts(self, filling: Filling) -> tuple[str, tuple[ContactDraft, ...]]:
        contacts = [
            replace(contact, audience="public" if filling.shown[contact.kind] else "stewards")
            if contact.kind in filling.shown
            else contact
            for contact in dict.fromkeys(filling.contacts)
        ]
        website = next((one for one in contacts if one.kind == "website" and one.audience == "public"), None)
        return (website.value if website else ""), tuple(one for one in contacts if one is not website)
