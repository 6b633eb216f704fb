"""The drawing of how groups grew: nothing overlaps, all lies inside, the order of rows plays no part."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.growth import (
    WIDTH,
    Belonging,
    Lane,
    Mark,
    Offshoot,
    Picture,
    Span,
    Stay,
    Told,
    Words,
    lay_out,
    reach,
)

TODAY = date(2026, 11, 22).toordinal()
LABELS = ("RESO", "Programme économique de Pointe-Saint-Charles", "ใจ", "W" * 200, "", "社会连带经济")
PEOPLE = ("Nancy Neamtan", "A", "M" * 150)


def year(first: int, last: int | None = None) -> Span:
    """The days of a year, or of several."""
    return Span(date(first, 1, 1).toordinal(), date(last or first, 12, 31).toordinal())


@st.composite
def spans(draw: st.DrawFn) -> Span | None:
    """A date of a known day, month or year; or none."""
    if draw(st.booleans()) and draw(st.booleans()):
        return None
    first = draw(st.integers(date(1, 1, 1).toordinal(), date(9998, 1, 1).toordinal()))
    if draw(st.booleans()):
        first = draw(st.integers(date(1960, 1, 1).toordinal(), TODAY))
    return Span(first, first + draw(st.sampled_from((0, 30, 364))))


@st.composite
def told(draw: st.DrawFn) -> Told:
    """Some groups and all that may be said of them, also of groups that are not there."""
    ids = list(range(draw(st.integers(0, 7))))
    lane = st.integers(0, 8)
    return Told(
        lanes=[Lane(one, draw(st.sampled_from(LABELS)), draw(spans()), draw(spans())) for one in ids],
        offshoots=draw(st.lists(st.builds(Offshoot, lane, lane, spans()), max_size=6)),
        belongings=draw(st.lists(st.builds(Belonging, lane, lane, spans(), spans()), max_size=6)),
        marks=[
            Mark(draw(lane), number, draw(spans()) or year(1984))
            for number in range(1, draw(st.integers(0, 14)) + 1)
        ],
        stays=draw(
            st.lists(
                st.builds(Stay, st.sampled_from(PEOPLE), lane, spans(), spans(), st.booleans()), max_size=6
            )
        ),
    )


def texts_of(picture: Picture) -> list[Words]:
    """All that is written in a picture."""
    return [one for one in (*picture.texts, *(row.name for row in picture.rows)) if one.text]


@given(told())
def test_no_texts_overlap(known: Told) -> None:
    for one, other in combinations(texts_of(lay_out(known, TODAY)), 2):
        (left, top, right, bottom), (west, north, east, south) = one.box, other.box
        assert right <= west or east <= left or bottom <= north or south <= top, (one, other)


@given(told())
def test_all_lies_inside_the_picture(known: Told) -> None:
    picture = lay_out(known, TODAY)
    assert picture.width == WIDTH
    places = [(row.earliest, row.y) for row in picture.rows] + [(row.latest, row.y) for row in picture.rows]
    places += [(one.x, one.y) for one in picture.lines] + [(one.end_x, one.end_y) for one in picture.lines]
    places += [(one.earliest, one.y) for one in picture.walks] + [
        (one.latest, one.y) for one in picture.walks
    ]
    places += [(one.earliest, one.y) for one in picture.dots] + [(one.latest, one.y) for one in picture.dots]
    places += [(x, 0.0) for _year, x in picture.years]
    for words in texts_of(picture):
        left, top, right, bottom = words.box
        places += [(left, top), (right, bottom)]
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in places)


@given(told(), st.randoms())
def test_the_order_of_rows_plays_no_part(known: Told, dice: random.Random) -> None:
    mixed = [
        list(part) for part in (known.lanes, known.offshoots, known.belongings, known.marks, known.stays)
    ]
    for part in mixed:
        dice.shuffle(part)
    assert lay_out(Told(*mixed), TODAY) == lay_out(known, TODAY)


@given(told())
def test_what_is_sure_lies_within_what_may_be(known: Told) -> None:
    picture = lay_out(known, TODAY)
    assert all(one.earliest <= one.begins <= one.ends <= one.latest for one in picture.rows)
    assert all(one.earliest <= one.begins <= one.ends <= one.latest for one in picture.walks)
    assert [row.y for row in picture.rows] == sorted(row.y for row in picture.rows)


def test_a_date_of_which_the_year_alone_is_known_is_a_span() -> None:
    known = Told([Lane(1, "RESO", year(1989)), Lane(2, "PEP", Span(*[date(1984, 5, 1).toordinal()] * 2))])
    rows = {row.lane.label: row for row in lay_out(known, TODAY).rows}
    assert rows["RESO"].begins - rows["RESO"].earliest > 10
    assert rows["PEP"].begins == rows["PEP"].earliest


def test_the_earlier_stands_above_and_what_grew_goes_down_to_it() -> None:
    known = Told(
        [
            Lane(3, "Chantier", year(1999)),
            Lane(2, "RESO", year(1989)),
            Lane(1, "PEP", year(1984), year(1989)),
        ],
        [Offshoot(2, 1, year(1989)), Offshoot(3, 2, year(1999))],
    )
    picture = lay_out(known, TODAY)
    assert [row.lane.label for row in picture.rows] == ["PEP", "RESO", "Chantier"]
    assert all(line.y < line.end_y and line.x <= line.end_x for line in picture.lines)


def test_a_beginning_that_nobody_knows_is_open_to_the_left() -> None:
    known = Told(
        [Lane(1, "Table", ended=year(1984)), Lane(2, "PEP", year(1984))], [Offshoot(2, 1, year(1984))]
    )
    row = lay_out(known, TODAY).rows[0]
    assert row.lane.label == "Table" or row.earliest < row.begins
    table = next(one for one in lay_out(known, TODAY).rows if one.lane.label == "Table")
    assert table.earliest < table.begins
    assert not table.is_open


def test_the_way_of_a_person_leads_from_lane_to_lane() -> None:
    lanes = [Lane(1, "RESO", year(1989)), Lane(2, "Chantier", year(1999))]
    stays = [
        Stay("Nancy Neamtan", 2, year(1999), year(2015)),
        Stay("Nancy Neamtan", 1, year(1989), year(1998)),
    ]
    picture = lay_out(Told(lanes, stays=stays), TODAY)
    assert [one.lane for one in picture.walks] == [1, 2]
    (step,) = [one for one in picture.lines if one.kind == "walk"]
    assert (step.y, step.end_y) == (picture.walks[0].y, picture.walks[1].y)
    assert [one.text for one in picture.texts].count("Nancy Neamtan") == 2


def test_a_way_without_a_beginning_or_an_end_is_not_drawn_as_sure() -> None:
    lanes = [Lane(1, "RESO", year(1989)), Lane(2, "Chantier", year(1999)), Lane(3, "Trust", year(2006))]
    stays = [
        Stay("N", 2, until=year(2015)), Stay("N", 1, year(1989), year(1998)),
        Stay("N", 3, year(2006), goes_on=False),
    ]  # fmt: skip
    picture = lay_out(Told(lanes, stays=stays), TODAY)
    assert [one.lane for one in picture.walks] == [1, 2, 3]
    assert all(one.ends - one.begins <= 0 for one in picture.walks[1:])
    assert all(one.latest - one.earliest > 50 for one in picture.walks[1:])


def test_marks_that_stand_close_are_told_together_and_those_outside_not_at_all() -> None:
    near = [Mark(1, number, year(2015)) for number in (2, 3)] + [
        Mark(1, 1, year(1990)),
        Mark(1, 4, year(1900)),
    ]
    picture = lay_out(Told([Lane(1, "RESO", year(1989))], marks=near), TODAY)
    assert [one.text for one in picture.texts if "20" not in one.text and "19" not in one.text] == [
        "1",
        "2, 3",
    ]
    assert sorted(one.number for one in picture.dots) == [1, 2, 3]


def test_joining_and_leaving_are_marked_at_the_network() -> None:
    lanes = [Lane(1, "Table", year(1990)), Lane(2, "Network", year(2000))]
    picture = lay_out(Told(lanes, belongings=[Belonging(1, 2, year(2001), year(2009))]), TODAY)
    joined, left = sorted(picture.lines, key=lambda one: one.kind)
    assert (joined.kind, left.kind) == ("joined", "left")
    assert joined.x < left.x
    assert joined.end_y == next(row.y for row in picture.rows if row.lane.id == 2)


@pytest.mark.parametrize("known", [Told(), Told([Lane(1, "Alone")])])
def test_nothing_known_is_no_error(known: Told) -> None:
    first, last = reach(known, TODAY)
    assert first < TODAY <= last
    assert lay_out(known, TODAY).height > 0


def test_the_same_lane_twice_is_one() -> None:
    lane = Lane(1, "RESO", year(1989))
    assert len(lay_out(Told([lane, replace(lane)]), TODAY).rows) == 1
