"""Who is chosen so that quotas hold, what stands against it, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.engines.panel import (
    SIZE,
    Against,
    Limit,
    Nominee,
    Proof,
    Quota,
    Split,
    Undecided,
    check,
    choose,
    lot,
    tableau,
    verify,
)
from konbit.engines.panel.proof import Bounds, refutes

VALUES = {
    "gender": ["woman", "man", "neither"],
    "region": ["Africa", "Asia"],
    "work": ["land", "care", "craft"],
}


# ------------------------------------------------------------------------------------- the slow, obvious way


def panels(nominees: Sequence[Nominee], least: int, most: int, fixed: Sequence[str]) -> list[frozenset[str]]:
    """Every set of people of a size that holds those who sit."""
    keys = [nominee.key for nominee in nominees]
    return [
        panel
        for size in range(least, most + 1)
        for panel in map(frozenset, combinations(keys, size))
        if panel >= set(fixed)
    ]


def counted(panel: Iterable[str], nominees: Sequence[Nominee], limit: Limit | Quota) -> int:
    """How many of a panel count for a limit or a quota."""
    people = [nominee for nominee in nominees if nominee.key in panel]
    return sum(limit.dimension == SIZE or one.traits.get(limit.dimension) == limit.value for one in people)


def holds(panel: Iterable[str], nominees: Sequence[Nominee], limit: Limit) -> bool:
    number = counted(panel, nominees, limit)
    return number >= limit.number if limit.side == "least" else number <= limit.number


def short(panel: Iterable[str], nominees: Sequence[Nominee], quotas: Sequence[Quota]) -> int:
    """By how many people a panel misses quotas, all added up."""
    total = 0
    for quota in quotas:
        number = counted(panel, nominees, quota)
        total += max(0, quota.least - number)
        total += 0 if quota.most is None else max(0, number - quota.most)
    return total


def favoured(found: Sequence[frozenset[str]], order: Sequence[str]) -> frozenset[str]:
    """The one that the lot favours: whoever comes first in the order is in it, if in any."""
    return max(found, key=lambda panel: [key in panel for key in order])


def slowly(world: World) -> frozenset[str]:
    """The panel, by trying all of them."""
    nominees, quotas, least, most, seed, fixed = world
    order = sorted((nominee.key for nominee in nominees), key=lambda key: lot(seed, key))
    near = panels(nominees, min(least, len(nominees)), max(most, len(fixed)), fixed)
    misses = {panel: short(panel, nominees, quotas) for panel in near}
    return favoured([panel for panel in near if misses[panel] == min(misses.values())], order)


World = tuple[list[Nominee], list[Quota], int, int, str, list[str]]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to nine nominees, some silent on some traits, quotas that may or may not be met, some who sit."""
    traits = st.fixed_dictionaries({}, optional={name: st.sampled_from(of) for name, of in VALUES.items()})
    nominees = [Nominee(f"n{at}", one) for at, one in enumerate(draw(st.lists(traits, max_size=9)))]
    pairs = [(name, value) for name, of in VALUES.items() for value in of]
    quotas = []
    for name, value in draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)):
        least = draw(st.integers(0, 4))
        quotas.append(Quota(name, value, least, draw(st.none() | st.integers(least, 5))))
    size = draw(st.integers(0, 6))
    fixed = draw(
        st.lists(st.sampled_from(nominees), max_size=2, unique_by=lambda one: one.key)
        if nominees
        else st.just([])
    )
    return (
        nominees,
        quotas,
        size,
        draw(st.integers(size, 7)),
        draw(st.text(max_size=3)),
        [one.key for one in fixed],
    )


# ------------------------------------------------------------------------------------------------ choosing


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_the_panel_is_the_one_that_trying_all_of_them_finds(world: World) -> None:
    nominees, quotas, least, most, _, _ = world
    choice = choose(*world)
    assert frozenset(choice.panel) == slowly(world)
    assert len(choice.panel) == len(set(choice.panel))
    rules = [Quota(SIZE, "", least, most), *quotas]
    assert choice.shortfall == short(choice.panel, nominees, rules)
    assert [one.counted for one in choice.standings] == [
        counted(choice.panel, nominees, one) for one in rules
    ]


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_a_conflict_is_one_and_every_limit_of_it_is_needed_for_it(world: World) -> None:
    nominees, quotas, least, most, _, fixed = world
    choice = choose(*world)
    every = panels(nominees, 0, len(nominees), fixed)
    if choice.conflict is None:
        assert choice.shortfall == 0
        return
    assert not any(short(panel, nominees, [*quotas, Quota(SIZE, "", least, most)]) == 0 for panel in every)
    limits = choice.conflict.limits
    assert not [one for one in every if all(holds(one, nominees, limit) for limit in limits)]
    for without in choice.conflict.without:
        others = [limit for limit in limits if limit != without.limit]
        assert all(holds(without.panel, nominees, limit) for limit in others)
        assert frozenset(without.panel) in every
    assert [one.limit for one in choice.conflict.without] == list(limits)


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_what_was_chosen_passes_the_checker(world: World) -> None:
    assert verify(choose(*world), *world) == ()


@settings(max_examples=200, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_a_choice_that_was_tampered_with_does_not_pass(world: World, chance: object) -> None:
    nominees, _, _, _, _, fixed = world
    choice = choose(*world)
    free = [one for one in choice.drawn if one.key not in fixed]
    for one in free:
        turned = replace(one, outcome="needed" if one.seated else "taken", proof=None)
        drawn = tuple(turned if other is one else other for other in choice.drawn)
        panel = tuple(other.key for other in drawn if other.seated)
        assert verify(replace(choice, drawn=drawn, panel=panel), *world)
    if choice.conflict:
        assert verify(replace(choice, conflict=None, nearest=None), *world)
        assert verify(replace(choice, conflict=replace(choice.conflict, proof=Proof(()))), *world)
        assert verify(replace(choice, conflict=replace(choice.conflict, without=())), *world)
    if choice.nearest:
        assert verify(replace(choice, nearest=None), *world)
    if nominees:
        assert (
            verify(replace(choice, drawn=choice.drawn[::-1] if len(nominees) > 1 else ()), *world)
            or not fixed
        )


@settings(max_examples=100, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_were_nominated_does_not_matter(world: World, chance: st.random) -> None:
    nominees, quotas, least, most, seed, fixed = world
    turned = list(nominees)
    chance.shuffle(turned)
    again = choose(turned, quotas, least, most, seed, fixed)
    assert set(again.panel) == set(choose(*world).panel)


WORKSHOP = [
    Nominee(f"{number}", {"gender": gender, "region": region, "work": work})
    for number, (gender, region, work) in enumerate(
        (gender, region, work)
        for gender in ("woman", "man", "man")
        for region in ("Africa", "Asia", "Europe", "Latin America", "North America")
        for work in ("grassroots worker", "academic", "activist")
    )
]
BALANCE = [
    Quota("gender", "woman", 5),
    Quota("region", "Africa", 2, 4),
    Quota("region", "Asia", 2),
    Quota("work", "grassroots worker", 3),
    Quota("work", "academic", 0, 4),
]


def test_a_core_group_of_ten_to_twelve_is_balanced_and_the_same_every_time() -> None:
    choice = choose(WORKSHOP, BALANCE, 10, 12, "2004-04-08")
    assert choice.conflict is None
    assert choice.shortfall == 0
    assert len(choice.panel) == 12
    assert choice.panel == choose(WORKSHOP, BALANCE, 10, 12, "2004-04-08").panel
    assert choice.panel != choose(WORKSHOP, BALANCE, 10, 12, "2004-04-26").panel
    assert verify(choice, WORKSHOP, BALANCE, 10, 12, "2004-04-08") == ()


def test_a_seed_gives_one_order_for_ever() -> None:
    assert lot("2004-04-08", "ana") == "013a52c5d30297c9d460e0e95232ed7e9d32a813d519def2fcbfe42360f8e75e"


def test_those_who_sit_stay_and_count() -> None:
    choice = choose(WORKSHOP, BALANCE, 10, 12, "s", ["44", "43"])
    assert set(choice.panel[:2]) == {"43", "44"}
    assert [one.outcome for one in choice.drawn[:2]] == ["sits", "sits"]
    assert choice.shortfall == 0


def test_somebody_who_prefers_not_to_say_counts_for_no_quota() -> None:
    silent = [Nominee("a", {}), Nominee("b", {"gender": "woman"})]
    choice = choose(silent, [Quota("gender", "woman", 2)], 2, 2, "s")
    assert [one.counted for one in choice.standings] == [2, 1]
    assert choice.conflict is not None
    assert choice.conflict.limits == (Limit("gender", "woman", "least", 2),)


def test_quotas_that_cannot_be_met_together_are_named_and_the_nearest_panel_is_given() -> None:
    quotas = [Quota("gender", "woman", 7), Quota("work", "academic", 2), Quota("gender", "man", 5, 6)]
    choice = choose(WORKSHOP, quotas, 10, 11, "s")
    assert choice.conflict is not None
    assert set(choice.conflict.limits) == {
        Limit(SIZE, "", "most", 11),
        Limit("gender", "woman", "least", 7),
        Limit("gender", "man", "least", 5),
    }
    assert choice.shortfall == 1
    assert len(choice.panel) == 11
    assert verify(choice, WORKSHOP, quotas, 10, 11, "s") == ()


def test_fewer_nominated_than_seats_is_said_and_all_of_them_are_taken() -> None:
    choice = choose(WORKSHOP[:3], [], 10, 12, "s")
    assert choice.conflict is not None
    assert choice.conflict.limits == (Limit(SIZE, "", "least", 10),)
    assert set(choice.panel) == {"0", "1", "2"}
    assert choice.shortfall == 7


def test_each_who_was_passed_over_has_a_reason_that_can_be_counted() -> None:
    quotas = [Quota("gender", "man", 0, 2), Quota("region", "Asia", 3)]
    choice = choose(WORKSHOP, quotas, 5, 5, "s")
    seated: list[str] = []
    seen = set()
    for one in choice.drawn:
        seen.add(one.outcome)
        if one.outcome == "barred":
            assert all(counted(seated, WORKSHOP, limit) >= limit.number for limit in one.limits)
            assert all(counted([one.key], WORKSHOP, limit) for limit in one.limits)
        if one.outcome == "needed":
            lacks = {limit.value: limit.number for limit in one.limits}
            assert lacks == {"Asia": 3 - counted(seated, WORKSHOP, quotas[1])}
        if one.seated:
            seated.append(one.key)
    assert seen == {"taken", "barred", "needed", "full"}


def test_an_odd_cycle_of_halves_needs_a_split_in_its_proof() -> None:
    pair = {"a": "b", "b": "c", "c": "a"}
    nominees = [Nominee(one, {one: "x", pair[one]: "x"}) for one in pair]
    quotas = [Quota(one, "x", 1, 1) for one in pair]
    choice = choose(nominees, quotas, 0, 3, "s")
    assert choice.conflict is not None
    assert any(isinstance(step, Split) for step in choice.conflict.proof.steps)
    assert verify(choice, nominees, quotas, 0, 3, "s") == ()


def test_a_question_that_takes_too_long_is_given_up_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tableau, "PATIENCE", 2)
    with pytest.raises(Undecided):
        choose(WORKSHOP, BALANCE, 10, 12, "s")


@pytest.mark.parametrize(
    ("quotas", "size", "fixed", "word"),
    [
        ([Quota("gender", "woman", 3, 2)], (1, 2), [], "woman"),
        ([Quota("gender", "woman", -1)], (1, 2), [], "woman"),
        ([Quota("gender", "woman", 10**12)], (1, 2), [], "woman"),
        ([Quota("", "woman", 1)], (1, 2), [], "dimension"),
        ([Quota("gender", "woman", 1), Quota("gender", "woman", 2)], (1, 2), [], "two quotas"),
        ([], (3, 2), [], "size"),
        ([], (1, 2), ["nobody"], "nobody"),
    ],
)
def test_rules_that_make_no_sense_are_refused(
    quotas: list[Quota], size: tuple[int, int], fixed: list[str], word: str
) -> None:
    with pytest.raises(ValueError, match=word):
        choose(WORKSHOP, quotas, *size, "s", fixed)


def test_two_nominees_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="'0'"):
        choose([*WORKSHOP, WORKSHOP[0]], [], 1, 2, "s")


# ------------------------------------------------------------------------------------------------- checking


def test_a_proof_is_refused_that_leaves_a_case_open_or_adds_up_wrongly() -> None:
    bounds = Bounds([[1, 1]], [3], [9], [0, 0], [1, 1])
    assert refutes(Proof((Against((1,)),)), bounds)
    assert not refutes(Proof((Against((-1,)),)), bounds)
    assert not refutes(Proof((Against((0,)),)), bounds)
    assert not refutes(Proof((Against((1, 1)),)), bounds)
    assert not refutes(Proof(()), bounds)
    assert not refutes(Proof((Split(0, 0), Against((1,)))), bounds)
    assert not refutes(Proof((Split(7, 0), Against((1,)), Against((1,)))), bounds)
    assert refutes(Proof((Split(0, 0), Against((1,)), Against((1,)))), bounds)
    assert not refutes(Proof((Against((1,)), Against((1,)))), bounds)


# -------------------------------------------------------------------------------------------------- mending


def moved(panel: Sequence[str], join: str, leave: str) -> list[str]:
    return [key for key in [*panel, join] if key and key != leave]


@settings(max_examples=200, deadline=None)
@given(worlds(), st.data())
def test_every_step_that_mends_and_breaks_nothing_is_named_and_no_other(
    world: World, data: st.DataObject
) -> None:
    nominees, quotas, least, most, _, _ = world
    rules = [Quota(SIZE, "", least, most), *quotas]
    chosen = [one for one in nominees if data.draw(st.booleans())]
    fixed = [one.key for one in chosen[:1]]
    others = [one for one in nominees if one not in chosen]
    keys = [one.key for one in chosen]
    checked = check(chosen, quotas, least, most, others, fixed)
    now = [(one.lacking, one.beyond) for one in checked.standings]
    assert checked.shortfall == short(keys, nominees, rules)
    named = {
        (join, leave): mend
        for mend in checked.mends
        for join in (mend.join or ("",))
        for leave in (mend.leave or ("",))
    }
    for join in ["", *(one.key for one in others)]:
        for leave in ["", *(key for key in keys if key not in fixed)]:
            after = check(
                [one for one in nominees if one.key in moved(keys, join, leave)], quotas, least, most
            )
            then = [(one.lacking, one.beyond) for one in after.standings]
            breaks = any(b[0] > a[0] or b[1] > a[1] for a, b in zip(now, then, strict=True))
            assert ((join, leave) in named) == (not breaks and then != now)
            if (join, leave) in named:
                assert named[join, leave].left == after.shortfall
    assert [mend.left for mend in checked.mends] == sorted(mend.left for mend in checked.mends)


@settings(max_examples=200, deadline=None)
@given(worlds(), st.data())
def test_nobody_could_mend_more_than_the_one_to_be_invited(world: World, data: st.DataObject) -> None:
    nominees, quotas, least, most, _, _ = world
    chosen = [one for one in nominees if data.draw(st.booleans())]
    others = [one for one in nominees if one not in chosen]
    checked = check(chosen, quotas, least, most, others)
    everybody: list[dict[str, str]] = [{}]
    for name, of in VALUES.items():
        everybody = [one | more for one in everybody for more in ({}, *({name: value} for value in of))]
    guests = [Nominee(f"guest{at}", traits) for at, traits in enumerate(everybody)]
    with_guests = check(chosen, quotas, least, most, guests).mends
    best = min((mend.left for mend in with_guests if mend.join), default=None)
    among = checked.mends[0].left if checked.mends else None
    if checked.invitation is None:
        assert best is None or (among is not None and among <= best)
        return
    assert checked.invitation.left == best
    assert among is None or checked.invitation.left < among
    traits = dict(checked.invitation.traits)
    again = check(chosen, quotas, least, most, [Nominee("guest", traits)]).mends
    assert any(mend.join and mend.leave == checked.invitation.leave and mend.left == best for mend in again)


def test_an_invitation_is_found_among_the_nominees_before_it_is_looked_for_elsewhere() -> None:
    chosen = [one for one in WORKSHOP if one.traits["gender"] == "man"][:5]
    quotas = [Quota("gender", "woman", 1), Quota("region", "Africa", 1)]
    checked = check(chosen, quotas, 5, 5, WORKSHOP[:3])
    assert checked.invitation is None
    assert checked.mends[0].join == ("0", "1", "2")
    assert checked.mends[0].left == 0
    assert checked.mends[0].mends == (Limit("gender", "woman", "least", 1),)


def test_where_no_nominee_can_the_one_to_be_invited_is_described() -> None:
    men = [one for one in WORKSHOP if one.traits["gender"] == "man" and one.traits["region"] == "Asia"]
    quotas = [Quota("gender", "woman", 2), Quota("region", "Africa", 1), Quota("work", "academic", 0, 2)]
    checked = check(men[:6], quotas, 6, 7, men[6:])
    assert checked.mends == ()
    assert checked.invitation is not None
    assert checked.invitation.traits == (("gender", "woman"), ("region", "Africa"))
    assert checked.invitation.avoid == (("work", "academic"),)
    assert checked.invitation.leave == ()
    assert checked.invitation.left == 1


def test_a_panel_that_holds_needs_no_mending() -> None:
    checked = check(WORKSHOP[:3], [Quota("gender", "woman", 3)], 1, 3, WORKSHOP[3:])
    assert (checked.shortfall, checked.mends, checked.invitation) == (0, (), None)
