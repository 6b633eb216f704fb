"""What this room offers to the others: lessons from meetings, doors, search, the API, calls, studies."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from konbit.base.errors import NotAllowed, Problem
from konbit.base.registry import Wish, rooms
from konbit.learning.actions.making import make_lesson
from konbit.learning.models import Claim
from konbit.learning.queries.doors import beneath, follows, group_doors
from konbit.people.audience import ANYONE
from konbit.search.actions import apply_changes
from konbit.search.documents import all_documents
from tests.builders import a_group
from tests.learning.made import WORDS, a_claim, a_framework, a_house, a_resolution, moved, somebody_of
from tests.learning.test_cases import a_case
from tests.learning.test_studying import a_module

pytestmark = pytest.mark.django_db


def test_a_meeting_leaves_a_lesson_that_is_learned_where_a_resolution_says_so() -> None:
    group, viewer, _client = a_house()
    member, _c, _p = somebody_of(group, "member", "bela")
    resolution = a_resolution(viewer, group, on="2026-05-04")
    wish = Wish(uuid.uuid4(), "Bread opens doors.", "en", resolution=resolution.pk)
    made = make_lesson(member, group.pk, wish)
    assert make_lesson(member, group.pk, wish).id == made.id
    claim = Claim.objects.get(pk=made.id)
    assert (claim.state, claim.moves.get().on) == ("learned", "2026-05-04")
    open_one = make_lesson(member, group.pk, Wish(uuid.uuid4(), "It might.", "en", until="2027"))
    asked = Claim.objects.get(pk=open_one.id)
    assert (asked.state, asked.settle_by, asked.moves.count()) == ("to_verify", "2027", 0)
    assert open_one.url == reverse("learning:claim", args=[asked.uid])
    with pytest.raises(NotAllowed):
        make_lesson(ANYONE, group.pk, Wish(uuid.uuid4(), "No.", "en"))


def test_the_resolution_of_another_group_makes_no_lesson() -> None:
    group, viewer, _client = a_house()
    other = a_group("Others")
    stranger, _c, _p = somebody_of(other, name="bela")
    foreign = a_resolution(stranger, other)
    with pytest.raises(Problem):
        make_lesson(viewer, group.pk, Wish(uuid.uuid4(), "Bread.", "en", resolution=foreign.pk))
    assert not Claim.objects.exists()


def test_a_resolution_names_the_claims_that_it_moved() -> None:
    group, viewer, client = a_house()
    resolution = a_resolution(viewer, group)
    claim = a_claim(viewer, group)
    moved(viewer, claim, "learned", resolution)
    (door,) = beneath(ANYONE, "assembly.resolution", resolution.pk)
    assert (door.title, door.note) == (WORDS, "learned")
    assert WORDS in client.get(reverse("assembly:resolution", args=[resolution.uid])).text
    quiet = a_claim(viewer, group, "Kept among us.", audience="group")
    moved(viewer, quiet, "learned", resolution)
    assert len(list(beneath(ANYONE, "assembly.resolution", resolution.pk))) == 1
    assert len(list(beneath(viewer, "assembly.resolution", resolution.pk))) == 2


def test_the_room_is_registered_with_all_that_it_offers() -> None:
    (room,) = [one for one in rooms() if one.name == "learning"]
    assert [maker.kind for maker in room.makers] == ["learning.claim"]
    assert room.erase
    assert room.calendar
    assert room.load_example
    assert {"learning.claim", "learning.framework", "learning.module"} <= set(room.documents)


def test_a_groups_door_counts_what_its_reader_may_see() -> None:
    group, viewer, _client = a_house()
    moved(viewer, a_claim(viewer, group), "learned", a_resolution(viewer, group))
    a_claim(viewer, group, "Hidden.", audience="group", state="to_verify")
    (door,) = group_doors(ANYONE, group.pk)
    assert (door.count, door.note) == (1, "1 lesson learned")
    own, *_practices = group_doors(viewer, group.pk)
    assert own.count == 2
    assert list(group_doors(ANYONE, a_group("Nothing yet").pk)) == []


def test_what_follows_from_a_resolution_is_told_with_its_day() -> None:
    group, viewer, _client = a_house()
    resolution = a_resolution(viewer, group, on="2026-05-04")
    moved(viewer, a_claim(viewer, group), "learned", resolution)
    assert follows([resolution.pk, 999])[resolution.pk] == "2026-05-04"


def test_the_index_holds_claims_with_their_cases_and_shows_them_to_those_who_may_see_them() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    a_case(viewer, claim, text="Forty came to eat soup.")
    hidden = a_claim(viewer, group, "Hidden.", audience="group")
    framework, module = a_framework(viewer, group, "Bread"), a_module(viewer, group.uid)
    apply_changes()
    documents = all_documents()
    (one,) = documents["learning.claim"].build([claim.pk])
    assert "soup" in one.body
    assert one.visible != next(iter(documents["learning.claim"].build([hidden.pk]))).visible
    show = documents["learning.claim"].show
    assert show is not None
    assert set(show(ANYONE, [claim.pk, hidden.pk], "en")) == {claim.pk}
    for kind, row in (("framework", framework), ("module", module)):
        offered = documents[f"learning.{kind}"]
        assert list(offered.build([row.pk]))
        assert offered.show is not None
        assert offered.show(ANYONE, [row.pk], "en")[row.pk].title
    touched = documents["learning.claim"].touched_by
    assert set(touched["directory.group"]([group.pk])) == {claim.pk, hidden.pk}


def test_a_removed_claim_leaves_the_index() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    Claim.objects.filter(pk=claim.pk).update(removed_at="2026-01-01T00:00Z")
    assert list(all_documents()["learning.claim"].build([claim.pk])) == []


def test_open_claims_are_called_for_and_settled_ones_are_not() -> None:
    group, viewer, client = a_house()
    resolution = a_resolution(viewer, group)
    open_one = a_claim(viewer, group, settle_by="2027", state="to_verify")
    moved(viewer, a_claim(viewer, group, "Settled already."), "learned", resolution)
    page = Client().get(reverse("learning:calls")).content.decode()
    assert WORDS in page
    assert "Settled already." not in page
    assert "wa.me" in page
    bring = reverse("learning:new-case", args=[open_one.uid])
    assert bring not in page
    assert bring in client.get(reverse("learning:calls")).content.decode()
    only = Client().get(reverse("learning:calls"), {"state": "contested"}).content.decode()
    assert WORDS not in only
    preview = Client().get(reverse("learning:claim", args=[open_one.uid])).content.decode()
    head = preview[: preview.index("</head>")]
    assert f'property="og:title" content="{WORDS}"' in head
    assert "Who has a case?" in head


def test_the_sheet_for_a_circle_asks_three_questions_and_leads_back() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group, would_change="Nobody new comes.")
    a_case(viewer, claim, text="Forty came.")
    sheet = Client().get(reverse("learning:sheet", args=[claim.uid])).content.decode()
    for words in (WORDS, "Forty came.", "Nobody new comes.", "Three questions", "<svg"):
        assert words in sheet
    assert sheet.count('class="room"') == 3


def test_a_study_stands_in_the_table_of_the_lessons_that_rest_on_it() -> None:
    group, viewer, client = a_house()
    said = {"title": "Counting at the door", "question": "Who comes?", "language": "en"}
    made = client.post(reverse("learning:new-study", args=[group.uid]), said, follow=True)
    uid = made.redirect_chain[-1][0].split("/")[-2]
    claim = a_claim(viewer, group)
    a_case(viewer, claim, study=uid)
    table = Client().get(reverse("learning:studies", args=[group.uid])).content.decode()
    assert WORDS in table
    assert "supports it" in table
    assert WORDS in Client().get(reverse("learning:study", args=[uid])).content.decode()
    client.post(reverse("learning:remove-study", args=[uid]))
    assert Client().get(reverse("learning:study", args=[uid])).status_code == 404


def test_the_api_gives_what_the_pages_show() -> None:
    group, viewer, _client = a_house()
    framework = a_framework(viewer, group, "Bread")
    module = a_module(viewer, group.uid)
    claim = a_claim(viewer, group, priority=framework.priorities.get().pk)
    hidden = a_claim(viewer, group, "Hidden.", audience="group")
    resolution = a_resolution(viewer, group)
    moved(viewer, claim, "learned", resolution, "We saw it.")
    a_case(viewer, claim, told_by="Rosa Canary", agreed=True)
    api = Client()
    listed = api.get(f"/api/groups/{group.uid}/claims").json()
    assert [one["uid"] for one in listed["claims"]] == [claim.uid]
    answer = api.get(f"/api/claims/{claim.uid}")
    one = answer.json()
    assert one["life"][-1]["resolution"] == resolution.uid
    assert one["cases"][0]["stance"] == "supports"
    assert "Canary" not in answer.content.decode()
    assert api.get(f"/api/claims/{hidden.uid}").status_code == 404
    assert api.get(f"/api/groups/{group.uid}/frameworks").json()["frameworks"][0]["priorities"] == 1
    whole = api.get(f"/api/frameworks/{framework.uid}").json()
    assert whole["priorities"][0]["claims"]["learned"] == [claim.uid]
    assert api.get(f"/api/modules/{module.uid}").json()["minutes"] == 16
