"""From days to places on the axis of time."""

from __future__ import annotations

from datetime import date

from konbit.engines.lettering import text_width

from .picture import EDGE, NUMBER_SIZE, WIDTH, Words
from .told import Told

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)
_A_YEAR, _LAST = 366, date.max.toordinal()


def reach(told: Told, today: int) -> tuple[int, int]:
    """The first and the last day of the axis: from what is told of groups, and from what happened at most ten
    years before that."""
    spans = [one for lane in told.lanes for one in (lane.born, lane.ended)]
    spans += [one.on for one in told.offshoots]
    spans += [one for tie in told.belongings for one in (tie.joined, tie.left)]
    spans += [one for stay in told.stays for one in (stay.since, stay.until)]
    known = [one for one in spans if one] or [one.on for one in told.marks]
    first = min((one.first for one in known), default=today - 10 * _A_YEAR)
    last = max(today, *(one.last for one in known)) if known else today
    near = [one.on.first for one in told.marks if one.on.first >= first - 10 * _A_YEAR]
    first = min(first, *near) if near else first
    room = max(_A_YEAR, (last - first) // 25)
    return max(1, min(first, today) - room), min(_LAST, last + room // 2)


class Axis:
    """From days to places."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, max(last, first + 1)

    def at(self, day: float) -> float:
        """The place of a day, inside the picture."""
        share = (day - self.first) / (self.last - self.first)
        return EDGE + min(1.0, max(0.0, share)) * (WIDTH - 2 * EDGE)

    def years(self) -> tuple[tuple[int, float], ...]:
        """The years of the grid with their places, so far apart that they can be read."""
        begin, end = date.fromordinal(self.first).year + 1, date.fromordinal(self.last).year
        a_year = (WIDTH - 2 * EDGE) / (self.last - self.first) * 365.25
        step = next((one for one in _STEPS if one * a_year >= 48), _STEPS[-1])
        rounded = range(-(-begin // step) * step, end + 1, step)
        placed = ((year, self.at(date(year, 1, 1).toordinal())) for year in rounded)
        return tuple(one for one in placed if 20 <= one[1] <= WIDTH - 20)

    def labels(self) -> tuple[Words, ...]:
        """The numbers of the years, each in the middle above its line."""
        return tuple(
            Words(x - text_width(str(year), NUMBER_SIZE) / 2, 14, str(year), NUMBER_SIZE)
            for year, x in self.years()
        )
