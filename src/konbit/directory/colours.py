"""A network's two colours: whether words in them, or on them, can be read, by day and by night."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from konbit.engines.contrast import contrast, nearest_readable

PAPER = "#fbf6ec"
"""The paper of the pages by day: links stand on it in the accent, light words on the main colour."""
NIGHT = "#251f19"
"""The lightest ground by night, on which both colours must be read."""
NEEDED = 4.5
"""Contrast that words need (W3C 2023, WCAG 2.2, success criterion 1.4.3)."""


@dataclass(frozen=True)
class Checked:
    """A colour looked at: its contrast with the paper, and the nearest shade of it that can be read."""

    colour: str
    contrast: float
    proposal: str

    @property
    def is_readable(self) -> bool:
        """Whether words in this colour can be read."""
        return self.contrast >= NEEDED


def check(colour: str) -> Checked:
    """Look at a colour ("#rrggbb"). Raises ValueError for what is none."""
    return Checked(colour, round(contrast(colour, PAPER), 1), nearest_readable(colour, PAPER, NEEDED))


@lru_cache(maxsize=256)
def night_shade(colour: str) -> str:
    """The shade of a colour in which it can be read by night."""
    return nearest_readable(colour, NIGHT, NEEDED)
