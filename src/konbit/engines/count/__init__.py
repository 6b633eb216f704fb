"""Who is elected, and is it consent? Counting votes so that anybody can add them up again.

`count` elects persons from ranked papers (Scottish rules or Meek), `verify` recounts its sheets.
"""

from .asked import (
    SEATS,
    Candidate,
    Contest,
    Election,
    Limit,
    Paper,
    Preferences,
    Unfit,
    checked,
    drawn_order,
    preferences,
)
from .counting import Impossible, count
from .outlook import Undecided
from .sheets import Count, Elected, Method, Move, Outcome, Spared, Stage, Standing, Tie
from .verifying import Flaw, verify

__all__ = [
    "SEATS",
    "Candidate",
    "Contest",
    "Count",
    "Elected",
    "Election",
    "Flaw",
    "Impossible",
    "Limit",
    "Method",
    "Move",
    "Outcome",
    "Paper",
    "Preferences",
    "Spared",
    "Stage",
    "Standing",
    "Tie",
    "Undecided",
    "Unfit",
    "checked",
    "count",
    "drawn_order",
    "preferences",
    "verify",
]
