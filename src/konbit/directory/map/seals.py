"""Clusters gathered into seals: circles large enough to be touched and far enough apart to be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

from django.utils.formats import number_format

SMALLEST_TARGET = 24
"""Width in CSS pixels that a finger needs (WCAG 2.2, success criterion 2.5.8)."""

_DIGIT_WIDTH = 0.62  # of the letter size, for bold figures of the faces used


@dataclass(frozen=True)
class Cluster:
    """Groups that lie near each other: centre in degrees, their number, and the address that shows them.

    `label` says where ("Manchester"); `names` are some of the groups' names, for the tool tip.
    """

    lat: float
    lon: float
    count: int
    label: str
    href: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seal:
    """One circle of a map: centre and radius in units of the drawing, and the clusters that it stands for."""

    x: float
    y: float
    radius: float
    members: tuple[Cluster, ...]

    @cached_property
    def count(self) -> int:
        """How many groups it stands for."""
        return sum(cluster.count for cluster in self.members)

    @property
    def label(self) -> str:
        """Where most of its groups are."""
        return self.members[0].label


@dataclass(frozen=True)
class Press:
    """How seals are cut for a drawing `width` by `height` when it is shown at least `least` pixels wide.

    Radii and the size of the figures are in units of the drawing. The smallest seal is a target of
    `SMALLEST_TARGET` pixels at the least width.
    """

    width: float
    height: float
    least: float

    @cached_property
    def smallest(self) -> float:
        """Radius of a seal that stands for one group."""
        return SMALLEST_TARGET / 2 * self.width / self.least

    @cached_property
    def largest(self) -> float:
        """Radius of a seal that stands for all groups (at least a thousand)."""
        return self.smallest * 1.6

    @cached_property
    def figures(self) -> float:
        """Size of the figures in a seal: ten pixels at the least width, as the style sheet has it."""
        return self.width / self.least * 10

    def seal(self, x: float, y: float, members: tuple[Cluster, ...], most: int) -> Seal:
        """A seal whose area grows with the logarithm of its count, wide enough for its figures."""
        count = sum(cluster.count for cluster in members)
        share = min(1.0, log(max(1, count)) / log(max(1000, most)))
        area = self.smallest**2 + (self.largest**2 - self.smallest**2) * share
        figures = len(short_number(count)) * _DIGIT_WIDTH * self.figures / 2 + 3
        radius = max(sqrt(area), figures)
        edge = radius + 3
        return Seal(
            _within(x, edge, self.width - edge), _within(y, edge, self.height - edge), radius, members
        )


def gather(placed: Iterable[tuple[float, float, Cluster]], press: Press) -> tuple[Seal, ...]:
    """Seals for clusters placed at (x, y): those that would touch become one, so that none overlaps another.

    Greedy and deterministic: from the largest cluster down, each joins the first seal that it would touch,
    at their common centre weighted by count; repeated until no two touch. No group is lost: counts add up.
    Returned in reading order, from north to south by rows, then from west to east.
    """
    clusters = sorted(placed, key=lambda each: (-each[2].count, each[0], each[1], each[2].href))
    most = sum(cluster.count for _x, _y, cluster in clusters)
    seals = [press.seal(x, y, (cluster,), most) for x, y, cluster in clusters]
    while True:
        merged: list[Seal] = []
        for seal in seals:
            at = _touched(seal, merged)
            if at is None:
                merged.append(seal)
            else:
                merged[at] = _joined(merged[at], seal, press, most)
        if len(merged) == len(seals):
            return tuple(sorted(merged, key=lambda seal: (seal.y // (2 * press.largest), seal.x, seal.y)))
        seals = merged


def _touched(one: Seal, others: Sequence[Seal]) -> int | None:
    """The first of the others that a seal would touch. Asked some ten thousand times a map."""
    x, y, room = one.x, one.y, one.radius + 1
    for number, other in enumerate(others):
        near = room + other.radius
        if abs(x - other.x) < near and (x - other.x) ** 2 + (y - other.y) ** 2 < near * near:
            return number
    return None


def _joined(one: Seal, other: Seal, press: Press, most: int) -> Seal:
    share = other.count / max(1, one.count + other.count)
    x, y = one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share
    members = sorted(one.members + other.members, key=lambda each: (-each.count, each.label, each.href))
    return press.seal(x, y, tuple(members), most)


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


def short_number(count: int) -> str:
    """A count in at most four characters or so: 999, 1.2k, 12k, 1.2M, with the reader's decimal sign."""
    for unit, sign in ((1_000_000, "M"), (1_000, "k")):
        if count >= unit * 10 - unit // 20:
            return f"{round(count / unit)}{sign}"
        if count >= unit - unit // 2000:
            return f"{number_format(round(count / unit, 1), 1)}{sign}"
    return str(count)
