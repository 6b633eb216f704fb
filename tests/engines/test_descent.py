"""Lineage: every runner leads down, nothing overlaps, circles are found with their way."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.descent import (
    WIDTH,
    Practice,
    Runner,
    circle,
    generations,
    kin,
    lay_out,
)


@st.composite
def lineages(draw: st.DrawFn) -> tuple[list[Practice], list[Runner]]:
    """Some practices, each out of some of those before it."""
    count = draw(st.integers(0, 14))
    practices = [Practice(one, draw(st.text(max_size=30)), draw(st.booleans())) for one in range(count)]
    pairs = [(child, parent) for parent, child in combinations(range(count), 2)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []
    return practices, [Runner(child, parent, "inspired") for child, parent in chosen]


def ways_down(runners: list[Runner], start: int) -> set[int]:
    """Slow and obvious: everything below, by trying again until nothing is new."""
    found = {start}
    while more := {one.child for one in runners if one.parent in found} - found:
        found |= more
    return found


@given(lineages())
def test_every_runner_leads_to_a_later_generation_and_no_two_names_overlap(
    drawn: tuple[list[Practice], list[Runner]],
) -> None:
    field = lay_out(*drawn)
    assert len(field.plants) == len(drawn[0])
    for _runner, parent, child in field.runners:
        assert parent.y < child.y
    for one, other in combinations(field.plants, 2):
        assert one.generation != other.generation or abs(one.x - other.x) >= WIDTH - 1e-6
    for plant in field.plants:
        assert WIDTH / 2 <= plant.x <= field.width - WIDTH / 2
        assert plant.y < field.height


@given(lineages())
def test_a_generation_is_one_more_than_the_latest_of_its_parents(
    drawn: tuple[list[Practice], list[Runner]],
) -> None:
    practices, runners = drawn
    depth = generations([one.id for one in practices], runners)
    for one in practices:
        parents = [depth[runner.parent] for runner in runners if runner.child == one.id]
        assert depth[one.id] == (max(parents) + 1 if parents else 0)


@given(lineages(), st.data())
def test_a_circle_is_found_just_where_the_parent_lies_below_the_child(
    drawn: tuple[list[Practice], list[Runner]], data: st.DataObject
) -> None:
    practices, runners = drawn
    if not practices:
        return
    ids = st.sampled_from([one.id for one in practices])
    child, parent = data.draw(ids), data.draw(ids)
    way = circle(runners, child, parent)
    assert bool(way) == (parent in ways_down(runners, child))
    if way:
        assert (way[0], way[-1]) == (child, parent)
        steps = {(one.parent, one.child) for one in runners}
        assert all(step in steps for step in pairwise(way))


def test_a_circle_is_refused_by_the_drawing() -> None:
    round_about = [Runner(1, 2, "adapted"), Runner(2, 1, "adapted")]
    with pytest.raises(ValueError, match="circle"):
        lay_out([Practice(1, "a"), Practice(2, "b")], round_about)


def test_kin_are_ancestors_and_descendants_but_no_cousins() -> None:
    runners = [Runner(2, 1, ""), Runner(3, 1, ""), Runner(4, 2, "")]
    assert kin(runners, 2) == {1, 2, 4}
    assert kin(runners, 3) == {1, 3}
