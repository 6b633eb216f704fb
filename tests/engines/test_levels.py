"""The drawing in columns: nothing overlaps, what is tied stands near, what is not there is not drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.levels import BOX_WIDTH, Box, Column, Stack, Tie, lay_out

counts = st.lists(st.lists(st.integers(0, 4), max_size=5), max_size=4)


def columns_of(shape: list[list[int]], label: str = "Land for all") -> list[Column]:
    """Columns of stacks of so many boxes, numbered through."""
    number = iter(range(10_000))
    return [
        Column(
            f"Level {at}",
            tuple(
                Stack(
                    at * 100 + place,
                    "Table " * 9,
                    tuple(Box(next(number), label) for _box in range(many)),
                    "and 2 more",
                )
                for place, many in enumerate(stacks)
            ),
        )
        for at, stacks in enumerate(shape)
    ]


@given(
    shape=counts,
    words=st.text(max_size=200),
    seed=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))),
)
def test_no_two_boxes_overlap_and_all_lie_in_the_drawing(
    shape: list[list[int]], words: str, seed: list[tuple[int, int]]
) -> None:
    field = lay_out(
        columns_of(shape, words), [Tie(*pair, "contributes") for pair in seed if pair[0] != pair[1]]
    )
    boxes = [one for stack in field.stacks for one in stack.boxes]
    assert len(boxes) == sum(sum(stacks) for stacks in shape)
    for one in boxes:
        assert one.x >= 0
        assert one.y >= 0
        assert one.x + BOX_WIDTH <= field.width
        assert one.y + one.height <= field.height
        for other in boxes:
            apart = one.x != other.x or one.y + one.height <= other.y or other.y + other.height <= one.y
            assert one is other or apart
    drawn = {one.box.id for one in boxes}
    assert all({tie.upper, tie.lower} <= drawn for tie, *_points in field.ties)


@given(shape=counts)
def test_the_same_input_gives_the_same_drawing(shape: list[list[int]]) -> None:
    ties = [Tie(0, 1, "same")]
    assert lay_out(columns_of(shape), ties) == lay_out(columns_of(shape), ties)


def test_stacks_stand_where_what_they_are_tied_to_stands() -> None:
    upper = Column("Here", (Stack(0, "World", (Box(1, "First"), Box(2, "Second"))),))
    lower = Column(
        "Members", tuple(Stack(10 + at, f"Table {at}", (Box(10 + at, "Ours"),)) for at in range(3))
    )
    field = lay_out([upper, lower], [Tie(2, 11, "same"), Tie(1, 12, "same")])
    assert [one.stack.id for one in field.stacks] == [0, 12, 11, 10]


def test_a_tie_within_a_column_leaves_both_boxes_to_the_right() -> None:
    column = Column("Here", (Stack(0, "One", (Box(1, "A"),)), Stack(2, "Two", (Box(3, "B"),))))
    field = lay_out([column], [Tie(1, 3, "conflicts")])
    (_tie, start, end, beside) = field.ties[0]
    assert beside
    assert start[0] == end[0] == field.stacks[0].x + BOX_WIDTH
    assert field.width > BOX_WIDTH + 40


def test_a_box_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="stands in the drawing twice"):
        lay_out([Column("Here", (Stack(0, "One", (Box(1, "A"), Box(1, "B"))),))], [])


def test_nothing_gives_an_empty_drawing() -> None:
    field = lay_out([], [Tie(1, 2, "same")])
    assert (field.stacks, field.ties) == ((), ())
