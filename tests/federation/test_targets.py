"""How much, by when, and what was read: numbers as people write them, exact, falling and kept ones too."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.directory.models import Group
from konbit.federation.actions.indicators import IndicatorDraft, write_indicator
from konbit.federation.actions.targets import (
    ReadingDraft,
    TargetDraft,
    add_reading,
    correct_reading,
    remove_reading,
    remove_target,
    set_target,
    write_target,
)
from konbit.federation.models import Indicator, Priority, Reading, Target
from konbit.federation.numbers import number_plain, number_typed, number_words, read_number
from konbit.federation.queries.targets import TargetShown, targets_of
from konbit.people.audience import ANYONE, SYSTEM
from tests.builders import a_group
from tests.federation.made import TODAY, a_priority, a_target, belongs, read
from tests.learning.made import a_house, somebody_of

pytestmark = pytest.mark.django_db


def shown(target: Target) -> TargetShown:
    """A target as everybody sees it."""
    return targets_of(ANYONE, [target.priority])[target.priority_id][0]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 250", "1250"), ("12,5", "12.5"), ("0,125", "0.125"), ("1.234.567", "1234567"),
        ("1,234,567.25", "1234567.25"), ("1 234,5", "1234.5"), ("1’234", "1234"), ("−3,25", "-3.25"),
        ("35 %", "35"), ("٣٫٥", "3.5"), ("007", "7"), ("  4 ", "4"), ("9999999999999999", "9999999999999999"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "many", "1e5", "NaN", "½", "5 kg", "1,2,3", "3.", "12 34", "--1"])
def test_what_is_no_number_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(Problem, match="is not a number"):
        read_number(typed)


@pytest.mark.parametrize("typed", ["1,234", "-1.234", "12,345"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_for_again(typed: str) -> None:
    with pytest.raises(Problem, match="in two ways"):
        read_number(typed)


@pytest.mark.parametrize("typed", ["0,00001", "10000000000000000"])
def test_a_number_too_long_to_be_kept_is_not_cut(typed: str) -> None:
    with pytest.raises(Problem, match="too long"):
        read_number(typed)


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt-br"])
@pytest.mark.parametrize("number", ["1234.125", "1.125", "-12.5", "1234567", "0.5", "0.125", "100"])
def test_what_a_form_shows_is_read_back_as_the_same_number(language: str, number: str) -> None:
    with translation.override(language):
        assert read_number(number_typed(Decimal(number))) == Decimal(number)
    assert Decimal(number_plain(Decimal(number).quantize(Decimal("0.0001")))) == Decimal(number)


def test_numbers_are_shown_in_the_readers_way() -> None:
    with translation.override("pt-br"):
        assert number_words(Decimal("1234.5000")) == "1.234,5"
    with translation.override("en"):
        assert number_words(Decimal("1234.5000")) == "1,234.5"


def test_a_target_is_set_with_something_new_to_count(client: Client) -> None:
    group, viewer, steward = a_house()
    priority = a_priority(group, viewer=viewer)
    address = reverse("federation:new-target", args=[priority.uid])
    assert steward.get(address).status_code == 200
    sent = {
        "title": "Land in common hands", "unit": "hectares", "kind": "stock", "baseline": "1 200,5",
        "baseline_on": "2024", "goal": "3 000", "due": "2030", "key": str(uuid.uuid4()),
    }  # fmt: skip
    for _twice in range(2):
        assert steward.post(address, sent).status_code == 302
    target = Target.objects.get()
    assert (target.baseline, target.goal, target.due) == (Decimal("1200.5"), Decimal(3000), "2030")
    assert target.indicator.group == group
    read(target, "2 100,25", viewer=viewer)
    page = client.get(reverse("federation:target", args=[target.pk])).text
    assert "2,100.25 hectares now: 50 % of the way from 1,200.5 to 3,000." in page
    assert "50 % of the way" in client.get(reverse("federation:priority", args=[priority.uid])).text


def test_what_is_no_number_is_said_in_the_form_and_nothing_is_lost() -> None:
    group, viewer, steward = a_house()
    address = reverse("federation:new-target", args=[a_priority(group, viewer=viewer).uid])
    sent = {"title": "Land", "unit": "ha", "goal": "very much", "key": str(uuid.uuid4())}
    answer = steward.post(address, sent).text
    assert "“very much” is not a number." in answer
    assert 'value="very much"' in answer


def test_several_bodies_count_the_same_by_one_indicator(client: Client) -> None:
    network = a_group("Union", kind="network")
    member = a_group("Table")
    belongs(member, network)
    above = a_target(a_priority(network), goal="5")
    viewer, steward, _person = somebody_of(member)
    priority = a_priority(member, "Our part of it.", viewer)
    address = reverse("federation:new-target", args=[priority.uid])
    assert "Land in common hands (hectares)" in steward.get(address).text
    steward.post(address, {"indicator": above.indicator.uid, "goal": "1", "key": str(uuid.uuid4())})
    assert Indicator.objects.count() == 1
    page = client.get(reverse("federation:indicator", args=[above.indicator.uid])).text
    assert "Our part of it." in page
    assert "Land stays common." in page


def test_an_indicator_of_strangers_or_one_that_is_closed_cannot_be_chosen() -> None:
    group, viewer, _client = a_house()
    theirs = a_target(a_priority(a_group("Strangers")), goal="5").indicator
    with pytest.raises(Problem, match="cannot be counted here"):
        set_target(
            viewer, a_priority(group, viewer=viewer).uid,
            TargetDraft(theirs.uid, goal=Decimal(1)), uuid.uuid4(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "what"),
    [
        ({}, "not said how much"),
        ({"goal": "5", "low": "1"}, "both how far"),
        ({"low": "5", "high": "1"}, "lower bound is above"),
        ({"goal": "5", "due": "2023", "baseline_on": "2024-02"}, "reached before it began"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(numbers: dict[str, str], what: str) -> None:
    with pytest.raises(Problem, match=what):
        a_target(a_priority(a_group()), **numbers)


@pytest.mark.parametrize(
    ("numbers", "now", "code", "words", "percent"),
    [
        ({"baseline": "10", "goal": "20"}, "15", "rising", "50 % of the way", 50),
        ({"baseline": "20", "goal": "10"}, "17.5", "falling", "25 % of the way", 25),
        ({"baseline": "20", "goal": "10"}, "25", "falling", "further from the goal", 0),
        ({"baseline": "10", "goal": "20"}, "29", "rising", "the goal, 20, is reached", 100),
        ({"baseline": "10", "goal": "20"}, "19.99", "rising", "99 % of the way", 99),
        ({"low": "10", "high": "20"}, "12", "inside", "inside the bounds", None),
        ({"low": "10"}, "9.9", "below", "below the lower bound, 10", None),
        ({"high": "10"}, "11", "above", "above the upper bound, 10", None),
        ({"baseline": "10", "goal": "10"}, "11", "no_way_to_go", "there is no way to measure", None),
        ({"goal": "10"}, "11", "no_baseline", "not said where it began", None),
    ],
)
def test_how_far_a_target_is_stands_in_words(
    numbers: dict[str, str], now: str, code: str, words: str, percent: int | None
) -> None:
    target = a_target(a_priority(a_group()), **numbers)
    assert shown(target).progress.code in ("no_reading", "no_baseline")
    read(target, now)
    told = shown(target).progress
    assert (told.code, told.percent) == (code, percent)
    assert words in told.words


def test_what_was_read_long_ago_is_told_as_old(client: Client) -> None:
    target = a_target(a_priority(a_group()), baseline="0", goal="10")
    read(target, "5", (date.today() - timedelta(days=300)).isoformat())
    assert shown(target).progress.stale
    assert "who can read it again?" in client.get(reverse("federation:target", args=[target.pk])).text
    read(target, "6", TODAY[:7])
    assert not shown(target).progress.stale


def test_the_readings_of_a_priority_that_ended_are_looked_at_on_its_last_day() -> None:
    priority = a_priority(a_group(), valid_until="2025-01-31")
    target = a_target(priority, baseline="0", goal="10")
    read(target, "5", "2024-12-31")
    read(target, "9", "2026")
    priority.refresh_from_db()
    target.priority = priority
    assert not shown(target).progress.stale
    assert shown(target).progress.percent == 50


@pytest.mark.parametrize(("on", "what"), [("", "not said when"), ("2999-01", "still to come")])
def test_a_reading_needs_a_day_that_has_come(on: str, what: str) -> None:
    target = a_target(a_priority(a_group()), goal="10")
    with pytest.raises(Problem, match=what):
        read(target, "5", on)


def test_members_write_readings_correct_their_own_and_take_them_back() -> None:
    group, viewer, _client = a_house()
    target = a_target(a_priority(group, viewer=viewer), viewer, goal="10", baseline="0")
    rosa, browser, _person = somebody_of(group, "member", "rosa")
    sami, _browser, _person = somebody_of(group, "member", "sami")
    address = reverse("federation:new-reading", args=[target.pk])
    sent = {"value": "4,5", "on": TODAY[:4], "address": "Minutes, page 3", "key": str(uuid.uuid4())}
    for _twice in range(2):
        told = browser.post(address, sent, follow=True).text
    reading = Reading.objects.get()
    assert "Minutes, page 3" in told
    assert "Take it back" in told
    with pytest.raises(NotAllowed):
        correct_reading(sami, reading.pk, ReadingDraft(Decimal(9), TODAY))
    browser.post(
        reverse("federation:edit-reading", args=[reading.pk]),
        {"value": "4,6", "on": TODAY[:4], "key": sent["key"]},
    )
    reading.refresh_from_db()
    assert reading.value == Decimal("4.6")
    remove_reading(viewer, reading.pk)
    assert not Reading.objects.exists()
    with pytest.raises(NotAllowed):
        write_target(rosa, target.pk, TargetDraft(goal=Decimal(3)))


def test_readings_come_out_as_a_table_without_formulas(client: Client) -> None:
    target = a_target(a_priority(a_group()), goal="10")
    read(target, "4.5", "2025-03", note="=1+1", address="-cmd")
    read(target, "-2", "2025-04")
    table = client.get(reverse("federation:readings-csv", args=[target.pk]))
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    rows = table.content.decode("utf-8-sig").splitlines()
    assert rows[1] == "2025-03,4.5,hectares,'=1+1,'-cmd,confirmed"
    assert rows[2] == "2025-04,-2,hectares,,,confirmed"


def test_a_target_of_which_something_was_read_stays() -> None:
    group, viewer, _client = a_house()
    target = a_target(a_priority(group, viewer=viewer), viewer, goal="10")
    reading = read(target, "4", viewer=viewer)
    with pytest.raises(Problem, match="Something was read"):
        remove_target(viewer, target.pk)
    remove_reading(viewer, reading.pk)
    remove_target(viewer, target.pk)
    assert not Target.objects.exists()


def test_an_indicator_keeps_its_unit_once_something_counts_by_it() -> None:
    group, viewer, steward = a_house()
    indicator = a_target(a_priority(group, viewer=viewer), viewer, goal="10").indicator
    with pytest.raises(Problem, match="Something is read by this already"):
        write_indicator(viewer, indicator.uid, IndicatorDraft("en", "Land", unit="acres"))
    address = reverse("federation:edit-indicator", args=[indicator.uid])
    assert steward.get(address).status_code == 200
    sent = {"language": "French", "title": "Terres communes", "unit": "hectares", "kind": "stock"}
    assert steward.post(address, sent).status_code == 302
    indicator.refresh_from_db()
    assert indicator.title == {"en": "Land in common hands", "fr": "Terres communes"}


def test_a_target_by_an_indicator_that_is_closed_is_not_told_of(client: Client) -> None:
    target = a_target(a_priority(a_group()), goal="10")
    Indicator.objects.update(audience="group")
    assert targets_of(ANYONE, Priority.objects.all())[target.priority_id] == []
    assert client.get(reverse("federation:target", args=[target.pk])).status_code == 404
    assert client.get(reverse("federation:readings-csv", args=[target.pk])).status_code == 404
    assert client.get(reverse("federation:indicator", args=[target.indicator.uid])).status_code == 404


def test_the_targets_of_a_closed_group_are_found_by_nobody() -> None:
    target = a_target(a_priority(a_group()), goal="10")
    Group.objects.update(audience="group")
    with pytest.raises(NotFound):
        add_reading(ANYONE, target.pk, ReadingDraft(Decimal(1), TODAY), uuid.uuid4())
    assert add_reading(SYSTEM, target.pk, ReadingDraft(Decimal(1), TODAY), uuid.uuid4()).pk
