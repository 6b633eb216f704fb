"""What a package to be recounted says: rules, options, ballots, roll and result as JSON data.

Nothing in it names a person; names are a file of their own, for those who may see them.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from konbit.decisions.budget_votes import Unfit, rules_of_budget
from konbit.decisions.canonical import canonical
from konbit.decisions.counting.turnout import Turnout, turnout
from konbit.decisions.elections import KINDS, colleges_with_seats
from konbit.decisions.models import Heard, Kind, Vote
from konbit.decisions.queries.methods import rules_of
from konbit.decisions.queries.rolls import roll_lines

Data = dict[str, Any]


def package_data(vote: Vote, *, with_numbers: bool) -> dict[str, Any]:
    """All files of a package, by their names. `with_numbers`: ballots say whose they are, by the number on
    the roll, where the vote was open, and the roll is told line by line."""
    came = turnout(vote)
    files: dict[str, Any] = {
        "rules": _rules(vote, came),
        "options": _options(vote),
        "ballots": _ballots(vote, with_numbers and vote.secrecy == Vote.Secrecy.OPEN),
        "result": vote.result,
    }
    if with_numbers:
        files["roll"] = roll_lines(vote)
        files["rules"]["changes"] = _changes(vote)
    return files


def _rules(vote: Vote, came: Turnout) -> Data:
    rules = rules_of(vote)
    return {
        "uid": vote.uid, "title": vote.title, "kind": rules.kind, "unit": vote.unit, "secrecy": vote.secrecy,
        "choices": [{"word": one.word, "stance": one.stance} for one in rules.choices],
        "quorum": rules.quorum, "majority": rules.majority, "majority_of": rules.majority_of or "cast",
        "blocks": rules.blocks, "least": rules.least, "most": rules.most, "dots": rules.dots,
        "seats": vote.seats, "entitled": came.entitled, "voted": came.voted, "seed": vote.seed,
        "ties": vote.rules.get("ties", []), "roll_hash": vote.roll_hash, "result_hash": vote.result_hash,
        "colleges": _colleges(vote, came), "limits": _limits(vote), "objections": _objections(vote),
        "changes": [], "budget": _budget(vote) if rules.kind == Kind.SHARES else None,
    }  # fmt: skip


def _colleges(vote: Vote, came: Turnout) -> list[Data]:
    found = []
    for one in vote.colleges.all():
        key = str(one.pk)
        entitled, voted = came.by_college.get(key, (0, 0))
        found.append(
            {
                "key": key,
                "title": one.title,
                "seats": one.seats,
                "part": one.part,
                "entitled": entitled,
                "voted": voted,
            }
        )
    return found


def _limits(vote: Vote) -> list[Data]:
    return [
        {
            "dimension": one.dimension, "value": one.value, "least": one.least, "most": one.most,
            "contest": str(one.college_id or ""),
        }
        for one in vote.limits.order_by("dimension", "value", "pk")
    ]  # fmt: skip


def _objections(vote: Vote) -> list[Data]:
    """Their states, in their order; not what was said."""
    states = vote.heard.filter(what=Heard.What.OBJECTION).order_by("pk").values_list("state", flat=True)
    return [{"number": number, "state": state} for number, state in enumerate(states, start=1)]


def _budget(vote: Vote) -> Data | None:
    try:
        return rules_of_budget(vote)
    except Unfit:
        return None


def _options(vote: Vote) -> list[Data]:
    """What could be chosen. Of what people say of themselves only that for which a limit asks."""
    asked = {one.dimension for one in vote.limits.all()}
    return [
        {
            "word": one.word, "title": one.title, "name": one.name, "college": str(one.college_id or ""),
            "traits": {name: value for name, value in sorted(one.traits.items()) if name in asked},
            "cost": one.cost, "withdrawn": one.withdrawn_on is not None,
        }
        for one in vote.options.all()
    ]  # fmt: skip


def counts_by_college(vote: Vote) -> bool:
    """Whether it matters for the count in which college a ballot lies: where not, none is told."""
    kind = rules_of(vote).kind
    if kind in KINDS:
        return bool(colleges_with_seats(vote))
    return kind in (Kind.STANCE, Kind.SHARES) and vote.colleges.exists()


def _ballots(vote: Vote, with_numbers: bool) -> list[Data]:
    """Ballots that say the same are one, with all their votes, unless they say whose they are."""
    by_college = counts_by_college(vote)
    heaps: Counter[bytes] = Counter()
    said: dict[bytes, Data] = {}
    for what, weight, college, number in vote.ballots.values_list(
        "said", "weight", "college_id", "entitled__number"
    ):
        one: Data = {"college": str(college or "") if by_college else "", "said": what}
        if with_numbers:
            one["number"] = number
        written = canonical(one)
        said[written] = one
        heaps[written] += weight
    return [said[written] | {"weight": heaps[written]} for written in sorted(heaps)]


def _changes(vote: Vote) -> list[Data]:
    """Lines that came, or went, after the vote opened."""
    lines = vote.roll.exclude(from_on=None, until_on=None)
    return [
        {
            "number": one.number, "weight": one.weight, "college": str(one.college_id or ""),
            "from": one.from_on.isoformat() if one.from_on else "",
            "until": one.until_on.isoformat() if one.until_on else "",
            "reason": one.reason,
        }
        for one in lines
    ]  # fmt: skip
