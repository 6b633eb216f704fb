"""What may meet what, who says so, and what groups of a network may want to know of each other."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.directory.models import Group, Link, Scheme, Term
from konbit.exchange.actions.matching import say_it_does_not, say_it_meets
from konbit.exchange.queries.listing_doors import offered_and_needed
from konbit.exchange.queries.listings import listing_page
from konbit.exchange.queries.matching import Meeting, may_meet
from konbit.people.audience import ANYONE, Viewer
from tests.builders import a_group, a_place
from tests.exchange.listed import listed, somebody_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bread() -> Term:
    scheme, _new = Scheme.objects.get_or_create(
        code="test/activities", defaults={"facet": "activity", "title": {"en": "Work"}}
    )
    return Term.objects.create(scheme=scheme, code="bread", label={"en": "Bread"})


@pytest.fixture
def bakery() -> Group:
    return a_group("Sunrise Bakery", places=[a_place(18.54, -72.34, "Ville-Bonheur", country="HT")])


@pytest.fixture
def shed() -> Group:
    return a_group("Tool Shed", places=[a_place(18.60, -72.30, "Near", country="HT")])


def suggested(viewer: Viewer, uid: str) -> list[Meeting]:
    """What stands beneath an offer or a need for a viewer."""
    return may_meet(viewer, listing_page(viewer, uid).line)


def test_the_same_category_or_the_same_words_are_suggested(bakery: Group, shed: Group, bread: Term) -> None:
    amina, client, _p = somebody_of(bakery)
    bo, _c, _q = somebody_of(shed, name="bo")
    need = listed(amina, bakery, "Somebody who brings loaves", "need", term=bread.pk, sort="service")
    by_term = listed(bo, shed, "Fresh rolls", term=bread.pk)
    by_words = listed(bo, shed, "We know of loaves", sort="service")
    listed(bo, shed, "A ladder")
    listed(bo, shed, "Loaves wanted, too", "need", sort="service")
    found = suggested(amina, need.uid)
    assert [one.line.uid for one in found] == [by_term.uid, by_words.uid]
    assert found[0].why == "The same category: Bread."
    assert found[1].why == "Both speak of: loaves."
    page = client.get(reverse("exchange:listing", args=[need.uid])).content.decode()
    assert "This may be met by" in page
    assert "Fresh rolls" in page


def test_what_is_too_far_or_not_open_is_not_suggested(bakery: Group, bread: Term) -> None:
    far = a_group("Far Mill", places=[a_place(48.85, 2.35, "Paris", country="FR")])
    hidden = a_group("Hidden circle", audience="group")
    amina, _client, _p = somebody_of(bakery)
    bo, _c, _q = somebody_of(far, name="bo")
    cleo, _d, _r = somebody_of(hidden, "steward", "cleo")
    need = listed(amina, bakery, "Rolls", "need", term=bread.pk)
    distant = listed(bo, far, "Rolls", term=bread.pk)
    listed(cleo, hidden, "Quiet rolls", term=bread.pk)
    assert suggested(amina, need.uid) == []
    listed(bo, far, "Rolls by mail", term=bread.pk, radius=20000)
    assert [one.line.title["en"] for one in suggested(amina, need.uid)] == ["Rolls by mail"]
    with pytest.raises(NotFound):
        say_it_meets(amina, need.uid, listed(cleo, hidden, "More rolls").uid)
    assert distant.uid


def test_both_sides_say_that_it_fits(bakery: Group, shed: Group, bread: Term) -> None:
    amina, client, _p = somebody_of(bakery)
    bo, other, _q = somebody_of(shed, name="bo")
    need = listed(amina, bakery, "Rolls", "need", term=bread.pk)
    offer = listed(bo, shed, "Rolls", term=bread.pk)
    stranger, _c, _r = somebody_of(a_group("Elsewhere"), name="cleo")
    with pytest.raises(NotAllowed):
        say_it_meets(stranger, need.uid, offer.uid)
    client.post(reverse("exchange:listing-meets", args=[need.uid, offer.uid]), {"fits": "yes"})
    assert suggested(ANYONE, offer.uid)[0].said == "one"
    for _twice in range(2):
        other.post(reverse("exchange:listing-meets", args=[offer.uid, need.uid]), {"fits": "yes"})
    assert Link.objects.count() == 1
    assert (
        "Both sides say that it fits"
        in Client().get(reverse("exchange:listing", args=[need.uid])).content.decode()
    )
    say_it_does_not(amina, need.uid, offer.uid)
    assert suggested(amina, need.uid) == suggested(bo, offer.uid) == []
    with pytest.raises(Problem):
        say_it_meets(amina, need.uid, listed(amina, bakery, "More", "need").uid)


def test_members_of_a_network_learn_what_one_offers_and_the_other_needs(
    bakery: Group, shed: Group, bread: Term
) -> None:
    amina, _client, _p = somebody_of(bakery, "steward")
    bo, _c, _q = somebody_of(shed, name="bo")
    listed(amina, bakery, "Rolls", term=bread.pk, audience="group")
    listed(bo, shed, "Rolls", "need", term=bread.pk)
    both = {bakery.pk, shed.pk}
    assert not list(offered_and_needed(ANYONE, both))
    listed(amina, bakery, "Rolls", term=bread.pk)
    (found,) = offered_and_needed(ANYONE, both)
    assert (found.groups, found.lacking) == ({bakery.pk}, {shed.pk})
    assert found.say("Sunrise Bakery", "Tool Shed") == "Sunrise Bakery offers what Tool Shed needs: Bread."
