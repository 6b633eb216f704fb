"""How priorities meet across levels: against every row looked at, and by examples counted by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.engines.alignment import (
    KINDS,
    Agreement,
    Alignment,
    Belonging,
    Body,
    Count,
    Federation,
    Figures,
    Met,
    Priority,
    Ranking,
    carriers,
    figures,
    rank_biased_overlap,
    ready,
)
from tests.engines.alignment_slowly import World

THEMES = ("land", "water", "seeds", "care")

# ---------------------------------------- federations made at random


@st.composite
def federations(draw: st.DrawFn) -> Federation:
    """Three to five levels, many parents and skipped levels, chains, circles of handshakes, conflicts."""
    levels = draw(st.lists(st.integers(1, 4), min_size=3, max_size=5))
    keys = [[f"{letter}{n}" for n in range(size)] for letter, size in zip("world", levels, strict=False)]
    bodies = [key for level in keys for key in level]
    ties = [(low, up) for n, level in enumerate(keys) for low in level for above in keys[:n] for up in above]
    themes = st.lists(st.sampled_from(THEMES), max_size=4).map(tuple)
    priorities = draw(
        st.lists(
            st.builds(Priority, st.just(""), st.sampled_from(bodies), themes, st.booleans()), max_size=14
        )
    )
    named = [replace(one, key=f"p{number:02}") for number, one in enumerate(priorities)]
    alignments: list[Alignment] = []
    if len(named) > 1:
        pair = st.lists(st.sampled_from([one.key for one in named]), min_size=2, max_size=2, unique=True)
        alignments = draw(
            st.lists(
                st.builds(lambda two, kind: Alignment(*two, kind), pair, st.sampled_from(KINDS)), max_size=18
            )
        )
    return Federation(
        tuple(Body(key, draw(st.sampled_from(["", "north", "south", "east"]))) for key in bodies),
        tuple(Belonging(*tie) for tie in draw(st.lists(st.sampled_from(ties), max_size=20))),
        tuple(named),
        tuple(alignments),
        tuple(
            Ranking(body, tuple(draw(st.permutations(THEMES))[: draw(st.integers(0, 4))]))
            for body in bodies
            if draw(st.booleans())
        ),
    )


def all_met(counted: Figures) -> list[Met]:
    return [counted.of(body) for body in counted.facts.bodies]


def exactly(met: Met) -> Met:
    return replace(met, agreement=Agreement(None, (), ()))


def overlaps(met: Met) -> list[float]:
    told = [] if met.agreement.all is None else [met.agreement.all]
    told += [one for _, one in met.agreement.regions]
    found = [number for one in told for number in (one.count, one.median, one.low)]
    return found + [value for _, value in met.agreement.members]


@settings(max_examples=300, deadline=None)
@given(
    federations(),
    st.integers(1, 3) | st.fractions(Fraction(1, 9), 1, max_denominator=9),
    st.integers(1, 3),
)
def test_it_agrees_with_looking_at_every_row(
    federation: Federation, least: int | Fraction, regions: int
) -> None:
    world = World(federation)
    for met in all_met(figures(ready(federation), least, regions)):
        slow = world.met(met.body, least, regions)
        assert exactly(met) == exactly(slow)
        assert [one for one, _ in met.agreement.regions] == [one for one, _ in slow.agreement.regions]
        assert [one for one, _ in met.agreement.members] == [one for one, _ in slow.agreement.members]
        assert overlaps(met) == pytest.approx(overlaps(slow), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(federations(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_saying_them_twice_matters(
    federation: Federation, draw: object
) -> None:
    def shaken(rows: tuple[object, ...]) -> tuple[object, ...]:
        doubled = [*rows, *(one for one in rows if draw.random() < 0.5)]  # type: ignore[attr-defined]
        draw.shuffle(doubled)  # type: ignore[attr-defined]
        return tuple(doubled)

    other = Federation(*(shaken(getattr(federation, name)) for name in Federation.__slots__))
    assert all_met(figures(ready(other))) == all_met(figures(ready(federation)))


@settings(max_examples=100, deadline=None)
@given(federations())
def test_every_coverage_rests_on_ways_that_can_be_walked(federation: Federation) -> None:
    counted = figures(ready(federation))
    steps = {(one.lower, one.upper) for one in federation.alignments if one.kind != "conflicts"}
    steps |= {(one.upper, one.lower) for one in federation.alignments if one.kind == "same"}
    for met in all_met(counted):
        for line in met.coverage:
            rests = carriers(counted.facts, line.priority)
            direct = {one.body for one in rests if one.direct}
            live = {one.body for one in rests if one.direct and one.live}
            assert (line.members.carry, line.members.live) == (len(direct), len(live))
            assert line.beneath.carry == len({one.body for one in rests})
            for one in rests:
                assert (one.way[0], one.way[-1]) == (one.priority, line.priority)
                assert set(zip(one.way, one.way[1:], strict=False)) <= steps


@settings(max_examples=100, deadline=None)
@given(federations(), st.data())
def test_one_more_handshake_takes_no_coverage_away(federation: Federation, data: st.DataObject) -> None:
    keys = [one.key for one in federation.priorities]
    if len(keys) < 2:
        return
    lower, upper = data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True))
    more = replace(federation, alignments=(*federation.alignments, Alignment(lower, upper, "contributes")))
    before, after = (figures(ready(one)).carrying for one in (federation, more))
    assert (after.carry >= before.carry).all()
    assert (after.beneath_live >= before.beneath_live).all()
    for one in (before, after):
        assert (one.live <= one.carry).all()
        assert (one.carry <= one.beneath_carry).all()
        assert np.array_equal(
            np.bincount(one.line_priority, one.line_carry, len(keys)).astype(int), one.carry
        )


# ---------------------------------------- counted by hand

TABLES = Federation(
    bodies=(
        Body("world"),
        Body("north", "north"),
        Body("south", "south"),
        Body("n1", "north"),
        Body("n2", "north"),
        Body("s1", "south"),
        Body("alone"),
    ),
    belongings=(
        Belonging("north", "world"),
        Belonging("south", "world"),
        Belonging("n1", "north"),
        Belonging("n2", "north"),
        Belonging("s1", "south"),
        Belonging("s1", "north"),
    ),
    priorities=(
        Priority("w-land", "world", ("land",)),
        Priority("w-care", "world", ("care",)),
        Priority("n-land", "north", ("land",)),
        Priority("s-land", "south", ("land",), live=True),
        Priority("n1-land", "n1", ("land", "water"), live=True),
        Priority("n2-water", "n2", ("water",)),
        Priority("s1-care", "s1", ("care",), live=True),
    ),
    alignments=(
        Alignment("n-land", "w-land", "same"),
        Alignment("n1-land", "n-land", "contributes"),
        Alignment("s1-care", "n-land", "conflicts"),
    ),
)


def met(body: str, federation: Federation = TABLES) -> Met:
    return figures(ready(federation)).of(body)


def test_a_chain_carries_a_priority_up_two_levels() -> None:
    land, care = met("world").coverage[1], met("world").coverage[0]
    assert (land.members, land.beneath) == (Count(2, 1, 0), Count(5, 2, 1))
    assert land.regions == (("north", Count(1, 1, 0)), ("south", Count(1, 0, 0)))
    assert (care.members, care.beneath) == (Count(2, 0, 0), Count(5, 0, 0))
    ways = [(one.body, one.way) for one in carriers(ready(TABLES), "w-land")]
    assert ways == [("n1", ("n1-land", "n-land", "w-land")), ("north", ("n-land", "w-land"))]


def test_sharing_is_by_handshake_and_others_of_the_theme_could_be_asked() -> None:
    land = met("world").shared[1]
    assert (land.sharing, land.of, land.same, land.contributing) == (1, 2, ("north",), ())
    assert land.candidates == (("south", "s-land"),)


def test_saying_the_same_holds_whichever_of_two_is_written_first() -> None:
    turned = tuple(
        Alignment(one.upper, one.lower, one.kind) if one.kind != "contributes" else one
        for one in TABLES.alignments
    )
    assert all_met(figures(ready(replace(TABLES, alignments=turned)))) == all_met(figures(ready(TABLES)))


def test_a_theme_rises_that_enough_members_hold_and_the_body_does_not() -> None:
    (water,) = [one for one in met("north").rising if one.theme == "water"]
    assert (water.members, water.of, water.regions) == (("n1", "n2"), 3, ("north",))
    assert water.priorities == ("n1-land", "n2-water")
    assert [one.theme for one in met("north").rising] == ["water"]
    assert [one.theme for one in figures(ready(TABLES), least=3).of("north").rising] == []


def test_members_of_two_regions_are_enough() -> None:
    more = replace(TABLES, priorities=(*TABLES.priorities, Priority("s1-water", "s1", ("water",))))
    assert [one.regions for one in figures(ready(more), least=9).of("north").rising] == [("north", "south")]
    assert figures(ready(more), least=9, regions=3).of("north").rising == ()


def test_orphans_paper_and_conflicts_are_named() -> None:
    assert met("north").orphans == ("n2-water",)
    assert met("south").orphans == ()
    assert met("world").orphans == ("s-land",)
    assert met("world").paper == ("w-care",)
    assert met("n2").paper == ("n2-water",)
    assert met("north").conflicts == (("n-land", "s1-care"),)
    assert met("world").conflicts == ()


def test_who_belongs_to_nothing_has_nothing_above() -> None:
    assert met("alone") == Met("alone", (), (), (), (), (), (), (), (), Agreement(None, (), ()))
    assert met("world", Federation((Body("world"),))).coverage == ()


def test_nothing_recorded_gives_no_figures() -> None:
    assert all_met(figures(ready(Federation()))) == []


SEVEN_AND_FIVE = (
    0.1 / 0.9 * (0.9**4 / 4 + 0.9**5 / 5 + 0.9**6 * (2 / 6 + 1 / 30) + 0.9**7 * (2 / 7 + 2 / 35))
    + (1 / 7 + 1 / 5) * 0.9**7
)
"""Equation 32 by hand: c is in both from the fourth place on, f from the sixth."""


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("abc", "abc", 1.0),
        ("abc", "def", 0.0),
        ("a", "abc", 1.0),
        ("", "abc", 0.0),
        ("ab", "ba", 0.9),
        ("abcdefg", "hijcf", SEVEN_AND_FIVE),
    ],
)
def test_two_orders_overlap_as_much_as_the_paper_says(one: str, other: str, overlap: float) -> None:
    assert rank_biased_overlap(one, other) == pytest.approx(overlap)
    assert rank_biased_overlap(other, one) == pytest.approx(overlap)


def test_agreement_is_told_only_where_both_give_an_order() -> None:
    said = (
        Ranking("north", ("land", "water")),
        Ranking("n1", ("land", "water")),
        Ranking("n2", ("water", "land", "water")),
        Ranking("s1", ()),
        Ranking("south", ("care",)),
    )
    told = met("north", replace(TABLES, rankings=said)).agreement
    assert told.all is not None
    assert (told.all.count, told.all.median, told.all.low) == pytest.approx((2, 0.95, 0.91))
    assert [region for region, _ in told.regions] == ["north"]
    assert [member for member, _ in told.members] == ["n1", "n2"]
    assert met("south", replace(TABLES, rankings=said)).agreement == Agreement(None, (), ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"belongings": (*TABLES.belongings, Belonging("world", "n1"))}, "n1 → north → world → n1"),
        ({"belongings": (Belonging("n1", "n1"),)}, "n1 → n1"),
        ({"belongings": (Belonging("n1", "moon"),)}, "no body 'moon'"),
        ({"bodies": (*TABLES.bodies, Body("n1", "south"))}, "different things are body 'n1'"),
        ({"priorities": (Priority("x", "moon"),), "alignments": ()}, "no body 'moon'"),
        ({"priorities": (*TABLES.priorities, Priority("w-care", "n1"))}, "priority 'w-care'"),
        ({"alignments": (Alignment("w-land", "moon", "same"),)}, "no priority 'moon'"),
        ({"alignments": (Alignment("w-land", "w-land", "same"),)}, "aligned with itself"),
        ({"alignments": (Alignment("n-land", "w-land", "feeds"),)}, "no kind of alignment 'feeds'"),  # type: ignore[arg-type]
        ({"rankings": (Ranking("n1", ("a",)), Ranking("n1", ("b",)))}, "ranking of 'n1'"),
        ({"rankings": (Ranking("moon", ("a",)),)}, "no body 'moon'"),
    ],
)
def test_a_federation_that_cannot_be_read_says_why(change: dict[str, tuple[object, ...]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ready(replace(TABLES, **change))


def test_what_cannot_be_asked_for_is_refused() -> None:
    facts = ready(TABLES)
    for least in (0, Fraction(3, 2), Fraction(0)):
        with pytest.raises(ValueError, match="cannot be asked for"):
            figures(facts, least)
    with pytest.raises(ValueError, match="persistence"):
        figures(facts, persistence=1.0)
    with pytest.raises(ValueError, match="no body 'moon'"):
        figures(facts).of("moon")
    with pytest.raises(ValueError, match="no priority 'moon'"):
        carriers(facts, "moon")
    with pytest.raises(ValueError, match="something twice"):
        rank_biased_overlap("aa", "b")
