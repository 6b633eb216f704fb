"""Where offers and needs are: never more exactly than their group shows its places to everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from konbit.directory.countries import country_name
from konbit.directory.forms.fields import reader
from konbit.directory.models import Place
from konbit.directory.places import ShownPlace, shown_place
from konbit.engines.geodesy import distance_km
from konbit.exchange.models import Listing

USUAL_KM = 50
"""How far people go where nothing is said, in kilometres."""

_COLUMNS = (
    "role", "name", "street", "locality", "region", "postcode", "country", "given_latitude",
    "given_longitude", "geocoded_latitude", "geocoded_longitude", "precision", "radius_km",
)  # fmt: skip


@dataclass(frozen=True)
class Where:
    """A place in words, its point as it may be shown (degrees), and how far around it is meant (km)."""

    words: str
    point: tuple[float, float] | None
    radius: int | None

    def apart(self, other: tuple[float, float] | None) -> float | None:
        """How far it is from another point, in kilometres; None where one of them is not known."""
        return None if self.point is None or other is None else distance_km(*self.point, *other)

    def meets(self, other: Where) -> bool:
        """Whether who is here and who is there would come together: as far as the one that reaches further.
        Where nobody knows how far it is, they might."""
        apart = self.apart(other.point)
        return apart is None or apart <= max(_reach(self), _reach(other))


def _reach(where: Where) -> int:
    return USUAL_KM if where.radius is None else where.radius


def wheres_of(rows: Iterable[Listing]) -> dict[int, Where]:
    """Where each of these offers and needs is, by id: at its place, or where its group is."""
    listed = list(rows)
    groups = {one.group_id for one in listed}
    named: dict[int, ShownPlace] = {}
    first: dict[int, ShownPlace] = {}
    places = Place.objects.filter(group__in=groups).order_by("group", "order", "id")
    for pk, group, *cells in places.values_list("pk", "group", *_COLUMNS):
        named[pk] = shown_place(dict(zip(_COLUMNS, cells, strict=True)))
        if named[pk].role == Place.Role.SITE:
            first.setdefault(group, named[pk])
    language = reader()
    return {
        one.pk: _where(one, named.get(one.place_id or 0) or first.get(one.group_id), language)
        for one in listed
    }


def _where(row: Listing, place: ShownPlace | None, language: str) -> Where:
    told = [row.where] if row.where else []
    if place is not None and not told:
        told = [place.locality or place.name or place.region]
        told.append(country_name(place.country, language) if place.country else "")
    known = place is not None and place.lat is not None and place.lon is not None
    point = (place.lat, place.lon) if place is not None and known else None
    return Where(", ".join(filter(None, told)), point, row.radius)  # type: ignore[arg-type]


def place_choices(group: int) -> list[tuple[int, str]]:
    """The places of a group (id) at which something can be, in words that everybody may read."""
    language = reader()
    found = []
    for pk, *cells in Place.objects.filter(group=group).values_list("pk", *_COLUMNS):
        one = shown_place(dict(zip(_COLUMNS, cells, strict=True)))
        country = country_name(one.country, language) if one.country else ""
        words = dict.fromkeys(filter(None, (one.name, one.street, one.locality, one.region, country)))
        if words:
            found.append((pk, ", ".join(words)))
    return found
