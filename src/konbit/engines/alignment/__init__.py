"""How priorities of bodies meet across the levels of a federation, and how far their targets are reached.

`ready` turns what is recorded into arrays, `figures` counts everything at once, `Figures.of` tells the
figures of one body by keys; `carriers` names on what a coverage rests. `reached` and `together` are about
targets. Alignment is agreed by two bodies, in part and upwards or downwards: nothing is handed down, and
nobody is ranked. Answers are codes, keys and numbers: a room words them.
"""

from .agreeing import LOW, PERSISTENCE, rank_biased_overlap
from .facts import Facts, ready
from .federation import KINDS, Alignment, Belonging, Body, Federation, Kind, Priority, Ranking
from .progress import (
    HALF_A_YEAR,
    Measure,
    Measured,
    Number,
    Part,
    Progress,
    Reading,
    Target,
    Together,
    reached,
    together,
)
from .reckoning import (
    A_THIRD,
    Agreement,
    Count,
    Coverage,
    Figures,
    Met,
    Overlaps,
    RisingTheme,
    Shared,
    figures,
)
from .ways import Carrier, carriers

__all__ = [
    "A_THIRD",
    "HALF_A_YEAR",
    "KINDS",
    "LOW",
    "PERSISTENCE",
    "Agreement",
    "Alignment",
    "Belonging",
    "Body",
    "Carrier",
    "Count",
    "Coverage",
    "Facts",
    "Federation",
    "Figures",
    "Kind",
    "Measure",
    "Measured",
    "Met",
    "Number",
    "Overlaps",
    "Part",
    "Priority",
    "Progress",
    "Ranking",
    "Reading",
    "RisingTheme",
    "Shared",
    "Target",
    "Together",
    "carriers",
    "figures",
    "rank_biased_overlap",
    "reached",
    "ready",
    "together",
]
