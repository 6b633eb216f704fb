"""What groups would form if they federated, as SVG: from the left, who joins; to the right, what they form.
What lacks is drawn with dashes, so that a print in black ink says the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.engines.statutes import Formed, Simulation

ROW, GAP, BOX, TALL = 26, 46, 170, 44
SHOWN = 12
"""So many of those who form one thing are drawn one by one."""
LONGEST = 24
LETTER, LEAST = 7.2, 60
"""How wide a letter of a name is, and how much room names have at least."""


@dataclass(frozen=True)
class _Leaf:
    """One who joins, somebody who lacks ("dashed"), or so many more."""

    x: float
    y: float
    label: str
    dashed: bool = False


@dataclass
class _Box:
    """What is formed, or would be."""

    x: float
    y: float
    lines: tuple[str, str]
    dashed: bool


@dataclass
class _Tree:
    names: Mapping[str, str]
    room: float
    """How much room the names of those who join need."""
    leaves: list[_Leaf] = field(default_factory=list)
    boxes: list[_Box] = field(default_factory=list)
    ways: list[tuple[float, float, float, float, bool]] = field(default_factory=list)
    at: dict[str, tuple[float, float, int]] = field(default_factory=dict)
    """Where each body ends to the right, and on which step."""

    def leaf(self, label: str, *, step: int = 0, dashed: bool = False) -> tuple[float, float, int]:
        x, y = self.room + 2 + step * (BOX + GAP), ROW * (len(self.leaves) + 0.5)
        self.leaves.append(_Leaf(x, y, label, dashed))
        return x + 8, y, step

    def form(self, one: Formed) -> None:
        """Draw what some form, after them."""
        ends = self._members(one)
        step = max((end[2] for end, _dashed in ends), default=0)
        middle = sum(end[1] for end, _dashed in ends) / max(1, len(ends))
        x = self.room + 10 + GAP + step * (BOX + GAP)
        taken = [box.y for box in self.boxes if box.x == x]
        while any(abs(middle - y) < TALL + 10 for y in taken):
            middle += 6
        self.ways += [(end[0], end[1], x, middle, dashed) for end, dashed in ends]
        self.boxes.append(_Box(x, middle, self._said(one), not one.most))
        for number in range(one.most):
            key = f"{one.rule.about} {one.place}".strip()
            self.at[f"{key} {number + 1}"] = x + BOX, middle, step + 1

    def _members(self, one: Formed) -> list[tuple[tuple[float, float, int], bool]]:
        fresh = [key for key in one.units if key not in self.at]
        for key in fresh[:SHOWN]:
            self.at[key] = self.leaf(self.names.get(key, key))
        if len(fresh) > SHOWN:
            rest = self.leaf(_("and %(number)s more") % {"number": len(fresh) - SHOWN})
            self.at.update(dict.fromkeys(fresh[SHOWN:], rest))
        ends = [(end, False) for end in dict.fromkeys(self.at[key] for key in one.units)]
        step = max(end[2] for end, _dashed in ends)
        if not one.most and one.lacking:
            if one.lacking <= 3:
                ends += [
                    (self.leaf(_("one more"), step=step, dashed=True), True) for _one in range(one.lacking)
                ]
            else:
                words = _("%(number)s more") % {"number": one.lacking}
                ends.append((self.leaf(words, step=step, dashed=True), True))
        return ends

    def _said(self, one: Formed) -> tuple[str, str]:
        level = self.names.get(one.level, one.level)
        if not one.most:
            return level, _("not yet")
        times = str(one.most) if one.fewest == one.most else f"{one.fewest}–{one.most}"
        place = self.names.get(one.place, "")
        return level, " ".join(filter(None, (place, f"× {times}" if one.most > 1 else "")))


def federating_drawing(found: Simulation, names: Mapping[str, str], *, title: str) -> SafeString:
    """The drawing; empty where nothing can be formed."""
    if not found.formed:
        return SafeString("")
    joining = [names.get(key, key) for one in found.formed for key in one.units]
    longest = max(min(len(name), LONGEST) for name in [*joining, _("one more")])
    tree = _Tree(names, max(LEAST, longest * LETTER + 22))
    for one in found.formed:
        tree.form(one)
    width = round(max(box.x for box in tree.boxes) + BOX + 6)
    height = round(max([ROW * len(tree.leaves), *(box.y + TALL / 2 for box in tree.boxes)]) + 8)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="federating" viewBox="0 0 {} {}" width="{}"'
        ' height="{}" role="img" aria-label="{}" focusable="false">{}{}{}</svg>',
        width,
        height,
        width,
        height,
        title,
        format_html_join("", '<path class="{}" d="{}"/>', (_way(*one) for one in tree.ways)),
        format_html_join("", "{}", ((_leaf(one),) for one in tree.leaves)),
        format_html_join("", "{}", ((_box(one),) for one in tree.boxes)),
    )


def _way(x1: float, y1: float, x2: float, y2: float, dashed: bool) -> tuple[str, str]:
    middle = (x1 + x2) / 2
    path = f"M{x1:.0f} {y1:.0f}C{middle:.0f} {y1:.0f} {middle:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    return "way lacks" if dashed else "way", path


def _leaf(one: _Leaf) -> SafeString:
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="8"/><text x="{}" y="{}">{}</text>',
        "lacks" if one.dashed else "joins",
        f"{one.x:.0f}",
        f"{one.y:.0f}",
        f"{one.x - 16:.0f}",
        f"{one.y + 5:.0f}",
        _short(one.label),
    )


def _box(one: _Box) -> SafeString:
    first, second = one.lines
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text class="told" x="{}" y="{}">{}</text><text class="place" x="{}" y="{}">{}</text>',
        "lacks" if one.dashed else "forms",
        f"{one.x:.0f}",
        f"{one.y - TALL / 2:.0f}",
        BOX,
        TALL,
        f"{one.x + BOX / 2:.0f}",
        f"{one.y + (-3 if second else 5):.0f}",
        _short(first),
        f"{one.x + BOX / 2:.0f}",
        f"{one.y + 14:.0f}",
        _short(second),
    )


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
