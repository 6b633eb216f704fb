"""Offers and needs as tables and profiles, out and in; messy files; rows that come back with the reason."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from konbit.directory.models import Group
from konbit.exchange.models import Listing
from tests.builders import a_group, a_place
from tests.exchange.listed import listed, somebody_of

pytestmark = pytest.mark.django_db

MESSY = """Oferta o necesidad;Tipo;Título;Prix;Devise;Cantidad;Lugar;Hasta;Teléfono
oferta;bienes;Semillas de maíz;12,50;eur;20 kg;Lyon;2099-05-01;555
need;service;Somebody for the accounts;;;;;;
besoin;;Un four à pain;;;1;;;
vendo;bienes;No se sabe qué;;;;;;
offer;spaceship;A rocket;;;;;;
offer;transport;;;;;;;
offer;time;An hour;1e9;EUR;;;;
offer;time;Two hours;2;;;;;
offer;goods;Old bread;;;;;1999-01-01;
"""


@pytest.fixture
def bakery(settings: Settings, tmp_path: object) -> Group:
    settings.KONBIT_HOME = tmp_path
    return a_group("Sunrise Bakery", places=[a_place(45.76, 4.84, "Lyon", country="FR", precision="town")])


def brought(client: Client, group: Group, content: str | bytes, name: str = "table.csv") -> str:
    """The page after a file was brought."""
    raw = content.encode() if isinstance(content, str) else content
    address = reverse("exchange:bring-listings", args=[group.uid])
    return client.post(address, {"file": SimpleUploadedFile(name, raw)}, follow=True).content.decode()


def test_a_messy_table_is_taken_and_the_other_rows_come_back(bakery: Group) -> None:
    _viewer, client, _person = somebody_of(bakery, "editor")
    page = brought(client, bakery, MESSY)
    assert "3 offers and needs were taken" in page
    assert "6 rows were not taken" in page
    assert {next(iter(one.title.values())) for one in Listing.objects.all()} == {
        "Semillas de maíz", "Somebody for the accounts", "Un four à pain"
    }  # fmt: skip
    row = Listing.objects.get(sort="goods", what="offer")
    price = row.prices.get()
    assert (price.amount, price.currency.code, row.where) == (1250, "EUR", "Lyon")
    assert (str(row.quantity), row.unit) == ("20.000", "kg")
    left = page.split("listings/left/")[1].split('"')[0]
    file = client.get(f"/en/listings/left/{left}").content.decode("utf-8-sig")
    assert "It is not said whether it is offered or needed." in file
    assert "“spaceship” is no sort." in file
    assert "is no amount" in file
    assert "in what the price is counted" in file
    assert "This has ended already." in file
    other, browser, _p = somebody_of(bakery, "editor", "bo")
    assert browser.get(f"/en/listings/left/{left}").status_code == 404
    assert other.is_someone
    assert "Nothing new was taken" in brought(client, bakery, MESSY)
    assert Listing.objects.count() == 3, "the same file again changes nothing"


def test_the_whole_table_is_taken_back_with_one_press(bakery: Group) -> None:
    _viewer, client, _person = somebody_of(bakery, "editor")
    page = brought(client, bakery, "what,title\noffer,Seed\nneed,Flour\n")
    assert "2 offers and needs were taken" in page
    undo = page.split('href="')
    address = next(one.split('"')[0] for one in undo if "/undo/" in one or "undo" in one.split('"')[0])
    client.post(address.replace("&amp;", "&"))
    assert not Listing.objects.filter(removed_at=None).exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.csv"), (b"PK\x03\x04 no workbook", "a.xlsx"), (b"{", "a.json"), (b"[1, 2]", "a.json"),
     (b"colour,shape\nred,round\n", "a.csv"), (b"\xff\xd8\xff\xe0", "a.csv")],
)  # fmt: skip
def test_what_is_no_table_is_told(bakery: Group, content: bytes, name: str) -> None:
    _viewer, client, _person = somebody_of(bakery, "editor")
    page = brought(client, bakery, content, name)
    assert "Bring a table" in page
    assert not Listing.objects.exists()


def test_the_page_asks_for_a_file(bakery: Group) -> None:
    _viewer, client, _person = somebody_of(bakery, "editor")
    page = client.get(reverse("exchange:bring-listings", args=[bakery.uid])).content.decode()
    assert 'type="file"' in page
    assert "multipart/form-data" in page


def test_only_editors_bring_tables(bakery: Group) -> None:
    _viewer, client, _person = somebody_of(bakery)
    assert client.get(reverse("exchange:bring-listings", args=[bakery.uid])).status_code == 403


def test_what_is_written_out_can_be_brought_in(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery, "editor")
    listed(
        viewer,
        bakery,
        "=Seed",
        prices=(("12.50", "EUR"),),
        text="From\nour field",
        radius=30,
        name="Rosemène",
    )
    out = client.get(reverse("exchange:listings-table", args=[bakery.uid])).content.decode("utf-8-sig")
    assert "'=Seed" in out, "no spreadsheet program runs it"
    assert "Rosemène" not in out
    other = a_group("Tool Shed")
    _v, browser, _p = somebody_of(other, "editor", "bo")
    brought(browser, other, out)
    row = Listing.objects.get(group=other)
    assert row.title == {"en": "=Seed"}
    assert (row.text["en"], row.radius, row.prices.get().amount) == ("From\nour field", 30, 1250)


def test_profiles_say_what_everybody_may_see_and_come_in_again(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery, "editor")
    listed(viewer, bakery, "Seed", free=True)
    listed(viewer, bakery, "A van", "need", sort="transport", radius=100)
    listed(viewer, bakery, "Quiet", audience="group")
    said = client.get(reverse("exchange:listings-profiles", args=[bakery.uid])).json()
    offer, need = said["data"]
    needed = {"linked_schemas", "exchange_type", "transaction_type", "tags", "title", "description",
              "geolocation", "geographic_scope", "contact_details"}  # fmt: skip
    assert needed <= offer.keys()
    assert offer["linked_schemas"] == ["offers_wants_prototype-v0.0.2"]
    assert (offer["exchange_type"], offer["transaction_type"]) == ("offer", ["receive-donate"])
    assert (need["exchange_type"], need["geographic_scope"]) == ("want", "regional")
    assert offer["contact_details"]["contact_form"].endswith(f"/g/{bakery.uid}") or bakery.uid in str(offer)
    assert (offer["geolocation"]["lat"], offer["geolocation"]["lon"]) != (45.76, 4.84)
    other = a_group("Tool Shed")
    _v, browser, _p = somebody_of(other, "editor", "bo")
    assert "2 offers and needs were taken" in brought(browser, other, json.dumps(said), "profiles.json")
    assert set(Listing.objects.filter(group=other).values_list("what", "free")) == {
        ("offer", True),
        ("need", False),
    }


def test_a_profile_of_another_site_loses_its_markup(bakery: Group) -> None:
    _viewer, client, _person = somebody_of(bakery, "editor")
    told = {
        "exchange_type": "want",
        "item_type": "service",
        "title": "A dolly",
        "expires_at": 4102444800,
        "description": "<p><strong>From</strong> the orient.</p>",
        "transaction_type": ["lend"],
    }
    brought(client, bakery, json.dumps(told), "a.json")
    row = Listing.objects.get()
    assert row.text == {"en": "From the orient."}
    assert (row.what, row.sort) == ("need", "service")
