"""Whether bodies satisfy their statutes on a day; what is missing, who could be invited, what could be
formed.

`ready` turns a roster into arrays, `check` reports on a day, `invited` and `simulate` answer what follows;
`certificate` names the facts that each finding used and `verify` recounts it row by row. Answers are codes
and numbers: a room words them.
"""

from .certifying import Certificate, Proven, Used, certificate, facts_used
from .checking import Finding, Report, check, valid_on
from .contradictions import contradictions
from .days import SPANS, Span, bounds
from .facts import Facts, ready
from .faults import Fault
from .inviting import Invited, invited
from .roster import Mandate, Meeting, Membership, Place, Roster, Unit, Vote
from .rules import (
    BASES,
    COLLEGE,
    COUNTINGS,
    Again,
    Ask,
    Base,
    College,
    Confirmation,
    Counting,
    Level,
    Majority,
    Part,
    People,
    Quorum,
    Quota,
    Rhythm,
    Rotation,
    Rule,
    Seats,
    Share,
    Source,
    Statutes,
    Term,
    Units,
)
from .simulating import Formed, Simulation, Voice, simulate
from .verifying import Flaw, verify

__all__ = [
    "BASES",
    "COLLEGE",
    "COUNTINGS",
    "SPANS",
    "Again",
    "Ask",
    "Base",
    "Certificate",
    "College",
    "Confirmation",
    "Counting",
    "Facts",
    "Fault",
    "Finding",
    "Flaw",
    "Formed",
    "Invited",
    "Level",
    "Majority",
    "Mandate",
    "Meeting",
    "Membership",
    "Part",
    "People",
    "Place",
    "Proven",
    "Quorum",
    "Quota",
    "Report",
    "Rhythm",
    "Roster",
    "Rotation",
    "Rule",
    "Seats",
    "Share",
    "Simulation",
    "Source",
    "Span",
    "Statutes",
    "Term",
    "Unit",
    "Units",
    "Used",
    "Voice",
    "Vote",
    "bounds",
    "certificate",
    "check",
    "contradictions",
    "facts_used",
    "invited",
    "ready",
    "simulate",
    "valid_on",
    "verify",
]
