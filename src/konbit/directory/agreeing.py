"""Whether two words say the same, however they are written: only what differs in truth is asked about.

Order, capitals, spaces, the writing of web addresses and telephone numbers make no difference; nor does it
that one says more than the other: a street beside a town, a month beside a year, one more telephone number.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

from konbit.directory.claim_fields import is_empty, part_of
from konbit.directory.precedence import Said
from konbit.engines.geodesy import distance_km

NEAR_KM = 1.0
LAST_DIGITS = 8
_WEB = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)


def disagreements(said: Sequence[Said], key: bytes) -> dict[str, str]:
    """The fields in which those who speak of a group say different things, each with the digest of what
    they say (64 hexadecimal digits, keyed: personal values cannot be guessed from it)."""
    found = {}
    for field in dict.fromkeys(field for one in said for field in one.words):
        agree = AGREE.get(part_of(field))
        told = [one for one in said if not is_empty(one.words.get(field))]
        if agree and any(not agree(a.words[field], b.words[field]) for a, b in combinations(told, 2)):
            found[field] = _digest(field, told, key)
    return found


def _digest(field: str, told: Sequence[Said], key: bytes) -> str:
    words = sorted(json.dumps([one.code, one.words[field]], sort_keys=True) for one in told)
    return hashlib.blake2b("\n".join(words).encode(), key=key[:64], digest_size=32).hexdigest()


def text(value: str) -> str:
    """A text without what is only a way of writing it."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split()).strip(" .,;")


def web(value: str) -> str:
    """A web address without scheme, "www.", capitals of the host and a slash at the end."""
    host, slash, rest = _WEB.sub("", value.strip(), count=1).partition("/")
    return host.casefold() + (slash + rest).rstrip("/")


def digits(value: str) -> str:
    """The last digits of a telephone number: the country's or the trunk's first ones may be left out."""
    return "".join(sign for sign in value if sign.isdigit())[-LAST_DIGITS:]


def _within(first: Iterable[Any], second: Iterable[Any]) -> bool:
    one, other = set(first), set(second)
    return one <= other or other <= one


def _texts(first: str, second: str) -> bool:
    return text(first) == text(second)


def _same(first: Any, second: Any) -> bool:
    return bool(first == second)


def _by_language(first: dict[str, str], second: dict[str, str]) -> bool:
    return all(_texts(first[code], second[code]) for code in set(first) & set(second))


def _dates(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)


def _contacts(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> bool:
    return _within(map(_contact, first), map(_contact, second))


def _contact(contact: dict[str, Any]) -> str:
    normal = {"website": web, "social": web, "phone": digits}.get(contact["kind"], text)
    return normal(contact["value"])


def _terms(first: list[list[Any]], second: list[list[Any]]) -> bool:
    return _within((one[0] for one in first), (one[0] for one in second))


def _sizes(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> bool:
    told = {size.get("on", ""): size["value"] for size in first}
    return all(told.get(size.get("on", ""), size["value"]) == size["value"] for size in second)


def _places(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> bool:
    fewer, more = sorted((first, second), key=len)
    return all(any(_place(one, other) for other in more) for one in fewer)


def _place(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if (one.get("role") or "site") != (other.get("role") or "site"):
        return False
    points = [_point(one), _point(other)]
    if points[0] and points[1]:
        return distance_km(*points[0], *points[1]) <= NEAR_KM
    names = ("postcode", "country") if one.get("postcode") and other.get("postcode") else _ADDRESS
    return all(_compact(one[name]) == _compact(other[name]) for name in names if _both(one, other, name))


_ADDRESS = ("street", "locality", "country")


def _both(one: dict[str, Any], other: dict[str, Any], name: str) -> bool:
    return bool(one.get(name) and other.get(name))


def _compact(value: str) -> str:
    return "".join(sign for sign in text(value) if sign.isalnum())


def _point(place: dict[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = place.get("given_latitude"), place.get("given_longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


AGREE: dict[str, Callable[[Any, Any], bool]] = {
    "name": _texts,
    "names": _by_language,
    "description": _by_language,
    "kind": _same,
    "motive": _same,
    "valid_from": _dates,
    "valid_until": _dates,
    "languages": _within,
    "places": _places,
    "contacts": _contacts,
    "terms": _terms,
    "sizes": _sizes,
}
"""By part what tells whether two words agree. Of any other part all words are shown together."""
