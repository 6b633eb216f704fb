"""Whose record it is: by a word on the group's website, by asking, by an invitation; by nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.models import Change
from konbit.directory.actions.caring import MOST_OPEN, accept_care, ask_for_care, refuse_care
from konbit.directory.actions.erasure import erase
from konbit.directory.actions.proving import begin_proof, look_for_word
from konbit.directory.actions.writing import change_groups
from konbit.directory.domains import is_shared, site_of
from konbit.directory.models import CareRequest, DomainProof, Group, Relation, Role
from konbit.directory.queries.caring import care_page, care_requests, requests_waiting
from konbit.people.audience import ANYONE, Viewer, viewer_of
from konbit.people.models import Invitation, Person
from tests.builders import a_group, a_person, a_viewer

pytestmark = pytest.mark.django_db


class Site(ThreadingHTTPServer):
    """A website on this machine: `pages` by path; "->" before an address leads there."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []

    @property
    def domain(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        said = self.server.pages.get(self.path)
        if said is not None and said.startswith("->"):
            self.send_response(302)
            self.send_header("Location", said[2:])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = (said or "").encode()
        self.send_response(404 if said is None else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Quiet."""


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """A website that may be asked."""
    server = Site()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.KONBIT_FETCH_ALLOW = ["127.0.0.1", "localhost"]
    yield server
    server.shutdown()
    server.server_close()


def named(address: str, audience: str = "public") -> list[dict[str, str]]:
    """A website as a part of a group's state."""
    return [{"kind": "website", "value": address, "audience": audience}]


@pytest.fixture
def group(site: Site) -> Group:
    return a_group("Bakery", contacts=named(f"http://{site.domain}/about-us"))


@pytest.fixture
def rosa() -> Person:
    return a_person("rosa")


def looks_after(person: Person, group: Group) -> bool:
    return Role.objects.filter(person=person, group=group, kind="steward").exists()


def look_again(rosa: Person, group: Group, domain: str) -> None:
    """Look later than a moment ago."""
    DomainProof.objects.update(looked_at=None)
    look_for_word(viewer_of(rosa), group.uid, domain)


@pytest.mark.parametrize("where", ["/.well-known/konbit.txt", "/"])
def test_whoever_puts_the_word_on_the_website_becomes_steward(
    site: Site, group: Group, rosa: Person, where: str
) -> None:
    word = begin_proof(viewer_of(rosa), group.uid, site.domain)
    assert begin_proof(viewer_of(rosa), group.uid, site.domain) == word
    assert not site.asked
    site.pages[where] = f"<html><p>Open daily. {word.upper()}</p></html>"
    look_for_word(viewer_of(rosa), group.uid, site.domain)
    assert looks_after(rosa, group)
    assert DomainProof.objects.get().proven_at
    assert word not in str(list(Change.objects.values("after")))


def test_without_the_word_it_says_where_it_looked_and_nobody_becomes_steward(
    site: Site, group: Group, rosa: Person
) -> None:
    begin_proof(viewer_of(rosa), group.uid, site.domain)
    other = begin_proof(viewer_of(a_person("eve")), group.uid, site.domain)
    site.pages["/"] = f"Open daily. {other}"
    with pytest.raises(Problem, match="did not find the word") as problem:
        look_for_word(viewer_of(rosa), group.uid, site.domain)
    assert f"http://{site.domain}/.well-known/konbit.txt: there is no such page." in problem.value.where
    assert not looks_after(rosa, group)


def test_a_site_that_leads_to_another_host_proves_nothing(site: Site, group: Group, rosa: Person) -> None:
    word = begin_proof(viewer_of(rosa), group.uid, site.domain)
    elsewhere = Site()
    threading.Thread(target=elsewhere.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    elsewhere.pages["/"] = word
    site.pages["/"] = f"->http://{elsewhere.domain}/"
    with pytest.raises(Problem) as problem:
        look_for_word(viewer_of(rosa), group.uid, site.domain)
    elsewhere.shutdown()
    elsewhere.server_close()
    assert "another website" in problem.value.where
    assert not looks_after(rosa, group)


def test_a_host_in_a_private_network_is_not_asked(
    site: Site, group: Group, rosa: Person, settings: Any
) -> None:
    settings.KONBIT_FETCH_ALLOW = []
    site.pages["/"] = begin_proof(viewer_of(rosa), group.uid, site.domain)
    with pytest.raises(Problem, match="did not find"):
        look_for_word(viewer_of(rosa), group.uid, site.domain)
    assert not site.asked


def test_hosts_are_not_asked_all_the_time(site: Site, group: Group, rosa: Person) -> None:
    begin_proof(viewer_of(rosa), group.uid, site.domain)
    for match in ("did not find", "only a moment ago"):
        with pytest.raises(Problem, match=match):
            look_for_word(viewer_of(rosa), group.uid, site.domain)
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/ourbakery",
        "https://m.facebook.com/ourbakery",
        "http://sites.google.com/view/bakery",
        "https://linktr.ee/bakery",
    ],
)
def test_pages_on_shared_hosts_are_refused_with_the_reason(rosa: Person, address: str) -> None:
    group = a_group("Bakery", contacts=named(address))
    domain = site_of(address)[0]
    assert "Many people have pages there" in care_page(viewer_of(rosa), group.uid).websites[0].refused
    with pytest.raises(Problem, match="Many people have pages there"):
        begin_proof(viewer_of(rosa), group.uid, domain)


def test_a_domain_that_several_groups_name_is_refused_with_the_reason(rosa: Person) -> None:
    groups = [
        a_group(f"Shop {number}", contacts=named(f"https://shops.example/{number}")) for number in "123"
    ]
    a_group("Near", contacts=named("https://near.shops.example/"))
    with pytest.raises(Problem, match="Several groups"):
        begin_proof(viewer_of(rosa), groups[0].uid, "shops.example")


def test_a_website_that_somebody_wrote_in_lately_proves_nothing_yet(site: Site, rosa: Person) -> None:
    group = a_group("Bakery")
    with recording("person:eve", "publish") as batch:
        change_groups(batch, [(group, {"contacts": named(f"http://{site.domain}/")})])
    with pytest.raises(Problem, match="only lately"):
        begin_proof(viewer_of(rosa), group.uid, site.domain)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert begin_proof(viewer_of(rosa), group.uid, site.domain)


def test_only_a_website_that_everybody_sees_at_this_group_counts(site: Site, rosa: Person) -> None:
    hidden = a_group("Hidden site", contacts=named(f"http://{site.domain}/", "stewards"))
    for domain in (site.domain, "other.example", ""):
        with pytest.raises(Problem, match="does not name this website"):
            begin_proof(viewer_of(rosa), hidden.uid, domain)


def test_a_group_that_has_a_steward_cannot_be_taken_by_its_website(
    site: Site, group: Group, rosa: Person
) -> None:
    site.pages["/"] = begin_proof(viewer_of(rosa), group.uid, site.domain)
    Role.objects.create(person=a_person("ana"), group=group, kind="steward")
    for act in (begin_proof, look_for_word):
        with pytest.raises(Problem, match="Somebody looks after"):
            act(viewer_of(rosa), group.uid, site.domain)
    assert not looks_after(rosa, group)


def test_without_an_account_nobody_begins(site: Site, group: Group) -> None:
    for act in (begin_proof, look_for_word):
        with pytest.raises(NotAllowed):
            act(ANYONE, group.uid, site.domain)
    with pytest.raises(NotAllowed):
        ask_for_care(ANYONE, group.uid, "I bake there.")
    assert Client().get(reverse("directory:look_after", args=[group.uid])).status_code == 302


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.Bakery.example/about", ("bakery.example", "https://www.bakery.example")),
        ("bakery.example", ("bakery.example", "https://bakery.example")),
        ("http://bakery.example:80/", ("bakery.example", "http://bakery.example")),
        (
            "http://bäckerei.example:8080",
            ("xn--bckerei-5wa.example:8080", "http://xn--bckerei-5wa.example:8080"),
        ),
        ("ftp://bakery.example", ("", "")),
        ("https://me:secret@bakery.example/", ("", "")),
        ("https://[::1", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_domain_is_known_however_the_address_is_written(address: str, site: tuple[str, str]) -> None:
    assert site_of(address) == site


def test_a_name_that_only_ends_like_a_shared_host_is_ones_own() -> None:
    assert is_shared("de-de.facebook.com")
    assert not is_shared("notfacebook.com")
    assert not is_shared("bakery.blogspot.com")


@pytest.fixture
def network(group: Group) -> Group:
    above = a_group("Bakers", kind="network")
    Relation.objects.create(subject=group, kind="member_of", object=above)
    return above


def test_an_organiser_of_its_network_gives_it_to_whoever_asks(
    group: Group, network: Group, rosa: Person
) -> None:
    ask_for_care(viewer_of(rosa), group.uid, "I bake there.")
    ask_for_care(viewer_of(rosa), group.uid, "Please!")
    organiser = a_viewer(network.scope, "organiser")
    assert requests_waiting(organiser, network.uid) == 1
    _link, [asked] = care_requests(organiser, network.uid)
    assert (asked.name, asked.text, asked.link.name) == ("rosa", "I bake there.", "Bakery")
    assert accept_care(organiser, asked.id) == "rosa"
    assert looks_after(rosa, group)
    assert requests_waiting(organiser, network.uid) == 0
    with pytest.raises(NotFound):
        refuse_care(organiser, asked.id)


@pytest.mark.parametrize("role", ["moderator", "member"])
def test_nobody_else_gives_it(group: Group, network: Group, rosa: Person, role: str) -> None:
    ask_for_care(viewer_of(rosa), group.uid, "")
    asked = CareRequest.objects.get()
    for viewer in (
        a_viewer(network.scope, role),
        a_viewer("group:999", "organiser"),
        viewer_of(rosa),
        ANYONE,
    ):
        with pytest.raises(NotAllowed):
            accept_care(viewer, asked.pk)
        assert requests_waiting(viewer, network.uid) == 0
    assert not looks_after(rosa, group)


def test_the_steward_of_a_network_as_a_group_sees_no_requests_of_its_members(
    group: Group, network: Group, rosa: Person
) -> None:
    ask_for_care(viewer_of(rosa), group.uid, "")
    assert care_requests(a_viewer(network.scope, "steward"), network.uid)[1] == ()


def test_whoever_keeps_the_house_answers_for_groups_without_a_network(rosa: Person) -> None:
    lone = a_group("Lone")
    ask_for_care(viewer_of(rosa), lone.uid, "I am all of it.")
    operator = a_person("keeper", is_superuser=True)
    client = Client()
    client.force_login(rosa)
    page = reverse("directory:own_care_requests")
    assert "I am all of it." not in client.get(page).content.decode()
    client.force_login(operator)
    assert "I am all of it." in client.get(page).content.decode()
    assert "1 person asks" in client.get(reverse("directory:group", args=[lone.uid])).content.decode()
    client.post(page, {"request": CareRequest.objects.get().pk, "accept": "1"})
    assert looks_after(rosa, lone)


def test_who_was_refused_may_ask_again(group: Group, network: Group, rosa: Person) -> None:
    organiser = a_viewer(network.scope, "organiser")
    ask_for_care(viewer_of(rosa), group.uid, "")
    refuse_care(organiser, CareRequest.objects.get().pk)
    assert not looks_after(rosa, group)
    ask_for_care(viewer_of(rosa), group.uid, "")
    assert CareRequest.objects.filter(answered_at=None).count() == 1


def test_nobody_asks_for_more_groups_than_anybody_looks_after(rosa: Person) -> None:
    for number in range(MOST_OPEN):
        ask_for_care(viewer_of(rosa), a_group(f"Group {number}").uid, "")
    with pytest.raises(Problem, match="already"):
        ask_for_care(viewer_of(rosa), a_group("One more").uid, "")


def test_a_group_that_she_does_not_see_cannot_be_asked_for(rosa: Person) -> None:
    hidden = a_group("Hidden", audience="stewards")
    with pytest.raises(NotFound):
        ask_for_care(viewer_of(rosa), hidden.uid, "")
    with pytest.raises(NotFound):
        care_page(viewer_of(rosa), hidden.uid)


def test_an_organiser_invites_the_group_in_one_press(group: Group, network: Group, rosa: Person) -> None:
    Role.objects.create(person=rosa, group=network, kind="organiser")
    client = Client()
    client.force_login(rosa)
    page = client.get(reverse("directory:group", args=[group.uid]))
    assert "Invite the group to look after it" in page.content.decode()
    address = reverse("directory:invite_group", args=[group.uid])
    assert client.get(address).status_code == 405
    assert "https://wa.me/" in client.post(address).content.decode()
    made = Invitation.objects.get()
    assert (made.scope, made.role, made.uses) == (group.scope, "steward", 1)
    client.force_login(a_person("outsider"))
    assert client.post(address).status_code == 403


def test_the_page_leads_through_the_three_ways(
    site: Site, group: Group, network: Group, rosa: Person
) -> None:
    Role.objects.create(person=a_person("olga"), group=network, kind="organiser")
    client = Client()
    client.force_login(rosa)
    where = reverse("directory:look_after", args=[group.uid])
    assert "I can write there" in client.get(where).content.decode()
    client.post(reverse("directory:prove_website", args=[group.uid]), {"domain": site.domain})
    word = DomainProof.objects.get().word
    assert word in client.get(where).content.decode()
    look = reverse("directory:look_for_word", args=[group.uid])
    missed = client.post(look, {"domain": site.domain})
    assert missed.status_code == 400
    assert "did not find the word" in missed.content.decode()
    asked = client.post(reverse("directory:ask_for_care", args=[group.uid]), {"text": "I bake"}, follow=True)
    assert "Nobody has answered yet." in asked.content.decode()
    DomainProof.objects.update(looked_at=None)
    site.pages["/"] = word
    done = client.post(look, {"domain": site.domain}, follow=True)
    assert "You look after this group now." in done.content.decode()
    assert "You look after it already." in client.get(where).content.decode()


def test_the_network_page_tells_its_organiser_who_asks_and_nobody_else(
    group: Group, network: Group, rosa: Person
) -> None:
    ask_for_care(viewer_of(rosa), group.uid, "")
    Role.objects.create(person=a_person("olga"), group=network, kind="organiser")
    address = reverse("directory:group", args=[network.uid])
    client = Client()
    assert "asks to look after" not in client.get(address).content.decode()
    client.force_login(Person.objects.get(username="olga"))
    assert "1 person asks to look after a group" in client.get(address).content.decode()
    requests = reverse("directory:care_requests", args=[network.uid])
    client.post(requests, {"request": CareRequest.objects.get().pk, "accept": "1"})
    assert looks_after(rosa, group)


def test_whoever_leaves_takes_her_questions_and_words_with_her(
    site: Site, group: Group, rosa: Person
) -> None:
    from konbit.base.registry import Identity

    begin_proof(viewer_of(rosa), group.uid, site.domain)
    ask_for_care(viewer_of(rosa), group.uid, "I am Rosa.")
    erase(Identity(rosa.pk, rosa.opaque_id, ("rosa",), lambda text: text == "rosa"))
    assert not DomainProof.objects.exists()
    assert not CareRequest.objects.exists()


def test_a_viewer_without_roles_is_not_told_who_looks_after_a_group(group: Group, rosa: Person) -> None:
    Role.objects.create(person=a_person("ana", shown_name="Ana Secret"), group=group, kind="steward")
    client = Client()
    client.force_login(rosa)
    text = client.get(reverse("directory:look_after", args=[group.uid])).content.decode()
    assert "Somebody looks after it already." in text
    assert "Ana Secret" not in text
    assert isinstance(viewer_of(rosa), Viewer)
