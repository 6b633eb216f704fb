"""One proposal by majority or consent, in one unit; options by points and by rank."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.count import (
    SCALES,
    STANCES,
    STATES,
    Agreement,
    Ballot,
    Mixed,
    Objection,
    Paper,
    Scale,
    Stance,
    Unclear,
    Unfit,
    Verdict,
    Voices,
    add_up,
    consent,
    decide,
    rank,
)
from konbit.engines.statutes import BASES, COUNTINGS, Base, Counting, Majority, Part, Quorum

HALF, TWO_THIRDS = Part(1, 2, more=True), Part(2, 3)


def voices(for_: int, against: int = 0, abstains: int = 0, blocks: int = 0, entitled: int = 10) -> Voices:
    given: tuple[tuple[Stance, int], ...] = tuple(
        zip(STANCES, (for_, against, abstains, blocks), strict=True)
    )
    return Voices("heads", entitled, given)


@pytest.mark.parametrize(
    ("said", "of", "verdict"),
    [
        (voices(5, 4), "cast", "adopted"),
        (voices(4, 4), "cast", "rejected"),
        (voices(4, 3, 3), "cast", "adopted"),
        (voices(4, 3, 3), "present", "rejected"),
        (voices(5, 1), "entitled", "rejected"),
        (voices(6, 4), "entitled", "adopted"),
        (voices(2, 1), "cast", "no quorum"),
        (voices(0, 0, 6), "cast", "rejected"),
        (voices(9, 0, 0, 1), "cast", "blocked"),
        (voices(2, 0, 0, 1), "cast", "no quorum"),
    ],
)
def test_quorum_then_blocks_then_majority(said: Voices, of: Base, verdict: Verdict) -> None:
    asked = Agreement(Majority("heads", HALF, of), Quorum("heads", HALF))
    assert decide(asked, said).verdict == verdict


def test_a_block_may_count_as_a_vote_against_only() -> None:
    asked = Agreement(Majority("heads", TWO_THIRDS, "cast"), blocks=None)
    assert decide(asked, voices(4, 1, 0, 1)).verdict == "adopted"
    assert decide(asked, voices(4, 1, 0, 2)).verdict == "rejected"
    two = Agreement(Majority("heads", TWO_THIRDS, "cast"), blocks=2)
    assert [decide(two, voices(8, 0, 0, many)).verdict for many in (1, 2)] == ["adopted", "blocked"]


def test_what_was_there_and_what_was_needed_is_told() -> None:
    done = decide(Agreement(Majority("heads", TWO_THIRDS, "present"), Quorum("heads", HALF)), voices(4, 1, 2))
    assert done.quorum is not None
    assert (done.quorum.counted, done.quorum.whole, done.quorum.least) == (7, 10, 6)
    assert (done.majority.counted, done.majority.whole, done.majority.least) == (4, 7, 5)


@given(
    st.sampled_from(COUNTINGS), st.none() | st.sampled_from(COUNTINGS), st.sampled_from(COUNTINGS),
    st.sampled_from(BASES),
)  # fmt: skip
def test_a_quorum_in_heads_is_never_met_with_weights(
    majority: Counting, quorum: Counting | None, given_in: Counting, of: Base
) -> None:
    asked = Agreement(Majority(majority, HALF, of), Quorum(quorum, HALF) if quorum else None)
    said = Voices(given_in, 10, (("for", 10),))
    if {majority, quorum or majority} == {given_in}:
        assert decide(asked, said).verdict == "adopted"
    else:
        with pytest.raises(Mixed) as found:
            decide(asked, said)
        assert found.value.given == given_in != found.value.asked


@pytest.mark.parametrize("said", [voices(8, 3), voices(-1), Voices("heads", 9, (("for", 3),), 2)])
def test_more_voices_than_people_are_refused(said: Voices) -> None:
    with pytest.raises(ValueError, match="voted"):
        decide(Agreement(Majority("heads", HALF, "cast")), said)


@given(st.lists(st.sampled_from(STATES)), st.integers(0, 2))
def test_it_is_consent_when_no_objection_is_open(states: list[str], rounds: int) -> None:
    objections = [Objection(str(at), state) for at, state in enumerate(states)]  # type: ignore[arg-type]
    heard = consent(objections, rounds)
    left = tuple(str(at) for at, state in enumerate(states) if state in ("raised", "stands"))
    assert heard.open == left
    assert heard.verdict == ("consent" if not left else "open" if rounds else "fallback")


def test_silence_of_those_who_are_not_there_is_no_consent() -> None:
    quorum = Quorum("organisations", HALF)
    few, enough = (Voices("organisations", 12, (), there) for there in (6, 7))
    assert consent([], 0, few, quorum).verdict == "no quorum"
    assert consent([], 0, enough, quorum).verdict == "consent"
    with pytest.raises(Mixed):
        consent([], 0, Voices("weights", 12, (), 12), quorum)
    with pytest.raises(ValueError, match="who took part"):
        consent([], 0, None, quorum)


# ---------------------------------------- points


def test_points_are_added_up_and_equals_stand_in_the_public_order() -> None:
    ballots = [Ballot({"park": 1, "well": 1}, 3), Ballot({"road": 1, "well": 1}), Ballot({"road": 1}, 2)]
    sums = add_up(ballots, ("road", "park", "well", "wall"), SCALES["approval"])
    assert [(one.option, one.points, one.marked, one.tied) for one in sums] == [
        ("well", 4, 4, False),
        ("road", 3, 3, True),
        ("park", 3, 3, False),
        ("wall", 0, 0, False),
    ]


@given(
    st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 4)), max_size=5), st.permutations("abc")
)
def test_sums_are_those_of_adding_ballot_by_ballot(marks: list[dict[str, int]], order: list[str]) -> None:
    sums = add_up([Ballot(one, 2) for one in marks], order, Scale("score", 0, 4))
    for one in sums:
        assert one.points == sum(2 * mark.get(one.option, 0) for mark in marks)
        assert one.marked == sum(2 for mark in marks if one.option in mark)
    assert [one.points for one in sums] == sorted((one.points for one in sums), reverse=True)


@pytest.mark.parametrize(
    ("ballot", "scale", "code"),
    [
        (Ballot({"x": 1}), "approval", "unknown"),
        (Ballot({"a": 2}), "approval", "range"),
        (Ballot({"a": -1}), "score", "range"),
        (Ballot({"a": 5, "b": 4}), "dots", "dots"),
        (Ballot({"a": 1}, 0), "days", "weight"),
    ],
)
def test_a_ballot_that_the_scale_does_not_allow_is_refused(ballot: Ballot, scale: str, code: str) -> None:
    with pytest.raises(Unclear) as found:
        add_up([Ballot({"a": 1}), ballot], "ab", SCALES[scale])
    assert (found.value.code, found.value.ballot) == (code, 1)


# ---------------------------------------- ranking


def test_the_published_example_of_the_method() -> None:
    """45 voters, five options: the example of the article “Schulze method” of the English Wikipedia."""
    said = {
        "acbed": 5, "adecb": 5, "bedac": 8, "cabed": 3, "caebd": 7, "cbade": 2, "dceba": 7, "ebadc": 8,
    }  # fmt: skip
    found = rank([Paper.of(*order, count=many) for order, many in said.items()], "abcde")
    assert found.order == tuple("eacbd")
    assert found.equal == ()
    duel = next(one for one in found.duels if {one.one, one.other} == {"a", "b"})
    assert (duel.one, duel.for_one, duel.for_other, duel.chain_to, duel.chain_back) == ("a", 20, 25, 28, 25)


papers = st.lists(
    st.builds(
        lambda order, cuts, count: Paper(
            tuple(part for part in (tuple(order[: cuts[0]]), tuple(order[cuts[0] : cuts[1]])) if part), count
        ),
        st.permutations("abcd"),
        st.tuples(st.integers(0, 2), st.integers(2, 4)),
        st.integers(1, 3),
    ),
    max_size=6,
)


@given(papers)
def test_chains_are_the_strongest_of_all_that_can_be_walked(said: list[Paper]) -> None:
    def wins(one: str, other: str) -> int:
        def place(paper: Paper, key: str) -> int:
            return next((at for at, keys in enumerate(paper.ranks) if key in keys), 9)

        ahead = sum(paper.count for paper in said if place(paper, one) < place(paper, other))
        behind = sum(paper.count for paper in said if place(paper, one) > place(paper, other))
        return ahead if ahead > behind else 0

    found = rank(said, "abcd")
    for duel in found.duels:
        for start, end, strength in (
            (duel.one, duel.other, duel.chain_to),
            (duel.other, duel.one, duel.chain_back),
        ):
            middle = [key for key in "abcd" if key not in (start, end)]
            ways = [(start, *between, end) for many in range(3) for between in permutations(middle, many)]
            assert strength == max(min(map(wins, way, way[1:])) for way in ways)
        assert duel.chain_to >= duel.chain_back


@given(papers, st.permutations("abcd"))
def test_whom_most_put_before_each_other_option_comes_first(said: list[Paper], order: list[str]) -> None:
    found = rank(said, order)
    for key in order:
        duels = [duel for duel in found.duels if key in (duel.one, duel.other)]
        if all(
            (duel.for_one > duel.for_other) == (duel.one == key) and duel.for_one != duel.for_other
            for duel in duels
        ):
            assert found.order[0] == key
    shuffled = rank(list(reversed(said)), order)
    assert shuffled == found


def test_papers_that_cannot_be_read_are_refused() -> None:
    for paper, code in (
        (Paper.of("x"), "unknown"),
        (Paper.of("a", "a"), "again"),
        (Paper.of("a", count=0), "weight"),
    ):
        with pytest.raises(Unfit) as found:
            rank([paper], "ab")
        assert found.value.code == code
