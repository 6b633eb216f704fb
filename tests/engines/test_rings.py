"""The rings drawing: nothing overlaps, nothing is lost, the same every time."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from konbit.engines.lettering import text_width, wrapped
from konbit.engines.rings import (
    LINE_HEIGHT,
    MOST_RINGS,
    NAME_SIZE,
    PLAQUE_HEIGHT,
    Circle,
    Item,
    Layout,
    Ring,
    lay_out,
    overlapping,
)

LABELS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=40)


@st.composite
def rings(draw: st.DrawFn) -> tuple[Ring, ...]:
    counts = draw(
        st.lists(st.one_of(st.integers(0, 12), st.integers(0, 150)), min_size=1, max_size=MOST_RINGS)
    )
    labels = draw(st.lists(LABELS, min_size=5, max_size=5))
    weights = draw(st.lists(st.integers(0, 10**6), min_size=5, max_size=5))
    return tuple(
        Ring(
            draw(LABELS),
            tuple(Item(f"{ring}-{i}", labels[i % 5], weights[i % 5]) for i in range(count)),
        )
        for ring, count in enumerate(counts)
    )


def many(count: int, prefix: str = "g") -> tuple[Item, ...]:
    return tuple(Item(f"{prefix}{i}", f"Group {i}") for i in range(count))


def name_boxes(layout: Layout) -> list[tuple[Circle, tuple[float, float, float, float]]]:
    """Each circle with the rectangle (left, top, right, bottom) of its name."""
    boxes = []
    for circle in layout.circles:
        if circle.lines:
            half = max(text_width(text, NAME_SIZE) for text in circle.lines) / 2
            top = circle.y + circle.radius + 4
            boxes.append(
                (circle, (circle.x - half, top, circle.x + half, top + LINE_HEIGHT * len(circle.lines)))
            )
    return boxes


def plaque_boxes(layout: Layout) -> list[tuple[float, float, float, float]]:
    half = PLAQUE_HEIGHT / 2
    return [(p.x - p.width / 2, p.y - half, p.x + p.width / 2, p.y + half) for p in layout.plaques if p.text]


def cross(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def around(circle: Circle) -> tuple[float, float, float, float]:
    return (
        circle.x - circle.radius,
        circle.y - circle.radius,
        circle.x + circle.radius,
        circle.y + circle.radius,
    )


@settings(deadline=None, max_examples=60)
@given(rings())
def test_no_circle_overlaps_another_and_all_lie_within_the_drawing(given_rings: tuple[Ring, ...]) -> None:
    layout = lay_out(given_rings)
    assert overlapping(layout) == ()
    for circle in layout.circles:
        left, top, right, bottom = around(circle)
        assert left >= 0
        assert top >= 0
        assert right <= layout.size
        assert bottom <= layout.size


@settings(deadline=None, max_examples=60)
@example((Ring("0" * 14, (Item("a", ""), Item("b", ""), Item("c", "0" * 14))),))
@given(rings())
def test_no_name_lies_on_a_circle_a_name_or_a_plaque(given_rings: tuple[Ring, ...]) -> None:
    layout = lay_out(given_rings)
    names = name_boxes(layout)
    for (_one, box), (_other, other_box) in combinations(names, 2):
        assert not cross(box, other_box)
    for owner, box in names:
        for circle in layout.circles:
            if circle is not owner:
                x, y = max(box[0], min(circle.x, box[2])), max(box[1], min(circle.y, box[3]))
                assert (x - circle.x) ** 2 + (y - circle.y) ** 2 >= circle.radius**2
    for plaque in plaque_boxes(layout):
        assert not any(cross(plaque, box) for _owner, box in names)
        assert not any(cross(plaque, around(circle)) for circle in layout.circles)


@settings(deadline=None, max_examples=40)
@given(rings())
def test_every_item_is_drawn_or_counted_once_and_stands_in_the_legend(given_rings: tuple[Ring, ...]) -> None:
    layout = lay_out(given_rings)
    drawn = [item.id for circle in layout.circles for item in circle.items]
    assert drawn == [item.id for ring in given_rings for item in ring.items]
    numbers = [number for ring in layout.legend for number, _item in ring.items]
    assert numbers == list(range(1, len(drawn) + 1))
    for index, ring in enumerate(layout.legend):
        own = [circle for circle in layout.circles if circle.ring == index and not circle.gathers]
        assert ring.shown == len(own)
        assert ring.label == given_rings[index].label


@settings(deadline=None, max_examples=20)
@given(rings())
def test_the_same_rings_give_the_same_layout(given_rings: tuple[Ring, ...]) -> None:
    assert lay_out(given_rings) == lay_out(given_rings)


def test_a_single_first_item_is_the_centre() -> None:
    layout = lay_out((Ring("Here", many(1)), Ring("Around", many(4, "h"))))
    assert (layout.circles[0].x, layout.circles[0].y) == (layout.size / 2, layout.size / 2)


def test_what_a_ring_cannot_hold_is_counted_in_its_last_circle() -> None:
    layout = lay_out((Ring("All", many(300)),))
    last = layout.circles[-1]
    assert last.gathers
    assert len(last.items) + len(layout.circles) - 1 == 300
    assert layout.legend[0].shown == len(layout.circles) - 1


def test_few_items_carry_their_names_and_many_only_their_numbers() -> None:
    few, some = lay_out((Ring("Few", many(5)),)), lay_out((Ring("Some", many(13)),))
    assert all(circle.lines for circle in few.circles)
    assert not any(circle.lines for circle in some.circles)


def test_a_heavier_item_has_a_larger_circle() -> None:
    layout = lay_out((Ring("All", (Item("a", "A", 1), Item("b", "B", 40))),))
    assert layout.circles[0].radius < layout.circles[1].radius


def test_impossible_rings_are_refused() -> None:
    with pytest.raises(ValueError, match="0 rings"):
        lay_out(())
    with pytest.raises(ValueError, match="7 rings"):
        lay_out(tuple(Ring("x", ()) for _ in range(7)))
    with pytest.raises(ValueError, match="'g0' stands on the rings twice"):
        lay_out((Ring("One", many(1)), Ring("Two", many(1))))


@given(st.text(max_size=200), st.integers(1, 4))
def test_wrapped_lines_fit_and_say_when_something_is_cut(text: str, most: int) -> None:
    lines = wrapped(text, 10, 60, most)
    assert len(lines) <= most
    assert all(text_width(line, 10) <= 60 + 1e-9 for line in lines)
    whole = "".join(text.split())
    if lines and not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == whole
