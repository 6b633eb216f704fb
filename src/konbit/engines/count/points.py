"""Options that are given points: approval, score, dots, and which day suits. Sums, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["approval", "score", "dots"]
"""approval: each option one point or none. score: each a number within bounds. dots: so many points in
all."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a ballot may say.

    `least`, `most`: to one option. `dots`: in all, at most; None: as many as there are options. A network
    makes its own out of these: "which day suits" is a score from 0 (no) over 1 (if need be) to 2 (yes).
    """

    kind: Kind
    least: int = 0
    most: int = 1
    dots: int | None = None


SCALES: Mapping[str, Scale] = {
    "approval": Scale("approval"),
    "score": Scale("score", 0, 10),
    "dots": Scale("dots", 0, 8, 8),
    "days": Scale("score", 0, 2),
}
"""The usual ones, by the words under which a room finds them."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """`count` ballots that say the same, or one of this weight: points by option."""

    points: Mapping[str, int]
    count: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """An option, its points in all, how many ballots marked it, and whether the next has as many points."""

    option: str
    points: int
    marked: int
    tied: bool = False


class Unclear(ValueError):
    """A ballot that the scale does not allow.

    `code`: unknown (an option that is not there), range (too few or too many points to one), dots (too many
    in all), weight (below 1). `ballot`: its place, from 0; `option`: where one is meant.
    """

    def __init__(
        self, code: Literal["unknown", "range", "dots", "weight"], ballot: int, option: str = ""
    ) -> None:
        self.code, self.ballot, self.option = code, ballot, option
        super().__init__(f"{code}: ballot {ballot}, {option!r}")


def add_up(ballots: Iterable[Ballot], options: Sequence[str], scale: Scale) -> tuple[Sum, ...]:
    """The options, most points first; equals in the order of `options`, which is public and fixed before.

    An option that a ballot does not mark has no points from it: sums are compared, not means, so that few
    friends of an option that hardly anybody looked at do not carry it. Raises Unclear.
    """
    points, marked = dict.fromkeys(options, 0), dict.fromkeys(options, 0)
    for at, ballot in enumerate(ballots):
        if ballot.count < 1:
            raise Unclear("weight", at)
        for option, many in ballot.points.items():
            if option not in points:
                raise Unclear("unknown", at, option)
            if not scale.least <= many <= scale.most:
                raise Unclear("range", at, option)
            points[option] += many * ballot.count
            marked[option] += ballot.count
        if scale.dots is not None and sum(ballot.points.values()) > scale.dots:
            raise Unclear("dots", at)
    ordered = sorted(options, key=lambda option: -points[option])
    following = [points[option] for option in ordered[1:]]
    return tuple(
        Sum(option, points[option], marked[option], points[option] in following[at : at + 1])
        for at, option in enumerate(ordered)
    )
