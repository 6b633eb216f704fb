"""What goes with a record that becomes part of another, and what is refused while it is."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.models import Change
from konbit.directory.actions.merging import merge, unmerge
from konbit.directory.actions.moderating import restore_group, undo
from konbit.directory.actions.pairing import join_the_sure
from konbit.directory.actions.writing import GROUP, change_groups
from konbit.directory.models import (
    Call,
    Campaign,
    Difference,
    Group,
    ImportRun,
    Link,
    Merge,
    Pair,
    Proposal,
    Relation,
    Source,
)
from konbit.directory.queries.pairs import pairs_page
from konbit.people.audience import SYSTEM
from tests.builders import a_group, a_viewer, an_operator

pytestmark = pytest.mark.django_db


def a_pair(first: Group, second: Group, **said: object) -> Pair:
    """Two records that wait for somebody's word."""
    one, other = sorted((first.pk, second.pk))
    return Pair.objects.create(first_id=one, second_id=other, **{"score": 0.9, **said})


def test_what_was_merged_on_is_taken_apart_from_the_outside_in() -> None:
    inner, middle, outer = a_group("Inner"), a_group("Middle"), a_group("Outer")
    operator = an_operator()
    first = merge(operator, middle.uid, inner.uid)
    second = merge(operator, outer.uid, middle.uid)
    listed = [(line.gone, line.kept) for line in pairs_page(operator, "", "en").merges]
    assert listed == [("Middle", "Outer")]
    with pytest.raises(Problem, match="“Middle” is part of “Outer” now") as refused:
        unmerge(operator, first.pk)
    assert refused.value.status == 409
    assert Group.objects.get(pk=inner.pk).removed_at
    unmerge(operator, second.pk)
    unmerge(operator, first.pk)
    assert not Group.objects.exclude(removed_at=None).exists()


def test_a_refusal_names_no_record_that_is_not_open_to_its_reader() -> None:
    inner, middle = a_group("Inner"), a_group("Middle")
    hidden = a_group("Hidden House", audience="stewards")
    operator = an_operator()
    network = a_group("Union", kind="network")
    for member in (inner, middle):
        Relation.objects.create(subject=member, kind="member_of", object=network)
    first = merge(operator, middle.uid, inner.uid)
    merge(operator, hidden.uid, middle.uid)
    Relation.objects.create(subject=middle, kind="member_of", object=network)
    Relation.objects.filter(subject=hidden).delete()
    with pytest.raises(Problem, match="is part of “a group that is not open to you” now"):
        unmerge(a_viewer(network.scope, "moderator"), first.pk)


@pytest.mark.parametrize("way", ["restore", "undo"])
def test_a_record_that_is_part_of_another_is_not_brought_back_by_itself(way: str) -> None:
    kept, gone = a_group("Kept"), a_group("Gone")
    operator = an_operator()
    made = merge(operator, kept.uid, gone.uid)
    removal = Change.objects.filter(kind=GROUP, object_id=gone.pk, after__has_key="removed_at").latest("pk")
    with pytest.raises(Problem, match="“Gone” is part of “Kept” now") as refused:
        if way == "restore":
            restore_group(operator, gone.uid)
        else:
            undo(operator, gone.uid, removal.pk)
    assert refused.value.status == 409
    assert "Take these two apart first" in refused.value.remedy
    assert Group.objects.get(pk=gone.pk).removed_at
    unmerge(operator, made.pk)
    assert Group.objects.get(pk=gone.pk).removed_at is None


def test_links_calls_and_open_proposals_go_with_a_record_and_come_back() -> None:
    kept, gone = a_group("Kept"), a_group("Gone")
    union = a_group("Union", kind="network")
    campaign = Campaign.objects.create(network=union, name="Spring", since=date(2026, 1, 1))
    call = Call.objects.create(
        campaign=campaign, group=gone, by="person:x", at=timezone.now(), outcome=Call.Outcome.NOBODY
    )
    waiting = Proposal.objects.create(network=union, group=gone, kind="report", text="It moved.")
    refused = Proposal.objects.create(network=union, group=gone, kind="report", status="refused")
    missed = Difference.objects.create(
        run=ImportRun.objects.create(source=Source.objects.create(code="list", name="List")),
        group=gone,
        kind="gone",
    )
    out = Link.objects.create(
        kind="hosts", from_kind=GROUP, from_id=gone.pk, to_kind="meeting", to_id=gone.pk
    )
    into = Link.objects.create(kind="about", from_kind="text", from_id=3, to_kind=GROUP, to_id=gone.pk)
    double = Link.objects.create(kind="about", from_kind="text", from_id=4, to_kind=GROUP, to_id=gone.pk)
    Link.objects.create(kind="about", from_kind="text", from_id=4, to_kind=GROUP, to_id=kept.pk)
    between = Link.objects.create(kind="twin", from_kind=GROUP, from_id=kept.pk, to_kind=GROUP, to_id=gone.pk)

    def holders() -> list[int]:
        for row in (call, waiting, refused, missed, out, into, double, between):
            row.refresh_from_db()
        return [
            *(call.group_id, waiting.group_id, refused.group_id, missed.group_id),
            *(out.from_id, out.to_id, into.to_id, double.to_id, between.to_id),
        ]

    operator = an_operator()
    made = merge(operator, kept.uid, gone.uid)
    old, new = gone.pk, kept.pk
    assert holders() == [new, new, old, new, new, old, new, old, old]
    unmerge(operator, made.pk)
    assert holders() == [old] * 9


def test_what_waits_for_a_network_goes_with_it() -> None:
    kept, gone = a_group("Union", kind="network"), a_group("Old union", kind="network")
    campaign = Campaign.objects.create(network=gone, name="Spring", since=date(2026, 1, 1))
    proposal = Proposal.objects.create(network=gone, kind="new", state={"name": "Lantern Bakery"})
    operator = an_operator()
    made = merge(operator, kept.uid, gone.uid)
    assert Campaign.objects.get(pk=campaign.pk).network_id == kept.pk
    assert Proposal.objects.get(pk=proposal.pk).network_id == kept.pk
    unmerge(operator, made.pk)
    assert Campaign.objects.get(pk=campaign.pk).network_id == gone.pk


def test_a_merge_from_before_links_went_along_comes_apart() -> None:
    kept, gone = a_group("Kept"), a_group("Gone")
    operator = an_operator()
    made = merge(operator, kept.uid, gone.uid)
    made.moved = {name: made.moved[name] for name in ("claims", "relations", "sizes", "roles")} | {
        "directory.fact": [], "directory.media": [],
    }  # fmt: skip
    made.save()
    unmerge(operator, made.pk)
    assert Group.objects.get(pk=gone.pk).removed_at is None


def test_a_sure_pair_that_cannot_be_merged_stays_and_the_others_are_merged() -> None:
    union = a_group("Union", kind="network")
    secretariat = a_group("Union")
    upper, lower = a_group("Upper", kind="network"), a_group("Lower", kind="network")
    middle = a_group("Middle", kind="network")
    Relation.objects.create(subject=lower, kind="member_of", object=middle)
    Relation.objects.create(subject=middle, kind="member_of", object=upper)
    one, other = a_group("Bakery"), a_group("Bakery Ltd")
    unlike = a_pair(union, secretariat, strong=True, score=0.99)
    circle = a_pair(upper, lower, strong=True, score=0.98)
    a_pair(one, other, strong=True, score=0.97)
    assert join_the_sure() == 1
    assert Merge.objects.get().gone == other
    for pair in (unlike, circle):
        pair.refresh_from_db()
        assert pair.state == Pair.State.OPEN
    assert Relation.objects.get(subject=middle).object_id == upper.pk


def test_a_chain_of_sure_pairs_becomes_one_record_that_shows_all() -> None:
    first, second, third = a_group("Bakery"), a_group("Bakery Ltd"), a_group("Bakery Limited")
    with recording(SYSTEM.actor, "edit") as batch:
        change_groups(batch, [(second, {"description": {"en": "Bread."}})])
        change_groups(batch, [(third, {"valid_from": "1984"})])
    a_pair(first, second, strong=True, score=0.99)
    a_pair(first, third, strong=True, score=0.98)
    a_pair(second, third, strong=True, score=0.97)
    assert join_the_sure() == 2
    first.refresh_from_db()
    assert (first.description, first.valid_from) == ({"en": "Bread."}, "1984")
