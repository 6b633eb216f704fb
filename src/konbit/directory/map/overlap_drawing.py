"""The overlap of two networks as SVG: two circles, each part with a line to its number.

The circles are told apart by colour and by their rims (classes `first` and `second`), so that a print in
black ink says the same. The table beside the drawing says all of it in words.
"""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.engines.lettering import wrapped
from konbit.engines.overlap import TwoCircles, two_circles

from .path import written

WIDTH, HEIGHT = 360, 310
_MIDDLE, _LARGEST = 95.0, 85.0  # height of the centres, radius of the larger circle
_NUMBERS, _WORDS, _LINE = 230.0, 252.0, 17.0  # where numbers and words stand, and from line to line
_SIZE, _COLUMN = 14, 114.0


def overlap_drawing(first: str, second: str, only_first: int, both: int, only_second: int) -> SafeString:
    """Two networks by name, and how many groups are in the first alone, in both, in the second alone."""
    circles = two_circles(only_first + both, only_second + both, both, _LARGEST)
    left, right = _centres(circles)
    told = _("%(first)s alone: %(one)s. Both: %(both)s. %(second)s alone: %(other)s.") % {
        "first": first,
        "one": number_format(only_first, force_grouping=True),
        "both": number_format(both, force_grouping=True),
        "second": second,
        "other": number_format(only_second, force_grouping=True),
    }
    columns = (
        (WIDTH / 6, _of_first(circles, left, right), only_first, _("only %(network)s") % {"network": first}),
        (WIDTH / 2, _of_both(circles, left, right), both, _("both")),
        (
            WIDTH * 5 / 6,
            _of_second(circles, left, right),
            only_second,
            _("only %(network)s") % {"network": second},
        ),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="overlap" viewBox="0 0 {} {}" role="img"'
        ' aria-label="{}" focusable="false">{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        told,
        _circle("first", left, circles.first),
        _circle("second", right, circles.second),
        format_html_join("", "{}", ((_column(*column),) for column in columns)),
    )


def _centres(circles: TwoCircles) -> tuple[float, float]:
    """Where the centres stand, so that the whole is in the middle of the drawing."""
    begins = min(-circles.first, circles.distance - circles.second)
    ends = max(circles.first, circles.distance + circles.second)
    left = WIDTH / 2 - (begins + ends) / 2
    return left, left + circles.distance


def _of_first(circles: TwoCircles, left: float, right: float) -> float:
    return (
        left - circles.first + min(left + circles.first, max(right - circles.second, left - circles.first))
    ) / 2


def _of_both(circles: TwoCircles, left: float, right: float) -> float:
    begins = max(left - circles.first, right - circles.second)
    ends = min(left + circles.first, right + circles.second)
    return (begins + ends) / 2


def _of_second(circles: TwoCircles, left: float, right: float) -> float:
    ends = right + circles.second
    return (ends + max(right - circles.second, min(left + circles.first, ends))) / 2


def _circle(name: str, x: float, radius: float) -> SafeString:
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"/>', name, written(x), written(_MIDDLE), written(radius)
    )


def _column(x: float, part: float, count: int, words: str) -> SafeString:
    """A number with its words, and where there is such a part, the line from its middle."""
    line = format_html(
        '<path d="M{} {}L{} {}"/>', written(part), written(_MIDDLE), written(x), written(_NUMBERS - 20)
    )
    lines = wrapped(words, _SIZE, _COLUMN, 3)
    return format_html(
        '<g class="part">{}<text class="number" x="{}" y="{}">{}</text>{}</g>',
        line if count else "",
        written(x),
        written(_NUMBERS),
        number_format(count, force_grouping=True),
        format_html_join(
            "",
            '<text x="{}" y="{}">{}</text>',
            ((written(x), written(_WORDS + at * _LINE), text) for at, text in enumerate(lines)),
        ),
    )
