"""A group's page: everything its reader may see, in words, with its sources."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.base.errors import NotFound
from konbit.chronicle.actions import recording
from konbit.directory.actions.moderating import remove_group
from konbit.directory.actions.shipped import load_example, load_vocabularies
from konbit.directory.models import Claim, Fact, Group, Relation, Scheme, Size, Source, Term
from konbit.directory.queries.groups import group_page
from konbit.people.audience import ANYONE, SYSTEM
from tests.builders import a_group, a_person, a_place, a_viewer

pytestmark = pytest.mark.django_db


def a_term(code: str = "cooking", facet: str = "activity", scheme: str = "test/activities") -> Term:
    """A term with an English and a French label."""
    made, _new = Scheme.objects.get_or_create(
        code=scheme, defaults={"title": {"en": "Activities"}, "facet": facet}
    )
    label = {"en": code.title(), "fr": f"{code} (fr)"}
    return Term.objects.create(scheme=made, code=code, label=label)


def test_a_group_is_told_in_the_language_of_its_reader() -> None:
    group = a_group(
        "Sunrise Bakery",
        language="en",
        names={"fr": "Boulangerie du Levant"},
        description={"en": "Bread for all.", "fr": "Du pain pour tout le monde."},
    )

    french = group_page(ANYONE, group.uid, "fr")
    assert french.title.text == "Boulangerie du Levant"
    assert french.other_names == (("en", "Sunrise Bakery"),)
    assert french.description.text == "Du pain pour tout le monde."

    spanish = group_page(ANYONE, group.uid, "es")
    assert spanish.title.text == "Sunrise Bakery"
    assert spanish.description.text == "Bread for all."
    assert not spanish.description.wanted


def test_the_area_of_service_stands_apart_from_the_address() -> None:
    group = a_group(
        places=[
            a_place(45.5, -73.6, "Montréal", country="CA"),
            {"role": "service", "region": "Québec", "country": "CA", "radius_km": 80},
        ]
    )
    page = group_page(ANYONE, group.uid, "en")
    assert [place.lines for place in page.sites] == [("Montréal",)]
    assert [place.lines for place in page.areas] == [("Québec",)]
    assert page.areas[0].country == "Canada"


def test_relations_are_told_both_ways_round_with_their_period_and_source() -> None:
    reso, pep = a_group("RESO"), a_group("PEP")
    source = Source.objects.create(code="history", name="A history", published="2004", url="https://x.org")
    Relation.objects.create(
        subject=reso,
        kind="grew_out_of",
        object=pep,
        valid_from="1989-09",
        source=source,
        certainty="published",
    )
    [told] = group_page(ANYONE, reso.uid, "en").relations
    assert (told.words, told.other.name, told.when) == ("grew out of", "PEP", "since September 1989")
    assert told.source is not None
    assert told.source.name == "A history"
    assert told.badge == ""
    [back] = group_page(ANYONE, pep.uid, "en").relations
    assert (back.words, back.other.name) == ("gave rise to", "RESO")


def test_what_is_less_sure_than_the_page_as_a_whole_says_so() -> None:
    group, other = a_group("RESO", certainty="confirmed"), a_group("PEP")
    source = Source.objects.create(code="history", name="A history", published="2004")
    Relation.objects.create(subject=group, kind="grew_out_of", object=other, source=source)
    Relation.objects.create(subject=group, kind="supports", object=other, certainty="to_verify")
    badges = {tie.kind: tie.badge for tie in group_page(ANYONE, group.uid, "en").relations}
    assert badges == {
        "grew_out_of": "as published in 2004, not confirmed by the group",
        "supports": "to be verified",
    }


def test_a_relation_that_is_over_is_told_in_the_past() -> None:
    member, network = a_group("Table"), a_group("Union", kind="network")
    Relation.objects.create(
        subject=member, kind="member_of", object=network, valid_from="1984", valid_until="1990"
    )
    page = group_page(ANYONE, member.uid, "en")
    assert page.relations[0].words == "was a member of"
    assert page.relations[0].when == "1984 – 1990"
    assert page.networks == ()


def test_freshness_says_when_it_was_confirmed_or_asks_whether_it_is_still_true() -> None:
    old = a_group("Old", confirmed_on="2024-03-05")
    never = a_group("Never")
    assert "in March 2024: call them" in group_page(ANYONE, old.uid, "en").freshness
    assert "is it still true?" in group_page(ANYONE, never.uid, "en").freshness


def test_the_badge_of_a_published_group_names_the_year_of_its_source() -> None:
    group = a_group(certainty="published")
    source = Source.objects.create(code="list", name="A list", published="2017-05", licence="CC BY 4.0")
    Claim.objects.create(
        source=source,
        key="1",
        group=group,
        fields={"name": group.name},
        digest="",
        read_at="2024-01-01T00:00Z",
    )
    page = group_page(ANYONE, group.uid, "en")
    assert page.badge == "as published in 2017, not confirmed by the group"
    assert page.claims[0].source.licence == "CC BY 4.0"
    assert [one.name for one in page.origins["name"]] == ["A list"]


def test_facts_stand_in_the_order_of_time_and_sizes_with_date_and_source() -> None:
    group = a_group()
    members = a_term("members", "size", "test/sizes")
    source = Source.objects.create(code="report", name="Report", published="2010")
    Fact.objects.create(group=group, text={"en": "Second."}, valid_from="1990")
    Fact.objects.create(group=group, text={"en": "First."}, valid_from="1984", certainty="to_verify")
    Size.objects.create(group=group, dimension=members, value=120, on="2010", source=source)
    page = group_page(ANYONE, group.uid, "en")
    assert [fact.text.text for fact in page.facts] == ["First.", "Second."]
    assert page.facts[0].badge == "to be verified"
    [size] = page.sizes
    assert (size.value, size.as_of, size.dimension.label.text) == (120, "2010", "Members")


def test_a_removed_group_is_not_found() -> None:
    group = a_group()
    remove_group(SYSTEM, group.uid)
    with pytest.raises(NotFound):
        group_page(SYSTEM, group.uid, "en")


def test_contacts_that_could_harm_are_shown_without_a_link() -> None:
    group = a_group(
        contacts=[
            {"kind": "website", "value": "javascript:alert(1)", "audience": "public"},
            {"kind": "website", "value": "https://bakery.example", "audience": "public"},
            {"kind": "phone", "value": "+1 (514) 555-0100", "audience": "public"},
        ]
    )
    hrefs = [contact.href for contact in group_page(ANYONE, group.uid, "en").contacts]
    assert hrefs == ["", "https://bakery.example", "tel:+15145550100"]


def a_full_group(facts: int) -> Group:
    """A group with `facts` of everything."""
    terms = [a_term(f"t{number}-{facts}", scheme=f"s/{facts}") for number in range(facts)]
    group = a_group(
        f"Full {facts}",
        places=[a_place(10 + number, 10, f"Town {number}") for number in range(facts)],
        contacts=[
            {"kind": "phone", "value": f"+1 514 55{number}", "audience": "network"} for number in range(facts)
        ],
        identifiers=[["reg", str(number)] for number in range(facts)],
        terms=[[term.pk, False] for term in terms],
        sizes=[{"dimension": terms[0].pk, "value": number, "on": "2020"} for number in range(facts)],
    )
    for number in range(facts):
        other = a_group(f"Other {number}", kind="network")
        Relation.objects.create(subject=group, kind="member_of", object=other)
        Fact.objects.create(group=group, text={"en": str(number)})
    return group


def test_a_page_takes_as_many_queries_for_much_as_for_little(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    viewer = a_viewer("group:1", "member")
    for count in (2, 12):
        group = a_full_group(count)
        with django_assert_max_num_queries(24):
            page = group_page(viewer, group.uid, "en")
        assert len(page.relations) == count


def test_the_page_stands_at_its_uid_whatever_its_slug(client: Client) -> None:
    group = a_group("Sunrise Bakery")
    for address in (f"/en/g/{group.uid}/", f"/en/g/{group.uid}/sunrise-bakery/", f"/en/g/{group.uid}/other/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert f'<link rel="canonical" href="http://127.0.0.1:8000/en/g/{group.uid}/sunrise-bakery/">' in (
            answer.content.decode()
        )


def test_html_in_a_description_is_shown_as_text(client: Client) -> None:
    group = a_group(description={"en": "<script>alert(1)</script><b>bread</b>"})
    page = client.get(f"/en/g/{group.uid}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_page_says_what_its_reader_can_do(client: Client) -> None:
    group = a_group()
    assert "Write about it" not in client.get(f"/en/g/{group.uid}/").content.decode()
    person = a_person()
    with recording("test", "give role"):
        group.roles.create(person=person, kind="steward")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert "Write about it" in client.get(f"/en/g/{group.uid}/").content.decode()


def test_every_shipped_movement_opens_and_names_the_publication_behind_it(client: Client) -> None:
    load_vocabularies()
    load_example()
    for group in Group.objects.filter(is_example=True):
        page = group_page(ANYONE, group.uid, "en")
        assert page.claims, group.name
        assert "not confirmed by the movement" in page.badge or page.certainty == "to_verify", group.name
    shown = client.get(f"/en/g/{Group.objects.get(slug='reso').uid}/").content.decode()
    assert "to be verified" in shown
    assert "Source:" in shown
