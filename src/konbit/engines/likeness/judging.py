"""One pair: the evidence that two records are the same group, and that they are not, weighed.

Weights are logarithms (base 2) of likelihood ratios, added up: how often two records of one group agree so,
against how often records of two groups do. Source: I. P. Fellegi, A. B. Sunter (1969), 'A Theory for Record
Linkage', J. of the American Statistical Association 64. That rare values tell more than common ones: W. E.
Winkler (1989), 'Frequency-based Matching in the Fellegi-Sunter Model of Record Linkage', U.S. Census Bureau.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from . import weights
from .context import Context
from .evidence import Evidence, of_activities, of_contacts, of_identifiers, of_places
from .naming import of_names
from .record import Record


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evidence comes to.

    score: the sum of all weights, in bits. chance: 0 … 1, how likely the two are one group where many records
    have a double; rough, to set thresholds on. strong: a register number agrees and nothing weighs heavily
    against it, the only case that may be merged without asking anyone.
    """

    score: float
    chance: float
    evidence: tuple[Evidence, ...]
    strong: bool


def judge(a: Record, b: Record, context: Context) -> Judgement:
    """Whether two records are the same group; turned round, it says the same with its details turned round.

    `context` says how common names, places and contacts are: counted over the records at hand, if possible.
    """
    found = (
        *of_identifiers(a, b, context),
        *of_names(a, b, context),
        *of_places(a, b, context),
        *of_contacts(a, b, context),
        *of_activities(a, b, context),
    )
    score = round(fsum(one.weight for one in found), 2)
    agreed = any(one.kind == "identifier" and one.weight > 0 for one in found)
    doubted = any(one.weight <= weights.DOUBT for one in found)
    return Judgement(score, weights.chance_of(score, context), found, agreed and not doubted)
