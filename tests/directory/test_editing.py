"""Adding and editing groups: by forms, section by section, by two at once, with permission."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed
from konbit.chronicle.queries import history
from konbit.directory.actions.editing import Overtaken, add_group, confirm_group, edit_group
from konbit.directory.models import Contact, Group, Place, Policy, Relation, Role, Scheme, Term
from konbit.directory.queries.editing import editable_group
from konbit.directory.queries.versions import version_of
from konbit.directory.state import states_of
from konbit.people.audience import ANYONE, Viewer, viewer_of
from konbit.people.models import Person
from tests.builders import a_group, a_person, a_place, a_viewer

pytestmark = pytest.mark.django_db

STEWARD = "steward"


def signed_in(client: Client, group: Group | None = None, role: str = STEWARD) -> Person:
    """Sign somebody in who holds a role in a group."""
    person = a_person()
    if group:
        Role.objects.create(person=person, group=group, kind=role)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def rows(*entries: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """What a browser sends for a section that lists entries."""
    sent: dict[str, Any] = {
        "rows-TOTAL_FORMS": str(len(entries)),
        "rows-INITIAL_FORMS": str(initial),
        "rows-MIN_NUM_FORMS": "0",
        "rows-MAX_NUM_FORMS": "40",
    }
    for number, entry in enumerate(entries):
        sent |= {f"rows-{number}-{name}": value for name, value in entry.items()}
    return sent


def test_somebody_who_is_not_signed_in_is_asked_to_sign_in_before_she_adds(client: Client) -> None:
    answer = client.get("/en/groups/new")
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    with pytest.raises(NotAllowed):
        add_group(ANYONE, {"name": "Bakery"})


def test_a_name_and_a_town_are_enough_to_add_a_group(client: Client) -> None:
    person = signed_in(client)
    sent = {"name": "Boulanjri Solèy", "locality": "Hinche", "country": "HT", "precision": "town"}
    answer = client.post("/en/groups/new", {**sent, "kind": "initiative", "standing": "speaks"})
    assert answer.status_code == 302, answer.content.decode()
    group = Group.objects.get()
    place = group.places.get()
    assert place.country == "HT"
    assert place.geocoded_latitude == pytest.approx(19.1, abs=0.4)
    assert place.precision == "town"
    assert group.confirmed_on == date.today()
    assert viewer_of(person).holds(group.scope, "steward")


def test_a_town_that_nobody_knows_is_asked_about_and_can_be_listed_all_the_same(client: Client) -> None:
    signed_in(client)
    sent = {
        "name": "Far",
        "locality": "Xqzzt",
        "precision": "town",
        "kind": "initiative",
        "standing": "knows",
    }
    answer = client.post("/en/groups/new", sent)
    page = answer.content.decode()
    assert "We do not know this town." in page
    assert 'value="Far"' in page
    assert not Group.objects.exists()

    client.post("/en/groups/new", {**sent, "as_it_is": "on"})
    assert Group.objects.get().places.get().locality == "Xqzzt"


def test_a_group_without_a_place_can_be_added_when_it_shall_not_be_on_the_map(client: Client) -> None:
    signed_in(client)
    sent = {"name": "Hidden", "precision": "none", "kind": "collective", "standing": "knows"}
    client.post("/en/groups/new", sent)
    group = Group.objects.get()
    assert not group.places.exists()
    assert group.certainty == "to_verify"
    assert group.confirmed_on is None


@pytest.mark.parametrize(
    ("countries", "own", "usual"),
    [
        (["FR", "FR", "CH"], "CH", "FR"),
        (["FR", "CH"], "CH", ""),
        ([], "HT", "HT"),
        ([], "", ""),
    ],
)
def test_a_group_added_into_a_network_is_first_taken_to_be_where_most_of_its_groups_are(
    client: Client, countries: list[str], own: str, usual: str
) -> None:
    signed_in(client)
    network = a_group("Union", kind="network", places=[{"country": own}] if own else [])
    for number, country in enumerate(countries):
        group = a_group(f"Group {number}", places=[{"country": country}])
        Relation.objects.create(subject=group, kind="member_of", object=network)
    page = client.get(f"/en/groups/new?network={network.uid}").content.decode()
    chosen = re.findall(r'<option value="([A-Z]*)" selected>', page)
    assert [code for code in chosen if code] == [usual] * bool(usual)


def test_a_country_that_stood_there_is_no_place_that_somebody_gave(client: Client) -> None:
    signed_in(client)
    network = a_group("Union", kind="network", places=[{"country": "HT"}])
    Policy.objects.create(network=network, entry="open")
    sent = {"name": "New", "country": "HT", "precision": "town", "kind": "initiative", "standing": "speaks"}
    answer = client.post(f"/en/groups/new?network={network.uid}", sent)
    assert "Where is it? A town is enough." in answer.content.decode()
    client.post(f"/en/groups/new?network={network.uid}", {**sent, "country": "FR"})
    assert Group.objects.get(name="New").places.get().country == "FR"


def test_a_group_added_into_a_network_waits_for_its_confirmation() -> None:
    network = a_group("Union", kind="network")
    person = a_person()
    group = add_group(viewer_of(person), {"name": "Table"}, network.uid)
    relation = Relation.objects.get(subject=group, object=network)
    assert relation.certainty == "to_verify"

    Role.objects.create(person=person, group=network, kind="moderator")
    second = add_group(viewer_of(person), {"name": "Second"}, network.uid)
    assert Relation.objects.get(subject=second).certainty == "confirmed"


def test_who_founds_a_network_organises_it() -> None:
    person = a_person()
    network = add_group(viewer_of(person), {"name": "Union", "kind": "network"})
    assert viewer_of(person).holds(network.scope, "organiser")


@pytest.mark.parametrize(
    ("role", "in_network", "may"),
    [
        ("steward", False, True),
        ("editor", False, True),
        ("member", False, False),
        ("organiser", True, True),
        ("moderator", True, True),
        ("member", True, False),
    ],
)
def test_editing_needs_a_role_in_the_group_or_one_of_its_networks(
    role: str, in_network: bool, may: bool
) -> None:
    group, network = a_group(), a_group("Union", kind="network")
    Relation.objects.create(subject=group, kind="member_of", object=network)
    viewer = a_viewer((network if in_network else group).scope, role)
    if may:
        assert edit_group(viewer, group.uid, version_of(group.pk), {"description": {"en": "Bread."}})
    else:
        with pytest.raises(NotAllowed, match="stewards and editors"):
            edit_group(viewer, group.uid, version_of(group.pk), {"description": {"en": "Bread."}})


def test_two_who_change_different_parts_do_not_disturb_each_other() -> None:
    group = a_group()
    viewer = a_viewer(group.scope, STEWARD)
    seen = editable_group(viewer, group.uid).version
    edit_group(viewer, group.uid, seen, {"description": {"en": "Bread."}})
    edit_group(viewer, group.uid, seen, {"name": "Moonrise Bakery"})
    group.refresh_from_db()
    assert (group.name, group.description) == ("Moonrise Bakery", {"en": "Bread."})


def test_two_who_change_the_same_part_see_both_and_lose_nothing(client: Client) -> None:
    group = a_group(description={"en": "Old."})
    signed_in(client, group)
    seen = version_of(group.pk)
    other = a_viewer(group.scope, STEWARD)
    edit_group(other, group.uid, seen, {"description": {"en": "Theirs."}})

    address = f"/en/g/{group.uid}/edit/description"
    answer = client.post(address, {"version": str(seen), "text_en": "Mine."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in page
    assert ">\nMine.</textarea>" in page
    group.refresh_from_db()
    assert group.description == {"en": "Theirs."}

    newer = version_of(group.pk)
    assert f'name="version" value="{newer}"' in page
    assert client.post(address, {"version": str(newer), "text_en": "Both."}).status_code == 302
    group.refresh_from_db()
    assert group.description == {"en": "Both."}


def test_saving_the_same_twice_at_once_is_no_conflict() -> None:
    group = a_group()
    viewer = a_viewer(group.scope, STEWARD)
    seen = version_of(group.pk)
    assert edit_group(viewer, group.uid, seen, {"name": "Moonrise"})
    assert not edit_group(viewer, group.uid, seen, {"name": "Moonrise"})


def test_a_conflict_shows_nothing_that_is_hidden_from_who_writes() -> None:
    group = a_group(contacts=[{"kind": "phone", "value": "+1 514 555 0100", "audience": "stewards"}])
    editor, steward = a_viewer(group.scope, "editor"), a_viewer(group.scope, STEWARD)
    seen = version_of(group.pk)
    now = states_of([group])[group.pk]["contacts"]
    website = {"kind": "website", "value": "https://a.example", "audience": "public"}
    edit_group(steward, group.uid, seen, {"contacts": [*now, website]})
    with pytest.raises(Overtaken) as overtaken:
        edit_group(editor, group.uid, seen, {"contacts": []})
    assert overtaken.value.now == {"contacts": [website]}


def test_an_editor_leaves_what_she_does_not_see_as_it_is() -> None:
    secret = {"kind": "phone", "value": "+1 514 555 0100", "audience": "stewards"}
    shown = {"kind": "website", "value": "https://a.example", "audience": "public"}
    group = a_group(
        contacts=[secret, shown],
        places=[a_place(45.1, -73.1, "Hidden", precision="town"), a_place(45.2, -73.2, "Open")],
    )
    editor = a_viewer(group.scope, "editor")
    seen = editable_group(editor, group.uid)
    assert seen.state["contacts"] == [shown]
    assert [place["locality"] for place in seen.state["places"]] == ["Open"]

    edit_group(editor, group.uid, seen.version, {"contacts": [], "places": []})
    assert [contact.value for contact in Contact.objects.all()] == ["+1 514 555 0100"]
    assert [place.locality for place in Place.objects.all()] == ["Hidden"]


def test_only_stewards_decide_who_may_see_the_group(client: Client) -> None:
    group = a_group()
    editor = a_viewer(group.scope, "editor")
    with pytest.raises(NotAllowed):
        edit_group(editor, group.uid, version_of(group.pk), {"audience": "group"})
    signed_in(client, group, "editor")
    assert client.get(f"/en/g/{group.uid}/edit/audience").status_code == 403
    assert client.get(f"/en/g/{group.uid}/edit/name").status_code == 200


def test_confirming_dates_the_group_and_its_own_people_settle_its_certainty() -> None:
    group, network = a_group(certainty="published"), a_group("Union", kind="network")
    Relation.objects.create(subject=group, kind="member_of", object=network)
    confirm_group(a_viewer(network.scope, "moderator"), group.uid)
    group.refresh_from_db()
    assert (group.confirmed_on, group.certainty) == (date.today(), "published")
    confirm_group(a_viewer(group.scope, "editor"), group.uid)
    group.refresh_from_db()
    assert group.certainty == "confirmed"


def test_opening_the_confirmation_changes_nothing(client: Client) -> None:
    group = a_group()
    signed_in(client, group)
    before = version_of(group.pk)
    assert "Is all of this still true?" in client.get(f"/en/g/{group.uid}/confirm").content.decode()
    assert version_of(group.pk) == before
    client.post(f"/en/g/{group.uid}/confirm")
    assert history("directory.group", group.pk)[0].verb == "confirm"


def test_names_and_descriptions_stand_side_by_side_in_any_language(client: Client) -> None:
    group = a_group("Solèy", description={"fr": "Du pain."})
    signed_in(client, group)
    sent = {"version": "", "text_en": "Bread.", "text_fr": "Du pain.", "other_language": "quechua"}
    client.post(f"/en/g/{group.uid}/edit/description", {**sent, "other_text": "T'anta."})
    group.refresh_from_db()
    assert group.description == {"en": "Bread.", "fr": "Du pain.", "qu": "T'anta."}


def test_places_are_looked_up_and_can_be_taken_away(client: Client) -> None:
    group = a_group(places=[a_place(45.5, -73.6, "Montréal", country="CA")])
    signed_in(client, group)
    old = {
        "role": "site",
        "locality": "Montréal",
        "country": "CA",
        "point": "45.5, -73.6",
        "precision": "exact",
    }
    new = {"role": "service", "locality": "Québec", "country": "CA", "precision": "region", "radius_km": "50"}
    address = f"/en/g/{group.uid}/edit/places"
    answer = client.post(address, rows(old, new, initial=1))
    assert answer.status_code == 302, answer.content.decode()
    first, second = group.places.all()
    assert (first.given_latitude, first.precision) == (45.5, "exact")
    assert (second.role, second.radius_km, second.precision) == ("service", 50, "region")
    assert second.geocoded_latitude == pytest.approx(46.8, abs=0.3)

    client.post(address, rows({**old, "DELETE": "on"}, new, initial=2))
    assert [place.role for place in group.places.all()] == ["service"]


def test_contacts_are_private_until_opened_and_checked_for_what_they_are(client: Client) -> None:
    group = a_group()
    signed_in(client, group)
    address = f"/en/g/{group.uid}/edit/contacts"
    page = client.get(address).content.decode()
    assert '<option value="stewards" selected>' in page
    wrong = {"kind": "email", "value": "no address", "audience": "public"}
    answer = client.post(address, rows(wrong))
    assert answer.status_code == 422
    assert "This does not look like an e-mail address." in answer.content.decode()
    client.post(address, rows({**wrong, "value": "us@bakery.example", "audience": "network"}))
    assert [(one.value, one.audience) for one in group.contacts.all()] == [("us@bakery.example", "network")]


def test_terms_are_ticked_list_by_list_and_the_others_stay(client: Client) -> None:
    schemes = [
        Scheme.objects.create(code=code, title={"en": code}, facet="activity") for code in ("a/one", "a/two")
    ]
    first, second = (Term.objects.create(scheme=scheme, code="x", label={"en": "X"}) for scheme in schemes)
    group = a_group(terms=[[first.pk, True]])
    signed_in(client, group)
    address = f"/en/g/{group.uid}/edit/terms"
    assert "a/one" in client.get(address).content.decode()
    client.post(f"{address}?list=a/two", {"terms": [str(second.pk)], "version": ""})
    assert states_of([group])[group.pk]["terms"] == [[first.pk, True], [second.pk, False]]
    client.post(f"{address}?list=a/one", {"version": ""})
    assert states_of([group])[group.pk]["terms"] == [[second.pk, False]]


def test_counts_need_their_dimension_and_nought_is_one(client: Client) -> None:
    scheme = Scheme.objects.create(code="s", title={"en": "Sizes"}, facet="size")
    members = Term.objects.create(scheme=scheme, code="members", label={"en": "Members"})
    group = a_group()
    signed_in(client, group)
    address = f"/en/g/{group.uid}/edit/sizes"
    assert "What is counted here?" in client.post(address, rows({"value": "3"})).content.decode()
    client.post(address, rows({"dimension": str(members.pk), "value": "0", "on": "2024"}))
    assert [(size.value, size.on) for size in group.sizes.all()] == [(0, "2024")]


def test_dates_are_read_as_people_write_them_and_nothing_closes_before_it_opens(client: Client) -> None:
    group = a_group()
    signed_in(client, group)
    address = f"/en/g/{group.uid}/edit/about"
    sent = {"kind": "initiative", "valid_from": "3/2004", "valid_until": "1999", "languages": "kreyòl, fr"}
    assert "This is before it was founded." in client.post(address, sent).content.decode()
    client.post(address, {**sent, "valid_until": ""})
    group.refresh_from_db()
    assert (group.valid_from, group.languages) == ("2004-03", ["ht", "fr"])


def test_a_group_that_becomes_a_network_is_organised_by_its_stewards() -> None:
    group = a_group()
    person = a_person()
    Role.objects.create(person=person, group=group, kind=STEWARD)
    edit_group(viewer_of(person), group.uid, version_of(group.pk), {"kind": "network"})
    assert viewer_of(person).holds(group.scope, "organiser")


def test_every_section_opens_and_saves_as_it_stands(client: Client) -> None:
    from konbit.directory.forms.all_sections import SECTIONS

    group = a_group(
        aliases=["Dawn"],
        names={"fr": "Levant"},
        description={"en": "Bread."},
        identifiers=[["siret", "1"]],
        places=[
            a_place(45.5, -73.6, "Montréal", country="CA", geocoded_latitude=45.4, geocoded_longitude=-73.5)
        ],
        contacts=[{"kind": "phone", "value": "+1 514 555 0100", "audience": "stewards"}],
        languages=["fr", "ht"],
        valid_from="1984-09",
    )
    signed_in(client, group)
    viewer: Viewer = a_viewer(group.scope, STEWARD)
    for section in SECTIONS.values():
        assert client.get(f"/en/g/{group.uid}/edit/{section.code}").status_code == 200
        state = editable_group(viewer, group.uid).state
        form = section.form(None, state=state)
        sent = _as_sent(form)
        again = section.form(sent, state=state)
        assert again.is_valid(), (section.code, again.errors, again.rows and again.rows.errors)
        wanted = again.wanted()
        assert {part: state[part] for part in wanted} == wanted, section.code


def _as_sent(form: Any) -> dict[str, Any]:
    """What a browser sends of a form that nobody touched."""
    sent = {bound.html_name: bound.value() for bound in form}
    if form.rows is not None:
        sent |= {f"rows-{name}": value for name, value in form.rows.management_form.initial.items()}
        sent |= {bound.html_name: bound.value() for row in form.rows for bound in row}
    return {name: value for name, value in sent.items() if value not in (None, "") and value is not False}


def test_a_groups_own_words_are_corrected_and_taken_away_with_its_description(client: Client) -> None:
    group = a_group(own_words={"Type": "Jugglery", "Sector": "Circus"})
    signed_in(client, group)
    address = f"/en/g/{group.uid}/edit/description"
    assert "In its own words: Type" in client.get(address).content.decode()
    sent = {"own_0": "Juggling", "own_1": "", "version": version_of(group.pk)}
    assert client.post(address, sent).status_code == 302
    group.refresh_from_db()
    assert group.own_words == {"Type": "Juggling"}
    page = client.get(f"/en/g/{group.uid}/history").content.decode()
    assert "Type: Jugglery" in page
