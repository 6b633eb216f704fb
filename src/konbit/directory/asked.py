"""What a reader asks of the directory, as the address of the page says it: the address is the state.

Reading never fails: what cannot be understood is left out and told as a notice. Writing is canonical: the
same question has one address, whatever the order in which it was put together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

FACETS = (
    "kind", "activity", "type", "structure", "membership", "qualifier", "path", "stage", "term",
    "country", "region", "network", "freshness", "certainty",
)  # fmt: skip
FIRST = ("kind", "activity", "membership", "country", "region", "network", "freshness")
"""The filters that are counted beside every search."""
AFTER = ("type", "structure")
"""Those that are counted when somebody asks for more filters, or has chosen one of them."""
MORE_FILTERS = "filters"
PAGE_SIZE = 20
MOST_PAGES = 500
LONGEST = 200  # characters of a word or value
MOST_VALUES = 50  # of one filter
KM = 25
MOST_KM = 20_000

Bounds = tuple[float, float, float, float]
_OWN = frozenset({"q", *FACETS, "near", "lat", "lon", "km", "bbox", "page", "view", "more"})


class Values(Protocol):
    """The parameters of an address, such as `request.GET`."""

    def getlist(self, key: str) -> list[Any]:
        """All values of one parameter."""

    def __iter__(self) -> Any:
        """The names of the parameters."""


@dataclass(frozen=True)
class Asked:
    """A question to the directory.

    `q`: words. `chosen`: per facet the values of which a group has at least one; networks by their uid.
    `near`: a place by name, or what to call the point `lat`/`lon` (degrees); `km`: how far around.
    `bounds`: south, west, north, east in degrees, west > east across the 180° meridian. `page` from 1.
    `view`: "", "list" or "map". `more`: the facet that is shown at length, or `MORE_FILTERS`. `notices`: what
    could not be understood, in plain words.
    """

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    near: str = ""
    lat: float | None = None
    lon: float | None = None
    km: int = KM
    bounds: Bounds | None = None
    page: int = 1
    view: str = ""
    more: str = ""
    notices: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def read(cls, values: Values, also: frozenset[str] = frozenset()) -> Asked:
        """The question of an address; parameters in `also` belong to the page and are passed over."""
        return _Reading(values, also).asked()

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude around which is searched, once known."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None

    @property
    def counted(self) -> tuple[str, ...]:
        """The filters to count: a country before its regions, and others when they are wanted."""
        place = "region" if self.chosen.get("country") or self.chosen.get("region") else "country"
        wanted = {place, self.more, *self.chosen, *(AFTER if self.more == MORE_FILTERS else ())}
        shown = [name for name in FIRST if name in wanted or name not in ("country", "region")]
        return (*shown, *(name for name in AFTER if name in wanted))

    @property
    def narrows(self) -> bool:
        """Whether anything is asked that leaves groups out."""
        return bool(self.q or any(self.chosen.values()) or self.near or self.point or self.bounds)

    def but(self, **changes: Any) -> Asked:
        """The same question with something changed, from its first page on."""
        return replace(self, **{"page": 1, "notices": (), **changes})

    def choosing(self, facet: str, value: str) -> Asked:
        """With one value of a facet more."""
        held = self.chosen.get(facet, ())
        return self._chosen(facet, held if value in held else tuple(sorted((*held, value))))

    def dropping(self, facet: str, value: str) -> Asked:
        """With one value of a facet less."""
        return self._chosen(facet, tuple(one for one in self.chosen.get(facet, ()) if one != value))

    def anywhere(self) -> Asked:
        """Without the place and its radius."""
        return self.but(near="", lat=None, lon=None, km=KM)

    def _chosen(self, facet: str, values: tuple[str, ...]) -> Asked:
        chosen = {name: held for name, held in self.chosen.items() if name != facet}
        return self.but(chosen=MappingProxyType(chosen | ({facet: values} if values else {})))

    def pairs(self) -> list[tuple[str, str]]:
        """The question as (parameter, value) pairs in canonical order; what is as usual is left out."""
        said = [("q", self.q)] if self.q else []
        said += [(name, value) for name in FACETS for value in sorted(self.chosen.get(name, ()))]
        if self.near:
            said.append(("near", self.near))
        if self.point:
            said += [("lat", _degrees(self.point[0])), ("lon", _degrees(self.point[1]))]
        if (self.near or self.point) and self.km != KM:
            said.append(("km", str(self.km)))
        if self.bounds:
            said.append(("bbox", ",".join(map(_degrees, self.bounds))))
        if self.page > 1:
            said.append(("page", str(self.page)))
        return said + [(name, value) for name in ("view", "more") if (value := getattr(self, name))]

    def address(self, page: str = "") -> str:
        """The address of the question on a page; "?" alone where nothing is asked, so that it is a link."""
        return f"{page}?{urlencode(self.pairs(), quote_via=quote, safe='/:,')}"


class _Reading:
    """One address being read, with what was found wrong in it."""

    def __init__(self, values: Values, also: frozenset[str]) -> None:
        self._values = values
        self._also = also
        self._notices: list[str] = []

    def asked(self) -> Asked:
        lat, lon = self._point()
        chosen = {name: held for name in FACETS if (held := self._several(name))}
        view, more = self._one("view"), self._one("more")
        unknown = sorted(set(self._values) - _OWN - self._also)
        if unknown:
            self._say(_("Left out of the address, as it means nothing here: %s.") % ", ".join(unknown)[:80])
        return Asked(
            q=" ".join(self._one("q").split()),
            chosen=MappingProxyType(chosen),
            near=" ".join(self._one("near").split()),
            lat=lat,
            lon=lon,
            km=self._whole("km", KM, MOST_KM),
            bounds=self._bounds(),
            page=self._whole("page", 1, MOST_PAGES),
            view=view if view in {"list", "map"} else "",
            more=more if more in (*FACETS, MORE_FILTERS) else "",
            notices=tuple(self._notices),
        )

    def _say(self, notice: str) -> None:
        self._notices.append(notice)

    def _one(self, name: str) -> str:
        return _clean(next(iter(self._values.getlist(name)), ""))

    def _several(self, name: str) -> tuple[str, ...]:
        said = (_clean(value) for value in self._values.getlist(name)[:MOST_VALUES])
        return tuple(sorted({value for value in said if value}))

    def _whole(self, name: str, usual: int, most: int) -> int:
        said = self._one(name)
        if not said:
            return usual
        if not (said.isascii() and said.isdigit()):
            self._say(_("“%(value)s” is no number; %(used)s was used.") % {"value": said[:40], "used": usual})
            return usual
        number = int(said[:9])
        if not 1 <= number <= most:
            used = max(1, min(most, number))
            self._say(_("%(value)s is out of range; %(used)s was used.") % {"value": said[:40], "used": used})
            return used
        return number

    def _numbers(self, name: str, count: int) -> list[float]:
        said = self._one(name)
        if not said:
            return []
        try:
            numbers = [float(part) for part in said.split(",")]
        except ValueError:
            numbers = []
        if len(numbers) != count or not all(abs(number) <= 540 for number in numbers):
            self._say(_("“%(value)s” is no place on the map, so it was left out.") % {"value": said[:40]})
            return []
        return numbers

    def _point(self) -> tuple[float | None, float | None]:
        latitude, longitude = self._numbers("lat", 1), self._numbers("lon", 1)
        if not (latitude and longitude):
            return None, None
        if abs(latitude[0]) > 90:
            self._say(_("A latitude lies between -90 and 90, so this place was left out."))
            return None, None
        return latitude[0], _round_the_world(longitude[0])

    def _bounds(self) -> Bounds | None:
        numbers = self._numbers("bbox", 4)
        if not numbers:
            return None
        south, west, north, east = numbers
        if not -90 <= south <= north <= 90:
            self._say(_("The part of the map is written south, west, north, east; this one was left out."))
            return None
        if abs(east - west) >= 360:
            return south, -180.0, north, 180.0
        return south, _round_the_world(west), north, _round_the_world(east)


def _clean(value: object) -> str:
    """A value without what no word holds: control characters, blanks around it, excessive length."""
    text = "".join(letter for letter in str(value)[:LONGEST] if letter.isprintable() or letter == "\t")
    return text.strip()


def _round_the_world(longitude: float) -> float:
    """A longitude that was scrolled past the 180° meridian, within ±180."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def _degrees(number: float) -> str:
    written = f"{number:.5f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
