"""A search in a frame on another site: open to all sites, without cookies, with a way back."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.directory.finding import a_town

pytestmark = pytest.mark.django_db


def test_the_frame_may_stand_on_any_site_and_only_the_frame_may(client: Client) -> None:
    a_town()
    frame = client.get("/en/groups/embed/?q=rye")
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    page = client.get("/en/groups/?q=rye")
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_the_frame_sets_no_cookies_and_leads_back(client: Client) -> None:
    a_town()
    frame = client.get("/en/groups/embed/?q=rye&show=list")
    assert not frame.cookies
    text = frame.content.decode()
    assert "/en/groups/?q=rye" in text
    assert "<header" not in text
    assert "<script" not in text


def test_the_frame_shows_list_map_or_both(client: Client) -> None:
    a_town()

    def frame(show: str) -> str:
        return client.get(f"/en/groups/embed/?show={show}").content.decode()

    assert "map-frame" in frame("map")
    assert "Sunrise Bakery</a>" not in frame("map")
    assert "map-frame" not in frame("list")
    assert "Sunrise Bakery</a>" in frame("list")
    assert "map-frame" in frame("both")
    assert "Sunrise Bakery</a>" in frame("nonsense")


def test_the_code_is_made_for_the_present_search_in_the_chosen_language(client: Client) -> None:
    a_town()
    text = client.get("/en/groups/embed/make/?q=rye&show=map&height=400&language=fr").content.decode()
    assert "&lt;iframe src=&quot;" in text
    assert "/fr/groups/embed/?q=rye&amp;amp;show=map" in text
    assert "height=&quot;400&quot;" in text
    assert '<option value="fr" lang="fr" selected>' in text


def test_what_stands_in_the_address_cannot_break_out_of_the_code(client: Client) -> None:
    text = client.get("/en/groups/embed/make/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in text
    assert "&quot;&gt;&lt;script" not in text.split("<textarea")[1].split("</textarea>")[0]
