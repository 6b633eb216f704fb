"""Which projects a budget buys by the Method of Equal Shares; who paid what, round by round, exactly.

`share_out` counts an election; the log of its rounds is the certificate, which `verify` recounts voter by
voter. `explained` tells of every project why, why not, and what it would have taken.
"""

from .asked import (
    COMPLETIONS,
    UTILITIES,
    Completion,
    Election,
    Rules,
    Utility,
    Votes,
    announced_step,
)
from .certifying import Certificate, Group, Paid, certificate
from .counting import Compared, Outcome, Payer, Round, share_out
from .explaining import Told, explained
from .greedy import greedy
from .merging import Merged, merged
from .support import Support, supports
from .verifying import Flaw, verify

__all__ = [
    "COMPLETIONS",
    "UTILITIES",
    "Certificate",
    "Compared",
    "Completion",
    "Election",
    "Flaw",
    "Group",
    "Merged",
    "Outcome",
    "Paid",
    "Payer",
    "Round",
    "Rules",
    "Support",
    "Told",
    "Utility",
    "Votes",
    "announced_step",
    "certificate",
    "explained",
    "greedy",
    "merged",
    "share_out",
    "supports",
    "verify",
]
