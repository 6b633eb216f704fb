"""Winners beside those of pabutools 1.2.3, where somebody has installed it (GPL-3: no part of Konbit)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from konbit.engines.shares import Completion, Election, Rules, Utility, Votes, share_out

pabutools: Any = pytest.importorskip("pabutools.election", reason="needs pabutools 1.2.3 (pip install it)")


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("completion", ["none", "add1", "add1u"])
@given(data=st.data())
@settings(max_examples=60)
def test_the_same_projects_are_bought_in_the_same_order(
    utility: Utility, completion: Completion, data: st.DataObject
) -> None:
    many = data.draw(st.integers(1, 6))
    costs = data.draw(st.lists(st.integers(1, 30), min_size=many, max_size=many))
    some = st.sets(st.integers(0, many - 1))
    ballots = data.draw(st.lists(some, min_size=1, max_size=12))
    assume(set().union(*ballots) == set(range(many)))
    budget = data.draw(st.integers(0, 60))
    votes = Votes.of([dict.fromkeys(sorted(ballot), 1) for ballot in ballots])
    found = share_out(Election(tuple(costs), budget, votes), Rules(utility, completion))
    assert [str(project) for project in found.winners] == theirs(costs, ballots, budget, utility, completion)


def theirs(
    costs: list[int], ballots: list[set[int]], budget: int, utility: Utility, completion: Completion
) -> list[str]:
    """What pabutools buys."""
    import pabutools.rules as rules

    projects = [pabutools.Project(str(number), cost) for number, cost in enumerate(costs)]
    instance = pabutools.Instance(projects, budget_limit=budget)
    profile = pabutools.ApprovalProfile(
        [pabutools.ApprovalBallot(projects[number] for number in ballot) for ballot in ballots]
    )
    worth = pabutools.Cost_Sat if utility == "cost" else pabutools.Cardinality_Sat
    step = {} if completion == "none" else {"voter_budget_increment": 1}
    bought = rules.method_of_equal_shares(instance, profile, sat_class=worth, **step)
    if completion == "add1u":
        bought = rules.greedy_utilitarian_welfare(
            instance, profile, sat_class=worth, initial_budget_allocation=bought
        )
    return [project.name for project in bought]
