"""The same group? Pairs found, decided, remembered; records made one and taken apart again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import recording
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
