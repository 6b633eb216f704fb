"""Equal shares beside the slow, obvious count; what a fair budget promises; what is told of each project."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.engines.shares import (
    COMPLETIONS,
    UTILITIES,
    Certificate,
    Election,
    Rules,
    Votes,
    announced_step,
    certificate,
    counting,
    explained,
    merged,
    share_out,
    support,
    supports,
    verify,
)
from konbit.engines.shares.quick import Quick
from konbit.engines.shares.raising import raised
from konbit.engines.shares.small import Small
from tests.engines.shares_slowly import Slow

COSTS = st.sampled_from([0, 1, 2, 3, 5, 8, 10, 12, 20, 30])


@st.composite
def worlds(draw: st.DrawFn) -> Slow:
    """Small elections in which ties are common."""
    many = draw(st.integers(1, 6))
    costs = draw(st.lists(COSTS, min_size=many, max_size=many))
    ballot = st.dictionaries(st.integers(0, many - 1), st.sampled_from([1, 1, 2, 3, 0, -1]), max_size=many)
    ballots = draw(st.lists(ballot, max_size=9))
    parts = draw(st.sampled_from([[], [1, 1], [2, 1], [1, 3, 2]]))
    colleges = []
    if parts and len(ballots) >= len(parts):
        rest = st.integers(0, len(parts) - 1)
        colleges = [*range(len(parts)), *(draw(rest) for _ in ballots[len(parts) :])]
    groups = st.lists(st.integers(0, many - 1), min_size=2, max_size=3, unique=True).map(tuple)
    return Slow(
        costs,
        draw(st.integers(0, 40)),
        ballots,
        utility=draw(st.sampled_from(UTILITIES)),
        step=draw(st.sampled_from([1, 1, 2, 5])),
        least_score=draw(st.sampled_from([0, 0, 0, 2])),
        incompatible=draw(st.lists(groups, max_size=2)) if many > 1 else [],
        ties=draw(st.permutations(range(many))),
        colleges=colleges,
        parts=parts if colleges else [],
    )


def asked(world: Slow, completion: str = "add1u", comparison: bool = False) -> tuple[Election, Rules]:
    """The same, as the engine is asked."""
    votes = Votes.of(world.ballots, world.colleges if world.parts else None)
    rules = Rules(
        utility=world.utility,  # type: ignore[arg-type]
        completion=completion,  # type: ignore[arg-type]
        step=world.step,
        comparison=comparison,
        least_score=world.least_score,
        incompatible=tuple(world.incompatible),
        ties=tuple(world.ties),
        parts=tuple(world.parts),
    )
    return Election(tuple(world.costs), world.budget, votes), rules


@pytest.fixture(params=["whole numbers", "floats"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test counts once as if voters were few, once as if they were many."""
    if request.param == "floats":
        monkeypatch.setattr(counting, "FEW", -1)
        monkeypatch.setattr(support, "FEW", -1)


@pytest.mark.parametrize("completion", COMPLETIONS)
@given(world=worlds())
@settings(max_examples=150)
def test_winners_are_those_of_the_slow_count_in_their_order(completion: str, world: Slow) -> None:
    found = share_out(*asked(world, completion))
    assert list(found.winners) == world.winners(completion)
    assert found.spent <= world.budget


@given(world=worlds())
@settings(max_examples=150)
def test_rounds_and_payments_are_those_of_the_slow_count(world: Slow) -> None:
    found = share_out(*asked(world))
    if not world.ballots:
        assert not found.rounds
        return
    slow = world.run(found.raised)
    assert [one.project for one in found.rounds] == [project for project, _, _ in slow[:-1]]
    assert found.shares == tuple(
        dict(sorted(zip(world.colleges, world.starts(found.raised), strict=True))).values()
    )
    for one, payers, (project, price, before), (_, _, after) in zip(
        found.rounds, found.payers(), slow, slow[1:], strict=False
    ):
        assert project is not None
        assert price == one.price / found.merged.scale[project]
        paid = {payer.group: payer.paid for payer in payers}
        assert [have - then for have, then in zip(before, after, strict=True)] == [
            paid.get(group, 0) for group in found.merged.voters.tolist()
        ]
        assert one.full + one.rest == len(world.supporters(project))
        assert sum(payer.paid * payer.voters for payer in payers) == world.costs[project]


@given(world=worlds(), seed=st.randoms(use_true_random=False), times=st.integers(2, 4))
@settings(max_examples=60)
def test_the_order_of_rows_changes_nothing(world: Slow, seed: object, times: int) -> None:
    mixed = [*range(len(world.ballots))]
    seed.shuffle(mixed)  # type: ignore[attr-defined]
    other = Slow(
        **{
            **world.__dict__,
            "ballots": [dict(reversed(world.ballots[one].items())) for one in mixed],
            "colleges": [world.colleges[one] for one in mixed],
        }
    )
    one, two = share_out(*asked(world)), share_out(*asked(other))
    assert (one.winners, one.rounds, one.payers()) == (two.winners, two.rounds, two.payers())


@given(world=worlds(), times=st.integers(2, 4))
@settings(max_examples=60)
def test_everybody_many_times_with_as_much_more_money_is_the_same(world: Slow, times: int) -> None:
    """Groups have weights where the slow count has copies; with more of each, all that counts grows."""
    other = Slow(
        **{
            **world.__dict__,
            "ballots": world.ballots * times,
            "colleges": world.colleges * times,
            "costs": [cost * times for cost in world.costs],
            "budget": world.budget * times,
            "least_score": world.least_score * times,
        }
    )
    one, two = share_out(*asked(world)), share_out(*asked(other))
    assert one.winners == two.winners
    assert one.shares == two.shares
    assert list(two.winners) == other.winners("add1u")


@given(world=worlds())
@settings(max_examples=100)
def test_greedy_holds_where_more_voters_prefer_it(world: Slow) -> None:
    found = share_out(*asked(world, comparison=True))
    shares = world.winners("add1u")
    cheap = [*world.free(), *world.greedy(world.free())]
    prefer = world.prefers(cheap, shares), world.prefers(shares, cheap)
    assert found.compared is not None
    assert (found.compared.prefer_greedy, found.compared.prefer_shares) == prefer
    assert list(found.winners) == (cheap if prefer[0] > prefer[1] else shares)


@given(world=worlds())
@settings(max_examples=100)
def test_whole_numbers_and_floats_make_the_same_runs(world: Slow) -> None:
    merged = share_out(*asked(world)).merged
    ways = [raised(merged, kind(merged, world.step)) for kind in (Small, Quick)]
    assert ways[0].last.step == ways[1].last.step == (world.raised() if world.ballots else 0)
    assert ways[0].last.order == ways[1].last.order


@given(world=worlds())
@settings(max_examples=150)
def test_support_is_full_exactly_where_shares_buy(world: Slow) -> None:
    found = share_out(*asked(world))
    for project, one in enumerate(supports(found)):
        if one is None:
            assert project not in found.last.order
            continue
        won = project in found.last.order or project in found.merged.free
        assert (one.basis >= 10_000) == won
        if world.costs[project] == 0:
            continue
        true = world.support(project, found.raised)
        if won or true < 1:
            assert one.basis == int(true * 10_000)
        assert one.tied == (true >= 1 and not won)


@given(world=worlds())
@settings(max_examples=150)
def test_a_project_would_have_won_at_its_highest_cost_and_at_no_higher_one(world: Slow) -> None:
    found = share_out(*asked(world))
    for project, one in enumerate(supports(found)):
        if one is None or one.most is None:
            continue
        if one.most:
            assert world.wins_at(project, one.most, found.raised)
        assert not world.wins_at(project, one.most + 1, found.raised)


@given(world=worlds())
@settings(max_examples=60)
def test_what_supporters_had_is_what_they_paid_and_what_is_left(world: Slow) -> None:
    found = share_out(*asked(world))
    payers = found.payers()
    for one in explained(found):
        groups = set(found.merged.sides[one.project].group.tolist())
        for bought, paid in zip(found.rounds, payers, strict=True):
            amount = sum(payer.paid * payer.voters for payer in paid if payer.group in groups)
            assert abs(dict(one.got).get(bought.project, 0) - amount) <= 0.5 + 1e-5
        assert abs(one.had - one.left - sum(amount for _other, amount in one.got)) <= len(one.got) / 2 + 1
        assert (one.by != "") == (one.project in found.winners)
        assert one.supporters == len(world.supporters(one.project))


@pytest.mark.parametrize("completion", COMPLETIONS)
@given(world=worlds(), comparison=st.booleans())
@settings(max_examples=60)
def test_the_certificate_of_a_count_holds(completion: str, world: Slow, comparison: bool) -> None:
    election, rules = asked(world, completion, comparison)
    assert verify(certificate(share_out(election, rules)), election, rules) == []


def a_count() -> tuple[Election, Rules, Certificate]:
    """Three projects that shares buy after two steps, one that completes, one that nothing buys."""
    ballots = [{0: 1, 1: 1}, {0: 1, 2: 1}, {1: 1, 3: 1}, {2: 1}, {0: 1, 4: 1}, {0: 1}]
    election = Election((9, 4, 4, 5, 30), 24, Votes.of(ballots))
    rules = Rules()
    return election, rules, certificate(share_out(election, rules))


def test_a_certificate_that_was_touched_is_found_out() -> None:
    election, rules, true = a_count()
    assert verify(true, election, rules) == []
    first, *others = true.paid
    (group, amount), *rest = first.each
    spoiled = {
        "sum": replace(true, paid=(replace(first, each=((group, amount - 1), *rest)), *others)),
        "poor": replace(true, paid=(replace(first, each=((group, amount + 99), *rest)), *others)),
        "paid": replace(true, paid=(replace(first, each=tuple(rest)), *others)),
        "order": replace(true, paid=(first, first, *others)),
        "stopped": replace(true, paid=true.paid[:-1]),
        "dearer": replace(true, paid=(*others, first)),
        "raised": replace(true, raised=true.raised + 1),
        "winners": replace(true, winners=true.winners[::-1]),
        "groups": replace(true, groups=true.groups[1:]),
    }
    for code, one in spoiled.items():
        assert code in {flaw.code for flaw in verify(one, election, rules)}, code


@given(world=worlds())
@settings(max_examples=100)
def test_every_group_that_agrees_gets_what_its_money_could_buy_up_to_one_project(world: Slow) -> None:
    """Extended justified representation up to one project, for groups that agree on projects by approval."""
    if (
        not world.ballots
        or world.incompatible
        or world.parts
        or world.least_score
        or world.utility == "points"
    ):
        return
    won = set(share_out(*asked(world, "none")).winners)
    utility = world.costs if world.utility == "cost" else [1] * len(world.costs)
    named = [{one for one, many in ballot.items() if many > 0} for ballot in world.ballots]
    for size in range(1, len(world.costs) + 1):
        for wish in combinations(range(len(world.costs)), size):
            group = [voter for voter in range(len(named)) if named[voter] >= set(wish)]
            cost = sum(world.costs[one] for one in wish)
            if not group or cost * len(named) > len(group) * world.budget:
                continue
            whole = sum(utility[one] for one in wish)
            assert any(
                set(wish) <= won & named[voter]
                or any(
                    sum(utility[one] for one in (won & named[voter]) | {more}) > whole
                    for more in set(wish) - won
                )
                for voter in group
            )


def test_a_share_is_worth_a_part_of_the_budget_and_of_the_college() -> None:
    election = Election((10,), 100, Votes.of([{0: 1}, {}, {}, {0: 1}], [0, 0, 0, 1]))
    outcome = share_out(election, Rules(completion="none", parts=(1, 1)))
    assert outcome.first_shares == (Fraction(50, 3), Fraction(50))
    (one,) = outcome.rounds
    assert (one.price, one.full, one.rest) == (5, 2, 0)


def test_the_step_for_few_voters_is_a_thousandth_of_a_share() -> None:
    assert announced_step(50_000_000, 40) == 1250
    assert announced_step(100, 40) == announced_step(100, 0) == 1


def test_what_cannot_be_counted_is_refused() -> None:
    votes = Votes.of([{0: 1}])
    for wrong in (
        lambda: Election((-1,), 5, votes),
        lambda: Election((1,), -5, votes),
        lambda: Election((), 5, votes),
        lambda: Rules(step=0),
        lambda: Rules(utility="votes"),  # type: ignore[arg-type]
        lambda: share_out(Election((1,), 5, votes), Rules(ties=(0, 0))),
        lambda: share_out(Election((1,), 5, votes), Rules(incompatible=((0, 1),))),
        lambda: share_out(Election((1,), 5, votes), Rules(parts=(1, 1))),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            wrong()


def test_tiny_steps_are_leapt_over_even_where_two_projects_are_alike() -> None:
    ballots = [{0: 1, 1: 1, 2: 1}, {0: 1, 1: 1}, {2: 1}, {3: 1}]
    costs = (10**14, 10**14, 3 * 10**13, 12 * 10**13)
    outcome = share_out(Election(costs, 35 * 10**13, Votes.of(ballots)), Rules())
    assert outcome.raised > 10**12
    assert outcome.raising is not None
    assert outcome.raising.runs < 1_000


@pytest.mark.parametrize("seed", range(8))
def test_larger_elections_are_the_same_in_whole_numbers_and_in_floats(seed: int) -> None:
    draw = random.Random(seed)
    liked = [draw.random() ** 2 for _project in range(15)]
    ballots = [
        {
            project: draw.choice([1, 1, 2, 5])
            for project in draw.choices(range(15), liked, k=draw.randint(1, 6))
        }
        for _voter in range(150)
    ]
    costs = tuple(draw.choice([draw.randint(1, 50) * 10, draw.randint(1, 999)]) for _project in range(15))
    rules = Rules(utility=UTILITIES[seed % 3], ties=tuple(draw.sample(range(15), 15)))
    groups = merged(Election(costs, sum(costs) // 3, Votes.of(ballots)), rules)
    one, two = (raised(groups, kind(groups, 1)) for kind in (Small, Quick))
    assert (one.last.step, one.last.order) == (two.last.step, two.last.order)
