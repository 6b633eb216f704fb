"""Rules of statutes by their forms: every kind, what many have, contradictions, corrections, ends."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from konbit.base.errors import NotAllowed, Problem
from konbit.directory.models import Group
from konbit.engines.statutes import People, Seats, Units
from konbit.federation.actions.levels import LevelDraft, remove_level, remove_region, write_level
from konbit.federation.actions.rules import RuleDraft, add_rule, just_before
from konbit.federation.formats.rule_text import written_ask
from konbit.federation.forms.rules import FORMS
from konbit.federation.models import Level, Region, Rule, Statutes
from konbit.federation.queries.asking_words import kept_ask
from konbit.federation.queries.rule_choices import KINDS, USUAL
from konbit.people.audience import ANYONE
from tests.builders import a_group
from tests.federation.sat import a_college, an_organ
from tests.federation.statuted import a_level, a_region, a_rule, some_statutes, somebody

pytestmark = pytest.mark.django_db

SENT = {
    "units": ({"of": "group", "least": "7", "alike": "area"}, "is formed by at least 7 group of one area"),
    "people": ({"least": "7", "most": "20"}, "has 7 to 20 people"),
    "seats": (
        {"number": "2", "per": "area", "exceptions": "North 1\nCoast: ?"},
        "has 2 seats for each area except north 1, coast unknown",
    ),
    "quota": (
        {"dimension": "youth", "value": "yes", "least": "1", "per": "area"},
        "includes at least 1 youth yes for each area",
    ),
    "share": (
        {"dimension": "gender", "value": "woman", "part": "1/2", "above": "1"},
        "includes more than 1/2 gender woman",
    ),
    "quorum": ({"part": "2/3", "counting": "heads"}, "needs at least 2/3 of heads present"),
    "majority": (
        {"part": "80", "counting": "organisations", "of": "present", "matter": "our charter"},
        'decides about "our charter" with at least 80 % of organisations present',
    ),
    "rhythm": ({"number": "3", "span": "month"}, "meets every 3 months"),
    "term": ({"number": "4", "span": "year"}, "gives mandates of at most 4 years"),
    "again": ({"most": "2"}, "gives at most 2 mandates in a row"),
    "rotation": ({}, "passes on"),
    "confirmation": ({}, "expires unless confirmed"),
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


class House:
    """A group with statutes of two levels and a place, and its steward's browser."""

    def __init__(self) -> None:
        self.group: Group = a_group("Movement of the Hills", kind="network")
        self.viewer, self.client = somebody(self.group)
        self.statutes: Statutes = some_statutes(self.group)
        self.level: Level = a_level(self.statutes, "Group")
        self.board: Level = a_level(self.statutes, "Board", organ=True)
        self.area: Region = a_region(self.statutes, "North", "area")

    @property
    def uid(self) -> str:
        return self.statutes.uid

    def send(self, kind: str, said: dict[str, Any], about: str = "board") -> Any:
        """A rule by its form."""
        address = reverse("federation:new-rule-of", args=[self.uid, kind])
        sent = {"about": about, "language": "en", "key": str(uuid.uuid4()), **said}
        return self.client.post(address, sent)

    def page(self) -> str:
        """The page of the statutes."""
        return self.client.get(reverse("federation:statutes", args=[self.uid])).content.decode()


@pytest.fixture
def house() -> House:
    return House()


def plain(said: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said))


@pytest.mark.parametrize("kind", SENT)
def test_every_kind_of_rule_is_entered_by_form_and_kept_as_a_line(house: House, kind: str) -> None:
    said, line = SENT[kind]
    answer = house.send(kind, {**said, "valid_from": "May 2020", "address": "Article 4"})
    assert answer.status_code == 302, plain(answer.content.decode())[:3000]
    rule = Rule.objects.get()
    assert (rule.asks, rule.valid_from, rule.address) == (line, "2020-05", "Article 4")
    ask = kept_ask(rule.asks)
    assert ask is not None
    assert written_ask(ask) == line
    assert "Article 4" in house.page()
    form = house.client.get(reverse("federation:correct-rule", args=[rule.pk]))
    for name, value in said.items():
        if name == "exceptions":
            assert "North 1\nCoast ?" in form.content.decode()
        elif name != "above":
            assert value in form.content.decode()


def test_the_forms_are_those_of_the_kinds(house: House) -> None:
    assert set(FORMS) == {kind.code for kind in KINDS} == set(SENT)
    page = house.client.get(reverse("federation:new-rule", args=[house.uid])).content.decode()
    for one in (*KINDS, *USUAL):
        assert reverse("federation:new-rule-of", args=[house.uid, one.code]) in page
    assert house.client.get(reverse("federation:new-rule-of", args=[house.uid, "any"])).status_code == 404


@pytest.mark.parametrize(
    ("usual", "said", "lines"),
    [
        (
            "parity",
            {"per": "area"},
            [
                "includes at least 1 gender woman for each area",
                "includes at least 1 gender man for each area",
            ],
        ),
        ("two-men-never", {}, ["includes at most 1 gender man where 3 sit"]),
        ("youth", {"per": "area"}, ["includes at least 1 youth yes for each area"]),
        ("continents", {}, ["has 2 seats for each continent except asia 3, oceania 1"]),
        ("colleges", {}, ["has 2 seats for each college except businesses 4, community-organisations 4"]),
    ],
)
def test_what_many_have_is_offered_in_words(
    house: House, usual: str, said: dict[str, str], lines: list[str]
) -> None:
    address = reverse("federation:new-rule-of", args=[house.uid, usual])
    form = house.client.get(f"{address}?level=board").context["form"]
    sent = {name: str(form[name].value() or "") for name in form.fields}
    answer = house.client.post(address, {**sent, "language": "en", **said})
    assert answer.status_code == 302, plain(answer.content.decode())[:3000]
    assert list(Rule.objects.order_by("pk").values_list("asks", flat=True)) == lines
    if usual == "continents":
        assert Region.objects.filter(tier="continent").count() == 6
        assert "2 seats, for each continent; but: Asia 3, Oceania 1." in plain(house.page())
    if usual == "colleges":
        house.board.refresh_from_db()
        assert [one["word"] for one in house.board.colleges] == [
            "businesses", "community-organisations", "unions", "associate-members"
        ]  # fmt: skip


def test_what_is_sent_twice_is_one_rule(house: House) -> None:
    key = str(uuid.uuid4())
    for _twice in range(2):
        assert house.send("people", {"least": "3", "key": key}).status_code == 302
        assert house.send("parity", {"key": key}).status_code == 302
    assert Rule.objects.count() == 1


def test_what_is_wrong_in_a_form_is_told_and_nothing_is_lost(house: House) -> None:
    wrong = [
        ("people", {"least": "20", "most": "7", "address": "Kept."}, "At least is more than at most"),
        ("people", {"address": "Kept."}, "Write how many, at least or at most."),
        ("seats", {"number": "2", "per": "area", "exceptions": "North", "address": "Kept."}, "is missing"),
        ("seats", {"number": "2", "address": "Kept."}, "Choose for each of what"),
        ("quorum", {"part": "half", "counting": "heads", "address": "Kept."}, "not a part of a whole"),
        ("quorum", {"part": "3/2", "counting": "heads", "address": "Kept."}, "not a part of a whole"),
        ("people", {"least": "3", "valid_from": "2020", "valid_until": "2019", "address": "Kept."}, "ends"),
        ("people", {"least": "3", "about": "nobody", "address": "Kept."}, ""),
        ("seats", {"number": "2", "tier": "country", "address": "Kept."}, "no such kind of place"),
        ("seats", {"number": "2", "per": "group", "exceptions": "X 1", "address": "Kept."}, "Nobody who"),
    ]
    for kind, said, told in wrong:
        answer = house.send(kind, said)
        assert answer.status_code == 200
        assert told in plain(answer.content.decode())
        assert "Kept." in answer.content.decode()
    assert not Rule.objects.exists()


def test_a_rule_without_a_period_is_taken_but_marked(house: House) -> None:
    assert house.send("people", {"least": "3"}).status_code == 302
    assert "since when is not said" in house.page()


def test_rules_that_surely_contradict_each_other_are_both_named_when_saved_and_on_the_page(
    house: House,
) -> None:
    assert house.send("people", {"least": "7", "most": "20", "valid_from": "2000"}).status_code == 302
    answer = house.send("people", {"least": "30", "valid_from": "2010"})
    told = plain(house.client.get(answer["Location"]).content.decode())
    assert "The rules “7 to 20 people” and “at least 30 people” cannot both hold." in told
    assert "These two rules cannot both hold:" in plain(house.page())
    seen = Client().get(reverse("federation:statutes", args=[house.uid])).content.decode()
    assert "cannot both hold" not in seen


def test_rules_of_different_times_do_not_contradict_each_other(house: House) -> None:
    a_rule(house.statutes, house.board, People(7, 20), until="2009")
    a_rule(house.statutes, house.board, People(30), since="2010")
    assert "cannot both hold" not in house.page()


def test_seats_in_colleges_that_do_not_add_up_contradict_a_number_of_people(house: House) -> None:
    a_rule(
        house.statutes, house.board, Seats("college", 2), exceptions=(("Unions", 4), ("Users", 2)),
        since="2000",
    )  # fmt: skip
    a_rule(house.statutes, house.board, People(3, 5), since="2000")
    assert "cannot both hold" in plain(house.page())


def test_a_rule_is_corrected_or_ended_by_a_resolution(house: House) -> None:
    rule = a_rule(house.statutes, house.level, People(7, 20), since="2010")
    address = reverse("federation:correct-rule", args=[rule.pk])
    sent = {"about": "group", "least": "8", "language": "en", "valid_from": "2010", "key": str(uuid.uuid4())}
    assert house.client.post(address, sent).status_code == 302
    rule.refresh_from_db()
    assert (rule.asks, rule.valid_until) == ("has at least 8 people", "")
    address = reverse("federation:end-rule", args=[rule.pk])
    assert "No resolution is named" in plain(
        house.client.post(address, {"language": "en", "sent": str(uuid.uuid4())}).content.decode()
    )
    sent = {"language": "en", "agreed": "No rule any more.", "sent": str(uuid.uuid4()), "on": "2015"}
    assert house.client.post(address, sent).status_code == 302
    rule.refresh_from_db()
    assert rule.valid_until == "2014"
    assert "1 rule that held before" in plain(house.page())


def test_a_rule_is_not_amended_before_it_began_or_after_it_ended(house: House) -> None:
    rule = a_rule(house.statutes, house.level, People(7, 20), since="2010", until="2012")
    for since, told in (("2009", "begins only then"), ("2010", "begins only then"), ("2020", "had ended")):
        sent = {
            "about": "group", "least": "8", "language": "en", "valid_from": since, "agreed": "We agree.",
            "sent": str(uuid.uuid4()), "key": str(uuid.uuid4()), "on": "2020",
        }  # fmt: skip
        answer = house.client.post(reverse("federation:amend-rule", args=[rule.pk]), sent)
        assert told in plain(answer.content.decode())
    assert Rule.objects.count() == 1


@pytest.mark.parametrize(
    ("since", "before"),
    [("2013-03", "2013-02"), ("2013-01", "2012-12"), ("2013", "2012"), ("2012-03-01", "2012-02-29")],
)
def test_one_rule_ends_just_before_the_other_begins(since: str, before: str) -> None:
    assert just_before(since) == before


def test_a_removed_rule_comes_back_by_one_press(house: House) -> None:
    rule = a_rule(house.statutes, house.level)
    answer = house.client.post(reverse("federation:remove-rule", args=[rule.pk]), follow=True)
    assert not Rule.objects.exists()
    assert "Take it back" in answer.content.decode()


def test_a_college_of_a_body_can_be_named_by_a_rule_and_others_cannot(house: House) -> None:
    organ = an_organ(house.group, level=house.board.pk)
    a_college(organ, "Users")
    answer = house.send("people", {"least": "2", "college": "users"})
    assert answer.status_code == 302
    assert Rule.objects.get().college == "users"
    with pytest.raises(Problem, match="college"):
        add_rule(house.viewer, house.uid, RuleDraft("en", "board", People(2), "others"), uuid.uuid4())


def test_levels_and_places_that_rules_name_cannot_be_taken_away(house: House) -> None:
    upper = a_level(house.statutes, "Assembly")
    a_rule(house.statutes, upper, Units("group", 7, None, "area"))
    a_rule(house.statutes, house.board, Seats("area", 2), exceptions=(("North", 1),))
    with pytest.raises(Problem, match="names it"):
        remove_level(house.viewer, house.level.pk)
    with pytest.raises(Problem, match="names it"):
        remove_region(house.viewer, house.area.pk)
    with pytest.raises(Problem, match="about this level"):
        remove_level(house.viewer, upper.pk)


def test_a_level_keeps_its_word_and_its_colleges_theirs_in_every_language(house: House) -> None:
    level = write_level(house.viewer, house.board.pk, LevelDraft("en", "Council", True, ("Users", "Workers")))
    assert (level.word, [one["word"] for one in level.colleges]) == ("board", ["users", "workers"])
    level = write_level(house.viewer, house.board.pk, LevelDraft("fr", "Conseil", True, ("Users", "Workers")))
    assert level.title == {"en": "Council", "fr": "Conseil"}
    a_rule(house.statutes, level, People(2), college="users")
    with pytest.raises(Problem, match="names it"):
        write_level(house.viewer, level.pk, LevelDraft("en", "Council", True, ("Workers",)))


def test_words_are_never_given_twice_and_titles_in_other_letters_have_one(house: House) -> None:
    titles = ("Group", "Борд", "Совет", "college", "North", "area", "7 of us", "G 8")
    words = [a_level(house.statutes, title).word for title in titles]
    assert words[0] == "group"
    assert len({*words, "north", "area", "board"}) == len(titles) + 3
    assert "college" not in words


def test_a_place_cannot_lie_in_itself(house: House) -> None:
    inner = a_region(house.statutes, "Hamlet", "village", within=house.area.pk)
    sent = {"title": "North", "tier": "area", "within": str(inner.pk), "language": "en"}
    answer = house.client.post(reverse("federation:region", args=[house.area.pk]), sent)
    assert "A place lies in itself." in answer.content.decode()


def test_only_who_keeps_the_group_writes(house: House) -> None:
    member, browser = somebody(house.group, "member", "bela")
    for viewer in (member, ANYONE):
        with pytest.raises(NotAllowed):
            a_rule(house.statutes, house.level, viewer=viewer)
    rule = a_rule(house.statutes, house.level)
    for name, args in (
        ("new-rule", [house.uid]), ("new-rule-of", [house.uid, "people"]), ("correct-rule", [rule.pk]),
        ("amend-rule", [rule.pk]), ("end-rule", [rule.pk]), ("level", [house.level.pk]),
        ("region", [house.area.pk]), ("new-level", [house.uid]), ("edit-statutes", [house.uid]),
    ):  # fmt: skip
        assert browser.get(reverse(f"federation:{name}", args=args)).status_code == 403


def test_a_rule_that_cannot_be_read_is_shown_as_it_stands_and_named_in_the_check(house: House) -> None:
    rule = a_rule(house.statutes, house.level)
    Rule.objects.filter(pk=rule.pk).update(asks="says something else")
    assert "Says something else" in plain(house.page())
    check = house.client.get(reverse("federation:statutes-check", args=[house.uid])).content.decode()
    assert "Some rules cannot be read." in check
    assert house.client.get(reverse("federation:correct-rule", args=[rule.pk])).status_code == 200
