"""Frameworks in versions: which priority grew from which, who works by which part, and no circle."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from konbit.base.differing import differing
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.learning.actions.adopting import AdoptionDraft, adopt, leave
from konbit.learning.actions.frameworks import FrameworkDraft, PriorityDraft, add_priority, write_framework
from konbit.learning.models import Adoption, Growth, Priority
from konbit.learning.queries.frameworks import framework_page
from konbit.learning.queries.versions import versions_page
from konbit.people.audience import ANYONE
from tests.builders import a_group
from tests.learning.made import a_claim, a_framework, a_house, a_resolution, moved, somebody_of

pytestmark = pytest.mark.django_db


def test_a_framework_is_written_page_by_page_and_grows_out_of_the_one_before() -> None:
    group, viewer, client = a_house()
    first = a_framework(viewer, group, "Bread for all", "A table for all", valid_from="2017")
    said = {"title": "What we hold to now", "follows": first.uid, "version": "2020", "language": "en"}
    answer = client.post(reverse("learning:new-framework", args=[group.uid]), said, follow=True)
    second = answer.redirect_chain[-1][0].split("/")[-2]
    roots = {one.number: one.pk for one in Priority.objects.filter(framework=first)}
    new = reverse("learning:new-priority", args=[second])
    sent = {"number": 1, "title": "Bread and a table", "language": "en", "grew_from": [roots[1], roots[2]]}
    assert client.post(new, sent).status_code == 302
    sent = {"number": 2, "title": "A roof", "language": "en"}
    assert client.post(new, sent).status_code == 302
    page = versions_page(ANYONE, first.uid, "en")
    assert len(page.rows) == 2
    (family, alone) = page.rows
    assert [cell.number for cell in family[0][1]] == [1, 2]
    assert [cell.number for cell in family[1][1]] == [1]
    assert [cell.fate for cell in alone[1][1]] == ["new"]
    html = Client().get(reverse("learning:versions", args=[second])).content.decode()
    assert "A roof" in html


def test_a_number_that_is_taken_is_refused_and_nothing_typed_is_lost() -> None:
    group, viewer, client = a_house()
    framework = a_framework(viewer, group, "Bread")
    sent = {"number": 1, "title": "Something long that was typed", "language": "en"}
    answer = client.post(reverse("learning:new-priority", args=[framework.uid]), sent)
    page = answer.content.decode()
    assert "There is a priority 1 in this framework already." in page
    assert "Something long that was typed" in page
    assert Priority.objects.count() == 1


def test_a_framework_cannot_follow_itself_not_even_through_others() -> None:
    group, viewer, _client = a_house()
    first = a_framework(viewer, group)
    second = a_framework(viewer, group, follows=first.uid)
    third = a_framework(viewer, group, follows=second.uid)
    for follows in (first.uid, third.uid):
        with pytest.raises(Problem, match="follow itself"):
            write_framework(viewer, first.uid, FrameworkDraft("en", {"title": "T"}, follows=follows))


def test_a_priority_grows_out_of_the_version_before_alone() -> None:
    group, viewer, _client = a_house()
    other = a_framework(viewer, group, "Elsewhere")
    framework = a_framework(viewer, group)
    root = Priority.objects.get(framework=other).pk
    with pytest.raises(Problem, match="version before"):
        add_priority(viewer, framework.uid, PriorityDraft("en", {"title": "New"}, 1, (root,)))
    assert not Growth.objects.exists()


def test_claims_stand_under_their_priority_by_what_became_of_them() -> None:
    group, viewer, client = a_house()
    framework = a_framework(viewer, group, "Bread")
    priority = Priority.objects.get()
    resolution = a_resolution(viewer, group)
    for words, after in [("One", "learned"), ("Two", "to_verify"), ("Three", "contested"), ("Four", "")]:
        claim = a_claim(viewer, group, f"{words} is so.", priority=priority.pk)
        if after:
            moved(viewer, claim, after, resolution)
    page = client.get(reverse("learning:framework", args=[framework.uid])).content.decode()
    order = ["What we have learned", "One is so.", "What remains to be verified", "Two is so.",
             "What we assume", "Four is so.", "What is contested", "Three is so."]  # fmt: skip
    places = [page.index(one) for one in order]
    assert places == sorted(places)


def test_a_group_adopts_a_part_by_its_resolution_and_leaves_again() -> None:
    group, viewer, _client = a_house()
    framework = a_framework(viewer, group, "Bread", "Table", "Roof")
    other = a_group("River Bakery")
    baker, client, _person = somebody_of(other, name="bela")
    resolution = a_resolution(baker, other)
    sent = {"group": other.uid, "numbers": [1, 3], "valid_from": "2021", "resolution": resolution.uid}
    assert client.post(reverse("learning:adopt", args=[framework.uid]), sent).status_code == 302
    (shown,) = framework_page(ANYONE, framework.uid).adoptions
    assert shown.numbers == (1, 3)
    assert shown.resolution is not None
    with pytest.raises(Problem, match="already"):
        adopt(baker, framework.uid, AdoptionDraft(other.uid))
    with pytest.raises(NotAllowed):
        leave(viewer, shown.id)
    assert client.post(reverse("learning:leave", args=[shown.id])).status_code == 302
    assert not Adoption.objects.exists()


def test_nobody_adopts_for_a_group_that_is_not_hers_or_by_the_resolution_of_another() -> None:
    group, viewer, _client = a_house()
    framework = a_framework(viewer, group, "Bread")
    other = a_group("River Bakery")
    with pytest.raises(NotAllowed):
        adopt(viewer, framework.uid, AdoptionDraft(other.uid))
    baker, _c, _p = somebody_of(other, name="bela")
    foreign = a_resolution(viewer, group)
    with pytest.raises(Problem, match="not a resolution of the group"):
        adopt(baker, framework.uid, AdoptionDraft(other.uid, resolution=foreign.uid))


def test_a_framework_of_a_hidden_group_is_seen_by_its_people_alone() -> None:
    group, viewer, client = a_house()
    hidden = a_framework(viewer, group, "Quiet bread", audience="group")
    open_one = a_framework(viewer, group, follows=hidden.uid, title="Open bread")
    with pytest.raises(NotFound):
        framework_page(ANYONE, hidden.uid)
    assert framework_page(ANYONE, open_one.uid).follows is None
    assert [one.uid for one in versions_page(ANYONE, open_one.uid, "en").versions] == [open_one.uid]
    assert client.get(reverse("learning:framework", args=[hidden.uid])).status_code == 200


def test_differing_tells_which_words_went_and_came() -> None:
    told = [
        (one.kind, one.words) for one in differing("solidarity, mutualism and care", "Solidarity and care")
    ]
    assert told == [("stayed", "Solidarity"), ("went", "mutualism"), ("stayed", "and care")]
    assert differing("", "") == ()
