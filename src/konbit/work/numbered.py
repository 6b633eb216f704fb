"""Numbered goals of an activity, side by side in several languages."""

from __future__ import annotations

from konbit.base.text import Multilingual, with_words


def numbered_with(stand: list[Multilingual], language: str, lines: list[str]) -> list[Multilingual]:
    """Numbered goals with other words in one language, place by place; those without any words go."""
    longest = max(len(stand), len(lines))
    merged = [
        with_words(
            stand[place] if place < len(stand) else {}, language, lines[place] if place < len(lines) else ""
        )
        for place in range(longest)
    ]
    return [one for one in merged if one]
