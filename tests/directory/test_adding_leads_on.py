"""Who adds a group on the way to something else is led on to that."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.builders import a_group
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("to", "leads"),
    [("/en/decisions/", "/en/decisions/"), ("https://elsewhere.example/", "/edit"), ("", "/edit")],
)
def test_it_leads_where_one_was_headed_within_this_site(to: str, leads: str) -> None:
    _viewer, browser, _person = somebody_of(a_group("Somewhere"), "member", "rosa")
    address = f"{reverse('directory:add')}?next={to}"
    sent = {"name": "Table of the Mill", "kind": "initiative", "standing": "speaks", "precision": "none"}
    answer = browser.post(address, sent)
    assert answer.status_code == 302, answer.text[-2000:]
    assert answer["Location"].startswith("/")
    assert leads in answer["Location"]
