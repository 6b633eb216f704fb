"""Whom to choose among nominees so that quotas hold; what stands against it; which invitation would mend it.

`choose` finds a panel by lot and public seed, or proves that there is none; `check` tells how a panel stands
and what would mend it; `verify` checks a choice without searching. Reasons are data: a room words them.
"""

from .asked import SIZE, Limit, Nominee, Quota, Standing
from .checking import Fault, verify
from .choosing import Choice, choose
from .conflict import Conflict, Without
from .drawing import Drawn, lot
from .mending import Checked, Invitation, Mend, check
from .proof import Against, Proof, Split
from .tableau import Undecided

__all__ = [
    "SIZE",
    "Against",
    "Checked",
    "Choice",
    "Conflict",
    "Drawn",
    "Fault",
    "Invitation",
    "Limit",
    "Mend",
    "Nominee",
    "Proof",
    "Quota",
    "Split",
    "Standing",
    "Undecided",
    "Without",
    "check",
    "choose",
    "lot",
    "verify",
]
