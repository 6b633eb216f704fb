"""What one row of somebody's file says about one group, before anything is written to the database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that a person should look at: `row` as she counts them, `column` by its header.

    A fatal trouble rejects the row; any other keeps it.
    """

    row: int
    column: str
    message: str
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A site of the group, or the area that it serves; degrees, kilometres, confidence 0 to 100.

    Coordinates given by hand stand apart from those that a geocoder found for the address.
    """

    role: str = "site"
    name: str = ""
    street: str = ""
    locality: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    given_latitude: float | None = None
    given_longitude: float | None = None
    geocoded_latitude: float | None = None
    geocoded_longitude: float | None = None
    confidence: int | None = None
    precision: str = "exact"
    radius_km: int | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, by hand before geocoded; None when the place is not on the map."""
        if self.given_latitude is not None and self.given_longitude is not None:
            return self.given_latitude, self.given_longitude
        if self.geocoded_latitude is not None and self.geocoded_longitude is not None:
            return self.geocoded_latitude, self.geocoded_longitude
        return None


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A way to reach the group (kind: phone, email, person, website, social) and who may see it."""

    kind: str
    value: str
    audience: str


@dataclass(frozen=True, slots=True)
class SizeDraft:
    """A count: of what (`dimension`: scheme code and term code), how many, on a partial date or undated."""

    dimension: tuple[str, str]
    value: int
    on: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A group as one row tells it. `terms` are (scheme code, term code); `primary_terms` are among them.

    `founded` and `closed` are partial dates, `confirmed` a day (ISO 8601) or nothing.
    `key` names the row within its source and lasts from one reading to the next; `key_derived` says that
    the row had none of its own. `descriptions` and `names` are text by language; `own_words` the words for
    everyone that name no term, `extras` the cells of columns without a meaning here, both by header.
    """

    row: int
    key: str
    name: str
    kind: str = "initiative"
    language: str = "en"
    key_derived: bool = False
    names: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    descriptions: dict[str, str] = field(default_factory=dict)
    places: tuple[PlaceDraft, ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    primary_terms: tuple[tuple[str, str], ...] = ()
    sizes: tuple[SizeDraft, ...] = ()
    founded: str = ""
    closed: str = ""
    confirmed: str = ""
    website: str = ""
    own_words: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()

    @property
    def rejected(self) -> bool:
        """Whether the row cannot become a group."""
        return any(trouble.fatal for trouble in self.troubles)

    def fields(self) -> dict[str, Any]:
        """Everything that the row says, as JSON-able values, without what depends on the reading.

        Empty values are left out, so that a field added to drafts later does not make old rows look new.
        """
        said = ((name, getattr(self, name)) for name in _SAID)
        return {name: _plain(value) if isinstance(value, tuple) else value for name, value in said if value}

    def digest(self) -> str:
        """SHA-256 (64 hexadecimal digits) of the canonical JSON of `fields()`: equal when the row is."""
        return digest_of(self.fields())


def digest_of(fields: dict[str, Any]) -> str:
    """The digest of what a draft said, from its fields alone (64 hexadecimal digits)."""
    return hashlib.sha256(_CANONICAL.encode(fields).encode()).hexdigest()


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_SAID = tuple(one.name for one in fields(Draft) if one.name not in {"row", "key", "key_derived", "troubles"})
_PARTS = {kind: tuple(one.name for one in fields(kind)) for kind in (PlaceDraft, ContactDraft, SizeDraft)}


def _plain(values: tuple[Any, ...]) -> list[Any]:
    return [_plain(one) if type(one) is tuple else _plain_part(one) for one in values]


def _plain_part(part: Any) -> Any:
    names = _PARTS.get(type(part))
    if not names:
        return part
    said = ((name, getattr(part, name)) for name in names)
    return {
        name: list(one) if isinstance(one, tuple) else one
        for name, one in said
        if one is not None and one != ""
    }
