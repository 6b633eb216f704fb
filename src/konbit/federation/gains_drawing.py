"""Gains through time as SVG: a bar from the day on which each was gained to today, or to the day of its loss.
What was weakened is a thin bar, what was lost ends in a cross, so that a print in black ink says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.base.period import earliest
from konbit.base.text import sentence
from konbit.federation.gains import Turned
from konbit.federation.queries.gains import GainLine

MOST = 60
"""How many gains are drawn; the list beneath holds all."""
WIDTH, LEFT, RIGHT, TOP, ROW = 960, 16, 944, 40, 56
LETTERS = 92
DAYS = 365.25


@dataclass(frozen=True)
class Stretch:
    """A time during which a gain held, wholly or weakened, in years."""

    start: float
    until: float
    is_weak: bool


def gains_drawing(lines: Iterable[GainLine], language: str) -> SafeString:
    """The drawing, each gain a link; nothing where no gain has a known day."""
    drawn = sorted(
        (line for line in lines if any(on for on, _kind in line.turned)), key=lambda line: _known(line)[0]
    )[:MOST]
    if not drawn:
        return SafeString("")
    now = _years(date.today().isoformat())
    first = min(_years(_known(line)[0][0]) for line in drawn)
    start = float(int(first // 5 * 5))
    height = TOP + ROW * len(drawn) + 16
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="gains" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' role="group" aria-label="{}" focusable="false">{}{}</svg>',
        WIDTH, height, WIDTH, height,
        _("Gains through time: each bar begins where something was gained and ends where it was lost."),
        _scale(start, now, height),
        format_html_join(
            "", "{}", ((_bar(line, at, start, now, language),) for at, line in enumerate(drawn))
        ),
    )  # fmt: skip


def stretches(turned: Iterable[Turned], now: float) -> list[Stretch]:
    """The times during which a gain held, from what happened to it on known days."""
    found: list[Stretch] = []
    begun: float | None = None
    is_weak = is_lost = False
    for on, kind in turned:
        at = _years(on) if on else None
        if at is None or (kind == "kept" and (is_lost or begun is not None)):
            continue
        if begun is not None:
            found.append(Stretch(begun, at, is_weak))
        is_lost = kind == "lost"
        begun = None if is_lost else at
        is_weak = kind == "weakened"
    return [*found, *([Stretch(begun, max(begun, now), is_weak)] if begun is not None else [])]


def _known(line: GainLine) -> list[Turned]:
    return [turn for turn in line.turned if turn[0]]


def _years(on: str) -> float:
    """A partial date as a number of years: its first day."""
    day = earliest(on)
    return day.year + (day.timetuple().tm_yday - 1) / DAYS


def _x(year: float, start: float, now: float) -> int:
    return round(LEFT + (RIGHT - LEFT) * (year - start) / max(now - start, 1))


def _scale(start: float, now: float, height: int) -> SafeString:
    span = now - start
    step = next((one for one in (1, 2, 5, 10, 20, 50) if span / one <= 9), 100)
    years = range(int(start), int(now) + 1, step)
    return format_html_join(
        "",
        '<path class="year" d="M{} 26V{}"/><text class="year" x="{}" y="18">{}</text>',
        ((x, height, max(x, LEFT + 18), str(year)) for year in years for x in [_x(year, start, now)]),
    )


def _bar(line: GainLine, at: int, start: float, now: float, language: str) -> SafeString:
    top = TOP + at * ROW
    words = sentence(line.title, language)
    label = words if len(words) <= LETTERS else f"{words[: LETTERS - 1]}…"
    told = (
        f"{words} ({line.when}; {line.standing.label})" if line.when else f"{words} ({line.standing.label})"
    )
    bars = [
        (" weak" if one.is_weak else "", _x(one.start, start, now), top + (32 if one.is_weak else 28),
         max(4, _x(one.until, start, now) - _x(one.start, start, now)), 4 if one.is_weak else 12)
        for one in stretches(line.turned, now)
    ]  # fmt: skip
    begins = min((bar[1] for bar in bars), default=_x(_years(_known(line)[0][0]), start, now))
    is_late = begins > WIDTH / 2
    return format_html(
        '<a class="gain" href="{}" aria-label="{}"><title>{}</title>'
        '<rect class="room" x="{}" y="{}" width="{}" height="{}"/>'
        '<text x="{}" y="{}"{}>{}</text>{}{}</a>',
        line.url, told, told, LEFT, top, RIGHT - LEFT, ROW - 8,
        RIGHT if is_late else begins, top + 18, SafeString(' text-anchor="end"') if is_late else "", label,
        format_html_join("", '<rect class="bar{}" x="{}" y="{}" width="{}" height="{}"/>', bars),
        format_html_join(
            "",
            '<path class="loss" d="M{} {}l14 14m0 -14l-14 14"/>',
            ((_x(_years(on), start, now) - 7, top + 27) for on, kind in _known(line) if kind == "lost"),
        ),
    )  # fmt: skip
