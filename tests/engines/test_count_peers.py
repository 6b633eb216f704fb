"""The same elections counted by others: pref_voting and abcvoting (both MIT), where they are installed.

They are no dependency. To run it: install both beside the tests (`pip install pref-voting abcvoting`).
"""

from __future__ import annotations

import random

import pytest

from konbit.engines.count import Candidate, Contest, Count, Election, Paper, approve, count

SEEDS = range(60)


def some(seed: int) -> Contest:
    """Candidates 0, 1, 2 … and papers, mostly short."""
    draw = random.Random(seed)
    keys = [str(number) for number in range(draw.randint(3, 8))]
    papers = [
        Paper.of(*draw.sample(keys, draw.randint(1, len(keys))), count=draw.randint(1, 40))
        for _ in range(draw.randint(4, 25))
    ]
    return Contest("", draw.randint(1, len(keys) - 1), tuple(map(Candidate, keys)), tuple(papers))


def tied(done: Count) -> bool:
    """Whether lots were drawn anywhere: others draw their own."""
    return any(stage.tie or any(one.tie for one in stage.elected) for stage in done.stages)


def test_scottish_and_meek_elect_as_pref_voting_does() -> None:
    pytest.importorskip("pref_voting", reason="a peer that is not installed")
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_meek, stv_scottish

    compared = 0
    for seed in SEEDS:
        contest = some(seed)
        ranks = [{int(key): at for at, (key,) in enumerate(paper.ranks, 1)} for paper in contest.papers]
        profile = ProfileWithTies(
            ranks, [paper.count for paper in contest.papers], candidates=list(range(len(contest.candidates)))
        )
        for method, peer in (("scottish", stv_scottish), ("meek", stv_meek)):
            done = count(Election((contest,)), method)  # type: ignore[arg-type]
            if not tied(done):
                compared += 1
                assert sorted(map(int, done.elected)) == sorted(peer(profile, num_seats=contest.seats)), seed
    assert compared > 60


def test_approvals_elect_as_abcvoting_does() -> None:
    pytest.importorskip("abcvoting", reason="a peer that is not installed")
    from abcvoting.abcrules import compute_seqphragmen
    from abcvoting.preferences import Profile

    for seed in SEEDS:
        contest = some(seed)
        draw = random.Random(seed)
        papers = tuple(
            Paper((tuple(key for (key,) in paper.ranks[: draw.randint(1, 3)]),), draw.randint(1, 5))
            for paper in contest.papers
        )
        contest = Contest("", contest.seats, contest.candidates, papers)
        profile = Profile(len(contest.candidates))
        for paper in papers:
            for _ in range(paper.count):
                profile.add_voter([int(key) for key in paper.ranks[0]])
        committees = compute_seqphragmen(
            profile, contest.seats, algorithm="standard-fractions", resolute=False
        )
        assert {int(key) for key in approve(Election((contest,))).elected} in [set(one) for one in committees]
