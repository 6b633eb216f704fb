"""The shipped circles: complete in four languages, each once, taken back in one act, wrong files refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import Problem
from konbit.chronicle.actions.rows import undo
from konbit.chronicle.models import Change
from konbit.directory.actions.shipped import load_example as load_directory
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.models import Group
from konbit.exchange.actions.circles import remove_circle
from konbit.exchange.actions.shipped import load_example
from konbit.exchange.actions.shipped_circles import load_circles
from konbit.exchange.models import Account, Circle, Currency, Cycle, Member, Obligation, Terms, Transfer, Turn
from konbit.exchange.queries.circles import circle_page
from konbit.exchange.queries.own_accounts import promises_in
from konbit.exchange.queries.tontine import tontine_shown
from konbit.exchange.shipped.circles_reading import circles
from konbit.exchange.tontine_order import drawn
from konbit.federation.actions.shipped_priorities import load_priorities
from konbit.people.audience import ANYONE, Viewer
from tests.builders import an_operator
from tests.exchange.ledgers import paid

ENTRY = """
[[circles]]
code = "a"
group = "example-hills"
source = "konbit-invented"
kind = "timebank"
currency = "HOUR"
members = ["example-mill", "example-bridge"]
title = {en = "A", fr = "A", es = "A", pt-br = "A"}
text = {en = "A", fr = "A", es = "A", pt-br = "A"}

[[circles.rules]]
word = "below"
number = 60

[[circles.promises]]
payer = "example-mill"
payee = "example-bridge"
amount = 60
days = 3
text = {en = "A", fr = "A", es = "A", pt-br = "A"}
"""
MADE = (Circle, Terms, Member, Account, Obligation, Cycle, Turn)


def read(tmp_path: Path, text: str) -> None:
    """Read a file with this text."""
    path = tmp_path / "circles.toml"
    path.write_text(text, encoding="utf-8")
    circles(path)


def test_a_right_file_is_read(tmp_path: Path) -> None:
    read(tmp_path, ENTRY)


@pytest.mark.parametrize(
    "wrong",
    [
        ENTRY * 2,
        ENTRY.replace('"timebank"', '"casino"'),
        ENTRY.replace('"below"', '"interest"'),
        ENTRY.replace("number = 60", 'number = "60"'),
        ENTRY.replace("amount = 60", "amount = -60"),
        ENTRY.replace('payee = "example-bridge"', 'payee = "example-mill"'),
        ENTRY.replace('payee = "example-bridge"', 'payee = "somebody"'),
        ENTRY.replace(', es = "A"', "", 1),
        ENTRY + "colour = 'red'\n",
        "[[circles]",
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(Problem):
        read(tmp_path, wrong)


@pytest.fixture
def operator(db: None) -> Viewer:
    """Who keeps an instance with the example in it."""
    load_vocabularies()
    load_directory()
    load_priorities()
    return an_operator()


@pytest.fixture
def loaded(operator: Viewer) -> Viewer:
    """The same, with the circles."""
    assert load_circles() == len(circles()) == 2
    return operator


def test_invented_groups_run_a_time_bank_and_a_tontine_without_people_or_bookings(loaded: Viewer) -> None:
    assert load_circles() == 0, "each once"
    assert not Member.objects.exclude(person="", name="").exists()
    assert not Member.objects.exclude(group__is_example=True).exists()
    assert not Transfer.objects.exists()
    bank, tontine = Circle.objects.order_by("pk")
    page = circle_page(ANYONE, bank.uid)
    assert "30 hours" in " ".join(one.sentence for one in page.rules)
    assert page.members == (), "members are named to those who take part"
    assert len(circle_page(loaded, bank.uid).members) == 6
    assert {one.left for one in promises_in(loaded, bank)} == {"4 hours", "3 hours", "5 hours"}
    shown = tontine_shown(loaded, tontine.pk)
    assert shown is not None
    assert len(shown.turns) == 6
    assert shown.seed == "maize terrace river"
    assert drawn(shown.seed, dict.fromkeys(range(1, 7), 1)) == [
        turn.holder.number for turn in Turn.objects.order_by("number") if turn.holder
    ]
    assert shown.turns[0].due_on > date.today()
    assert re.search(r"2 baskets", str(shown.hand))


def test_their_pages_open_for_everybody_in_every_language(loaded: Viewer) -> None:
    for circle in Circle.objects.all():
        for language, word in (
            ("en", "invented"),
            ("fr", "inventé"),
            ("es", "inventado"),
            ("pt-br", "inventado"),
        ):
            assert word in Client().get(f"/{language}/exchange/circles/{circle.uid}/").text


def test_they_are_taken_back_in_one_act(loaded: Viewer) -> None:
    act = Change.objects.filter(kind="exchange.circle").values_list("batch", flat=True).distinct().get()
    undo(loaded.actor, act)
    assert [model._default_manager.count() for model in MADE] == [0] * len(MADE)
    assert not Currency.objects.filter(code="BASKET").exists()


def test_what_was_taken_away_stays_away(loaded: Viewer) -> None:
    for circle in Circle.objects.all():
        remove_circle(loaded, circle.uid)
    assert load_circles() == 0
    assert not Circle.objects.filter(removed_at=None).exists()


def test_once_something_is_booked_in_one_it_goes_with_its_group(loaded: Viewer) -> None:
    circle = Circle.objects.get(kind="timebank")
    one, other = circle.accounts.exclude(member=None)[:2]
    paid(one, other, 60)
    act = Change.objects.filter(kind="exchange.circle").values_list("batch", flat=True).distinct().get()
    with pytest.raises(Problem):
        undo(loaded.actor, act)
    with pytest.raises(Problem):
        remove_circle(loaded, circle.uid)
    Group.objects.filter(pk=circle.group_id).update(removed_at=timezone.now())
    assert Client().get(reverse("exchange:circle", args=[circle.uid])).status_code == 404


def test_without_its_groups_nothing_comes(operator: Viewer) -> None:
    Group.objects.filter(slug="example-rivers-and-hills").update(removed_at=timezone.now())
    assert load_circles() == 0
    assert not Currency.objects.filter(code="BASKET").exists()
    assert load_example() >= 0
