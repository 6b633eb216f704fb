"""Numbers as people write them into files of budgets."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"([+-]?)([0-9]{1,15})(?:[.,]([0-9]{0,6}))?")
_SPACES = {ord(" "): None, ord("\u00a0"): None, ord("\u202f"): None, ord("'"): None}


class NotNumber(Exception):
    """A text is no number, or one with too many digits."""


def digits(text: str) -> tuple[int, int]:
    """A number as an integer and how many of its digits stand after the decimal point or comma.

    Spaces between thousands are passed over. Raises NotNumber for anything else, for more than 15 digits
    before the point or 6 behind.
    """
    found = _NUMBER.fullmatch(text.strip().translate(_SPACES))
    if found is None:
        raise NotNumber
    sign, whole, rest = found.groups()
    rest = (rest or "").rstrip("0")
    number = int(whole + rest)
    return (-number if sign == "-" else number), len(rest)


def alike(numbers: list[tuple[int, int]]) -> tuple[list[int], int]:
    """Numbers in their smallest common unit, and how many digits of it stand after the point."""
    places = max((rest for _number, rest in numbers), default=0)
    return [number * 10 ** (places - rest) for number, rest in numbers], places
