"""Numbered goals of an activity, side by side in several languages; written "1. …", one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from konbit.base.text import Multilingual, with_words

MOST = 200

_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")


def write_numbered(goals: Sequence[Multilingual], language: str) -> str:
    """The goals that are said in this very language, each behind its number."""
    return "\n".join(
        f"{place}. {goal[language]}" for place, goal in enumerate(goals, 1) if goal.get(language)
    )


def read_numbered(lines: Iterable[str]) -> dict[int, str]:
    """Goals by their place, from 1. A line without a number, or with one that goes back, follows the last."""
    found: dict[int, str] = {}
    last = 0
    for line in lines:
        if not line.strip():
            continue
        match = _NUMBER.match(line.strip())
        place = int(match[1]) if match and last < int(match[1]) <= MOST else last + 1
        found[place] = line.strip()[match.end() :] if match else line.strip()
        last = place
    return found


def numbered_with(stand: Sequence[Multilingual], language: str, lines: Iterable[str]) -> list[Multilingual]:
    """Goals with other words in one language, place by place; those without words in any language go."""
    said = read_numbered(lines)
    longest = max([len(stand), *said])
    merged = [
        with_words(stand[place] if place < len(stand) else {}, language, said.get(place + 1, ""))
        for place in range(longest)
    ]
    return [one for one in merged if one]
