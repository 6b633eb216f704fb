"""Tables of the federation room: organs, statutes, pacts, priorities, struggles, supports."""

from konbit.federation.models.federating import Pact, Party
from konbit.federation.models.interests import Interest
from konbit.federation.models.organs import College, Convocation, Mandate, OfOrgan, Organ, Seat
from konbit.federation.models.priorities import (
    Alignment,
    Indicator,
    OfPriority,
    Priority,
    Reading,
    Target,
    Theme,
)
from konbit.federation.models.statutes import Level, OfStatutes, Poll, Region, Rule, Standing, Statutes
from konbit.federation.models.struggles import Ally, Gain, OfStruggle, Step, Struggle, Turn
from konbit.federation.models.supports import Accompaniment, Support, Visit

__all__ = [
    "Accompaniment", "Alignment", "Ally", "College", "Convocation", "Gain", "Indicator", "Interest", "Level",
    "Mandate", "OfOrgan", "OfPriority", "OfStatutes", "OfStruggle", "Organ", "Pact", "Party", "Poll",
    "Priority", "Reading", "Region", "Rule", "Seat", "Standing", "Statutes", "Step", "Struggle", "Support",
    "Target", "Theme", "Turn", "Visit",
]  # fmt: skip
