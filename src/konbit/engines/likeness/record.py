"""A record as likeness compares it: what is written, made comparable once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..folding import fold
from ..geodesy import on_earth

SHARED_HOSTS = frozenset(
    [
        "facebook.com",
        "fb.com",
        "m.facebook.com",
        "instagram.com",
        "twitter.com",
        "x.com",
        "linkedin.com",
        "youtube.com",
        "t.me",
        "tiktok.com",
        "linktr.ee",
        "sites.google.com",
        "docs.google.com",
        "google.com",
        "wordpress.com",
        "wixsite.com",
        "medium.com",
        "github.com",
        "pitchero.com",
        "helloasso.com",
        "openstreetmap.org",
        "wikipedia.org",
    ]
)
"""Hosts of other people's pages: only with its path does such an address belong to one group."""

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://")
_NOT_VALUE = re.compile(r"[\W_]+")
_PHONE_DIGITS, _FEWEST_DIGITS = 9, 6


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a group. `Record.of` makes one of values as people write them.

    key: whatever names the record to the caller. names: every form, as written. lat, lon: degrees, both or
    neither. locality, postcode: folded. country: ISO 3166-1, two capitals. identifiers: (scheme, value) of
    registers that give each group one number. domains, phones: as `web_addresses` and `phone_digits` write
    them. activities: codes. Empty means unknown, never "none".
    """

    key: str
    names: tuple[str, ...]
    lat: float | None = None
    lon: float | None = None
    locality: str = ""
    postcode: str = ""
    country: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    domains: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        key: str,
        names: Iterable[str],
        *,
        point: tuple[float, float] | None = None,
        locality: str = "",
        postcode: str = "",
        country: str = "",
        identifiers: Iterable[tuple[str, str]] = (),
        websites: Iterable[str] = (),
        phones: Iterable[str] = (),
        activities: Iterable[str] = (),
    ) -> Record:
        """A record of values as people write them; ValueError for a point outside the world."""
        lat, lon = on_earth(*point) if point else (None, None)
        numbers = {(scheme, plain_value(value)) for scheme, value in identifiers}
        return cls(
            key,
            tuple(dict.fromkeys(name.strip() for name in names if name.strip())),
            lat,
            lon,
            fold(locality),
            plain_value(postcode),
            country.strip().upper(),
            tuple(sorted(number for number in numbers if number[1])),
            tuple(sorted({one for website in websites for one in web_addresses(website)})),
            tuple(sorted({digits for phone in phones if (digits := phone_digits(phone))})),
            tuple(sorted(set(activities))),
        )


def plain_value(value: str) -> str:
    """A postcode or register number without spaces, punctuation, case and leading zeros."""
    return _NOT_VALUE.sub("", value).casefold().lstrip("0")


def phone_digits(phone: str) -> str:
    """The last nine digits, alike with and without a country's prefix; empty for fewer than six."""
    digits = "".join(letter for letter in phone if letter.isdecimal())
    return digits[-_PHONE_DIGITS:] if len(digits) >= _FEWEST_DIGITS else ""


def web_addresses(website: str) -> tuple[str, ...]:
    """What of a web address may tell whose it is: its host, and host and path where there is a path.

    "https://www.Mill.coop/en/" gives ("mill.coop", "mill.coop/en"); of `SHARED_HOSTS` only the second.
    """
    bare = _SCHEME.sub("", website.strip().casefold()).split("#")[0]
    authority, _slash, path = bare.partition("/")
    host = authority.rpartition("@")[2].partition(":")[0].partition("?")[0].strip(".").removeprefix("www.")
    path = path.strip("/ ")
    if "." not in host:
        return ()
    page = (f"{host}/{path}",) if path else ()
    return page if host in SHARED_HOSTS else (host, *page)
