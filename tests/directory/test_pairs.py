"""The same group? Pairs found, decided, remembered; records made one and taken apart again."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from konbit.base.errors import NotAllowed, Problem
from konbit.base.locks import hold
from konbit.chronicle.actions import recording
from konbit.directory import tasks
from konbit.directory.actions import pairing
from konbit.directory.actions.merging import merge, unmerge
from konbit.directory.actions.pairing import find_pairs, join_the_sure, say_different, say_later, say_same
from konbit.directory.models import Claim, Group, Merge, Pair, Relation, Role, Source
from konbit.directory.queries.pairs import pairs_page
from konbit.directory.queries.visible import seen_group
from konbit.directory.state import states_of
from tests.builders import a_group, a_person, a_place, a_viewer, an_operator

pytestmark = pytest.mark.django_db

PLACE = a_place(53.48, -2.24, "Manchester", country="GB", postcode="M1 1AA")


def two_alike() -> tuple[Group, Group]:
    """Two records of one bakery, and many others, so that words have their weight."""
    for number in range(30):
        a_group(f"Other Society {number} of {chr(65 + number % 26)}elm")
    one = a_group(
        "Sunrise Bakery",
        places=[PLACE],
        contacts=[{"kind": "website", "value": "https://sunrise.example", "audience": "public"}],
    )
    other = a_group(
        "Sunrise Bakery Co-operative Limited",
        places=[PLACE],
        contacts=[{"kind": "website", "value": "http://www.sunrise.example/", "audience": "public"}],
        description={"en": "Bread by its workers."},
    )
    return one, other


def the_pair(one: Group, other: Group) -> Pair:
    """The pair of these two."""
    first, second = sorted((one.pk, other.pk))
    return Pair.objects.get(first=first, second=second)


def test_records_that_look_alike_are_found_with_what_speaks_for_it() -> None:
    one, other = two_alike()
    assert find_pairs() >= 1
    pair = the_pair(one, other)
    assert pair.score > 0.9
    assert {"name", "domain"} <= {evidence["kind"] for evidence in pair.evidence}
    page = pairs_page(an_operator(), "", "en")
    words = [reason.words for reason in page.questions[0].reasons]
    assert any("the same website: sunrise.example" in said for said in words)


def test_different_is_remembered_and_later_comes_back() -> None:
    operator = an_operator()
    one, other = two_alike()
    find_pairs()
    say_later(operator, the_pair(one, other).pk)
    find_pairs()
    assert the_pair(one, other).state == Pair.State.LATER
    say_different(operator, the_pair(one, other).pk)
    find_pairs()
    assert the_pair(one, other).state == Pair.State.DIFFERENT
    assert not pairs_page(operator, "", "en").questions


def test_merging_keeps_what_both_said_and_comes_apart_again_as_before() -> None:
    operator = an_operator()
    one, other = two_alike()
    network = a_group("Bakers", kind="network")
    Relation.objects.create(subject=other, kind="member_of", object=network)
    source = Source.objects.create(code="register", name="Register")
    Claim.objects.create(
        source=source,
        key="r1",
        group=other,
        fields={"name": other.name, "website": "https://sunrise.example", "founded": "1984"},
        digest="x",
        read_at=timezone.now(),
    )
    before = states_of([one, other])
    find_pairs()
    made = say_same(operator, the_pair(one, other).pk, one.uid)
    one.refresh_from_db()
    assert one.description == {"en": "Bread by its workers."}
    assert set(one.claims.values_list("source__code", flat=True)) == {"own", "register"}
    assert Relation.objects.get().subject_id == one.pk
    assert Group.objects.get(pk=other.pk).removed_at
    unmerge(operator, made.pk)
    after = states_of(Group.objects.filter(pk__in=[one.pk, other.pk]))
    assert after[one.pk] == before[one.pk]
    assert after[other.pk] == before[other.pk]
    assert Relation.objects.get().subject_id == other.pk
    assert Claim.objects.get(source=source).group_id == other.pk


def test_the_address_of_the_record_that_went_leads_to_the_one_that_stayed(client: Client) -> None:
    one, other = two_alike()
    merge(an_operator(), one.uid, other.uid)
    answer = client.get(f"/en/g/{other.uid}/")
    assert answer.status_code == 302
    assert one.uid in answer["Location"]


def test_a_chain_does_not_join_what_somebody_told_apart() -> None:
    operator = an_operator()
    first, middle, last = a_group("A"), a_group("B"), a_group("C")
    merge(operator, first.uid, middle.uid)
    pair = Pair.objects.create(first=first, second=last, score=0.5, state=Pair.State.OPEN)
    say_different(operator, pair.pk)
    with pytest.raises(Problem, match="different groups"):
        merge(operator, first.uid, last.uid)
    fresh = a_group("D")
    merge(operator, fresh.uid, last.uid)
    with pytest.raises(Problem, match="different groups"):
        merge(operator, first.uid, fresh.uid)


def test_only_a_number_of_a_register_joins_unasked() -> None:
    one, other = two_alike()
    with recording("test", "edit") as batch:
        from konbit.directory.actions.writing import change_groups

        for group in (one, other):
            change_groups(batch, [(group, {"identifiers": [["register", "IP012345"]]})])
    twin = a_group("Sunrise Bakery", places=[PLACE])
    find_pairs()
    assert join_the_sure() == 1
    assert Merge.objects.get().gone_id == other.pk
    assert Group.objects.get(pk=twin.pk).removed_at is None
    assert join_the_sure() == 0


def test_who_looks_after_the_other_record_looks_after_the_one_that_stays() -> None:
    one, other = two_alike()
    person = a_person()
    Role.objects.create(person=person, group=other, kind="steward")
    operator = an_operator()
    made = merge(operator, one.uid, other.uid)
    assert Role.objects.filter(group=one, person=person, kind="steward").exists()
    unmerge(operator, made.pk)
    assert not Role.objects.filter(group=one, person=person).exists()
    assert Role.objects.filter(group=other, person=person).exists()


def test_merging_is_for_those_who_look_after_both() -> None:
    one, other = two_alike()
    steward = a_viewer(one.scope, "steward")
    with pytest.raises(NotAllowed):
        merge(steward, one.uid, other.uid)
    find_pairs()
    with pytest.raises(NotAllowed):
        say_different(steward, the_pair(one, other).pk)
    with pytest.raises(NotAllowed):
        pairs_page(steward, "", "en")
    assert seen_group(steward, other.uid)


def test_a_network_sees_the_pairs_of_its_own_groups() -> None:
    one, other = two_alike()
    find_pairs()
    mine, theirs = a_group("Bakers", kind="network"), a_group("Choirs", kind="network")
    Relation.objects.create(subject=one, kind="member_of", object=mine)
    Relation.objects.create(subject=other, kind="member_of", object=mine)
    viewer = a_viewer(mine.scope, "moderator")
    page = pairs_page(viewer, mine.uid, "en")
    assert [question.may_decide for question in page.questions] == [True]
    words = [reason.words for reason in page.questions[0].reasons]
    assert "the same website" in words  # not which: a moderator does not see all of both
    assert not pairs_page(a_viewer(theirs.scope, "moderator"), theirs.uid, "en").questions


def test_the_page_asks_and_takes_the_answer(client: Client) -> None:
    one, other = two_alike()
    find_pairs()
    person = a_person("keeper", is_superuser=True)
    client.force_login(person)
    text = client.get("/en/groups/doubles").content.decode()
    assert "The same: keep “Sunrise Bakery”" in text
    pair = the_pair(one, other)
    answer = client.post("/en/groups/doubles", {"pair": pair.pk, "keep": one.uid}, follow=True)
    assert "is part of" in answer.content.decode()
    answer = client.post(f"/en/groups/doubles/{Merge.objects.get().pk}/apart", follow=True)
    assert "are two records again" in answer.content.decode()
    assert client.post("/en/groups/doubles", {"look": "1"}).status_code == 302


def test_a_pair_keeps_no_number_or_name_of_a_person_and_still_says_what_agrees() -> None:
    personal = {"phone": "+44 113 496 0123", "email": "rosa@sunrise.example", "person": "Rosa Luz"}
    contacts = [{"kind": kind, "value": said, "audience": "stewards"} for kind, said in personal.items()]
    one, other = (a_group(f"Sunrise Bakery {n}", places=[PLACE], contacts=contacts) for n in ("Ltd", ""))
    find_pairs()
    pair = the_pair(one, other)
    kept = str(pair.evidence)
    assert "phone" in kept
    for said in ("113496", "134960123", "rosa", "Rosa", "Luz"):
        assert said not in kept
    page = pairs_page(an_operator(), "", "en")
    assert "the same telephone number" in [reason.words for reason in page.questions[0].reasons]


def test_numbers_that_pairs_kept_before_are_forgotten_also_where_somebody_decided() -> None:
    one, other = a_group("Bakery"), a_group("Bakery Ltd")
    old = [
        {"kind": "phone", "weight": 3.0, "detail": ["134960123", "134960123", "2"]},
        {"kind": "name", "weight": 4.0, "detail": ["bakery", "bakery limited"]},
    ]
    Pair.objects.create(first=one, second=other, score=0.9, state=Pair.State.DIFFERENT, evidence=old)
    import_module("konbit.directory.migrations.0014_pairs_keep_no_numbers").forget(apps, None)
    assert Pair.objects.get().evidence == [{"kind": "phone", "weight": 3.0, "detail": []}, old[1]]


def test_a_pair_that_somebody_decides_meanwhile_stays_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two_alike()
    third, fourth = a_group("Quite another"), a_group("Nothing like it")
    Pair.objects.create(first=third, second=fourth, score=0.3)
    found = pairing.likely_pairs

    def slow(*said: Any, **how: Any) -> Iterator[Any]:
        likely = list(found(*said, **how))
        Pair.objects.create(first=one, second=other, score=1.0, state=Pair.State.LATER)
        Pair.objects.filter(first=third).update(state=Pair.State.DIFFERENT)
        yield from likely

    monkeypatch.setattr(pairing, "likely_pairs", slow)
    find_pairs()
    assert the_pair(one, other).state == Pair.State.LATER
    assert the_pair(third, fourth).state == Pair.State.DIFFERENT


def test_the_queue_asks_the_database_no_more_often_for_many_pairs_than_for_one() -> None:
    operator = an_operator()
    groups = [a_group(f"Bakery {number}") for number in range(12)]

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            pairs_page(operator, "", "en")
        return len(queries)

    Pair.objects.create(first=groups[0], second=groups[1], score=0.9)
    pairs_page(operator, "", "en")
    once = asked()
    for first, second in zip(groups[2::2], groups[3::2], strict=True):
        Pair.objects.create(first=first, second=second, score=0.9)
    assert len(pairs_page(operator, "", "en").questions) == 6
    assert asked() == once


def test_comparing_is_asked_for_once_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.delete(pairing.COMPARING)
    queued: list[str] = []

    class Queue:
        def enqueue(self) -> None:
            queued.append("look")

    done = tasks.look_for_doubles
    monkeypatch.setattr(tasks, "look_for_doubles", Queue())
    client.force_login(a_person("keeper", is_superuser=True))
    look = {"look": "1"}
    assert "compares all groups now" in client.post("/en/groups/doubles", look, follow=True).content.decode()
    assert "already" in client.post("/en/groups/doubles", look, follow=True).content.decode()
    assert queued == ["look"]
    done.call()
    with hold(pairing.COMPARING):
        assert not tasks.ask_for_doubles()
        with pytest.raises(Problem, match="being compared already"):
            find_pairs()
        done.call()
    assert tasks.ask_for_doubles()
    cache.delete(pairing.COMPARING)
