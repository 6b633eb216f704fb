"""Counting what money buys: equal shares from ballots, with all that there is to tell of every project."""

from __future__ import annotations

from typing import Any

from konbit.decisions.budget_votes import Unfit, rules_of_budget
from konbit.decisions.counting.sharing import Asked, asked_of
from konbit.decisions.models import Vote
from konbit.engines.shares import Outcome, Round, Told, explained, share_out


def shares(vote: Vote) -> dict[str, Any]:
    """What is bought, round by round, and of every project why, why not and what it would have taken.

    Money is in smallest units; fractions are texts such as 27/4; `support` is in hundredths of a percent.
    `verdict`: bought; nothing, where no project was; not_counted, with `why`.
    """
    told: dict[str, Any] = {"kind": "shares", "unit": vote.unit}
    try:
        said, asked = rules_of_budget(vote), asked_of(vote)
    except Unfit as unfit:
        return told | {"verdict": "not_counted", "why": {"code": unfit.code}, "log": []}
    outcome = share_out(asked.election, asked.rules)
    return told | _counted(said, asked, outcome)


def _counted(said: dict[str, Any], asked: Asked, outcome: Outcome) -> dict[str, Any]:
    words, raising, compared = asked.words, outcome.raising, outcome.compared
    return {
        "verdict": "bought" if outcome.winners else "nothing",
        "rules": said | {"step": asked.rules.step, "ties": [words[one] for one in asked.rules.ties]},
        "currency": said["currency"],
        "budget": asked.election.budget,
        "spent": outcome.spent,
        "left": outcome.left,
        "winners": [words[one] for one in outcome.winners],
        "ballots": sum(asked.voters),
        "blank": asked.blank,
        "colleges": list(asked.colleges),
        "left_out": list(asked.left_out),
        "voters": list(asked.voters),
        "worth": [str(one) for one in outcome.first_shares],
        "worth_raised": [str(one) for one in outcome.shares],
        "raised": outcome.raised,
        "why_no_further": None if raising is None else "full" if raising.full else "too-much",
        "compared": None
        if compared is None
        else {
            "greedy": [words[one] for one in compared.greedy],
            "prefer_greedy": compared.prefer_greedy,
            "prefer_shares": compared.prefer_shares,
            "chosen": "greedy" if compared.chosen else "shares",
        },
        "projects": {words[one.project]: _project(asked, one) for one in explained(outcome)},
        "log": [_round(asked, one) for one in outcome.rounds],
    }


def _round(asked: Asked, one: Round) -> dict[str, Any]:
    return {
        "project": asked.words[one.project],
        "price": str(one.price),
        "full": one.full,
        "rest": one.rest,
        "from_rest": str(one.from_rest),
    }


def _project(asked: Asked, one: Told) -> dict[str, Any]:
    support = one.support
    return {
        "cost": asked.election.costs[one.project],
        "by": one.by,
        "out": one.out,
        "rival": None if one.rival is None else asked.words[one.rival],
        "score": one.score,
        "supporters": one.supporters,
        "support": None if support is None else support.basis,
        "most": None if support is None else support.most,
        "more": None if support is None else support.more,
        "tied": support is not None and support.tied,
        "had": one.had,
        "got": [[asked.words[other], amount] for other, amount in one.got],
        "left": one.left,
    }
