"""What the fields of a Murmurations profile of an organisation may hold, and what is wrong in one.

The lists follow the public field library of Murmurations: organizations_schema-v1.0.0, and the fields for
places that other profiles add. Fields that are not listed may hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from konbit.directory.countries import country_code

SCHEMA = "organizations_schema-v1.0.0"
STATES = ("active", "completed", "cancelled", "on_hold", "in_planning")
SCOPES = ("local", "regional", "national", "international")
LONGEST_NAME = 200
LONGEST_ADDRESS = 2_000
LONGEST_TAG = 100
MOST_TAGS = 100
_WEB = re.compile(r"https?://.")
_SCHEMA_NAME = re.compile(r"[a-z][a-z0-9_]{7,97}-v\d+\.\d+\.\d+\Z")
_TWO_LETTERS = re.compile(r"[A-Z]{2}\Z")


@dataclass(frozen=True)
class Fault:
    """Something that a profile may not say: the path of the field (`urls[0].url`) and why."""

    field: str
    message: str


Check = Callable[[str, Any], Iterator[Fault]]


def faults(profile: dict[str, Any]) -> list[Fault]:
    """Everything in a profile that the fields do not allow, in the order of the field lists."""
    found = [
        Fault(name, _("This field is missing."))
        for name in ("linked_schemas", "name")
        if profile.get(name) in (None, "", [])
    ]
    for name, check in FIELDS.items():
        if profile.get(name) is not None:
            found.extend(check(name, profile[name]))
    return found


def _text(most: int, path: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield _not(path, value, _("a text"))
    elif most and len(value) > most:
        yield Fault(path, _("This is longer than %(most)s characters.") % {"most": most})


def _web(path: str, value: Any) -> Iterator[Fault]:
    yield from _text(LONGEST_ADDRESS, path, value)
    if isinstance(value, str) and not _WEB.match(value):
        yield _not(path, value, _("an address that begins with http:// or https://"))


def _one_of(allowed: tuple[str, ...], path: str, value: Any) -> Iterator[Fault]:
    if value not in allowed:
        yield _not(path, value, _("one of: %(words)s") % {"words": ", ".join(allowed)})


def _number(most: float, path: str, value: Any) -> Iterator[Fault]:
    """A number from minus `most` to `most`."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -most <= value <= most:
        yield _not(
            path,
            value,
            _("a number from %(least)s to %(most)s") % {"least": f"{-most:g}", "most": f"{most:g}"},
        )


def _moment(path: str, value: Any) -> Iterator[Fault]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield _not(path, value, _("a moment in seconds since 1970"))


def _country(path: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, str) or not _TWO_LETTERS.match(value) or country_code(value) != value:
        yield _not(path, value, _("the two capital letters of a country"))


def _schema_name(path: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, str) or not _SCHEMA_NAME.match(value):
        yield _not(path, value, _("the name of a schema with its version"))


def _list(each: Check, most: int, path: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield _not(path, value, _("a list"))
        return
    if most and len(value) > most:
        yield Fault(path, _("This list has more than %(most)s entries.") % {"most": most})
    for place, one in enumerate(value):
        if one in value[:place]:
            yield Fault(
                f"{path}[{place}]", _("“%(value)s” stands twice in this list.") % {"value": str(one)[:60]}
            )
        yield from each(f"{path}[{place}]", one)


def _parts(checks: dict[str, Check], needed: tuple[str, ...], path: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _not(path, value, _("an object with %(parts)s") % {"parts": ", ".join(checks)})
        return
    for name in needed:
        if value.get(name) in (None, ""):
            yield Fault(f"{path}.{name}", _("This field is missing."))
    for name, check in checks.items():
        if value.get(name) not in (None, ""):
            yield from check(f"{path}.{name}", value[name])


def _not(path: str, value: Any, wanted: str) -> Fault:
    return Fault(path, _("“%(value)s” is not %(wanted)s.") % {"value": str(value)[:60], "wanted": wanted})


_ANY_TEXT: Check = partial(_text, 0)
_LATITUDE: Check = partial(_number, 90)
_LONGITUDE: Check = partial(_number, 180)
_NAMED_ADDRESS: Check = partial(_parts, {"name": _ANY_TEXT, "url": _web}, ("url",))
_RELATION: Check = partial(
    _parts, {"predicate_url": _web, "object_url": _web}, ("predicate_url", "object_url")
)

FIELDS: dict[str, Check] = {
    "linked_schemas": partial(_list, _schema_name, 0),
    "name": partial(_text, LONGEST_NAME),
    "nickname": _ANY_TEXT,
    "primary_url": _web,
    "tags": partial(_list, partial(_text, LONGEST_TAG), MOST_TAGS),
    "urls": partial(_list, _NAMED_ADDRESS, 0),
    "description": _ANY_TEXT,
    "mission": _ANY_TEXT,
    "status": partial(_one_of, STATES),
    "full_address": _ANY_TEXT,
    "street_address": _ANY_TEXT,
    "locality": _ANY_TEXT,
    "region": _ANY_TEXT,
    "postal_code": _ANY_TEXT,
    "country_name": _ANY_TEXT,
    "country_iso_3166": _country,
    "geolocation": partial(_parts, {"lat": _LATITUDE, "lon": _LONGITUDE}, ("lat", "lon")),
    "latitude": _LATITUDE,
    "longitude": _LONGITUDE,
    "image": _web,
    "header_image": _web,
    "images": partial(_list, _NAMED_ADDRESS, 0),
    "rss": _web,
    "relationships": partial(_list, _RELATION, 0),
    "starts_at": _moment,
    "ends_at": _moment,
    "contact_details": partial(_parts, {"email": _ANY_TEXT, "contact_form": _web}, ()),
    "telephone": _ANY_TEXT,
    "geographic_scope": partial(_one_of, SCOPES),
    "unique_id": _ANY_TEXT,
}
NUMBERS = frozenset({"geolocation.lat", "geolocation.lon", "latitude", "longitude", "starts_at", "ends_at"})
"""Paths of fields that hold numbers, which a table of text cannot say by itself."""
