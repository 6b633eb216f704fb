"""What sort of thing the cells of a column are: addresses, numbers, places, dates, people."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from konbit.directory.coordinates import degrees, pair
from konbit.directory.countries import country_code
from konbit.directory.dates import partial_date
from konbit.directory.reaching import email_address, phone_number, web_address

_EMAIL_WITHIN = re.compile(r"[^@\s<>]+@[\w-]+\.\w")
_PHONE_WITHIN = re.compile(r"(?<![\d.])(?:\+\d|0\d)(?:[ ().-]?\d){7,12}(?![\d.])")
_SEVEN_DIGITS = re.compile(r"(?:\d[ ()./-]*){7}")
_COUNT = re.compile(r"\d{1,3}(?:[ ,.]?\d{3})*\Z")
_POSTCODE = re.compile(r"(?=.*\d)[A-Za-z\d][A-Za-z\d -]{2,9}\Z")
_WEBLIKE = re.compile(
    r"(?:https?://|www\.)|[\w-]+\.(?:org|com|net|coop|info|[a-z]{2})(?:/|\Z)", re.IGNORECASE
)
# In a tenth of its cells is enough to call a column one about people.
_SOME = 0.1
_MOST = 0.8


def shares(cells: Sequence[str], count: int) -> dict[str, float]:
    """For each target whose cells can be told, the share of `cells` (none empty) that are of its sort.

    `count` is how many rows there were: a key must stand in all of them and differ in each.
    """
    return {
        "email": _share(cells, email_address),
        "website": _share(cells, lambda cell: _WEBLIKE.match(cell) and web_address(cell.split()[0])),
        "phone": _share(cells, _is_phone),
        "latitude": _share(cells, lambda cell: _within(cell, 90)),
        "longitude": _share(cells, lambda cell: _within(cell, 180)),
        "coordinates": _share(cells, pair),
        "country": _share(cells, country_code),
        "country name": _share(cells, lambda cell: len(cell) > 2 and country_code(cell)),
        "postcode": _share(cells, _POSTCODE.match),
        "founded": _share(cells, partial_date),
        "closed": _share(cells, partial_date),
        "confirmed": _share(cells, partial_date),
        "size": _share(cells, _COUNT.match),
        "social": _share(cells, lambda cell: len(cell.split()) == 1),
        # A few that stand twice are slips, which the import tells; many are no identifiers.
        "key": share if (share := len(set(cells)) / count if count else 0.0) > _MOST else 0.0,
        "name": _share(cells, lambda cell: any(letter.isalpha() for letter in cell)),
        "person": _share(cells, lambda cell: any(letter.isalpha() for letter in cell) and "@" not in cell),
        "locality": _share(cells, lambda cell: any(letter.isalpha() for letter in cell)),
    }


def holds_people(cells: Sequence[str]) -> bool:
    """Whether e-mail addresses or telephone numbers stand in some of the cells, among other words."""
    return (
        _share(
            cells, lambda cell: _EMAIL_WITHIN.search(cell) or _PHONE_WITHIN.search(cell) or _is_phone(cell)
        )
        > _SOME
    )


def may_reach_somebody(cell: str) -> bool:
    """Whether an e-mail address or a telephone number may stand in a cell; rather one too many."""
    return "@" in cell or bool(_SEVEN_DIGITS.search(cell))


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if test(cell[:500])) / len(cells) if cells else 0.0


def _is_phone(cell: str) -> bool:
    """A telephone number with its usual signs; a bare number may be anything."""
    digits = sum(1 for letter in cell if letter.isdigit())
    return bool(phone_number(cell)) and 7 <= digits <= 15 and ("+" in cell or cell[0] == "0" or " " in cell)


def _within(cell: str, most: float) -> bool:
    value = degrees(cell)
    return value is not None and abs(value) <= most and ("." in cell or "," in cell or "°" in cell)
