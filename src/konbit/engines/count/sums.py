"""Whether limits can be met, found by going through all sums: slow, plain, and without what counts with."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .asked import Limit

MOST_SUMS = 200_000
"""More sums are not gone through."""

Row = tuple[int, ...]
"""For each limit 1 if somebody counts for it, otherwise 0."""


def reachable(
    limits: Collection[Limit], seats: int, elected: Sequence[Row], hopeful: Sequence[Row]
) -> bool | None:
    """Whether all who are elected and some of the hopeful, `seats` in all, meet the limits; None: too many
    sums.

    What has no most is counted up to its least, all else up to one too many. A sum is dropped where too few
    are left to mend it.
    """
    least = [seats, *(one.least for one in limits)]
    most = [seats, *(seats if one.most is None else one.most for one in limits)]
    caps = [seats + 1, *(one.least if one.most is None else one.most + 1 for one in limits)]
    more = [(1, *row) for row in hopeful]
    left = [sum(column) for column in zip(*more, strict=True)] or [0] * len(least)
    sure = [sum(column) for column in zip(*((1, *row) for row in elected), strict=True)] or [0] * len(least)
    sums = {tuple(map(min, caps, sure))}
    for adds in more:
        left = [there - one for there, one in zip(left, adds, strict=True)]
        low = [asked - there for asked, there in zip(least, left, strict=True)]
        sums |= {tuple(min(c, a + b) for a, b, c in zip(one, adds, caps, strict=True)) for one in sums}
        sums = {one for one in sums if all(a <= b <= c for a, b, c in zip(low, one, most, strict=True))}
        if len(sums) > MOST_SUMS:
            return None
    return any(all(a <= b <= c for a, b, c in zip(least, one, most, strict=True)) for one in sums)
