"""Gatherings: who brings points, lists and tables, sorting back and forth, outcomes, and who sees what."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from konbit.assembly.actions.agreed import Agreed
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.decisions.actions.gatherings import (
    GatheringDraft,
    move_gathering,
    start_gathering,
    write_gathering,
)
from konbit.decisions.actions.point_outcomes import PointOutcome, settle_points
from konbit.decisions.actions.points import (
    PointDraft,
    bring_point,
    bring_points,
    remove_point,
    write_point,
)
from konbit.decisions.actions.sorting import Merged, merge_points, put_under, take_apart, take_out
from konbit.decisions.formats.points import Line, read_points
from konbit.decisions.models import Gathering, Point
from konbit.decisions.queries.gatherings import Asked, gathering_page, gatherings_of, point_page
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from konbit.search.actions import rebuild
from tests.builders import a_group, a_viewer
from tests.federation.made import belongs
from tests.learning.made import a_resolution, somebody_of

pytestmark = pytest.mark.django_db

EVERYBODY = Viewer()


def a_gathering(viewer: Viewer, group: Group, **said: Any) -> Gathering:
    draft = GatheringDraft("en", said.pop("title", "What the union decides"), **said)
    return Gathering.objects.get(uid=start_gathering(viewer, group.uid, draft, uuid.uuid4()))


def brought(viewer: Viewer, gathering: Gathering, *words: str) -> list[int]:
    """Points with these words; their numbers."""
    return [bring_point(viewer, gathering.uid, PointDraft("en", one), uuid.uuid4()).number for one in words]


def merged(viewer: Viewer, gathering: Gathering, numbers: list[int], words: str = "Both") -> int:
    return merge_points(viewer, gathering.uid, numbers, Merged("en", words), uuid.uuid4()).number


@pytest.fixture
def union() -> tuple[Group, Viewer, Client]:
    group = a_group("Union of Mills", kind="network")
    keeper, browser, _person = somebody_of(group, "organiser", "keeper")
    return group, keeper, browser


Union = tuple[Group, Viewer, Client]


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("- Seeds\n• Water\n3. Land\n4) Mills\n20 is far", ["Seeds", "Water", "Land", "Mills", "20 is far"]),
        ("\ufeffpoint\r\nSeeds\r\nWater", ["Seeds", "Water"]),
        ("title;text\nSeeds;ours\n;nothing", ["Seeds"]),
        ("heading\tpoint\nFood\tSeeds", ["Seeds"]),
        ("Seeds, water and land\nMills", ["Seeds, water and land", "Mills"]),
        ("  \n\n", []),
    ],
)  # fmt: skip
def test_lists_and_tables_are_read_as_people_write_them(written: str, points: list[str]) -> None:
    assert [one.title for one in read_points(written)] == points


def test_a_table_brings_texts_and_headings(union: Union) -> None:
    group, keeper, browser = union
    gathering = a_gathering(keeper, group)
    file = SimpleUploadedFile("points.csv", b'point,text,heading\n"Seeds, ours",Why not,Food\n')
    sent = {"file": file, "key": str(uuid.uuid4())}
    assert browser.post(reverse("decisions:many-points", args=[gathering.uid]), sent).status_code == 302
    point = Point.objects.get()
    assert (point.title, point.text, point.heading) == (
        {"en": "Seeds, ours"}, {"en": "Why not"}, {"en": "Food"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"points": ""}, "No point is written yet"),
        ({"file": SimpleUploadedFile("points.csv", b"\xff\xfe\x00S")}, "no text in UTF-8"),
        ({"points": 'point;text\n"never closed;\n'}, "can’t be read"),
        ({"points": "x" * 301}, "too long"),
        ({"points": "Seeds", "other": "Nobody’s Mill"}, "No group is called"),
        ({"points": "\n".join(f"Point {number}" for number in range(1001))}, "1001 points at once"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_lost(
    union: Union, sent: dict[str, Any], told: str
) -> None:
    group, keeper, browser = union
    gathering = a_gathering(keeper, group)
    address = reverse("decisions:many-points", args=[gathering.uid])
    answer = browser.post(address, {**sent, "key": str(uuid.uuid4())})
    assert (answer.status_code, Point.objects.count()) == (200, 0)
    assert told in answer.text


def test_the_same_list_twice_brings_nothing_new_but_two_bodies_may_say_the_same(union: Union) -> None:
    group, keeper, _browser = union
    mill = a_group("Upper Mill")
    belongs(mill, group)
    miller, _browser, _person = somebody_of(mill, "member", "miller")
    gathering = a_gathering(keeper, group)
    for _time in range(2):
        bring_points(miller, gathering.uid, [Line("Seeds"), Line("seeds")], "en", mill.uid, uuid.uuid4())
    assert Point.objects.count() == 1
    told = bring_points(keeper, gathering.uid, [Line("Seeds")], "en", group.uid, uuid.uuid4())
    assert (len(told.new), told.known) == (1, 0)


def test_members_of_members_bring_points_for_their_own_group_and_strangers_do_not(union: Union) -> None:
    group, keeper, _browser = union
    valley, mill, other = a_group("Valley", kind="network"), a_group("Upper Mill"), a_group("Lower Mill")
    belongs(valley, group)
    belongs(mill, valley)
    miller, browser, _person = somebody_of(mill, "member", "miller")
    stranger, _browser, _person = somebody_of(other, "steward", "stranger")
    gathering = a_gathering(keeper, group)
    point = bring_point(miller, gathering.uid, PointDraft("en", "Seeds", brought_by=mill.uid), uuid.uuid4())
    assert point.brought_by == mill
    with pytest.raises(Problem, match="do not speak"):
        bring_point(miller, gathering.uid, PointDraft("en", "Water", brought_by=other.uid), uuid.uuid4())
    with pytest.raises(NotAllowed):
        brought(stranger, gathering, "Land")
    with pytest.raises(NotAllowed):
        merged(miller, gathering, [point.number, point.number])
    assert "Bring a point in" in browser.get(reverse("decisions:gathering", args=[gathering.uid])).text


def test_points_come_until_the_day_that_was_named_and_are_mended_by_whoever_brought_them(
    union: Union,
) -> None:
    group, keeper, _browser = union
    member, _client, _person = somebody_of(group, "member", "member")
    other, _client, _person = somebody_of(group, "member", "other")
    gathering = a_gathering(keeper, group)
    [number] = brought(member, gathering, "Sedes")
    write_point(member, gathering.uid, number, PointDraft("en", "Seeds"))
    with pytest.raises(NotAllowed):
        write_point(other, gathering.uid, number, PointDraft("en", "Weeds"))
    write_gathering(keeper, gathering.uid, GatheringDraft("en", "What we decide", until="2020-05"))
    with pytest.raises(Problem, match="not collected any more"):
        brought(member, gathering, "Late")
    brought(keeper, gathering, "Late, by those who keep it")
    move_gathering(keeper, gathering.uid, "sorting")
    with pytest.raises(NotAllowed):
        write_point(member, gathering.uid, number, PointDraft("en", "Other seeds"))
    assert Point.objects.get(number=number).title == {"en": "Seeds"}


def test_points_are_merged_taken_apart_and_taken_out_and_stay_as_they_were(union: Union) -> None:
    group, keeper, _browser = union
    gathering = a_gathering(keeper, group)
    seeds, water, land, mills = brought(keeper, gathering, "Seeds", "Water", "Land", "Mills")
    put_under(keeper, gathering.uid, [seeds, water], "en", "Food")
    both = merged(keeper, gathering, [seeds, water])
    whole = merged(keeper, gathering, [both, land], "All")
    page = point_page(EVERYBODY, gathering.uid, seeds)
    assert [one.number for one in page.path] == [both, whole]
    assert point_page(EVERYBODY, gathering.uid, whole).line.brought == 3
    assert Point.objects.get(number=both).heading == {"en": "Food"}
    for wrong in (
        lambda: take_out(keeper, gathering.uid, seeds),
        lambda: take_apart(keeper, gathering.uid, both),
    ):
        with pytest.raises(Problem, match="went"):
            wrong()
    take_apart(keeper, gathering.uid, whole)
    take_out(keeper, gathering.uid, seeds)
    take_out(keeper, gathering.uid, water)
    stands = gathering.points.filter(joined_into=None).values_list("number", flat=True)
    assert list(stands) == [seeds, water, land, mills]
    assert gathering.points.count() == 4


def test_what_makes_no_sense_is_not_merged(union: Union) -> None:
    group, keeper, _browser = union
    gathering = a_gathering(keeper, group)
    seeds, water, land = brought(keeper, gathering, "Seeds", "Water", "Land")
    with pytest.raises(Problem, match="One point alone"):
        merged(keeper, gathering, [seeds])
    with pytest.raises(Problem, match="No point is chosen"):
        merged(keeper, gathering, [])
    with pytest.raises(NotFound):
        merged(keeper, gathering, [seeds, 99])
    with pytest.raises(Problem, match="stands as it was brought in"):
        merge_points(keeper, gathering.uid, [seeds], Merged("en", into=water), uuid.uuid4())
    both = merged(keeper, gathering, [seeds, water])
    merge_points(keeper, gathering.uid, [land], Merged("en", into=both), uuid.uuid4())
    assert Point.objects.get(number=both).made_of.count() == 3
    with pytest.raises(Problem, match="went into another"):
        merged(keeper, gathering, [seeds, both])
    with pytest.raises(Problem, match="has a story"):
        remove_point(keeper, gathering.uid, seeds)


def test_a_merging_that_is_sent_twice_makes_one_point(union: Union) -> None:
    group, keeper, _browser = union
    gathering, key = a_gathering(keeper, group), uuid.uuid4()
    numbers = brought(keeper, gathering, "Seeds", "Water")
    first = merge_points(keeper, gathering.uid, numbers, Merged("en", "Both"), key)
    assert merge_points(keeper, gathering.uid, numbers, Merged("en", "Both"), key) == first


def test_each_outcome_names_what_it_needs_and_can_be_opened_again(union: Union) -> None:
    group, keeper, _browser = union
    gathering = a_gathering(keeper, group)
    [seeds] = brought(keeper, gathering, "Seeds")
    for said, told in (
        (PointOutcome("decided"), "No resolution is named"),
        (PointOutcome("referred"), "To whom"),
        (PointOutcome("dropped"), "wants to know why"),
        (PointOutcome("eaten"), "Nothing is said"),
    ):
        with pytest.raises(Problem, match=told):
            settle_points(keeper, gathering.uid, [seeds], said)
    other = a_resolution(somebody_of(a_group("Elsewhere"), "steward", "else")[0], Group.objects.latest("pk"))
    with pytest.raises(Problem, match="not a resolution of the group"):
        settle_points(keeper, gathering.uid, [seeds], PointOutcome("decided", agreed=Agreed(other.uid)))
    own = a_resolution(keeper, group)
    settle_points(keeper, gathering.uid, [seeds], PointOutcome("decided", agreed=Agreed(own.uid)))
    [water] = brought(keeper, gathering, "Water")
    with pytest.raises(Problem, match="decided already"):
        merged(keeper, gathering, [seeds, water])
    settle_points(keeper, gathering.uid, [seeds], PointOutcome("open"))
    assert point_page(EVERYBODY, gathering.uid, seeds).line.became.resolution is None


def test_what_is_closed_stays_as_it_is_until_it_is_opened_again(union: Union) -> None:
    group, keeper, _browser = union
    gathering = a_gathering(keeper, group)
    [seeds] = brought(keeper, gathering, "Seeds")
    settle_points(keeper, gathering.uid, [seeds], PointOutcome("dropped", reason="We have seeds."))
    move_gathering(keeper, gathering.uid, "closed")
    for act in (
        lambda: brought(keeper, gathering, "Late"),
        lambda: settle_points(keeper, gathering.uid, [seeds], PointOutcome("open")),
        lambda: put_under(keeper, gathering.uid, [seeds], "en", "Food"),
    ):
        with pytest.raises(Problem, match="is closed"):
            act()
    with pytest.raises(Problem, match="no such step"):
        move_gathering(keeper, gathering.uid, "burned")


def test_points_are_found_by_their_words_and_by_who_brought_them(union: Union) -> None:
    group, keeper, _browser = union
    mill = a_group("Upper Mill")
    gathering = a_gathering(keeper, group)
    bring_points(
        keeper, gathering.uid, [Line("Seeds", "for all"), Line("Water")], "en", mill.uid, uuid.uuid4()
    )
    brought(keeper, gathering, "Seeds of the union")

    def found(words: str) -> list[str]:
        page = gathering_page(EVERYBODY, gathering.uid, Asked("brought", words))
        return [line.title["en"] for line in page.lines]

    assert found("seeds ALL") == ["Seeds"]
    assert found("upper") == ["Seeds", "Water"]
    assert found("nothing") == []


def test_what_is_narrower_and_groups_that_are_hidden_are_not_told(union: Union, client: Client) -> None:
    group, keeper, _browser = union
    hidden = a_group("Hidden Mill", audience="group")
    belongs(hidden, group)
    miller, _browser, _person = somebody_of(hidden, "steward", "miller")
    gathering = a_gathering(keeper, group)
    point = bring_point(miller, gathering.uid, PointDraft("en", "Seeds", brought_by=hidden.uid), uuid.uuid4())
    pages = [
        reverse("decisions:gathering", args=[gathering.uid]),
        reverse("decisions:point", args=[gathering.uid, point.number]),
        reverse("decisions:points-table", args=[gathering.uid]),
    ]
    for page in pages:
        answer = client.get(page)
        assert (answer.status_code, "Hidden Mill" in answer.text) == (200, False)
    Gathering.objects.update(audience="group")
    assert {client.get(page).status_code for page in pages} == {404}
    assert gatherings_of(EVERYBODY, group.uid).lines == ()
    assert client.get(reverse("decisions:gatherings", args=[group.uid])).status_code == 200


@pytest.mark.parametrize("name", ["merge-points", "head-points", "settle-points"])
def test_forms_about_points_ask_for_points_and_for_those_who_keep_it(union: Union, name: str) -> None:
    group, keeper, browser = union
    gathering = a_gathering(keeper, group)
    [seeds] = brought(keeper, gathering, "Seeds")
    address = reverse(f"decisions:{name}", args=[gathering.uid])
    for nothing in ({}, {"points": ["x", "-1", "9" * 30]}):
        assert "No point is chosen." in browser.get(address, nothing, follow=True).text
    assert browser.get(address, {"points": seeds}).status_code == 200
    _viewer, member, _person = somebody_of(group, "member", "member")
    assert member.get(address, {"points": seeds}).status_code == 403


def test_bringing_a_list_is_taken_back_as_a_whole(union: Union) -> None:
    from konbit.assembly.queries.acts import act_of
    from konbit.chronicle.actions.rows import undo

    group, keeper, _browser = union
    gathering = a_gathering(keeper, group)
    told = bring_points(keeper, gathering.uid, [Line("Seeds"), Line("Water")], "en", "", uuid.uuid4())
    act = act_of(told.new[0])
    assert act is not None
    undo(keeper.actor, act)
    assert Point.objects.count() == 0


def test_a_stranger_starts_nothing() -> None:
    with pytest.raises(NotAllowed):
        a_gathering(a_viewer(), a_group("Closed Mill"))


def test_a_gathering_is_found_by_the_words_of_its_points_and_from_its_group_and_resolution(
    union: Union, client: Client
) -> None:
    group, keeper, browser = union
    gathering = a_gathering(keeper, group)
    [seeds] = brought(keeper, gathering, "Heirloom seeds for everybody")
    own = a_resolution(keeper, group)
    settle_points(keeper, gathering.uid, [seeds], PointOutcome("decided", agreed=Agreed(own.uid)))
    rebuild()
    address = reverse("decisions:gathering", args=[gathering.uid])
    assert address in client.get("/en/find/?q=heirloom").text
    assert (
        reverse("decisions:gatherings", args=[group.uid])
        in browser.get(f"/en/g/{group.uid}", follow=True).text
    )
    point = reverse("decisions:point", args=[gathering.uid, seeds])
    assert point in client.get(reverse("assembly:resolution", args=[own.uid])).text
    Gathering.objects.update(audience="group")
    rebuild()
    assert point not in client.get(reverse("assembly:resolution", args=[own.uid])).text
    assert address not in client.get("/en/find/?q=heirloom").text
