"""Ties between groups: who may make, confirm and break them, and what they give."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.queries import history
from konbit.directory.actions.relating import Tie, confirm_relation, relate, relate_again, unrelate
from konbit.directory.models import Group, Relation, Role
from konbit.directory.queries.membership import networks_of
from konbit.people.audience import Viewer
from konbit.search.actions import rebuild
from tests.builders import a_group, a_person, a_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Group:
    return a_group("Neighbourhood Table")


@pytest.fixture
def union() -> Group:
    return a_group("Union", kind="network")


def test_a_network_cannot_make_a_group_its_own(table: Group, union: Group) -> None:
    organiser = Viewer("person:o", 2, "O", {union.scope: frozenset({"organiser", "steward", "moderator"})})
    with pytest.raises(NotAllowed):
        relate(organiser, union.uid, "federates", table.uid, Tie(), outward=True)
    with pytest.raises(NotAllowed):
        relate(organiser, union.uid, "member_of", table.uid, Tie(), outward=False)
    with pytest.raises(NotAllowed):
        relate(a_viewer(table.scope, "editor"), table.uid, "member_of", union.uid, Tie(), outward=True)
    assert not Relation.objects.exists()


def test_a_group_joins_and_the_network_confirms(table: Group, union: Group) -> None:
    steward, moderator = a_viewer(table.scope, "steward"), a_viewer(union.scope, "moderator")
    relate(steward, table.uid, "member_of", union.uid, Tie("2001", certainty="confirmed"), outward=True)
    relation = Relation.objects.get()
    assert (relation.certainty, relation.valid_from) == ("to_verify", "2001")
    with pytest.raises(NotAllowed):
        confirm_relation(steward, table.uid, relation.pk)
    confirm_relation(moderator, union.uid, relation.pk)
    relation.refresh_from_db()
    assert relation.certainty == "confirmed"
    assert [change.verb for change in history("directory.relation", relation.pk)] == [
        "confirm relation",
        "relate",
    ]


def test_a_network_lets_go_but_does_not_hold_on(table: Group, union: Group) -> None:
    relation = Relation.objects.create(subject=table, kind="member_of", object=union, valid_until="2020")
    moderator = a_viewer(union.scope, "moderator")
    relate_again(moderator, union.uid, relation.pk, Tie(valid_until="2030"))
    relation.refresh_from_db()
    assert relation.valid_until == "2020"
    assert networks_of([table.pk])[table.pk] == set()
    relate_again(moderator, union.uid, relation.pk, Tie(valid_from="1990", valid_until="2010"))
    relation.refresh_from_db()
    assert (relation.valid_from, relation.valid_until) == ("", "2010")
    unrelate(moderator, union.uid, relation.pk)
    assert not Relation.objects.exists()


def test_other_ties_can_be_told_from_either_side(table: Group, union: Group) -> None:
    relate(a_viewer(table.scope, "editor"), table.uid, "supports", union.uid, Tie(), outward=True)
    relate(a_viewer(table.scope, "editor"), table.uid, "supplies", union.uid, Tie(), outward=False)
    told = Relation.objects.order_by("id").values_list("subject", "kind", "object")
    assert list(told) == [(table.pk, "supports", union.pk), (union.pk, "supplies", table.pk)]


def test_what_makes_no_sense_is_refused_with_a_remedy(table: Group, union: Group) -> None:
    both = Viewer(
        "person:b", 2, "B", {one.scope: frozenset({"steward", "organiser"}) for one in (table, union)}
    )
    with pytest.raises(Problem, match="itself"):
        relate(both, table.uid, "supports", table.uid, Tie(), outward=True)
    relate(both, table.uid, "member_of", union.uid, Tie(), outward=True)
    with pytest.raises(Problem, match="already"):
        relate(both, table.uid, "member_of", union.uid, Tie(), outward=True)
    with pytest.raises(Problem, match="so Union cannot belong to Neighbourhood Table"):
        relate(both, union.uid, "member_of", table.uid, Tie(), outward=True)


def test_a_hidden_group_cannot_be_probed_by_tying_to_it(table: Group) -> None:
    hidden = a_group("Hidden", audience="group")
    with pytest.raises(NotFound):
        relate(a_viewer(table.scope, "steward"), table.uid, "supports", hidden.uid, Tie(), outward=True)


def test_another_group_is_looked_for_by_name_and_tied_on_the_page(
    client: Client, table: Group, union: Group
) -> None:
    rebuild()
    person = a_person()
    Role.objects.create(person=person, group=table, kind="steward")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/en/g/{table.uid}/edit/relations"
    assert union.uid in client.get(f"{address}?q=uni").content.decode()
    assert "No group of this name was found." in client.get(f"{address}?q=zzz").content.decode()
    sent = {"way": "out:member_of", "other": union.uid, "valid_from": "1990", "certainty": "confirmed"}
    answer = client.post(f"{address}?q=uni", sent)
    assert answer.status_code == 302, answer.content.decode()
    relation = Relation.objects.get()
    one = f"{address}/{relation.pk}"
    assert "1990" in client.get(one).content.decode()
    client.post(one, {"valid_from": "1991", "certainty": "to_verify", "note": "As an observer."})
    relation.refresh_from_db()
    assert (relation.valid_from, relation.note) == ("1991", {"en": "As an observer."})
    client.post(one, {"remove": "1"})
    assert not Relation.objects.exists()
