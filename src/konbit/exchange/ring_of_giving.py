"""A circle of giving as a picture: names on a ring, an arrow from each to the next with what she gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.base.text import Multilingual, sentence
from konbit.directory.forms.fields import reader

WIDTH, HEIGHT = 340, 256
RING = 100
BEND = 0.24  # of the whole round: how much of it the name at each end takes away from an arrow


@dataclass(frozen=True)
class Arrow:
    """Somebody by her name, and what she gives to the next."""

    name: str
    what: Multilingual


def ring_of_giving(arrows: Sequence[Arrow]) -> SafeString:
    """The picture, clockwise from the top; a list beneath says the same."""
    title = _("A circle of %(many)d: everybody gives to the next.") % {"many": len(arrows)}
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img"'
        ' aria-label="{2}" focusable="false">{3}{4}</svg>',
        WIDTH, HEIGHT, title,
        format_html_join("", "{}", ((_bow(at, len(arrows)),) for at in range(len(arrows)))),
        format_html_join("", "{}", ((_name(at, len(arrows), one),) for at, one in enumerate(arrows))),
    )  # fmt: skip


def _place(turn: float) -> tuple[float, float]:
    """A point of the ring; `turn`: of a whole one, from the top."""
    angle = 2 * pi * turn - pi / 2
    return WIDTH / 2 + RING * cos(angle), HEIGHT / 2 + RING * sin(angle)


def _bow(at: int, many: int) -> SafeString:
    """The arrow from one to the next, along the ring."""
    begin, end = (at + BEND) / many, (at + 1 - BEND) / many
    (x, y), (to_x, to_y) = _place(begin), _place(end)
    along = 2 * pi * end  # the direction in which the ring runs there
    tips = [(to_x + 11 * cos(along + side), to_y + 11 * sin(along + side)) for side in (pi - 0.5, pi + 0.5)]
    head = " ".join(f"{px:.1f},{py:.1f}" for px, py in [(to_x, to_y), *tips])
    return format_html(
        '<path d="M{} {}A{} {} 0 0 1 {} {}" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<polygon points="{}" fill="currentColor"/>',
        f"{x:.1f}", f"{y:.1f}", RING, RING, f"{to_x:.1f}", f"{to_y:.1f}", head,
    )  # fmt: skip


def _name(at: int, many: int, arrow: Arrow) -> SafeString:
    x, y = _place(at / many)
    gives = _short(sentence(arrow.what, reader()), 18)
    return format_html(
        '<text x="{0}" y="{1}" text-anchor="middle" font-size="15" font-weight="bold" fill="currentColor">{2}'
        '</text><text x="{0}" y="{3}" text-anchor="middle" font-size="12" fill="currentColor">{4}</text>',
        f"{min(max(x, 62), WIDTH - 62):.1f}", f"{y:.1f}", _short(arrow.name, 14), f"{y + 16:.1f}", gives,
    )  # fmt: skip


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
