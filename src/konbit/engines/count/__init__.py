"""Who is elected, and is it consent? Counting votes so that anybody can add them up again.

`count` elects persons from ranked papers (Scottish rules or Meek), `approve` from approvals (Phragmén);
`verify` and `verify_approved` recount what they say. `decide` and `consent` tell what came of one proposal,
`add_up` and `rank` put options in order. What is told are codes, keys and numbers: a room words them.
"""

from .approving import Approved, Round, approvals, approve
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
from .deciding import (
    STANCES,
    STATES,
    Agreement,
    Consent,
    Decided,
    Heard,
    Mixed,
    Objection,
    Reach,
    Stance,
    State,
    Verdict,
    Voices,
    consent,
    decide,
)
from .outlook import Undecided
from .points import SCALES, Ballot, Scale, Sum, Unclear, add_up
from .ranking import Duel, Ranking, rank
from .sheets import Count, Elected, Method, Move, Outcome, Spared, Stage, Standing, Tie
from .verifying import Flaw, verify
from .verifying_approval import verify_approved

__all__ = [
    "SCALES",
    "SEATS",
    "STANCES",
    "STATES",
    "Agreement",
    "Approved",
    "Ballot",
    "Candidate",
    "Consent",
    "Contest",
    "Count",
    "Decided",
    "Duel",
    "Elected",
    "Election",
    "Flaw",
    "Heard",
    "Impossible",
    "Limit",
    "Method",
    "Mixed",
    "Move",
    "Objection",
    "Outcome",
    "Paper",
    "Preferences",
    "Ranking",
    "Reach",
    "Round",
    "Scale",
    "Spared",
    "Stage",
    "Stance",
    "Standing",
    "State",
    "Sum",
    "Tie",
    "Unclear",
    "Undecided",
    "Unfit",
    "Verdict",
    "Voices",
    "add_up",
    "approvals",
    "approve",
    "checked",
    "consent",
    "count",
    "decide",
    "drawn_order",
    "preferences",
    "rank",
    "verify",
    "verify_approved",
]
