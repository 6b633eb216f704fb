"""How groups grew, on an axis of time: a lane for each group, lines where one grew out of another, marks of
joining and leaving, and the ways of people from lane to lane.

The order in which things are given plays no part. No two texts overlap, and all lies inside the picture.
"""

from .axis import reach
from .laying import lay_out
from .picture import BAR, WIDTH, Dot, Line, Picture, Row, Walk, Words
from .told import Belonging, Lane, Mark, Offshoot, Span, Stay, Told

__all__ = [
    "BAR", "WIDTH", "Belonging", "Dot", "Lane", "Line", "Mark", "Offshoot", "Picture", "Row", "Span", "Stay",
    "Told", "Walk", "Words", "lay_out", "reach",
]  # fmt: skip
