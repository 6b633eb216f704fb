"""What several sources say of one group: shown by an order, kept side by side, never more than it opens."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import recording
from konbit.directory.actions.claiming import shown_anew
from konbit.directory.actions.editing import add_group, edit_group
from konbit.directory.actions.importing import source_code
from konbit.directory.actions.importing.taking_back import bring_back, take_back
from konbit.directory.actions.moderating import undo
from konbit.directory.actions.placing import leave_unplaced
from konbit.directory.actions.settling import set_order
from konbit.directory.models import Claim, Disagreement, Group, Precedence
from konbit.directory.queries.claims import said_of
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.histories import history_page
from konbit.directory.queries.sources import sources_page
from konbit.directory.queries.versions import version_of
from konbit.people.audience import ANYONE, SYSTEM, viewer_of
from tests.builders import a_group, a_person, a_place, a_viewer
from tests.directory.claims import a_claim, a_disputed_group
from tests.directory.finding import a_term
from tests.directory.lists import bring, write_csv

pytestmark = pytest.mark.django_db

PHONE = {"kind": "phone", "value": "+1 514 555 0100", "audience": "public"}


def own(group: Group) -> dict[str, object]:
    """The fields of the group's own word."""
    claim = Claim.objects.filter(source__code="own", group=group).first()
    return claim.fields if claim else {}


def edit(group: Group, **parts: object) -> None:
    """Change parts of a group by hand."""
    edit_group(SYSTEM, group.uid, version_of(group.pk), parts)
    group.refresh_from_db()


def test_the_newest_word_is_shown_until_the_group_says_its_own() -> None:
    group = a_disputed_group()["group"]
    assert group.name == "Sunrise!"
    assert group.valid_from == "1985"
    edit(group, name="Sunrise Bakery")
    assert own(group) == {"name": "Sunrise Bakery"}
    a_claim(group, "survey", "2026", name="Sunrise Bread")
    assert group.name == "Sunrise Bakery"


def test_what_was_written_by_hand_before_there_were_claims_is_the_groups_word() -> None:
    group = a_group("Bakery", valid_from="1999")
    a_claim(group, "register", name="Bakers Ltd", founded="1984", descriptions={"en": "Bread."})
    assert (group.name, group.valid_from, group.description) == ("Bakery", "1999", {"en": "Bread."})
    assert own(group)["name"] == "Bakery"


def test_whoever_adds_or_places_a_group_gives_it_its_own_word() -> None:
    viewer = viewer_of(a_person())
    group = add_group(viewer, {"name": "Bakery", "places": [a_place(45.5, -73.5, "Montréal")]})
    assert set(own(group)) == {"name", "places"}
    leave_unplaced(SYSTEM, group.uid)
    assert own(group)["places"][0]["precision"] == "none"  # type: ignore[index]


def test_only_what_an_edit_changes_is_the_groups_own_word() -> None:
    group = a_disputed_group()["group"]
    edit(group, name=group.name, valid_from="1980", contacts=[PHONE])
    assert set(own(group)) == {"valid_from", "contacts.phone"}


def test_a_source_never_brings_back_what_the_group_took_away() -> None:
    group = a_disputed_group()["group"]
    a_claim(group, "list", website="https://sunrise.example", contacts=[PHONE])
    edit(group, description={}, contacts=[])
    a_claim(group, "survey", "2026", descriptions={"en": "Cake."}, contacts=[PHONE])
    assert group.description == {}
    assert not group.contacts.exists()


def test_a_source_that_falls_silent_takes_its_words_with_it() -> None:
    group = a_disputed_group()["group"]
    with recording("test", "merge") as batch, shown_anew(batch, [group]):
        Claim.objects.filter(source__code="map").delete()
    group.refresh_from_db()
    assert (group.name, group.description) == ("Sunrise Bakers Limited", {})


def test_terms_of_two_lists_of_words_stand_beside_each_other() -> None:
    bread, legal = a_term("bread"), a_term("co-op", facet="structure")
    group = a_disputed_group()["group"]
    a_claim(group, "words", terms=[["test/activity", "bread"]])
    a_claim(group, "law", terms=[["test/structure", "co-op"]])
    assert set(group.taggings.values_list("term", flat=True)) == {bread.pk, legal.pk}


def test_undo_of_an_edit_leaves_to_the_source_what_it_says() -> None:
    group = a_disputed_group()["group"]
    edit(group, name="Sunrise Bakery")
    change = history_page(SYSTEM, group.uid, "en").entries[0]
    undo(SYSTEM, group.uid, change.id)
    group.refresh_from_db()
    assert (group.name, own(group)) == ("Sunrise!", {})


def test_an_order_of_the_whole_house_is_shown_at_once_and_taken_back() -> None:
    group = a_disputed_group()["group"]
    with pytest.raises(NotAllowed):
        set_order(a_viewer("group:1", "organiser"), "", "name", ["register"])
    set_order(SYSTEM, "", "name", ["register"])
    group.refresh_from_db()
    assert (group.name, group.valid_from) == ("Sunrise Bakers Limited", "1985")
    set_order(SYSTEM, "", "name", [])
    group.refresh_from_db()
    assert group.name == "Sunrise!"
    assert not Precedence.objects.exists()


def test_an_order_names_known_parts_and_sources_only() -> None:
    network = a_disputed_group()["North"]
    organiser = a_viewer(network.scope, "organiser")
    for field, order in (("audience", ["own"]), ("name", ["nobody"])):
        with pytest.raises(Problem):
            set_order(organiser, network.uid, field, order)
    with pytest.raises(NotAllowed):
        set_order(a_viewer(network.scope, "moderator"), network.uid, "name", ["own"])


def test_each_network_shows_its_own_choice_and_the_house_another() -> None:
    made = a_disputed_group()
    group = made["group"]
    set_order(a_viewer(made["North"].scope, "organiser"), made["North"].uid, "", ["register"])
    north = group_page(ANYONE, group.uid, "en", made["North"].uid)
    south = group_page(ANYONE, group.uid, "en", made["South"].uid)
    assert (north.title.text, north.lived) == ("Sunrise Bakers Limited", "since 1984")
    assert (south.title.text, south.lived) == ("Sunrise!", "since 1985")
    assert group_page(ANYONE, group.uid, "en").title.text == "Sunrise!"
    assert north.description.text == "Rye bread."


def test_a_network_to_which_the_group_does_not_belong_shows_nothing_of_its_own() -> None:
    group = a_disputed_group()["group"]
    stranger = a_group("Union of Elsewhere", kind="network")
    set_order(a_viewer(stranger.scope, "organiser"), stranger.uid, "", ["register"])
    page = group_page(ANYONE, group.uid, "en", stranger.uid)
    assert (page.title.text, page.shown_by) == ("Sunrise!", None)


def test_no_network_shows_a_place_more_exactly_or_a_number_that_the_group_does_not_open() -> None:
    made = a_disputed_group()
    group = made["group"]
    at = {"given_latitude": 45.51234, "given_longitude": -73.51234, "street": "7 canary street"}
    a_claim(group, "list", places=[{**at, "locality": "Laval"}], contacts=[PHONE])
    edit(group, places=[{**at, "locality": "Montréal", "precision": "town"}], contacts=[])
    set_order(a_viewer(made["North"].scope, "organiser"), made["North"].uid, "", ["list"])
    page = group_page(ANYONE, group.uid, "en", made["North"].uid)
    assert page.sites[0].lines == ("Laval",)
    assert page.sites[0].shown.lat != pytest.approx(45.51234, abs=1e-6)
    assert page.contacts == ()


def test_the_sources_page_shows_every_word_which_is_shown_and_why() -> None:
    made = a_disputed_group()
    page = sources_page(ANYONE, made["group"].uid, "en")
    name = next(one for part in page.parts for one in part.fields if one.field == "name")
    assert [(word.lines, word.on, word.is_shown) for word in name.words] == [
        (("Sunrise!",), "2024", True),
        (("Sunrise Bakers Limited",), "2022", False),
    ]
    assert name.words[0].source.licence == "Licence of map"
    assert name.why == "It is the newest word."
    set_order(a_viewer(made["North"].scope, "organiser"), made["North"].uid, "", ["register"])
    page = sources_page(ANYONE, made["group"].uid, "en", made["North"].uid)
    name = next(one for part in page.parts for one in part.fields if one.field == "name")
    assert name.words[0].lines == ("Sunrise Bakers Limited",)
    assert name.why == "It comes first in the order that Union of North set."


def test_words_about_people_and_hidden_places_are_for_stewards_on_the_sources_page() -> None:
    group = a_disputed_group()["group"]
    at = {"given_latitude": 45.51234, "given_longitude": -73.51234, "street": "7 canary street"}
    a_claim(group, "list", places=[at], contacts=[PHONE], extras={"Notes": "canary note"})
    edit(group, places=[{**at, "locality": "Montréal", "precision": "town"}])
    for viewer in (ANYONE, a_viewer(group.scope, "member")):
        told = str(sources_page(viewer, group.uid, "en"))
        for canary in (PHONE["value"], "canary street", "45.51234", "canary note"):
            assert canary not in told
    told = str(sources_page(a_viewer(group.scope, "steward"), group.uid, "en"))
    assert PHONE["value"] in told
    assert "canary street" in told


def test_who_writes_without_belonging_to_the_group_writes_on_its_behalf() -> None:
    made = a_disputed_group()
    helper = a_viewer(made["North"].scope, "moderator", actor="person:helper")
    edit_group(helper, made["group"].uid, version_of(made["group"].pk), {"name": "Sunrise Bakery"})
    parts = {part.part: part for part in sources_page(helper, made["group"].uid, "en").parts}
    assert parts["name"].on_behalf
    assert not parts["valid_from"].on_behalf


ROW = ["1", "Sunrise Bakery", "Leeds", "GB", "", "", "https://sunrise.example", "Food"]


def test_a_list_read_again_changes_only_what_its_word_is_shown_for(tmp_path: Path) -> None:
    bring(write_csv(tmp_path / "list.csv", [ROW]))
    group = Group.objects.get()
    a_claim(group, "map", "2999", name="Sunrise!")
    assert group.name == "Sunrise!"
    changed = ["1", "Sunrise Bakers", "Bradford", "GB", "", "", "https://sunrise.example", "Food"]
    _run, summary = bring(write_csv(tmp_path / "list.csv", [changed]))
    group.refresh_from_db()
    assert group.name == "Sunrise!"
    assert group.places.get().locality == "Bradford"
    assert (summary.updated, summary.kept) == (1, 1)
    assert Disagreement.objects.filter(group=group, field="name").exists()


def test_what_people_wrote_stays_when_a_list_changes_what_it_says(tmp_path: Path) -> None:
    bring(write_csv(tmp_path / "list.csv", [ROW]))
    group = Group.objects.get()
    edit(group, name="Ours")
    bring(write_csv(tmp_path / "list.csv", [["1", "Theirs", "Leeds", "GB", "", "", "", "Food"]]))
    group.refresh_from_db()
    assert group.name == "Ours"
    assert not group.contacts.exists()


def test_unchanged_rows_ask_and_write_nothing_of_claims(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "list.csv", [[str(one), f"Group {one}", "Leeds", "GB"] for one in range(40)])
    bring(file)
    for group in Group.objects.all()[:20]:
        a_claim(group, "map", "2999", name=group.name + "!")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        bring(file)
    asked = [query["sql"] for query in queries if "directory_precedence" in query["sql"]]
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not asked
    assert not [sql for sql in written if "directory_claim" in sql or "directory_group" in sql]


def test_no_list_speaks_as_the_group_itself() -> None:
    assert source_code("Own") == "list-own"
    assert source_code("Newest") == "list-newest"


def test_a_list_taken_back_leaves_groups_of_which_others_speak(tmp_path: Path) -> None:
    run, _summary = bring(write_csv(tmp_path / "list.csv", [ROW]))
    group = Group.objects.get()
    a_claim(group, "map", "1999", name="Sunrise!")
    take_back(run, "test")
    group.refresh_from_db()
    assert (group.removed_at, group.name) == (None, "Sunrise!")
    bring_back(run, "test")
    group.refresh_from_db()
    assert group.name == "Sunrise Bakery"


def test_two_records_own_words_stay_apart_and_the_kept_ones_goes_first() -> None:
    kept, gone = a_group("Kept"), a_group("Gone")
    for group in (kept, gone):
        edit(group, name=f"{group.name} word")
    with recording("test", "merge") as batch, shown_anew(batch, [kept]):
        Claim.objects.filter(group=gone).update(group=kept)
    kept.refresh_from_db()
    assert kept.name == "Kept word"
    assert [one.words["name"] for one in said_of([kept])[kept.pk]] == ["Kept word", "Gone word"]
    assert Disagreement.objects.filter(group=kept, field="name").exists()
