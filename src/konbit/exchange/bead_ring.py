"""Turns as a ring of beads, as SVG: one for every turn, clockwise from the top. Full: it was; with a heavy
rim: it is now; empty: to come. The table beneath says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SIDE = 320
RING = 122


@dataclass(frozen=True)
class Bead:
    """A turn: its number, whose, how it stands (`paid`: it was; `open`: it is now), whether it is late."""

    number: int
    who: str
    state: str
    is_late: bool


def ring_drawing(beads: Sequence[Bead], middle: tuple[str, str], title: str) -> SafeString:
    """The ring; `middle`: whose turn it is, and a word on it beneath."""
    size = max(5.0, min(20.0, RING * pi / max(len(beads), 1) * 0.8))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="{0}" height="{0}" role="img"'
        ' aria-label="{1}" focusable="false"><circle cx="{2}" cy="{2}" r="{3}" fill="none"'
        ' stroke="currentColor" stroke-width="2" opacity="0.35"/>{4}{5}</svg>',
        SIDE, title, SIDE // 2, RING, _beads(beads, size), _middle(*middle),
    )  # fmt: skip


def _beads(beads: Sequence[Bead], size: float) -> SafeString:
    pieces = []
    for at, bead in enumerate(beads):
        angle = 2 * pi * at / len(beads) - pi / 2
        pieces.append((_bead(bead, SIDE / 2 + RING * cos(angle), SIDE / 2 + RING * sin(angle), size),))
    return format_html_join("", "{}", pieces)


def _bead(bead: Bead, x: float, y: float, size: float) -> SafeString:
    paid, open_ = bead.state == "paid", bead.state == "open"
    words = format_html(
        '<text x="{}" y="{}" text-anchor="middle" font-size="{}" fill="{}">{}</text>',
        f"{x:.1f}", f"{y + size * 0.3:.1f}", f"{size * 0.85:.1f}",
        "var(--paper)" if paid else "currentColor", bead.number,
    )  # fmt: skip
    return format_html(
        '<g><title>{}</title><circle cx="{}" cy="{}" r="{}" fill="{}" stroke="currentColor"'
        ' stroke-width="{}"{}/>{}</g>',
        bead.who or bead.number, f"{x:.1f}", f"{y:.1f}", f"{size:.1f}",
        "currentColor" if paid else "var(--paper)", 5 if open_ else 2,
        SafeString(' stroke-dasharray="4 3"') if bead.is_late else "", words,
    )  # fmt: skip


def _middle(who: str, amount: str) -> SafeString:
    if not who:
        return SafeString("")
    short = who if len(who) <= 20 else f"{who[:19]}…"
    return format_html(
        '<text x="{0}" y="{1}" text-anchor="middle" font-size="17" fill="currentColor" font-weight="bold">{2}'
        '</text><text x="{0}" y="{3}" text-anchor="middle" font-size="15" fill="currentColor">{4}</text>',
        SIDE // 2, SIDE // 2 - 4, short, SIDE // 2 + 20, amount,
    )  # fmt: skip
