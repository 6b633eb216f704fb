"""Are these two records the same group? Pairs worth a look, the evidence for and against, and what to join.

`Record.of` makes records of values as people write them; `likely_pairs` finds pairs among thousands or
millions; `judge` weighs one pair, such as what someone types against what is there; `groups_of` joins what
was decided. Nothing here decides: a person does, or, where `Judgement.strong`, a rule of the room that asks.
"""

from .context import Context
from .evidence import Evidence, Kind
from .joining import Groups, Refused, groups_of
from .judging import Judgement, judge
from .pairing import Likely, candidates, likely_pairs
from .record import SHARED_HOSTS, Record, phone_digits, plain_value, web_addresses
from .weights import ASK, VERY_LIKELY

__all__ = [
    "ASK",
    "SHARED_HOSTS",
    "VERY_LIKELY",
    "Context",
    "Evidence",
    "Groups",
    "Judgement",
    "Kind",
    "Likely",
    "Record",
    "Refused",
    "candidates",
    "groups_of",
    "judge",
    "likely_pairs",
    "phone_digits",
    "plain_value",
    "web_addresses",
]
