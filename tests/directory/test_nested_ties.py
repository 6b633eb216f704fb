"""Ties confirmed from both sides, what waits for whose word, and circles refused with the way named."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konbit.base.errors import NotAllowed, Problem
from konbit.base.period import Period
from konbit.chronicle.queries import history
from konbit.directory.actions.editing import add_group
from konbit.directory.actions.moderating import undo
from konbit.directory.actions.relating import Tie, confirm_relation, relate, relate_again, unrelate
from konbit.directory.models import Group, Relation, Role
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.histories import history_page
from konbit.directory.queries.membership import way_up
from konbit.directory.queries.rings import rings_page
from konbit.directory.queries.ties import waiting_page
from konbit.people.audience import ANYONE, Viewer
from tests.builders import a_group, a_person, a_viewer, an_operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Group:
    return a_group("Table")


@pytest.fixture
def union() -> Group:
    return a_group("Union", kind="network")


def of(group: Group, role: str = "steward") -> Viewer:
    """Somebody who holds a role in a group."""
    return a_viewer(group.scope, role)


def badge(group: Group) -> str:
    """What a page says of the only tie of a group."""
    [tie] = group_page(ANYONE, group.uid, "en").relations
    return tie.badge


def test_one_side_says_it_and_the_other_confirms_in_its_own_time(table: Group, union: Group) -> None:
    relate(of(table), table.uid, "supports", union.uid, Tie(), outward=True)
    said = "said by Table, not confirmed by Union yet"
    assert (badge(table), badge(union)) == (said, said)
    relation = Relation.objects.get()
    with pytest.raises(NotAllowed, match="already"):
        confirm_relation(of(table), table.uid, relation.pk)
    confirm_relation(of(union, "organiser"), union.uid, relation.pk)
    relation.refresh_from_db()
    assert relation.confirmed_from
    assert relation.confirmed_to
    assert relation.certainty == "confirmed"
    assert (badge(table), badge(union)) == ("", "")


def test_a_network_does_not_confirm_for_its_members(table: Group, union: Group) -> None:
    relation = Relation.objects.create(subject=table, kind="member_of", object=union, certainty="published")
    confirm_relation(of(union, "organiser"), union.uid, relation.pk)
    relation.refresh_from_db()
    assert (relation.confirmed_from, relation.certainty) == (None, "published")
    assert relation.confirmed_to
    assert badge(table) == "said by Union, not confirmed by Table yet"
    with pytest.raises(NotAllowed):
        confirm_relation(of(union, "organiser"), union.uid, relation.pk)
    confirm_relation(of(table), table.uid, relation.pk)
    relation.refresh_from_db()
    assert relation.certainty == "confirmed"


def test_what_is_published_stays_as_published_until_somebody_says_so(table: Group, union: Group) -> None:
    Relation.objects.create(subject=table, kind="supports", object=union, certainty="published")
    assert "said by" not in badge(union)
    assert waiting_page(of(union, "organiser"), union.uid).total == 0


def test_an_operator_answers_for_both_sides(table: Group, union: Group) -> None:
    relate(an_operator(), table.uid, "member_of", union.uid, Tie(certainty="confirmed"), outward=True)
    relation = Relation.objects.get()
    assert relation.confirmed_from
    assert relation.confirmed_to
    assert relation.certainty == "confirmed"


def test_a_group_that_is_added_to_a_network_says_so_and_the_network_has_to_confirm(union: Group) -> None:
    person = a_person()
    add_group(Viewer(person.opaque_id, person.pk), {"name": "Newcomer"}, union.uid)
    relation = Relation.objects.get()
    assert relation.confirmed_from
    assert relation.confirmed_to is None


def test_whoever_changes_the_time_has_it_confirmed_anew(table: Group, union: Group) -> None:
    relate(of(table), table.uid, "member_of", union.uid, Tie("2001"), outward=True)
    relation = Relation.objects.get()
    confirm_relation(of(union, "moderator"), union.uid, relation.pk)
    relate_again(of(table), table.uid, relation.pk, Tie("2001", certainty="confirmed", note={"en": "Hi."}))
    relation.refresh_from_db()
    assert relation.confirmed_to
    assert relation.certainty == "confirmed"
    relate_again(of(table), table.uid, relation.pk, Tie("1999", certainty="confirmed"))
    relation.refresh_from_db()
    assert relation.confirmed_from
    assert (relation.confirmed_to, relation.certainty) == (None, "to_verify")


def test_nobody_brings_back_the_word_of_the_other_side(table: Group, union: Group) -> None:
    relate(of(table), table.uid, "member_of", union.uid, Tie(), outward=True)
    relation = Relation.objects.get()
    confirm_relation(of(union, "moderator"), union.uid, relation.pk)
    unrelate(of(union, "moderator"), union.uid, relation.pk)
    taken_away = history("directory.relation", relation.pk)[0]
    undo(of(table), table.uid, taken_away.pk)
    back = Relation.objects.get()
    assert back.confirmed_from
    assert (back.confirmed_to, back.certainty) == (None, "to_verify")


def test_the_history_tells_which_sides_confirmed(table: Group, union: Group) -> None:
    relate(of(table), table.uid, "supports", union.uid, Tie(), outward=True)
    confirm_relation(of(union, "organiser"), union.uid, Relation.objects.get().pk)
    newest = history_page(ANYONE, table.uid, "en").entries[0]
    assert newest.did == "confirmed a tie"
    assert newest.parts[0].before[1:] == ("confirmed by Table", "to be verified")
    assert newest.parts[0].after[1:3] == ("confirmed by Table", "confirmed by Union")


def test_what_waits_is_seen_by_those_who_answer_and_nobody_else(table: Group, union: Group) -> None:
    relate(of(table), table.uid, "member_of", union.uid, Tie(), outward=True)
    relate(of(table), table.uid, "supports", union.uid, Tie(), outward=True)
    hidden = a_group("Hidden", audience="group")
    Relation.objects.create(subject=hidden, kind="supports", object=union, certainty="to_verify")
    moderator = waiting_page(of(union, "moderator"), union.uid)
    assert [(tie.words, tie.other.name) for tie in moderator.ties] == [
        ("has as a member", "Table"),
        ("is supported by", "Table"),
    ]
    assert waiting_page(of(table), table.uid).total == 0
    for nobody in (ANYONE, of(table, "member")):
        with pytest.raises(NotAllowed):
            waiting_page(nobody, union.uid)


def test_rings_say_which_members_one_side_alone_tells_of(table: Group, union: Group) -> None:
    relate(of(table), table.uid, "member_of", union.uid, Tie(), outward=True)
    legend = rings_page(ANYONE, union.uid, "level", "en").layout.legend
    assert [item.label for _number, item in legend[1].items] == ["Table (said by one side)"]
    confirm_relation(of(union, "moderator"), union.uid, Relation.objects.get().pk)
    legend = rings_page(ANYONE, union.uid, "level", "en").layout.legend
    assert [item.label for _number, item in legend[1].items] == ["Table"]


def test_a_tie_is_confirmed_or_refused_by_one_press_without_script(
    client: Client, table: Group, union: Group
) -> None:
    for kind in ("member_of", "supports"):
        relate(of(table), table.uid, kind, union.uid, Tie(), outward=True)
    person = a_person()
    Role.objects.create(person=person, group=union, kind="moderator")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    waiting = client.get(f"/en/g/{union.uid}/ties").content.decode()
    assert "said by Table, not confirmed by Union yet" in waiting
    member, supports = Relation.objects.order_by("pk")
    confirm = f"/en/g/{union.uid}/ties/{member.pk}/confirm"
    assert client.get(confirm).status_code == 405
    answer = client.post(confirm, {"next": "https://elsewhere.example/"})
    assert answer["Location"] == f"/en/g/{union.uid}/ties"
    member.refresh_from_db()
    assert member.certainty == "confirmed"
    there = f"/en/g/{union.uid}/"
    assert client.post(f"/en/g/{union.uid}/ties/{supports.pk}/refuse", {"next": there})["Location"] == there
    assert list(Relation.objects.all()) == [member]


def test_a_circle_is_refused_with_the_way_named(table: Group, union: Group) -> None:
    a, b, c = (a_group(name, kind="network") for name in "ABC")
    relate(of(a), a.uid, "member_of", b.uid, Tie(), outward=True)
    relate(of(b), c.uid, "federates", b.uid, Tie(), outward=True)
    with pytest.raises(Problem, match=r"^A belongs to B, B to C, so C cannot belong to A"):
        relate(of(c), c.uid, "part_of", a.uid, Tie(), outward=True)
    relate(of(c), c.uid, "supports", a.uid, Tie(), outward=True)
    assert Relation.objects.count() == 3


def test_a_hidden_group_on_the_way_is_not_named() -> None:
    a, c = (a_group(name, kind="network") for name in "AC")
    hidden = a_group("Secret", kind="network", audience="group")
    Relation.objects.create(subject=a, kind="member_of", object=hidden)
    Relation.objects.create(subject=hidden, kind="member_of", object=c)
    with pytest.raises(Problem, match="A belongs to a group that is not open to you, a group that"):
        relate(of(c), c.uid, "member_of", a.uid, Tie(), outward=True)


def test_who_was_once_above_may_be_below_today() -> None:
    a, b = (a_group(name, kind="network") for name in "AB")
    relate(of(a), a.uid, "member_of", b.uid, Tie("1990", "1999"), outward=True)
    relate(of(b), b.uid, "member_of", a.uid, Tie("2000"), outward=True)
    second = Relation.objects.get(valid_from="2000")
    with pytest.raises(Problem, match="so B cannot belong to A"):
        relate_again(of(b), b.uid, second.pk, Tie("1999-12"))


def test_an_undo_does_not_close_a_circle() -> None:
    a, b = (a_group(name, kind="network") for name in "AB")
    relate(of(a), a.uid, "member_of", b.uid, Tie(), outward=True)
    first = Relation.objects.get()
    unrelate(of(a), a.uid, first.pk)
    taken_away = history("directory.relation", first.pk)[0]
    relate(of(b), b.uid, "member_of", a.uid, Tie(), outward=True)
    with pytest.raises(Problem, match="B belongs to A, so A cannot belong to B"):
        undo(of(a), a.uid, taken_away.pk)
    assert Relation.objects.get().subject == b


PERIODS = st.tuples(*[st.sampled_from(("", "1990", "1995-06", "2000", "2005-01-31", "2010"))] * 2)


@given(
    edges=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), PERIODS), max_size=9),
    wanted=st.tuples(st.integers(0, 4), st.integers(0, 4), PERIODS),
)
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_way_is_found_exactly_where_its_ties_hold_on_one_day(
    edges: list[tuple[int, int, tuple[str, str]]], wanted: tuple[int, int, tuple[str, str]]
) -> None:
    with transaction.atomic():
        groups = [Group.objects.create(name=str(number)).pk for number in range(5)]
        ties = {(low, high, start): until for low, high, (start, until) in edges if low != high}
        for (low, high, start), until in ties.items():
            Relation.objects.create(
                subject_id=groups[low], kind="member_of", object_id=groups[high],
                valid_from=start, valid_until=until,
            )  # fmt: skip
        lower, upper, (start, until) = wanted
        if lower != upper:
            way = way_up(groups[lower], groups[upper], Period(start, until))
            days = {date(year, month, day) for year in range(1989, 2012) for month, day in ((1, 1), (1, 31),
                    (5, 31), (6, 1), (6, 30), (7, 1), (12, 31))}  # fmt: skip
            told = [(low, high, Period(begun, ended)) for (low, high, begun), ended in ties.items()]
            assert bool(way) == any(
                Period(start, until).covers(day) and reaches(lower, upper, told, day) for day in days
            )
            assert not way or (way[0], way[-1]) == (groups[lower], groups[upper])
        transaction.set_rollback(True)


def reaches(lower: int, upper: int, ties: list[tuple[int, int, Period]], day: date) -> bool:
    """Whether one leads up to the other on a day, by trying everything."""
    reached = {lower}
    for _round in range(5):
        reached |= {high for low, high, period in ties if low in reached and period.covers(day)}
    return upper in reached
