"""Offers and needs through their pages: written in two steps, found, renewed, ended, told to whom."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from konbit.base.errors import NotAllowed, Problem
from konbit.directory.models import Group, Place
from konbit.exchange.actions.listing_photos import MOST, add_photo
from konbit.exchange.actions.listings import ListingDraft, end_listing, list_it, renew_listing, write_listing
from konbit.exchange.actions.units import currency_for
from konbit.exchange.models import Currency, Listing, Price
from konbit.exchange.queries.units import currency_choices
from tests.builders import a_group, a_place
from tests.exchange.listed import a_picture, listed, somebody_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery() -> Group:
    return a_group("Sunrise Bakery", places=[a_place(18.54, -72.34, "Ville-Bonheur", country="HT")])


def test_something_is_offered_in_two_steps(bakery: Group) -> None:
    _viewer, client, _person = somebody_of(bakery)
    first = reverse("exchange:new-listing", args=[bakery.uid])
    page = client.get(first).content.decode()
    assert "We offer something" in page
    assert "?what=need&amp;sort=transport" in page
    address = f"{first}?what=offer&sort=goods"
    said = {"title": "Maize seed", "price": "250", "currency": "HTG", "second": "1:30", "second_unit": "HOUR",
            "days": "30", "language": "English", "audience": "public", "quantity": "12.5", "unit": "kg",
            "key": "6b0f8a56-6f0e-4bb4-8b8d-0a1f5d9a0c01"}  # fmt: skip
    for _twice in range(2):
        answer = client.post(address, {**said, "picture": a_picture(), "alt": "A basket"}, follow=True)
        assert answer.status_code == 200
    row = Listing.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("exchange:listing", args=[row.uid])
    told = answer.content.decode()
    assert "Maize seed" in told
    assert "12.5 kg" in told
    assert "1 h 30 min" in told
    assert row.until_on == date.today() + timedelta(days=30)
    assert {(one.currency.code, one.amount) for one in row.prices.all()} == {("HTG", 25000), ("HOUR", 90)}


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(bakery: Group) -> None:
    _viewer, client, _person = somebody_of(bakery)
    address = f"{reverse('exchange:new-listing', args=[bakery.uid])}?what=offer&sort=goods"
    said = {"title": "Maize seed", "text": "From our own field", "days": "30", "language": "English",
            "key": "6b0f8a56-6f0e-4bb4-8b8d-0a1f5d9a0c01"}  # fmt: skip
    for wrong, why in [
        ({"price": "1e9", "currency": "HTG"}, "is no amount"),
        ({"price": "-5", "currency": "HTG"}, "is no amount"),
        ({"price": "0.001", "currency": "HTG"}, "is no amount"),
        ({"price": "0", "currency": "HTG"}, "A price of nothing"),
        ({"price": "5", "currency": "HTG", "free": "on"}, "It is free, and it has a price"),
        ({"price": "5", "currency": "HTG", "second": "6", "second_unit": "HTG"}, "in the same unit"),
        ({"price": "5", "currency": "XXX"}, "valid choice"),
        ({"radius": "99999"}, "20000"),
        ({"days": "9999"}, "valid choice"),
        ({"title": "  "}, "required"),
        ({"picture": SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")}, "not a photo"),
    ]:
        answer = client.post(address, {**said, **wrong})
        page = answer.content.decode()
        assert answer.status_code == 200, wrong
        assert why in page, wrong
        assert "From our own field" in page
    assert not Listing.objects.exists()


def test_prices_of_units_that_are_not_offered_are_refused(bakery: Group) -> None:
    viewer, _client, _person = somebody_of(bakery)
    other = a_group("Other circle")
    unit = Currency.objects.create(group=other, sort="own", code="KOB", title={"en": "kòb"})
    with pytest.raises(Problem):
        listed(viewer, bakery, prices=(("5", unit.uid),))
    own = Currency.objects.create(group=bakery, sort="own", code="PEN", title={"en": "bread"})
    row = listed(viewer, bakery, prices=(("5", own.uid),))
    assert Price.objects.get(listing=row).currency == own
    near = dict(currency_choices(viewer, bakery.pk))["Near you"]
    assert [word for word, _name in near] == [own.uid, "HOUR", "HTG", "USD"]


def test_everybody_s_money_is_one_row(bakery: Group) -> None:
    assert currency_for("htg") == currency_for("HTG")
    assert currency_for("HOUR").sort == "time"
    with pytest.raises(Problem):
        currency_for("ABC")


def test_it_is_mended_and_translated(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    row = listed(viewer, bakery, prices=(("5", "HTG"), ("1:00", "HOUR")))
    address = reverse("exchange:edit-listing", args=[row.uid])
    page = client.get(address).content.decode()
    assert 'value="5.00"' in page
    client.post(address, {"title": "Semences de maïs", "sort": "goods", "language": "français", "price": "6",
                          "currency": "HTG", "audience": "public"})  # fmt: skip
    row.refresh_from_db()
    assert row.title == {"en": "Maize seed", "fr": "Semences de maïs"}
    assert [(one.currency.code, one.amount) for one in row.prices.all()] == [("HTG", 600)]


def test_only_its_keeper_changes_it(bakery: Group) -> None:
    viewer, _client, _person = somebody_of(bakery)
    other, client, _other = somebody_of(bakery, name="bo")
    editor, _browser, _edits = somebody_of(bakery, "editor", name="cleo")
    row = listed(viewer, bakery)
    for act in (renew_listing, end_listing):
        with pytest.raises(NotAllowed):
            act(other, row.uid)
        act(editor, row.uid)
    assert client.post(reverse("exchange:renew-listing", args=[row.uid])).status_code == 403
    assert client.get(reverse("exchange:edit-listing", args=[row.uid])).status_code == 403
    assert Client().get(reverse("exchange:listing", args=[row.uid])).status_code == 200
    stranger, _c, _p = somebody_of(a_group("Elsewhere"), "steward", "dina")
    draft = ListingDraft("en", "offer", "goods", "Not mine")
    with pytest.raises(NotAllowed):
        list_it(stranger, bakery.uid, draft, row.key)
    with pytest.raises(NotAllowed):
        write_listing(stranger, row.uid, draft)


def test_a_member_who_left_keeps_nothing(bakery: Group) -> None:
    viewer, _client, person = somebody_of(bakery)
    row = listed(viewer, bakery)
    person.roles.all().delete()
    from konbit.people.audience import viewer_of

    with pytest.raises(NotAllowed):
        renew_listing(viewer_of(person), row.uid)


def test_what_is_over_is_on_no_list_but_on_its_keeper_s(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    row = listed(viewer, bakery)
    Listing.objects.filter(pk=row.pk).update(until_on=date.today() - timedelta(days=1))
    assert "Maize seed" not in client.get(reverse("exchange:listings")).content.decode()
    assert (
        "Maize seed" not in client.get(reverse("exchange:group-listings", args=[bakery.uid])).content.decode()
    )
    own = client.get(reverse("exchange:own-listings")).content.decode()
    assert "Does it still hold?" in own
    assert "Maize seed" in own
    client.post(reverse("exchange:renew-listing", args=[row.uid]), {"next": reverse("exchange:own-listings")})
    assert "Maize seed" in client.get(reverse("exchange:listings")).content.decode()
    client.post(reverse("exchange:end-listing", args=[row.uid]))
    assert "Maize seed" not in client.get(reverse("exchange:listings")).content.decode()
    assert "Done (1)" in client.get(reverse("exchange:own-listings")).content.decode()
    assert "This is done since" in Client().get(reverse("exchange:listing", args=[row.uid])).content.decode()


def test_on_behalf_of_somebody_without_an_account(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    row = listed(viewer, bakery, "An hour of ironing", name="Rosemène Invented", sort="time")
    assert row.person == ""
    address = reverse("exchange:listing", args=[row.uid])
    assert "Rosemène Invented" in client.get(address).content.decode()
    assert "Rosemène" not in Client().get(address).content.decode()
    assert "An hour of ironing" in client.get(reverse("exchange:own-listings")).content.decode()


def test_a_place_is_never_shown_more_exactly_than_its_group_shows_it() -> None:
    shed = a_group("Tool Shed", places=[
        a_place(45.7712, 4.8531, "Lyon", street="7 Rue du Lavoir", country="FR", precision="town"),
        a_place(45.7012, 4.8031, "Oullins", street="9 Rue Secrète", country="FR", precision="none"),
    ])  # fmt: skip
    viewer, client, _person = somebody_of(shed, "steward")
    places = {one.precision: one.pk for one in Place.objects.filter(group=shed)}
    row = listed(viewer, shed, place=places["town"])
    hidden = listed(viewer, shed, "A ladder", place=places["none"])
    for browser in (Client(), client):
        for one in (row, hidden):
            page = browser.get(reverse("exchange:listing", args=[one.uid])).content.decode()
            assert "Lavoir" not in page
            assert "Secrète" not in page
            assert "Oullins" not in page
    found = client.get(f"/api/listings/{row.uid}").json()
    assert found["where"] == "Lyon, France"
    assert (found["latitude"], found["longitude"]) != (45.7712, 4.8531)
    assert client.get(f"/api/listings/{hidden.uid}").json()["latitude"] is None


@pytest.mark.parametrize("audience", ["network", "group", "stewards"])
def test_a_narrower_audience_is_told_to_nobody_else(bakery: Group, audience: str) -> None:
    viewer, client, _person = somebody_of(bakery, "steward")
    row = listed(viewer, bakery, "Quiet seed", audience=audience)
    _told_to_its_people_alone(row, bakery, client)


def test_what_a_hidden_group_offers_is_told_to_nobody_else() -> None:
    hidden = a_group("Hidden circle", audience="group")
    viewer, client, _person = somebody_of(hidden, "steward")
    row = listed(viewer, hidden, "Quiet seed")
    add_photo(viewer, row.uid, a_picture(), "en")
    _told_to_its_people_alone(row, hidden, client)
    photo = row.photos.get()
    address = reverse("exchange:listing-photo", args=[row.uid, photo.pk])
    assert client.get(address).status_code == 200
    assert Client().get(address).status_code == 404


def _told_to_its_people_alone(row: Listing, group: Group, client: Client) -> None:
    names = ["listing", "listing-profile"]
    for name in names:
        assert Client().get(reverse(f"exchange:{name}", args=[row.uid])).status_code == 404
    assert Client().get(f"/api/listings/{row.uid}").status_code == 404
    lists = [reverse("exchange:listings"), "/api/listings"]
    of_group = ("group-listings", "listings-sheet", "listings-table", "listings-profiles")
    lists += [reverse(f"exchange:{name}", args=[group.uid]) for name in of_group]
    for address in lists:
        answer = Client().get(address)
        assert b"Quiet seed" not in answer.content, address
    assert b"Quiet seed" in client.get(reverse("exchange:listings")).content
    sheet = client.get(reverse("exchange:listings-sheet", args=[group.uid]))
    assert b"Quiet seed" not in sheet.content, "paper hangs where it hangs"


def test_looking_through_narrows_by_sort_word_and_nearness(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    far = a_group("Far Mill", places=[a_place(48.85, 2.35, "Paris", country="FR")])
    other, _browser, _p = somebody_of(far, name="bo")
    listed(viewer, bakery, "Maize seed")
    listed(viewer, bakery, "A van on Saturdays", sort="transport")
    listed(other, far, "Rye seed")
    page = client.get(reverse("exchange:listings"), {"q": "see", "sort": "goods"}).content.decode()
    assert "Maize seed" in page
    assert "Rye seed" in page
    assert "A van" not in page
    page = client.get(reverse("exchange:listings"), {"near": "Paris", "km": "50"}).content.decode()
    assert "Rye seed" in page
    assert "Maize seed" not in page
    page = client.get(
        reverse("exchange:listings"), {"near": "Nowhere at all", "page": "-3", "km": "x"}
    ).content.decode()
    assert "No town called" in page
    assert "Maize seed" in page
    assert "Nothing here yet" in client.get(reverse("exchange:listings"), {"what": "need"}).content.decode()


def test_twenty_stand_on_a_page(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    for number in range(23):
        listed(viewer, bakery, f"Basket {number:02d}")
    first = client.get(reverse("exchange:listings")).content.decode()
    assert "23 found" in first
    assert first.count('class="card listing"') == 20
    assert (
        client.get(reverse("exchange:listings"), {"page": "99"})
        .content.decode()
        .count('class="card listing"')
        == 3
    )


def test_pictures_are_made_small_and_say_nothing_of_where(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    row = listed(viewer, bakery)
    address = reverse("exchange:new-listing-photo", args=[row.uid])
    client.post(address, {"picture": a_picture(place=True), "alt": "A basket of seed"})
    photo = row.photos.get()
    answer = client.get(reverse("exchange:listing-photo", args=[row.uid, photo.pk]))
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    kept = Image.open(io.BytesIO(answer.content))
    assert max(kept.size) <= 1600
    assert not kept.getexif()
    assert b"Lavoir" not in answer.content
    page = Client().get(reverse("exchange:listing", args=[row.uid])).content.decode()
    assert 'alt="A basket of seed"' in page
    hostile = SimpleUploadedFile("a.jpg", b"GIF89a" + b"\0" * 40)
    assert "not a photo" in client.post(address, {"picture": hostile}).content.decode()
    for _more in range(MOST - 1):
        add_photo(viewer, row.uid, a_picture(size=(20, 20)), "en")
    with pytest.raises(Problem):
        add_photo(viewer, row.uid, a_picture(size=(20, 20)), "en")
    client.post(reverse("exchange:remove-listing-photo", args=[row.uid, photo.pk]))
    assert row.photos.count() == MOST - 1


def test_the_sheet_for_the_wall_has_a_code_and_large_words(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    listed(viewer, bakery, "Maize seed", free=True)
    listed(viewer, bakery, "Help with the oven", "need", sort="service")
    page = client.get(reverse("exchange:listings-sheet", args=[bakery.uid])).content.decode()
    assert "Maize seed" in page
    assert "Help with the oven" in page
    assert "<svg" in page.split('class="qr"')[1]
    assert f"/groups/{bakery.uid}/listings/" in page


def test_a_group_s_page_leads_there(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    page = Client().get(f"/en/g/{bakery.uid}", follow=True).content.decode()
    assert "Offers and needs" not in page
    listed(viewer, bakery)
    page = Client().get(f"/en/g/{bakery.uid}", follow=True).content.decode()
    assert "Offers and needs" in page
    assert "1 offer" in page
    assert b"Offers and needs" in client.get(reverse("exchange:front")).content


def test_a_price_in_the_unit_of_a_group_that_closed_is_not_told(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    unit = Currency.objects.create(group=bakery, sort="own", code="PEN", title={"en": "quiet bread"})
    row = listed(viewer, bakery, prices=(("5", unit.uid),))
    address = reverse("exchange:listing", args=[row.uid])
    assert "quiet bread" in Client().get(address).content.decode()
    hidden = a_group("Hidden circle", audience="group")
    Currency.objects.filter(pk=unit.pk).update(group=hidden)
    assert "quiet bread" not in client.get(address).content.decode()


def test_a_page_of_many_asks_no_more_than_a_page_of_few(bakery: Group) -> None:
    viewer, client, _person = somebody_of(bakery)
    address = reverse("exchange:listings")

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    listed(viewer, bakery, prices=(("5", "HTG"),))
    few = asked()
    for number in range(8):
        listed(viewer, bakery, f"Basket {number}", prices=(("5", "HTG"),))
    assert asked() == few
