"""What holds of statutes on a day, what lacks, what cannot be told, and how it is checked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.engines.statutes import (
    BASES,
    COLLEGE,
    COUNTINGS,
    SPANS,
    Again,
    Ask,
    College,
    Confirmation,
    Invited,
    Level,
    Majority,
    Mandate,
    Meeting,
    Membership,
    Part,
    People,
    Place,
    Quorum,
    Quota,
    Report,
    Rhythm,
    Roster,
    Rotation,
    Rule,
    Seats,
    Share,
    Statutes,
    Term,
    Unit,
    Units,
    Vote,
    bounds,
    certificate,
    check,
    invited,
    ready,
    simulate,
    verify,
)
from tests.engines.statutes_slowly import World

DAY = date(2020, 6, 15)
LEVELS = (Level("group", "Group"), Level("assembly", "Assembly"), Level("board", "Board", organ=True))
PLACES = (
    Place("south", "South", "continent"),
    Place("north", "North", "continent", until="2019"),
    Place("hills", "Hills", "region", "south"),
    Place("coast", "Coast", "region", "south", since="2020-06"),
)
UNITS = ("g1", "g2", "g3", "a1", "a2", "b1")

# ---------------------------------------- worlds made at random

dates = st.sampled_from(
    ["", "2016", "2018", "2019-03", "2020", "2020-06", "2020-06-15", "2020-06-16", "2022"]
)
days = st.sampled_from(["2018-02-28", "2020-05", "2020-06-01", "2020-06-15", "2020", "2021-01-01"])
numbers = st.integers(0, 3)
limits = st.none() | st.integers(0, 4)
parts = st.builds(Part, st.integers(1, 3), st.integers(3, 4), st.booleans())
traits = st.lists(
    st.sampled_from([("gender", "woman"), ("gender", "man"), ("youth", "yes")]),
    max_size=2,
    unique_by=lambda one: one[0],
).map(tuple)
pers = st.sampled_from(["", COLLEGE, "continent", "region", "group", "assembly"])
quotas = st.sampled_from([("gender", "woman"), ("gender", "man"), ("youth", "yes"), ("age", "old")])
others = st.lists(
    st.tuples(st.sampled_from(["south", "hills", "rural", "g1", "nobody"]), st.none() | numbers),
    max_size=2,
    unique_by=lambda one: one[0],
).map(tuple)
places = st.sampled_from(["", "south", "north", "hills", "coast"])

asks: st.SearchStrategy[Ask] = st.one_of(
    st.builds(
        Units, st.sampled_from(["group", "assembly"]), numbers, limits, st.sampled_from(["", "region", "sea"])
    ),
    st.builds(People, numbers, limits),
    st.builds(Seats, pers.filter(bool), st.none() | numbers, others),
    st.builds(lambda said, *rest: Quota(*said, *rest), quotas, numbers, limits, pers, st.none() | numbers),
    st.builds(lambda said, part, per: Share(*said, part, per), quotas, parts, pers),
    st.builds(Quorum, st.sampled_from(COUNTINGS), parts),
    st.builds(
        Majority, st.sampled_from(COUNTINGS), parts, st.sampled_from(BASES), st.sampled_from(["", "charter"])
    ),
    st.builds(Rhythm, st.integers(1, 14), st.sampled_from(SPANS)),
    st.builds(Term, st.integers(1, 14), st.sampled_from(SPANS)),
    st.builds(Again, st.integers(1, 2)),
    st.just(Rotation()),
    st.just(Confirmation()),
)
rules = st.builds(
    Rule,
    st.just(""),
    st.sampled_from(["group", "assembly", "board", "b1", "a1", "nobody"]),
    asks,
    st.sampled_from(["", "", "rural", "urban"]),
    dates,
    dates,
)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """A few units of three levels, and what is told of them."""

    def several(row: st.SearchStrategy[object], most: int) -> tuple[object, ...]:
        return tuple(draw(st.lists(row, max_size=most)))

    some = st.sampled_from(UNITS)
    organs = st.sampled_from(["b1", "b1", "b1", "a1"])
    level = {"g": "group", "a": "assembly", "b": "board"}
    told = st.none() | st.integers(0, 5)
    count = st.none() | st.sampled_from(COUNTINGS)
    return Roster(
        PLACES,
        tuple(
            Unit(key, key.upper(), level[key[0]], draw(places), draw(dates), draw(dates), draw(told))
            for key in UNITS
        ),
        tuple(
            {
                (one.unit, one.of): one  # type: ignore[attr-defined]
                for one in several(
                    st.builds(Membership, some, st.sampled_from(["a1", "a2", "b1"]), dates, dates), 8
                )
            }.values()
        ),
        several(
            st.builds(
                Mandate,
                st.sampled_from(["", "Ana", "Bea", "Cai"]),
                organs,
                st.sampled_from(["", "rural", "urban", "odd"]),
                st.sampled_from(["", "chair"]),
                st.sampled_from(["", "g1", "g2", "a1"]),
                places,
                traits,
                dates,
                dates,
                st.sampled_from(["", "", "money"]),
                dates,
                dates,
            ),
            7,
        ),
        several(st.builds(Meeting, st.sampled_from(["a1", "b1"]), days, told, told, count), 3),
        several(
            st.builds(
                Vote,
                st.just("b1"),
                days,
                st.sampled_from(COUNTINGS),
                numbers,
                numbers,
                told,
                told,
                st.sampled_from(["", "charter"]),
            ),
            3,
        ),
    )


def statutes(*asked: Rule) -> Statutes:
    return Statutes(
        "Statutes",
        levels=LEVELS,
        colleges=(College("rural", "Rural", "board"), College("urban", "Urban", "b1")),
        rules=tuple(replace(rule, key=f"r{number}") for number, rule in enumerate(asked)),
    )


@settings(max_examples=400, deadline=None)
@given(st.lists(rules, max_size=6), rosters())
def test_it_agrees_with_looking_at_every_row(asked: list[Rule], roster: Roster) -> None:
    said = statutes(*asked)
    report = check(said, ready(roster), DAY)
    found = {
        (one.rule.key, one.unit, one.slot, one.state, None if one.untold > 1_000 else one.counted, one.least)
        for one in report.findings()
    }
    assert found == World(said, roster, DAY).lines()


@settings(max_examples=300, deadline=None)
@given(st.lists(rules, max_size=6), rosters())
def test_every_certificate_is_found_right(asked: list[Rule], roster: Roster) -> None:
    said = statutes(*asked)
    assert verify(certificate(check(said, ready(roster), DAY)), said, roster) == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(rules, max_size=6), rosters())
def test_whoever_could_be_invited_is_recorded_and_asked_only_where_somebody_lacks(
    asked: list[Rule], roster: Roster
) -> None:
    report = check(statutes(*asked), ready(roster), DAY)
    for finding in report.findings():
        who = invited(report, finding)
        assert set(who.units) <= set(UNITS)
        assert set(who.people) <= {one.person for one in roster.mandates}
        assert finding.state != "holds" or who == Invited()


# ---------------------------------------- what is wrong with facts

BODIES = (
    Unit("g1", "One", "group", since="2001"),
    Unit("a1", "All", "assembly"),
    Unit("b1", "Board", "board"),
)


def faults(said: Statutes, roster: Roster) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.code, one.keys) for one in check(said, ready(roster), DAY).faults]


def test_rules_that_leave_no_number_are_named_in_pairs() -> None:
    said = statutes(
        Rule("", "board", People(5, 7), since="2000"),
        Rule("", "board", Quota("gender", "woman", 8), since="2000"),
        Rule("", "b1", People(9), since="2000"),
        Rule("", "board", Seats(COLLEGE, 2), since="2000"),
        Rule("", "board", Seats(COLLEGE, 3, (("rural", None),)), since="2000"),
        Rule("", "board", People(1, 2), since="2000", until="2001"),
    )
    pairs = {("r0", "r1"), ("r0", "r3"), ("r0", "r2"), ("r3", "r2")}
    assert {keys for _, keys in faults(said, Roster(units=BODIES))} == pairs


def test_a_rule_without_a_period_is_told() -> None:
    said = statutes(Rule("", "board", People(1)), Rule("", "board", People(1), since="2000"))
    assert faults(said, Roster(units=BODIES)) == [("rule_without_period", ("r0",))]


def test_two_mandates_of_one_seat_overlap_only_if_they_surely_do() -> None:
    def chairs(*periods: tuple[str, str]) -> Roster:
        return Roster(
            units=BODIES,
            mandates=tuple(
                Mandate(f"P{n}", "b1", seat="chair", since=a, until=b) for n, (a, b) in enumerate(periods)
            ),
        )

    assert faults(statutes(), chairs(("2004", "2008"), ("2008", "2012"))) == []
    assert faults(statutes(), chairs(("2004", "2009"), ("2008", "2012"))) == [
        ("overlapping_mandates", ("b1", "chair"))
    ]
    (fault,) = check(statutes(), ready(chairs(("2004", ""), ("2001", "2002"), ("2010", ""))), DAY).faults
    assert fault.rows == (0, 2)


def test_a_mandate_that_expired_unconfirmed_leaves_its_seat() -> None:
    first = Mandate("Ana", "b1", seat="chair", since="2004", condition="money", confirm_by="2005-06")
    second = Mandate("Bea", "b1", seat="chair", since="2006")
    assert faults(statutes(), Roster(units=BODIES, mandates=(first, second))) == []
    confirmed = replace(first, confirmed="2005-01")
    assert len(faults(statutes(), Roster(units=BODIES, mandates=(confirmed, second)))) == 1


def test_a_person_in_two_colleges_of_a_body_is_told() -> None:
    roster = Roster(units=BODIES, mandates=(Mandate("Ana", "b1", "rural"), Mandate("Ana", "b1", "urban")))
    assert faults(statutes(), roster) == [("two_colleges", ("Ana", "b1"))]


def test_a_membership_cycle_is_told_with_its_way() -> None:
    ties = (Membership("g1", "a1"), Membership("a1", "b1"), Membership("b1", "a1"))
    assert faults(statutes(), Roster(units=BODIES, memberships=ties)) == [
        ("membership_cycle", ("a1", "b1", "a1"))
    ]


def test_a_date_before_founding_and_a_period_turned_round_are_told() -> None:
    roster = Roster(
        units=BODIES,
        memberships=(Membership("g1", "a1", "2000"), Membership("g1", "a1", "2001")),
        mandates=(Mandate("Ana", "b1", since="2005", until="2004"),),
        meetings=(Meeting("g1", "2000-12-31"),),
    )
    found = check(statutes(), ready(roster), DAY).faults
    assert [(one.code, one.table, one.rows) for one in found] == [
        ("before_founding", "memberships", (0,)),
        ("before_founding", "meetings", (0,)),
        ("ends_before_it_begins", "mandates", (0,)),
    ]


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        (Roster(units=(*BODIES, BODIES[0])), "two units 'g1'"),
        (Roster(units=BODIES, memberships=(Membership("g9", "a1"),)), "no unit 'g9'"),
        (Roster((Place("p", "P", "area", "q"), Place("q", "Q", "area", "p"))), "lies in itself"),
        (Roster(units=(Unit("g1", "One", "group", since="soon"),)), "'soon' is not a year"),
    ],
)
def test_a_roster_that_cannot_be_read_says_why(roster: Roster, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ready(roster)


# ---------------------------------------- certificates

WOMEN = Rule("women", "board", Quota("gender", "woman", 2), since="2000")
SEATED = Roster(
    units=BODIES,
    mandates=(
        Mandate("Ana", "b1", traits=(("gender", "woman"),)),
        Mandate("Bea", "b1", traits=(("gender", "woman"),)),
        Mandate("Cai", "b1"),
    ),
)


def report() -> Report:
    return check(Statutes("S", rules=(WOMEN,)), ready(SEATED), DAY)


def test_a_certificate_names_the_facts_it_used() -> None:
    (proven,) = certificate(report()).lines
    assert (proven.used.table, proven.used.counts, proven.used.unsure) == ("mandates", (0, 1), (2,))


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"counted": 3}, "figures"),
        ({"least": 1}, "bounds"),
        ({"state": "lacks"}, "state"),
        ({"unit": "a1"}, "lines"),
    ],
)
def test_a_spoiled_finding_is_found_out(change: dict[str, object], flaw: str) -> None:
    given = certificate(report())
    (proven,) = given.lines
    spoiled = replace(given, lines=(replace(proven, finding=replace(proven.finding, **change)),))
    assert flaw in {one.code for one in verify(spoiled, report().statutes, SEATED)}


def test_a_row_left_out_and_a_line_left_out_are_found_out() -> None:
    given = certificate(report())
    (proven,) = given.lines
    fewer = replace(given, lines=(replace(proven, used=replace(proven.used, counts=(0,))),))
    assert [one.code for one in verify(fewer, report().statutes, SEATED)] == ["rows"]
    assert [one.code for one in verify(replace(given, lines=()), report().statutes, SEATED)] == ["lines"]


# ---------------------------------------- federating

GROUPS = tuple(Unit(f"g{n}", f"Group {n}", "group", "hills" if n < 9 else "coast") for n in range(14))
FORMS = Statutes(
    "S",
    levels=LEVELS,
    rules=(
        Rule("form", "assembly", Units("group", 4, 5, alike="region"), since="2000"),
        Rule("send", "board", Seats("assembly", 2), since="2000"),
        Rule("women", "board", Quota("gender", "woman", 1, per="assembly"), since="2000"),
        Rule("regions", "board", Seats("region", 1, (("coast", 3),)), since="2000"),
    ),
)


def test_groups_that_federate_form_what_the_rules_let_them_and_speak() -> None:
    facts = ready(Roster(PLACES, GROUPS))
    answer = simulate(FORMS, facts, [f"g{n}" for n in range(12)], DAY)
    hills, coast = answer.formed
    assert (hills.place, hills.fewest, hills.most, hills.lacking) == ("hills", 2, 2, 0)
    assert (coast.place, coast.fewest, coast.most, coast.lacking) == ("coast", 0, 0, 1)
    assert coast.could_join == ("g12", "g13")
    assert [(one.speaks_for, one.seats, [rule.key for rule in one.quotas]) for one in answer.voices] == [
        ("assembly hills 1", 2, ["women"]),
        ("assembly hills 2", 2, ["women"]),
        ("hills", 1, []),
        ("coast", 3, []),
    ]


def test_groups_that_find_no_room_are_counted() -> None:
    rule = replace(FORMS.rules[0], ask=Units("group", 4, 4))
    answer = simulate(
        replace(FORMS, rules=(rule,)), ready(Roster(PLACES, GROUPS)), [f"g{n}" for n in range(6)], DAY
    )
    assert [(one.most, one.left) for one in answer.formed] == [(1, 2)]


def test_nobody_joins_who_is_not_recorded_or_twice() -> None:
    facts = ready(Roster(PLACES, GROUPS))
    with pytest.raises(ValueError, match="no unit 'g99'"):
        simulate(FORMS, facts, ["g99"], DAY)
    with pytest.raises(ValueError, match="joins twice"):
        simulate(FORMS, facts, ["g1", "g1"], DAY)


@pytest.mark.parametrize(
    "text", ["84", "1984-9", "1984-13", "1984-02-30", "1984-00", "١٩٨٤", "1984-09-28-01", "-"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        bounds(text)
