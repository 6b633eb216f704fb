"""How exactly a place may be shown: the one place that decides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from konbit.engines.geodesy import blur


@dataclass(frozen=True)
class ShownPlace:
    """A place as the public may see it. `lat`/`lon` in degrees, already blurred; None: not on the map.

    `street` and `postcode` are empty unless the place is shown exactly.
    """

    role: str
    name: str
    street: str
    postcode: str
    locality: str
    region: str
    country: str
    lat: float | None
    lon: float | None
    precision: str
    radius_km: int | None


def shown_place(place: dict[str, Any]) -> ShownPlace:
    """The public view of a place given as the columns of `Place` (a dict such as `place_state` gives).

    Exactly: everything. District: no street, no postcode, a point in a cell of about a kilometre. Town:
    the locality and a point in its neighbourhood. Region: the region only. None: the country only.
    """
    precision = place.get("precision") or "exact"
    near = precision in {"exact", "district", "town"}
    point = shown_point(
        place.get("given_latitude"),
        place.get("given_longitude"),
        place.get("geocoded_latitude"),
        place.get("geocoded_longitude"),
        precision,
    )
    return ShownPlace(
        role=place.get("role") or "site",
        name=place.get("name", "") if near else "",
        street=place.get("street", "") if precision == "exact" else "",
        postcode=place.get("postcode", "") if precision == "exact" else "",
        locality=place.get("locality", "") if near else "",
        region=place.get("region", "") if precision != "none" else "",
        country=place.get("country", ""),
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        precision=precision,
        radius_km=place.get("radius_km"),
    )


def shown_point(
    given_lat: float | None,
    given_lon: float | None,
    geocoded_lat: float | None,
    geocoded_lon: float | None,
    precision: str,
) -> tuple[float, float] | None:
    """The point (degrees) that may be shown: said before looked-up coordinates, blurred as asked."""
    if given_lat is not None and given_lon is not None:
        lat, lon = given_lat, given_lon
    elif geocoded_lat is not None and geocoded_lon is not None:
        lat, lon = geocoded_lat, geocoded_lon
    else:
        return None
    return (lat, lon) if precision == "exact" else blur(lat, lon, precision)  # type: ignore[arg-type]
