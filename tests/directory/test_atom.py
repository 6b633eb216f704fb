"""What is new, as a feed: valid Atom, escaped, public."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from konbit.search.actions import apply_changes
from tests.builders import a_group
from tests.directory.finding import a_town

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, query: str = "") -> ElementTree.Element:
    answer = client.get(f"/en/groups/feed{query}")
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def test_the_newest_come_first_with_all_that_atom_requires(client: Client) -> None:
    a_town()
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    for needed in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{needed}") is not None
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"].endswith("/en/groups/feed?")  # type: ignore[union-attr]
    entries = root.findall(f"{ATOM}entry")
    assert entries[0].findtext(f"{ATOM}title") == "Bakers Together"
    for entry in entries:
        assert entry.findtext(f"{ATOM}id", "").startswith("urn:konbit:group:")
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")).tzinfo
        assert entry.find(f"{ATOM}link") is not None


def test_the_feed_follows_the_filters(client: Client) -> None:
    a_town()
    titles = [entry.findtext(f"{ATOM}title") for entry in feed(client, "?q=sunrise").findall(f"{ATOM}entry")]
    assert titles == ["Sunrise Bakery"]


def test_markup_and_control_characters_in_names_do_no_harm(client: Client) -> None:
    a_group("<b>Bread</b> & \x0bRoses", description={"en": "<script>alert(1)</script>"})
    apply_changes()
    (entry,) = feed(client).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "<b>Bread</b> & Roses"
    assert b"<script>" not in client.get("/en/groups/feed").content


def test_an_empty_feed_is_still_a_feed(client: Client) -> None:
    assert feed(client, "?q=nothing").findall(f"{ATOM}entry") == []
