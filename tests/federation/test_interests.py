"""Shared interests of a network's members: what is suggested to whom, rare things first; what they answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from konbit.assembly.queries.acts import act_of
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.registry import Common
from konbit.chronicle.actions import recording
from konbit.directory.models import Group, Place, Relation, Scheme, Tagging, Term
from konbit.federation.actions.interests import answer, withdraw
from konbit.federation.interests.pairing import AT_MOST, is_common_to_all, not_too_often, suggested
from konbit.federation.models import Interest
from konbit.federation.queries.doors import group_doors
from konbit.federation.queries.interests import EACH, MOST, Interests, interests
from konbit.people.audience import ANYONE, Viewer
from tests.builders import a_group
from tests.federation.made import a_priority, belongs
from tests.federation.supported import said
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def a_term(code: str) -> Term:
    """A word that groups say of themselves."""
    scheme, _new = Scheme.objects.get_or_create(code="test/works", facet="activity", title={"en": "Works"})
    with recording("test", "term") as batch:
        term, _new = Term.objects.get_or_create(scheme=scheme, code=code, label={"en": code.capitalize()})
        batch.changed("directory.term", term.pk)
    return term


def tagged(code: str, *groups: Group) -> None:
    """Groups say the same of themselves."""
    for one in groups:
        Tagging.objects.create(group=one, term=a_term(code))


def a_network(*names: str) -> tuple[Group, list[Group]]:
    """A network with members of these names."""
    network = a_group("Union of Tables", kind="network")
    members = [a_group(name) for name in names]
    for one in members:
        belongs(one, network)
    return network, members


def organiser_of(network: Group) -> tuple[Viewer, Client]:
    """Somebody who answers for the whole network."""
    viewer, client, _person = somebody_of(network, "organiser", "organiser")
    return viewer, client


def pairs(page: Interests) -> list[tuple[str, ...]]:
    """Who is suggested to whom."""
    return [tuple(sorted((card.one.name, card.other.name))) for card in page.cards]


NAMES = ("Apple", "Bread", "Corn", "Dates", "Eggs", "Fish", "Grain", "Honey")


def test_rare_things_come_first_and_what_everybody_has_says_nothing() -> None:
    network, members = a_network(*NAMES)
    viewer, _client = organiser_of(network)
    apple, bread, corn, dates, *_rest = members
    tagged("food", *members)
    tagged("milling", apple, bread)
    tagged("seeds", bread, corn, dates)
    page = interests(viewer, network.uid)
    assert pairs(page)[0] == ("Apple", "Bread")
    assert page.cards[0].reasons == ("What it does: Milling, both.",)
    assert set(pairs(page)) == {("Apple", "Bread"), ("Bread", "Corn"), ("Bread", "Dates"), ("Corn", "Dates")}
    assert "Food" not in str(page.cards)


def test_each_reason_is_said_in_words() -> None:
    network, (apple, bread, corn, dates, eggs, fish, *_rest) = a_network(*NAMES)
    viewer, _client = organiser_of(network)
    a_priority(apple, "Land", themes=("land",))
    a_priority(bread, "More land", themes=("land",))
    Place.objects.create(group=corn, locality="Hinche", country="HT")
    Place.objects.create(group=dates, locality="HINCHE", country="HT")
    said(eggs, "gives", "training")
    said(fish, "lacks", "training")
    mill = a_group("The Mill")
    for one in (apple, corn):
        Relation.objects.create(subject=mill, kind="supplies", object=one)
    told = {pair: card.reasons for card in interests(viewer, network.uid).cards for pair in [pairs_of(card)]}
    assert told == {
        ("Apple", "Bread"): ("Both want this first: Land.",),
        ("Corn", "Dates"): ("Both are in Hinche, Haiti.",),
        ("Eggs", "Fish"): ("Eggs gives what Fish lacks: training.",),
        ("Apple", "Corn"): ("The Mill supplies both.",),
    }


def pairs_of(card: Any) -> tuple[str, ...]:
    """The names of a pair."""
    return tuple(sorted((card.one.name, card.other.name)))


def test_a_pair_stands_once_with_all_its_reasons() -> None:
    network, (apple, bread, *_rest) = a_network(*NAMES)
    viewer, _client = organiser_of(network)
    tagged("milling", apple, bread)
    a_priority(apple, "Land", themes=("land",))
    a_priority(bread, "More land", themes=("land",))
    (card,) = interests(viewer, network.uid).cards
    assert len(card.reasons) == 2


def test_nothing_is_said_of_who_or_what_is_closed() -> None:
    network, (apple, bread, corn, dates, eggs, fish, *_rest) = a_network(*NAMES)
    viewer, _own, _person = somebody_of(apple)
    Group.objects.filter(pk=bread.pk).update(audience="group")
    tagged("milling", apple, bread)
    organiser, _client = organiser_of(network)
    a_priority(corn, "Land", viewer=organiser, themes=("land",), audience="group")
    a_priority(dates, "More land", themes=("land",))
    said(eggs, "gives", "training", audience="network")
    said(fish, "lacks", "training")
    hidden = a_group("Hidden Mill", audience="group")
    for one in (corn, eggs):
        Relation.objects.create(subject=hidden, kind="supplies", object=one)
    Place.objects.create(group=dates, locality="Hinche", country="HT", precision="region")
    Place.objects.create(group=fish, locality="Hinche", country="HT", precision="none")
    assert interests(viewer, network.uid).cards == ()
    assert pairs(interests(organiser, network.uid)) == [("Apple", "Bread")]


def test_only_the_people_of_the_two_and_the_editors_of_the_network_see_a_suggestion() -> None:
    network, (apple, bread, corn, *_rest) = a_network(*NAMES)
    tagged("milling", apple, bread)
    baker, _client, _person = somebody_of(bread, "member", "baker")
    farmer, own, _someone = somebody_of(corn, "member", "farmer")
    organiser, _other = organiser_of(network)
    for viewer, seen in ((baker, 1), (farmer, 0), (organiser, 1), (ANYONE, 0)):
        assert len(interests(viewer, network.uid).cards) == seen
    address = reverse("federation:interests", args=[network.uid])
    assert "Milling" not in own.get(address).content.decode()
    page = Client().get(address).content.decode()
    assert "Milling" not in page
    assert "sign in" in page
    uids = (apple.uid, bread.uid)
    with pytest.raises(NotAllowed):
        answer(farmer, network.uid, uids, "taken", "en", "")
    with pytest.raises(NotFound):
        answer(baker, network.uid, (bread.uid, "nobody"), "taken", "en", "")


def test_an_answer_is_kept_with_its_reason_and_the_pair_is_not_suggested_again() -> None:
    network, (apple, bread, *_rest) = a_network(*NAMES)
    tagged("milling", apple, bread)
    baker, client, _person = somebody_of(bread, "member", "baker")
    (card,) = interests(baker, network.uid).cards
    form = client.get(f"{card.answer_url}&answer=left").content.decode()
    assert "What it does: Milling, both." in form
    sent = {"state": "left", "reason": "We have a mill.", "language": "en"}
    page = client.post(card.answer_url, sent, follow=True).content.decode()
    assert "We have a mill." in page
    shown = interests(baker, network.uid)
    assert shown.cards == ()
    assert [(one.reason, one.found) for one in shown.left] == [
        ({"en": "We have a mill."}, {"en": "What it does: Milling, both."})
    ]
    miller, _own, _someone = somebody_of(apple, "member", "miller")
    assert len(interests(miller, network.uid).left) == 1
    client.post(card.answer_url, sent | {"state": "taken", "reason": "Ours broke."})
    row = Interest.objects.get()
    assert (row.state, row.reason) == ("taken", {"en": "Ours broke."})
    client.post(reverse("federation:withdraw-interest", args=[row.uid]))
    assert len(interests(baker, network.uid).cards) == 1


def test_people_of_either_group_take_an_answer_back_and_others_do_not() -> None:
    network, (apple, bread, corn, *_rest) = a_network(*NAMES)
    tagged("milling", apple, bread)
    baker, client, _person = somebody_of(bread, "member", "baker")
    farmer, _own, _someone = somebody_of(corn, "member", "farmer")
    row = answer(baker, network.uid, (apple.uid, bread.uid), "taken", "en", "")
    with pytest.raises(NotAllowed):
        withdraw(farmer, row.uid)
    assert client.post(reverse("assembly:undo", args=[act_of(row)])).status_code == 302
    assert not Interest.objects.exists()
    again = answer(baker, network.uid, (apple.uid, bread.uid), "taken", "en", "")
    withdraw(baker, again.uid)
    with pytest.raises(NotFound):
        withdraw(baker, again.uid)


def test_what_was_taken_up_shows_on_the_doors_of_both_for_those_who_take_part() -> None:
    network, (apple, bread, *_rest) = a_network(*NAMES)
    tagged("milling", apple, bread)
    baker, _client, _person = somebody_of(bread, "member", "baker")
    miller, _own, _someone = somebody_of(apple, "member", "miller")
    answer(baker, network.uid, (bread.uid, apple.uid), "taken", "en", "")
    address = reverse("federation:interests", args=[network.uid])
    for viewer, group, count in (
        (baker, bread, 1),
        (miller, apple, 1),
        (ANYONE, bread, 0),
        (baker, apple, 0),
    ):
        doors = [door for door in group_doors(viewer, group.pk) if door.url == address]
        assert [door.count for door in doors] == [count] * bool(count)


def test_what_cannot_be_answered_is_refused_with_what_to_do() -> None:
    network, (apple, bread, corn, *_rest) = a_network(*NAMES)
    tagged("milling", apple, bread)
    viewer, client = organiser_of(network)
    refused: list[tuple[type[Problem], Callable[[], object]]] = [
        (Problem, lambda: answer(viewer, network.uid, (apple.uid, bread.uid), "perhaps", "en", "")),
        (Problem, lambda: answer(viewer, network.uid, (apple.uid, corn.uid), "taken", "en", "")),
        (NotFound, lambda: answer(viewer, network.uid, (apple.uid, apple.uid), "taken", "en", "")),
        (NotFound, lambda: answer(viewer, network.uid, (apple.uid, network.uid), "taken", "en", "")),
    ]
    for problem, wrong in refused:
        with pytest.raises(problem):
            wrong()
    address = reverse("federation:answer-interest", args=[network.uid])
    assert client.get(address).status_code == 404
    assert client.get(f"{address}?one={'x' * 40}&other=%00").status_code == 404
    assert not Interest.objects.exists()


def test_who_belongs_to_whom_is_not_suggested_to_each_other() -> None:
    network, (apple, bread, *_rest) = a_network(*NAMES)
    belongs(bread, apple)
    tagged("milling", apple, bread)
    viewer, _client = organiser_of(network)
    assert interests(viewer, network.uid).cards == ()


def test_a_large_network_is_asked_about_in_few_questions_and_told_of_in_few_cards() -> None:
    network, members = a_network("First", "Second")
    viewer, _client = organiser_of(network)
    tagged("milling", *members)

    def asked() -> int:
        interests(viewer, network.uid)  # what is remembered as long as nothing changes is asked once
        with CaptureQueriesContext(connection) as queries:
            interests(viewer, network.uid)
        return len(queries)

    few = asked()
    groups = Group.objects.bulk_create(
        [Group(uid=f"m{number:04d}", name=f"Member {number}") for number in range(400)]
    )
    Relation.objects.bulk_create([Relation(subject=one, kind="member_of", object=network) for one in groups])
    terms = [a_term(f"word{number}") for number in range(60)]
    Tagging.objects.bulk_create(
        [
            Tagging(group=one, term=terms[(at * step) % 60])
            for at, one in enumerate(groups)
            for step in (1, 7)
        ],
        ignore_conflicts=True,
    )
    assert asked() <= few
    page = interests(viewer, network.uid)
    assert 0 < len(page.cards) <= MOST
    times = [link.uid for card in page.cards for link in (card.one, card.other)]
    assert max(times.count(uid) for uid in times) <= EACH


def common(key: str, *groups: int, lacking: tuple[int, ...] = ()) -> Common:
    """Something that groups (ids) have in common."""
    return Common(key, frozenset(groups), lambda one, other: f"{one} {key} {other}", frozenset(lacking))


def test_pairs_are_ordered_by_how_rare_what_they_share_is() -> None:
    found = [
        ("term", common("a", 1, 2, 3)),
        ("term", common("b", 3, 4)),
        ("give", common("c", 9, lacking=(1,))),
    ]
    told = list(suggested(found, members=40, without=[(1, 3)], only=None))
    assert [one.pair for one in told] == [(1, 9), (3, 4), (1, 2), (2, 3)]
    assert told[0].reasons[0].first == 9
    assert [one.pair for one in suggested(found, members=40, without=[], only=[4])] == [(3, 4)]
    assert [one.pair for one in not_too_often(told, 2, 9)] == [(1, 9), (3, 4)]
    assert [one.pair for one in not_too_often(told, 9, 1)] == [(1, 9), (3, 4)]


def test_what_most_have_says_nothing() -> None:
    assert not is_common_to_all(common("a", 1, 2), 2)
    assert is_common_to_all(common("a", 1, 2, 3), 3)
    assert not is_common_to_all(common("a", 1, 2, 3), 8)
    assert is_common_to_all(common("a", *range(4)), 8)
    assert not is_common_to_all(common("a", *range(AT_MOST)), 1000)
    assert is_common_to_all(common("a", *range(AT_MOST + 1)), 1000)
