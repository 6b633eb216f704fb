"""Who decides about what was proposed or reported, and what comes of it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.models import Change
from konbit.directory.actions.editing import edit_group
from konbit.directory.actions.moderating import remove_group, undo
from konbit.directory.actions.proposing import Aside, report
from konbit.directory.actions.reviewing import answer_report, refuse, revise, set_policy, take
from konbit.directory.models import Contact, Group, Policy, Proposal, Relation, Role, Scheme, Term
from konbit.directory.queries.proposals import network_queue, own_queue
from konbit.directory.queries.versions import version_of
from konbit.people.audience import ANYONE, SYSTEM, Viewer, viewer_of
from konbit.search.actions import apply_changes
from tests.builders import a_group, a_person, a_place, a_viewer, an_operator
from tests.directory.proposing import (
    a_change,
    a_member,
    a_network,
    opened_a_while_ago,
    proposed,
    rows,
    sign_in,
    who_holds,
    words_of_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


def told_of(group: Group) -> Proposal:
    """A report about a group."""
    return Proposal.objects.get(pk=report(ANYONE, group.uid, "wrong", Aside(text="No.")).proposal_id)


def viewer_as(who: str, group: Group, network: Group) -> Viewer:
    """Somebody by her role and where she holds it."""
    if who == "operator":
        return SYSTEM
    if who in ("anyone", "known"):
        return ANYONE if who == "anyone" else a_viewer()
    role, _in, where = who.partition(" in ")
    return a_viewer({"group": group.scope, "network": network.scope, "other": "group:999"}[where], role)


@pytest.mark.parametrize(
    ("who", "new", "change", "wrong"),
    [
        ("anyone", False, False, False),
        ("known", False, False, False),
        ("member in group", False, False, False),
        ("member in network", False, False, False),
        ("editor in group", False, True, False),
        ("steward in group", False, True, False),
        ("steward in network", False, False, False),
        ("moderator in network", True, True, True),
        ("organiser in network", True, True, True),
        ("organiser in other", False, False, False),
        ("operator", True, True, True),
    ],
)
def test_only_those_who_look_after_the_network_or_the_group_decide(
    who: str, new: bool, change: bool, wrong: bool
) -> None:
    network = a_network()
    group = a_member(network)
    viewer = viewer_as(who, group, network)
    for kind, may in (("new", new), ("change", change), ("report", wrong)):
        made = {
            "new": lambda: proposed(network),
            "change": lambda: a_change(group, name="Sunrise Table"),
            "report": lambda: told_of(group),
        }[kind]()
        if not may:
            for deed in (
                lambda one=made: take(viewer, one.pk, ""),
                lambda one=made: refuse(viewer, one.pk, "No."),
                lambda one=made: revise(viewer, one.pk, {"name": "X"}),
                lambda one=made: answer_report(viewer, one.pk, "No.", mended=False),
            ):
                with pytest.raises(NotFound):
                    deed()
        else:
            refuse(viewer, made.pk, "Not now.")
        made.refresh_from_db()
        assert made.status == ("refused" if may else "waiting")


@pytest.mark.parametrize("who", ["anyone", "known", "member in network", "steward in group"])
def test_the_queue_is_for_those_who_look_after_the_network(who: str) -> None:
    network = a_network()
    group = a_member(network)
    with pytest.raises(NotAllowed):
        network_queue(viewer_as(who, group, network), network.uid)


@pytest.mark.parametrize("page", ["waiting", "policy"])
def test_pages_of_those_who_decide_ask_others_to_sign_in(client: Client, page: str) -> None:
    network = a_network()
    assert "/login" in client.get(f"/en/g/{network.uid}/{page}").headers["Location"]
    sign_in(client, a_person())
    assert client.get(f"/en/g/{network.uid}/{page}").status_code == 403


def test_a_group_that_is_taken_is_there_and_belongs_to_the_network_with_its_source(client: Client) -> None:
    network = a_network()
    person, viewer = who_holds(network, "moderator")
    proposal = proposed(
        network, aside=Aside(credit="The market's list"), description={"en": "Bread at night."}
    )
    sign_in(client, person)
    page = reverse("directory:proposal", args=[proposal.pk])
    said = words_of_page(client, page)
    assert "Bread at night." in said
    assert "The market's list" in said.replace("&#x27;", "'")
    client.post(page, {"take": "1", "take-credit": "The list of the market"})
    group = Group.objects.get(name="Lantern Bakery")
    tie = Relation.objects.get(subject=group)
    assert (tie.object_id, tie.certainty) == (network.pk, "confirmed")
    assert tie.confirmed_to
    assert not tie.confirmed_from
    assert group.certainty == "to_verify"
    made = Change.objects.filter(kind="directory.group", object_id=group.pk, verb="publish").first()
    assert made
    assert made.actor == viewer.actor
    history = words_of_page(client, f"/en/g/{group.uid}/history")
    assert "The list of the market" in history
    apply_changes()
    assert "Lantern Bakery" in client.get("/en/groups/?q=lantern").content.decode()


def test_whoever_belongs_to_the_group_looks_after_it_if_those_who_decide_agree() -> None:
    network = a_network()
    _person, viewer = who_holds(network, "moderator")
    own = a_person("rosa")
    state = {"certainty": "confirmed", "confirmed_on": "2026-01-01"}
    trusted = take(viewer, proposed(network, viewer_of(own), **state).pk, "", belongs=True)
    other = take(viewer, proposed(network, viewer_of(own), **state).pk, "", belongs=False)
    nobody = take(viewer, proposed(network, **state).pk, "", belongs=True)
    assert viewer_of(own).holds(trusted.scope, "steward")
    assert trusted.certainty == "confirmed"
    assert not viewer_of(own).holds(other.scope)
    assert (other.certainty, nobody.certainty) == ("to_verify", "to_verify")
    assert not Role.objects.filter(group=nobody).exists()


def test_a_change_keeps_what_its_proposer_did_not_see_and_what_changed_since() -> None:
    network = a_network()
    contacts = [
        {"kind": "website", "value": "https://old.example", "audience": "public"},
        {"kind": "phone", "value": "+33 1 23 45 67 89", "audience": "stewards"},
    ]
    group = a_member(network, contacts=contacts, description={"en": "Bread."})
    _person, viewer = who_holds(network, "moderator")
    new = {"kind": "website", "value": "https://new.example", "audience": "public"}
    proposal = a_change(group, contacts=[new], description={"en": "Bread.", "fr": "Du pain."})
    edit_group(viewer, group.uid, version_of(group.pk), {"description": {"en": "Bread at night."}})
    take(viewer, proposal.pk, "")
    group.refresh_from_db()
    assert group.description == {"en": "Bread at night.", "fr": "Du pain."}
    values = set(Contact.objects.filter(group=group).values_list("value", flat=True))
    assert values == {"https://new.example", "+33 1 23 45 67 89"}


@pytest.mark.parametrize("role", ["moderator", "organiser"])
def test_a_place_that_is_shown_roughly_is_replaced_by_whoever_knows_better(client: Client, role: str) -> None:
    network = a_network()
    places = [
        a_place(45.7612, 4.8412, "Lyon", street="Rue Close 7", precision="town", country="FR"),
        a_place(48.8612, 2.3512, "Paris", street="Rue Sure 1", precision="town", country="FR"),
    ]
    group = a_member(network, places=places)
    page = client.get(f"/en/g/{group.uid}/change/places").content.decode()
    assert "Lyon" in page
    assert "Rue Close" not in page
    assert "45.76" not in page
    shown = {"role": "site", "country": "FR", "precision": "town"}
    sent = rows([{**shown, "locality": "Grenoble"}, {**shown, "locality": "Paris"}], there=2)
    client.post(f"/en/g/{group.uid}/change/places", {**sent, **opened_a_while_ago()})
    person, viewer = who_holds(network, role)
    proposal = Proposal.objects.get()
    sign_in(client, person)
    page = client.get(reverse("directory:proposal", args=[proposal.pk])).content.decode()
    assert ("Rue Close" in page) is (role == "organiser")
    take(viewer, proposal.pk, "")
    assert list(group.places.values_list("locality", "street")) == [("Grenoble", ""), ("Paris", "Rue Sure 1")]


def test_what_was_taken_can_be_undone() -> None:
    network = a_network()
    group = a_member(network)
    _person, viewer = who_holds(network, "organiser")
    take(viewer, a_change(group, name="Sunrise Table").pk, "")
    group.refresh_from_db()
    assert group.name == "Sunrise Table"
    undo(viewer, group.uid, version_of(group.pk))
    group.refresh_from_db()
    assert group.name == "Sunrise Bakery"


def test_the_difference_shows_what_goes_what_comes_and_how_far_a_place_moves(client: Client) -> None:
    network = a_network()
    person, _viewer = who_holds(network, "moderator")
    group = a_member(network, places=[a_place(45.76, 4.84, "Lyon")], description={"en": "Bread."})
    proposal = a_change(group, places=[a_place(45.19, 5.72, "Grenoble")], description={"en": "Roses."})
    sign_in(client, person)
    address = reverse("directory:proposal", args=[proposal.pk])
    page = client.get(address).content.decode()
    assert "<del>English: Bread.</del>" in page
    assert "<ins>English: Roses.</ins>" in page
    assert "<svg" in page.split('id="difference"')[1]
    assert "It moves by 93 km." in page


def test_a_proposal_is_taken_with_changes_and_its_proposer_hears_of_it(client: Client) -> None:
    network = a_network()
    person, _viewer = who_holds(network, "moderator")
    proposer = a_person("rosa")
    proposal = proposed(network, viewer_of(proposer), name="lantern bakery")
    sign_in(client, person)
    sent = {"name": "Lantern Bakery", "language": "English"}
    answer = client.post(reverse("directory:revise", args=[proposal.pk, "name"]), sent)
    assert answer.status_code == 302
    client.post(reverse("directory:proposal", args=[proposal.pk]), {"take": "1", "take-credit": ""})
    assert Group.objects.filter(name="Lantern Bakery", language="en").exists()
    sign_in(client, proposer)
    assert "taken, with changes" in words_of_page(client, reverse("directory:proposals"))


def test_places_words_and_contacts_of_a_change_are_revised_whole(client: Client) -> None:
    network = a_network()
    person, viewer = who_holds(network, "organiser")
    scheme = Scheme.objects.create(code="test/words", facet="activity", title={"en": "Words"})
    bread, roses = (
        Term.objects.create(scheme=scheme, code=code, label={"en": code}) for code in ("bread", "roses")
    )
    group = a_member(network, terms=[[bread.pk, True]])
    proposal = a_change(group, terms=[[roses.pk, False]])
    sign_in(client, person)
    lists = reverse("directory:revise-terms", args=[proposal.pk])
    assert "Words" in words_of_page(client, lists)
    client.post(f"{lists}?list=test/words", {"terms": [bread.pk, roses.pk]})
    contact = {"kind": "website", "value": "https://bread.example", "audience": "public"}
    client.post(reverse("directory:revise", args=[proposal.pk, "contacts"]), rows([contact]))
    take(viewer, proposal.pk, "")
    assert set(group.taggings.values_list("term_id", flat=True)) == {bread.pk, roses.pk}
    assert Contact.objects.get(group=group).value == "https://bread.example"


def test_what_is_refused_is_told_why_and_changes_nothing(client: Client) -> None:
    network = a_network()
    group = a_member(network)
    person, viewer = who_holds(network, "moderator")
    proposer = a_person("rosa")
    proposal = a_change(group, viewer_of(proposer), name="Other")
    with pytest.raises(Problem, match="Say why"):
        refuse(viewer, proposal.pk, " ")
    sign_in(client, person)
    page = reverse("directory:proposal", args=[proposal.pk])
    assert client.post(page, {"refuse": "1", "refuse-reason": ""}).status_code == 422
    client.post(page, {"refuse": "1", "refuse-reason": "That is <b>another</b> group."})
    group.refresh_from_db()
    assert group.name == "Sunrise Bakery"
    sign_in(client, proposer)
    said = words_of_page(client, reverse("directory:proposals"))
    assert "not taken" in said
    assert "That is another group." in said


def test_nobody_decides_twice() -> None:
    network = a_network()
    _person, viewer = who_holds(network, "moderator")
    proposal = proposed(network)
    take(viewer, proposal.pk, "")
    for again in (lambda: take(viewer, proposal.pk, ""), lambda: refuse(viewer, proposal.pk, "No.")):
        with pytest.raises(Problem, match="already"):
            again()
    assert Group.objects.filter(name="Lantern Bakery").count() == 1


def test_a_report_is_answered_and_closed(client: Client) -> None:
    network = a_network()
    group = a_member(network)
    person, _viewer = who_holds(network, "moderator")
    proposer = a_person("rosa")
    report(viewer_of(proposer), group.uid, "closed", Aside(text="Their shop is empty."))
    sign_in(client, person)
    queue = words_of_page(client, f"/en/g/{network.uid}/waiting")
    assert "It no longer exists" in queue
    kept = Proposal.objects.get()
    page = reverse("directory:proposal", args=[kept.pk])
    assert "Their shop is empty." in words_of_page(client, page)
    client.post(page, {"mended": "1", "refuse-reason": "Thank you, it is closed."})
    assert "Nothing waits." in words_of_page(client, f"/en/g/{network.uid}/waiting")
    sign_in(client, proposer)
    said = words_of_page(client, reverse("directory:proposals"))
    assert "answered: something was changed" in said
    assert "Thank you, it is closed." in said


def test_a_report_about_a_group_without_a_network_goes_to_the_operator() -> None:
    told_of(a_group())
    operator, other = an_operator(), viewer_of(a_person())
    assert own_queue(operator).total == 1
    assert own_queue(other).total == 0
    with pytest.raises(NotAllowed):
        own_queue(ANYONE)


def test_the_people_of_every_network_of_a_group_and_its_stewards_find_a_change() -> None:
    one, two = a_network("One"), a_network("Two")
    group = a_member(one)
    Relation.objects.create(subject=group, kind="member_of", object=two)
    a_change(group, name="Sunrise Table")
    for where, role in ((one, "moderator"), (two, "organiser"), (group, "steward")):
        assert own_queue(a_viewer(where.scope, role)).total == 1
    assert network_queue(a_viewer(two.scope, "organiser"), two.uid).total == 1
    assert own_queue(a_viewer("group:999", "organiser")).total == 0


def test_what_is_about_a_group_that_was_removed_is_not_shown_any_more() -> None:
    network = a_network()
    group = a_member(network)
    proposal = a_change(group, name="Sunrise Table")
    _person, viewer = who_holds(network, "organiser")
    remove_group(viewer, group.uid)
    assert not network_queue(viewer, network.uid).lines
    with pytest.raises(NotFound):
        take(viewer, proposal.pk, "")


def test_a_long_queue_comes_in_pages() -> None:
    network = a_network()
    _person, viewer = who_holds(network, "moderator")
    for number in range(30):
        proposed(network, name=f"Group {number}", by=a_viewer())
    first = network_queue(viewer, network.uid)
    assert (len(first.lines), first.total) == (25, 30)
    assert first.more
    rest = network_queue(viewer, network.uid, first.more)
    assert [line.name for line in rest.lines] == [f"Group {number}" for number in range(25, 30)]
    assert rest.more is None


def test_the_page_of_a_network_tells_those_who_look_after_it_what_waits(client: Client) -> None:
    network = a_network()
    proposed(network)
    address = f"/en/g/{network.uid}/"
    assert "1 thing waits" not in client.get(address, follow=True).content.decode()
    person, _viewer = who_holds(network, "moderator")
    sign_in(client, person)
    assert "1 thing waits" in client.get(address, follow=True).content.decode()


@pytest.mark.parametrize(("role", "may"), [("organiser", True), ("moderator", False), ("member", False)])
def test_organisers_say_how_entries_come_in(client: Client, role: str, may: bool) -> None:
    network = a_network()
    person, viewer = who_holds(network, role)
    sign_in(client, person)
    client.post(f"/en/g/{network.uid}/policy", {"entry": "open"})
    assert Policy.objects.filter(network=network, entry="open").exists() is may
    if may:
        with pytest.raises(Problem):
            set_policy(viewer, network.uid, "anything")
    else:
        with pytest.raises(NotAllowed):
            set_policy(viewer, network.uid, "open")
