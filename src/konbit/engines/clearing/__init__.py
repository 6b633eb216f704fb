"""Which debts can be set off at once, at most: circles of members who owe each other, with a proof.

`clear` finds the greatest set-off, by which nobody's claims less debts change; `check` makes sure of it by
adding up, without any of the code that found it; `loops` tells the circles.
"""

from .asked import MOST, CreditLine, Debts, Terms, Unfit, UnfitCode
from .checking import Refused, check
from .clearing import Certificate, Clearing, Drawn, Standing, clear
from .loops import Loop, loops
from .proving import NotGreatest
from .solving import SOLVERS, NoSolver, Solver, available

__all__ = [
    "MOST",
    "SOLVERS",
    "Certificate",
    "Clearing",
    "CreditLine",
    "Debts",
    "Drawn",
    "Loop",
    "NoSolver",
    "NotGreatest",
    "Refused",
    "Solver",
    "Standing",
    "Terms",
    "Unfit",
    "UnfitCode",
    "available",
    "check",
    "clear",
    "loops",
]
