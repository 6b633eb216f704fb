"""Can this be read? Luminance and contrast of colours, and the nearest colour that can be read.

Source: W3C (2023), 'Web Content Accessibility Guidelines (WCAG) 2.2', definitions of relative luminance and
contrast ratio; text needs 4.5 : 1, large text and the marks of a drawing 3 : 1.
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls

_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_LIGHTNESS_STEPS = 256


def luminance(colour: str) -> float:
    """Relative luminance of "#rgb" or "#rrggbb", from 0 (black) to 1 (white); ValueError for another text."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, background: str) -> float:
    """Contrast ratio of two colours, from 1 (the same) to 21 (black on white); the order does not matter."""
    darker, lighter = sorted((luminance(colour), luminance(background)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, background: str, ratio: float = 4.5) -> bool:
    """Whether a text of this colour can be read on this background."""
    return contrast(colour, background) >= ratio


def nearest_readable(colour: str, background: str, ratio: float = 4.5) -> str:
    """The colour itself if it can be read, else the nearest shade of it that can, as "#rrggbb".

    Hue and saturation stay, lightness moves by the fewest steps of 1/256, darker before lighter at a tie.
    Raises ValueError where neither black nor white reaches the ratio (never at 4.5 or below).
    """
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    if readable(colour, background, ratio):
        return _written(*_parts(colour))
    for steps in range(1, _LIGHTNESS_STEPS + 1):
        for moved in (lightness - steps / _LIGHTNESS_STEPS, lightness + steps / _LIGHTNESS_STEPS):
            shade = hls_to_rgb(hue, max(0.0, min(1.0, moved)), saturation)
            proposal = _written(*(round(part * 255) for part in shade))
            if readable(proposal, background, ratio):
                return proposal
    raise ValueError(f"no colour reaches a contrast of {ratio} on {background}")


def _parts(colour: str) -> tuple[int, int, int]:
    found = _HEX.fullmatch(colour)
    if not found:
        raise ValueError(f"{colour!r} is no colour: write it as # and six digits, like #9c3a2a")
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _written(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
