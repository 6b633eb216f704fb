"""Priorities from global to local as SVG: columns of boxes and lines. Kinds of lines are told apart by their
shape too, so that a print in black ink says the same."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from konbit.engines.levels import BOX_WIDTH, LINE, Field, PlacedBox, PlacedStack, Tie

Point = tuple[float, float]
Address = Callable[[int], str]

_TIP = 9.0
"""How long the tip is that shows to what something contributes."""


def levels_drawing(field: Field, box: Address, stack: Address, own: int, *, title: str) -> SafeString:
    """The drawing; each box and each name of a stack is a link. `own`: the stack that stands out."""
    width, height = round(field.width), round(field.height)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="levels" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' role="group" aria-label="{}" focusable="false">{}{}{}</svg>',
        width,
        height,
        width,
        height,
        title,
        format_html_join(
            "", '<text class="level" x="{}" y="24">{}</text>', ((f"{x:.0f}", text) for x, text in field.heads)
        ),
        format_html_join("", "{}", ((_line(*one),) for one in field.ties)),
        format_html_join("", "{}", ((_stack(one, box, stack, own),) for one in field.stacks)),
    )


def _line(tie: Tie, start: Point, end: Point, beside: bool) -> SafeString:
    path, middle = _path(start, end, beside)
    names = f"tie {tie.name}"
    drawn = format_html('<path class="{}" d="{}"/>', names, path)
    if "same" in tie.name:
        drawn += format_html('<path class="same-in" d="{}"/>', path)
    if "conflicts" in tie.name:
        x, y = middle
        cross = f"M{x - 7:.0f} {y - 7:.0f}l14 14m0 -14l-14 14"
        drawn += format_html('<path class="cross" d="{}"/>', cross)
    if "contributes" in tie.name:
        drawn += format_html('<path class="tip" d="{}"/>', _tip(start, end, beside))
    return drawn


def _path(start: Point, end: Point, beside: bool) -> tuple[str, Point]:
    """The line and its middle: a bow to the right where both ends stand in one column."""
    (x1, y1), (x2, y2) = start, end
    if beside:
        out = max(x1, x2) + 44
        return f"M{x1:.0f} {y1:.0f}C{out:.0f} {y1:.0f} {out:.0f} {y2:.0f} {x2:.0f} {y2:.0f}", (
            max(x1, x2) + 33,
            (y1 + y2) / 2,
        )
    bend = (x1 + x2) / 2
    return (
        f"M{x1:.0f} {y1:.0f}C{bend:.0f} {y1:.0f} {bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}",
        (bend, (y1 + y2) / 2),
    )


def _tip(start: Point, end: Point, beside: bool) -> str:
    """A tip at the upper end."""
    (x, y), (to, _y) = start, end
    way = _TIP if beside or to > x else -_TIP
    return f"M{x:.0f} {y:.0f}l{way:.0f} -6v12z"


def _stack(placed: PlacedStack, box: Address, stack: Address, own: int) -> SafeString:
    is_own = placed.stack.id == own
    more = placed.stack.more and format_html(
        '<text x="{}" y="{}">{}</text>', f"{placed.x:.0f}", f"{placed.more_y - 4:.0f}", placed.stack.more
    )
    return format_html(
        '<g class="{}" role="group" aria-label="{}"><a href="{}" aria-label="{}"><rect x="{}" y="{}"'
        ' width="{}" height="{}" fill="none" pointer-events="all"/>{}</a>{}{}</g>',
        "stack own" if is_own else "stack",
        placed.stack.label,
        stack(placed.stack.id),
        placed.stack.label,
        f"{placed.x:.0f}",
        f"{placed.y - LINE:.0f}",
        f"{BOX_WIDTH:.0f}",
        max(24, len(placed.lines) * LINE + 6),
        _text("body", placed.x, placed.y, placed.lines),
        format_html_join("", "{}", ((_box(one, box),) for one in placed.boxes)),
        more or "",
    )


def _box(placed: PlacedBox, address: Address) -> SafeString:
    return format_html(
        '<a href="{}" aria-label="{}"><title>{}</title><rect class="box" x="{}" y="{}" width="{}" height="{}"'
        ' rx="3"/>{}</a>',
        address(placed.box.id),
        placed.box.label,
        placed.box.label,
        f"{placed.x:.0f}",
        f"{placed.y:.0f}",
        f"{BOX_WIDTH:.0f}",
        f"{placed.height:.0f}",
        _text("words", placed.x + 8, placed.y + LINE + 4, placed.lines),
    )


def _text(name: str, x: float, y: float, lines: tuple[str, ...]) -> SafeString:
    return format_html_join(
        "",
        '<text class="{}" x="{}" y="{}">{}</text>',
        ((name, f"{x:.0f}", f"{y + at * LINE:.0f}", line) for at, line in enumerate(lines)),
    )
