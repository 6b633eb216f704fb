"""Whether a proposal has consent, and what an advice heard: told from what was said, not from a count alone.

Objections are named by their order in the vote, so that the result is the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.counting.sheet import ballots_of
from konbit.decisions.counting.turnout import turnout
from konbit.decisions.methods import part_of
from konbit.decisions.models import Heard, Vote
from konbit.decisions.phases import kind_of_vote, rounds_asked, rounds_left, rules_frozen
from konbit.engines.count.deciding import Objection, Reach, State, Voices
from konbit.engines.count.deciding import consent as has_consent
from konbit.engines.statutes import Counting, Quorum

_VERDICTS = {"consent": "adopted", "fallback": "fallback", "no quorum": "no quorum"}


def consent(vote: Vote) -> dict[str, Any]:
    """Adopted, where nobody has an objection left; fallback, where some stand and no round is left. Raises
    `Problem` where objections are open and a round is left: then it is not over."""
    rules = rules_frozen(vote)
    said = list(vote.heard.order_by("pk"))
    objections = [one for one in said if one.what == Heard.What.OBJECTION]
    common = _common(vote)
    unit: Counting = vote.unit  # type: ignore[assignment]
    voices = Voices(unit, common["entitled"], (), common["voted"])
    quorum = _quorum(rules)
    left = rounds_left(vote)
    if not rounds_asked(vote):
        raise Problem(
            _("Nobody was asked for objections yet: silence is no consent."),
            remedy=_("Go on to “Objections” first, and wait for everybody."),
            status=409,
        )
    asked = [Objection(str(number), _state(one)) for number, one in enumerate(objections, start=1)]
    found = has_consent(asked, left, voices, quorum)
    if found.verdict == "open":
        raise Problem(
            _("Objections are open: number %(numbers)s.") % {"numbers": ", ".join(found.open)},
            remedy=_("Talk about them, change the proposal, and ask again: %(left)d rounds are left.")
            % {"left": left},
            status=409,
        )
    return {
        **common,
        "verdict": _VERDICTS[found.verdict],
        "by": "consent",
        "rounds": rounds_asked(vote),
        "objections": [
            {"number": number, "round": one.round, "state": one.state}
            for number, one in enumerate(objections, start=1)
        ],
        "open": [int(one) for one in found.open],
        "unsaid": unsaid(vote),
        "quorum": _told(found.quorum),
        "fallback": rules.get("fallback", "") if found.verdict == "fallback" else "",
        "log": _log(said),
    }


def advice(vote: Vote) -> dict[str, Any]:
    """Decided, by whoever asked; unheard, where nobody gave any advice."""
    said = list(vote.heard.order_by("pk"))
    given = [one for one in said if one.what == Heard.What.ADVICE]
    return {
        **_common(vote),
        "verdict": "decided" if given else "unheard",
        "by": "advice",
        "advice": len(given),
        "answered": sum(bool(one.answer) for one in given),
        "log": _log(said),
    }


def unsaid(vote: Vote) -> int:
    """How many objected by an open ballot and have not said why. Without a reason it is no objection: they
    are asked for it."""
    stances = _stances(vote)
    spoke = set(vote.heard.filter(what=Heard.What.OBJECTION).values_list("person", flat=True))
    rows = vote.ballots.exclude(entitled=None).values_list("entitled__person", "said")
    return sum(
        stances.get(said.get("stance", "")) == "blocks" and person not in spoke for person, said in rows
    )


def _common(vote: Vote) -> dict[str, Any]:
    """How much took part: whoever gave a ballot, whatever it says; `given`: how much by stance."""
    stances = _stances(vote)
    given: Counter[str] = Counter()
    for ballot in ballots_of(vote):
        given[stances.get(ballot.said.get("stance", ""), "abstains")] += ballot.weight
    kind = kind_of_vote(vote)
    return {"kind": kind, **turnout(vote).data, "given": dict(sorted(given.items()))}


def _stances(vote: Vote) -> dict[str, str]:
    return {one["word"]: one["stance"] for one in rules_frozen(vote).get("choices", [])}


def _state(one: Heard) -> State:
    state: State = one.state  # type: ignore[assignment]
    return state


def _quorum(rules: dict[str, Any]) -> Quorum | None:
    part = part_of(rules.get("quorum", ""))
    return Quorum(rules.get("unit", "heads"), part) if part else None


def _told(reach: Reach | None) -> dict[str, Any] | None:
    if reach is None:
        return None
    return {"counted": reach.counted, "whole": reach.whole, "least": reach.least, "holds": reach.holds}


def _log(said: list[Heard]) -> list[dict[str, Any]]:
    """How many of what was said in which round."""
    counted: dict[tuple[int, str], int] = {}
    for one in said:
        counted[one.round, one.what] = counted.get((one.round, one.what), 0) + 1
    return [{"round": at, "what": what, "count": many} for (at, what), many in sorted(counted.items())]
