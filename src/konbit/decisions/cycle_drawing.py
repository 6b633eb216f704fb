"""What every area gets, as SVG: one bar for each, parted by need, population and hands. The parts differ by
their hatching, so that a print in black ink says the same; the table beneath says it in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH = 320
BAR = 22
STEP = 52
NAME_AT = 14
WORDS = ("need", "population", "priority")


@dataclass(frozen=True)
class Bar:
    """An area: its name, what it gets in words, and in hundredths of the largest its three parts."""

    name: str
    money: str
    parts: tuple[float, float, float]


def division_drawing(bars: Sequence[Bar], title: str) -> SafeString:
    """The bars under each other, with what they mean at the end."""
    height = len(bars) * STEP + BAR + 8
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="division" viewBox="0 0 {} {}" role="img"'
        ' aria-label="{}" focusable="false">{}{}{}</svg>',
        WIDTH,
        height,
        title,
        _HATCHES,
        format_html_join("", "{}", ((_bar(bar, at * STEP),) for at, bar in enumerate(bars))),
        _legend(len(bars) * STEP + 4),
    )


def _bar(bar: Bar, top: int) -> SafeString:
    pieces, left = [], 0.0
    for word, part in zip(WORDS, bar.parts, strict=True):
        width = part * WIDTH / 100
        pieces.append((word, f"{left:.1f}", top + NAME_AT + 6, f"{width:.1f}", BAR))
        left += width
    return format_html(
        '<text class="name" x="0" y="{}">{}</text>'
        '<text class="money" x="{}" y="{}" text-anchor="end">{}</text>{}',
        top + NAME_AT,
        bar.name,
        WIDTH,
        top + NAME_AT,
        bar.money,
        format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', pieces),
    )


def _legend(top: int) -> SafeString:
    told = zip(WORDS, (_("By need"), _("By population"), _("By hands")), strict=True)
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="14" height="14"/><text x="{}" y="{}">{}</text>',
        ((word, at * 107, top, at * 107 + 19, top + 12, label) for at, (word, label) in enumerate(told)),
    )


_HATCHES = format_html(
    '<defs><pattern id="by-population" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path d="M0 6L6 0" class="{0}"/></pattern>'
    '<pattern id="by-hands" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<circle cx="3" cy="3" r="1.4" class="{1}"/></pattern></defs>',
    "line",
    "dot",
)
