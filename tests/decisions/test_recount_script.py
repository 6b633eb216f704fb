"""The script that recounts a vote, against the engines, on votes of every kind that nobody thought of."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konbit.decisions.count_data import exact, part
from konbit.decisions.methods import part_of
from konbit.engines.count import (
    STANCES,
    Agreement,
    Ballot,
    Election,
    Impossible,
    Method,
    Paper,
    Scale,
    Voices,
    add_up,
    approve,
    count,
    decide,
    rank,
)
from konbit.engines.statutes import Majority, Quorum
from tests.decisions.recounting import ballot, found, of_election, ran, rules, with_options
from tests.engines.test_count import elections

SEVERAL = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WORDS = ["park", "road", "school", "well"]
weights = st.integers(1, 5)


@SEVERAL
@given(elections(), st.sampled_from(get_args(Method)))
def test_ranked_persons_are_those_of_the_engine_and_so_is_every_sheet(
    tmp_path: Path, election: Election, method: Method
) -> None:
    told = found(of_election(election, method), tmp_path)
    try:
        done = count(election, method)
    except Impossible:
        assert told["verdict"] == "not_counted"
        return
    assert told["elected"] == list(done.elected)
    assert told["steps"] == [
        {
            "contest": one.contest,
            "quota": exact(one.quota, done.parts),
            "votes": {key: exact(many, done.parts) for key, many in one.votes},
        }
        for one in done.stages
    ]


@SEVERAL
@given(elections())
def test_approved_persons_are_those_of_the_engine_and_so_is_every_load(
    tmp_path: Path, election: Election
) -> None:
    told = found(of_election(election, "persons"), tmp_path)
    try:
        done = approve(election)
    except Impossible:
        assert told["verdict"] == "not_counted"
        return
    assert told["elected"] == list(done.elected)
    assert told["steps"] == [
        {
            "contest": one.contest,
            "elected": one.elected,
            "loads": {key: part(load) for key, load in one.loads},
        }
        for one in done.rounds
    ]


@SEVERAL
@given(
    st.lists(st.tuples(st.sampled_from(STANCES), weights), max_size=8),
    st.sampled_from(["cast", "present", "entitled"]),
    st.sampled_from([">1/2", "1/2", "2/3", ">2/3", "3/4", "1/1"]),
    st.sampled_from(["", "1/2", ">1/2", "1/3"]),
    st.sampled_from([None, 1, 2]),
    st.integers(0, 12),
)
def test_for_and_against_come_out_as_the_engine_says(
    tmp_path: Path, said: list[tuple[Any, int]], of: Any, majority: str, quorum: str, blocks: Any, away: int
) -> None:
    voted = sum(many for _stance, many in said)
    entitled = voted + away
    package = {
        "rules": rules(
            "stance",
            choices=[{"word": f"we {one}", "stance": one} for one in STANCES],
            majority=majority, majority_of=of, quorum=quorum, blocks=blocks,
            entitled=entitled, voted=voted,
        ),
        "options": [],
        "ballots": [ballot({"stance": f"we {stance}"}, many) for stance, many in said],
    }  # fmt: skip
    asked, present = part_of(majority), part_of(quorum)
    assert asked is not None
    done = decide(
        Agreement(
            Majority("heads", asked, of), None if present is None else Quorum("heads", present), blocks
        ),
        Voices("heads", entitled, tuple(said)),
    )
    assert found(package, tmp_path)["verdict"] == done.verdict


@SEVERAL
@given(
    st.permutations(WORDS),
    st.lists(st.tuples(st.dictionaries(st.sampled_from(WORDS), st.integers(0, 5)), weights), max_size=8),
)
def test_points_are_added_up_as_the_engine_does(
    tmp_path: Path, words: list[str], said: list[tuple[dict[str, int], int]]
) -> None:
    told = found(
        with_options("score", words, [ballot({"points": points}, many) for points, many in said]), tmp_path
    )
    done = add_up([Ballot(points, many) for points, many in said], words, Scale("score", 0, 5))
    assert told["order"] == [
        {"option": one.option, "points": one.points, "marked": one.marked, "tied": one.tied} for one in done
    ]


@SEVERAL
@given(
    st.permutations(WORDS),
    st.lists(st.tuples(st.permutations(WORDS), st.integers(0, 4), st.booleans(), weights), max_size=8),
)
def test_orders_are_those_of_the_engine(
    tmp_path: Path, words: list[str], said: list[tuple[list[str], int, bool, int]]
) -> None:
    papers = []
    for order, named, together, many in said:
        ranks = [(word,) for word in order[:named]]
        papers.append(Paper((tuple(order[:2]), *ranks[2:]) if together and named > 1 else tuple(ranks), many))
    ballots = [ballot({"ranks": [list(one) for one in paper.ranks]}, paper.count) for paper in papers]
    told = found(with_options("ranking", words, ballots), tmp_path)
    assert told["order"] == [{"option": one} for one in rank(papers, words).order]


def a_package() -> dict[str, Any]:
    return with_options("approval", WORDS, [ballot({"points": {"road": 1, "well": 1}}, 3)])


@pytest.mark.parametrize("packed", [False, True])
def test_a_result_that_does_not_come_out_is_told(tmp_path: Path, packed: bool) -> None:
    package = a_package()
    order = [
        {"option": word, "points": many, "marked": many, "tied": word in ("road", "park")}
        for word, many in (("road", 3), ("well", 3), ("park", 0), ("school", 0))
    ]
    for result, code in (({"order": order}, 0), ({"order": order[::-1]}, 1)):
        place = tmp_path / "package"
        if packed:
            with zipfile.ZipFile(place, "w") as into:
                for name, said in {**package, "result": result}.items():
                    into.writestr(f"{name}.json", json.dumps(said))
        else:
            place.mkdir(exist_ok=True)
            for name, said in {**package, "result": result}.items():
                (place / f"{name}.json").write_text(json.dumps(said), encoding="utf-8")
        wrong = ran(place, code)["wrong"]
        assert bool(wrong) == bool(code)
