"""Circles of giving: each is real, none is missed, the stuck come first, the checker finds what is wrong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.trade_rings import Give, Ring, Rings, faults, trade_rings
from tests.engines.trade_rings_slowly import all_rings

MARKETS = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)).map(lambda pair: Give(*pair)), max_size=18)


def _members(rings: Rings) -> list[tuple[int, ...]]:
    return [one.members for one in rings.rings]


def test_three_who_could_not_trade_in_pairs_trade_in_a_circle() -> None:
    gives = [Give(1, 2, "bread"), Give(2, 3, "a chair"), Give(3, 1, "lessons"), Give(4, 1, "eggs")]
    found = trade_rings(gives)
    assert [[one.what for one in ring.gives] for ring in found.rings] == [["bread", "a chair", "lessons"]]
    assert found.seen_all
    assert faults(found, gives) == ()


def test_the_stuck_come_first() -> None:
    gives = [Give(1, 2), Give(2, 1), Give(2, 3), Give(3, 4), Give(4, 2)]
    assert _members(trade_rings(gives)) == [(1, 2)]
    assert _members(trade_rings(gives, stuck={3, 4})) == [(2, 3, 4)]


def test_nobody_gives_to_herself_and_six_are_too_many() -> None:
    six = [Give(at, at % 6 + 1) for at in range(1, 7)]
    assert trade_rings([Give(1, 1), *six]).rings == ()
    assert len(trade_rings(six, longest=6).rings) == 1


def test_what_is_too_much_to_look_at_is_said() -> None:
    everybody = [Give(one, other) for one in range(60) for other in range(60)]
    found = trade_rings(everybody, most_steps=10_000)
    assert not found.seen_all
    assert len(found.rings) > 10, "everybody's circles get their turn"
    assert faults(found, everybody) == ()


@given(MARKETS, st.sets(st.integers(1, 6)))
def test_every_ring_is_real_and_none_could_be_added(gives: list[Give], stuck: set[int]) -> None:
    found = trade_rings(gives, stuck)
    assert faults(found, gives) == ()
    real = all_rings(gives, 5)
    assert {one.members for one in found.rings} <= real
    taken = {id_ for one in found.rings for id_ in one.members}
    assert all(taken.intersection(ring) for ring in real), "a ring of people who are free was left out"
    if real and stuck:
        most = max(len(stuck.intersection(ring)) for ring in real)
        assert len(stuck.intersection(found.rings[0].members)) == most


@given(MARKETS)
def test_one_market_has_one_answer_whatever_the_order(gives: list[Give]) -> None:
    assert _members(trade_rings(gives)) == _members(trade_rings(list(reversed(gives))))


def test_the_checker_finds_what_is_wrong() -> None:
    gives = [Give(1, 2), Give(2, 1), Give(2, 3)]
    right = Ring((Give(1, 2), Give(2, 1)))
    assert faults(Rings((right,), True), gives) == ()
    assert "two places" in faults(Rings((right, right), True), gives)[0]
    assert "gives nothing" in faults(Rings((Ring((Give(1, 3), Give(3, 1))),), True), gives)[0]
    assert "not closed" in faults(Rings((Ring((Give(1, 2), Give(2, 3))),), True), gives)[0]
    assert "has 1 members" in faults(Rings((Ring((Give(1, 2),)),), True), gives)[0]
