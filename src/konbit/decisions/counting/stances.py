"""Counting for and against: one proposal, its quorum, its blocks, its majority, by colleges where there are.

With several colleges each counts by its part, however many are in it: what they say for is taken as a part of
what they said at all, and these parts are added by weight (as the statutes of a French SCIC do).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from konbit.decisions.counting.sheet import Merged, ballots_of
from konbit.decisions.counting.turnout import Turnout, quorum_reached, turnout
from konbit.decisions.methods import Rules, part_of
from konbit.decisions.models import Vote
from konbit.decisions.queries.methods import rules_of
from konbit.engines.count import STANCES, Agreement, Stance, Voices, decide
from konbit.engines.statutes import Counting, Majority, Part, Quorum

MORE_THAN_HALF = ">1/2"


@dataclass(frozen=True)
class _Heap:
    """What those of one college said. `part`: how much it counts; `whole`: of what its votes are a part."""

    college: str
    part: int
    entitled: int
    voted: int
    stances: dict[str, int]
    whole: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.stances["for"], self.whole) if self.whole else Fraction(0)

    @property
    def data(self) -> dict[str, Any]:
        return {
            "college": self.college, "part": self.part, "entitled": self.entitled, "voted": self.voted,
            "stances": self.stances, "share": str(self.share), "counts": bool(self.whole),
        }  # fmt: skip


def stances(vote: Vote) -> dict[str, Any]:
    """Whether the proposal is adopted: `verdict` adopted, rejected, blocked, no quorum."""
    rules, ballots, came = rules_of(vote), ballots_of(vote), turnout(vote)
    heard = _stances(rules, ballots)
    done = decide(_asked(rules), Voices(_unit(came.unit), came.entitled, _given(heard), came.voted))
    heaps = _heaps(vote, rules, ballots, came)
    majority: dict[str, Any] = {
        "part": rules.majority or MORE_THAN_HALF, "of": rules.majority_of, "counted": done.majority.counted,
        "whole": done.majority.whole, "least": done.majority.least, "holds": done.majority.holds,
    }  # fmt: skip
    verdict = done.verdict
    if heaps:
        majority |= _by_parts(rules, heaps)
        if verdict in ("adopted", "rejected"):
            verdict = "adopted" if majority["holds"] else "rejected"
    chosen = Counter[str]()
    for one in ballots:
        chosen[one.said["stance"]] += one.weight
    return {
        "verdict": verdict,
        "choices": [{"word": one.word, "votes": chosen[one.word]} for one in rules.choices],
        "stances": heard,
        "quorum": quorum_reached(rules, came),
        "blocks": {"counted": done.blocks, "stops": rules.blocks},
        "majority": majority,
        "colleges": [one.data for one in heaps],
        "log": [],
    }


def _stances(rules: Rules, ballots: Iterable[Merged]) -> dict[str, int]:
    meant = {one.word: one.stance for one in rules.choices}
    heard = dict.fromkeys(STANCES, 0)
    for one in ballots:
        heard[cast(Stance, meant[one.said["stance"]])] += one.weight
    return {str(stance): many for stance, many in heard.items()}


def _given(heard: dict[str, int]) -> tuple[tuple[Stance, int], ...]:
    return tuple((stance, heard[stance]) for stance in STANCES)


def _asked(rules: Rules) -> Agreement:
    unit = _unit(rules.unit)
    quorum = part_of(rules.quorum)
    of: Any = rules.majority_of
    return Agreement(
        Majority(unit, _majority(rules), of), Quorum(unit, quorum) if quorum else None, rules.blocks
    )


def _majority(rules: Rules) -> Part:
    return part_of(rules.majority or MORE_THAN_HALF) or Part(1, 2, more=True)


def _unit(unit: str) -> Counting:
    return cast(Counting, unit)


def _heaps(vote: Vote, rules: Rules, ballots: tuple[Merged, ...], came: Turnout) -> list[_Heap]:
    """What each college said; none where there is one, or none."""
    colleges = list(vote.colleges.all())
    if len(colleges) < 2:
        return []
    found = []
    for one in colleges:
        key = str(one.pk)
        heard = _stances(rules, [ballot for ballot in ballots if ballot.college == key])
        entitled, voted = came.by_college.get(key, (0, 0))
        cast_ = heard["for"] + heard["against"] + heard["blocks"]
        whole = {"cast": cast_, "present": voted, "entitled": entitled}[rules.majority_of]
        found.append(_Heap(key, one.part, entitled, voted, heard, whole))
    return found


def _by_parts(rules: Rules, heaps: list[_Heap]) -> dict[str, Any]:
    """The colleges added up by their parts; one of which nobody said anything is left out."""
    counting = [one for one in heaps if one.whole]
    parts = sum(one.part for one in counting)
    share = sum((one.share * one.part for one in counting), Fraction(0)) / parts if parts else Fraction(0)
    asked = _majority(rules)
    least = Fraction(asked.number, asked.whole)
    return {"share": str(share), "holds": share > 0 and (share > least if asked.more else share >= least)}
