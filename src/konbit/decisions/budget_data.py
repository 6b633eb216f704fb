"""A counted budget as data for programs. Money is in the units of the file."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from konbit.decisions.formats.poll import Poll
from konbit.engines.shares import Certificate, Outcome, Told


def money(poll: Poll, units: int) -> int | float:
    """An amount of smallest units in the file's units."""
    amount = poll.amount(units)
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def exact(poll: Poll, units: Fraction) -> str:
    """The same of a fraction, in exact numbers: 27/4."""
    return str(units / 10**poll.places)


def threshold(poll: Poll, scores: tuple[int, ...]) -> dict[str, Any] | None:
    """What the file asks for in `min_project_score_threshold`, and which projects have less."""
    said = poll.meta.get("min_project_score_threshold", "")
    if not said.isascii() or not said.isdigit() or int(said[:12]) == 0:
        return None
    least = int(said[:12])
    below = [key for key, score in zip(poll.ids, scores, strict=True) if score < least]
    return {"least": least, "applied": False, "below": below}


def outcome_as_data(
    poll: Poll, outcome: Outcome, told: tuple[Told, ...], names: tuple[str, ...]
) -> dict[str, Any]:
    """`winners` in the order bought, `spent`, `rounds`, `support` per project in percent, and the rest."""
    ids = poll.ids
    raising, compared = outcome.raising, outcome.compared
    return {
        "winners": [ids[project] for project in outcome.winners],
        "spent": money(poll, outcome.spent),
        "budget": money(poll, poll.budget),
        "left": money(poll, outcome.left),
        "rounds": [
            {
                "project": ids[one.project],
                "cost": money(poll, poll.costs[one.project]),
                "price": exact(poll, one.price),
                "paid_in_full": one.full,
                "gave_all": one.rest,
                "from_these": exact(poll, one.from_rest),
            }
            for one in outcome.rounds
        ],
        "support": {
            ids[one.project]: None if one.support is None else one.support.basis / 100 for one in told
        },
        "projects": {ids[one.project]: _project(poll, one) for one in told},
        "rule": "equal-shares",
        "utility": outcome.rules.utility,
        "completion": outcome.rules.completion,
        "step": money(poll, outcome.rules.step),
        "raised": outcome.raised,
        "why_no_further": None if raising is None else "full" if raising.full else "too-much",
        "runs": 1 if raising is None else raising.runs,
        "voters": len(poll.votes),
        "worth": [exact(poll, share) for share in outcome.first_shares],
        "worth_raised": [exact(poll, share) for share in outcome.shares],
        "colleges": list(names),
        "comparison": None
        if compared is None
        else {
            "greedy": [ids[project] for project in compared.greedy],
            "prefer_greedy": compared.prefer_greedy,
            "prefer_equal_shares": compared.prefer_shares,
            "chosen": "greedy" if compared.chosen else "equal-shares",
        },
        "ties": [ids[project] for project in outcome.rules.ties],
        "threshold": threshold(poll, outcome.merged.score),
        "notes": [{"line": note.line, "what": note.what} for note in poll.notes],
    }


def _project(poll: Poll, one: Told) -> dict[str, Any]:
    support = one.support
    return {
        "bought_by": one.by,
        "left_out": one.out,
        "rival": None if one.rival is None else poll.ids[one.rival],
        "score": float(Decimal(one.score).scaleb(-poll.point_places)) if poll.point_places else one.score,
        "supporters": one.supporters,
        "would_win_at": None if support is None or support.most is None else money(poll, support.most),
        "more_supporters": None if support is None else support.more,
        "lost_a_tie": support is not None and support.tied,
        "supporters_had": money(poll, one.had),
        "supporters_paid": {poll.ids[other]: money(poll, amount) for other, amount in one.got},
        "supporters_left": money(poll, one.left),
    }


def certificate_as_data(poll: Poll, proof: Certificate) -> dict[str, Any]:
    """The round log: groups of voters who voted alike, and what each of a group's voters paid, exactly."""
    return {
        "raised": proof.raised,
        "winners": [poll.ids[project] for project in proof.winners],
        "groups": [
            {
                "college": group.college,
                "voters": group.voters,
                "ballot": {poll.ids[project]: points for project, points in group.ballot},
            }
            for group in proof.groups
        ],
        "rounds": [
            {
                "project": poll.ids[paid.project],
                "each": {str(group): exact(poll, amount) for group, amount in paid.each},
            }
            for paid in proof.paid
        ],
    }
