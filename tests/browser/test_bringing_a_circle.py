"""Moving a circle here from elsewhere, in the browser: a file, what it would bring, and booking it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.people.audience import viewer_of
from konbit.people.models import Person
from konbit.exchange.actions.circles import CircleDraft, begin_circle
member = viewer_of(Person.objects.get(username="member"))
draft = CircleDraft("en", "timebank", "Hours from elsewhere", currency="HOUR")
uid = begin_circle(member, "UID", draft, uuid.uuid4())
print(json.dumps({"circle": uid}))
"""
FILE = "number;name;balance\n17;Odette Jean-Baptiste;1:30\n3;Tiago;-1:30\n4;Abeba;many\n"


@dataclass(frozen=True)
class Bank:
    """A time bank in which nobody is yet."""

    circle: str


@pytest.fixture(scope="module")
def bank(instance: Instance, tables: Tables) -> Bank:
    """Made once for this module."""
    return Bank(**json.loads(instance.python(MADE.replace("UID", tables.uid))))


def test_the_page_can_be_used_by_all(visit: Visit, bank: Bank) -> None:
    at = f"/en/exchange/circles/{bank.circle}/bring"
    look_over(visit("", user="member"), at, "bring-circle", "#content form button")


def test_a_file_is_read_once_more_before_it_is_booked(visit: Visit, bank: Bank) -> None:
    at = f"/en/exchange/circles/{bank.circle}"
    page = visit(at + "/", width=360, script=False, user="member")
    page.get_by_role("link", name="Bring it from elsewhere").click()
    file = FilePayload(name="members.csv", mimeType="text/csv", buffer=FILE.encode())
    page.get_by_label("Your file").set_input_files(files=[file])
    page.get_by_role("button", name="What would it bring?").click()
    expect(page.get_by_role("heading", name="Is it right?")).to_be_visible()
    expect(page.get_by_text("Odette Jean-Baptiste")).to_be_visible()
    no_sideways_scroll(page, 360)
    shoot(page, "bring-circle-preview-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, "bring-circle-preview-1280")
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", name="These rows were not taken")).to_be_visible()
    no_sideways_scroll(page, 360)
    shoot(page, "bring-circle-left-360")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_text("Odette Jean-Baptiste").first).to_be_visible()
    shoot(page, "bring-circle-after-360")


def test_what_it_would_bring_is_read_by_machines_too(visit: Visit, bank: Bank) -> None:
    page = visit(f"/en/exchange/circles/{bank.circle}/bring", width=1280, user="member")
    file = FilePayload(
        name="members.csv",
        mimeType="text/csv",
        buffer=b"name,balance\nYusra,0:30\nKofi,-0:30\n",
    )
    page.get_by_label("Your file").set_input_files(files=[file])
    page.get_by_role("button", name="What would it bring?").click()
    expect(page.get_by_role("heading", name="Is it right?")).to_be_visible()
    audit(page)
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
