"""The worked examples as pages: published rules over invented groups, before and after they change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from konbit.federation.queries.worked import worked_document, worked_examples, worked_page
from konbit.federation.queries.worked_words import LESSONS
from konbit.federation.words import names_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def page(client: Client, name: str, **asked: object) -> str:
    answer = client.get(reverse("federation:worked-statutes", args=[name]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def trial(client: Client, name: str, *join: str) -> str:
    answer = client.get(reverse("federation:worked-federate", args=[name]), {"join": join})
    assert answer.status_code == 200
    return answer.content.decode()


def part(said: str, name: str) -> str:
    """One section of a page, without its marks."""
    return said[said.index(f'id="{name}"') :].split("</section>")[0]


def test_seven_groups_make_a_local_assembly_six_do_not_and_the_page_names_what_lacks(client: Client) -> None:
    said = page(client, "mpp", at="2013-06-15")
    lacks = part(said, "lacks")
    assert "Assembly of Lakou" in lacks
    assert "lacks 1 of “Groupement”." in lacks
    assert "Nouvo jou, Wòch nan dlo" in lacks
    assert "Assembly of Bassin" in part(said, "holds")
    assert "All groups and people here are invented." in said
    assert "not confirmed by the movement" in said
    assert "has 1 too many" in lacks, "two men where three sit"


def test_every_rule_changes_on_days_that_can_be_chosen(client: Client) -> None:
    said = page(client, "via-campesina")
    assert "before December 2023" in said
    assert "since December 2023" in said
    eras = worked_page("via-campesina", "").checked.eras
    assert [era.is_shown for era in eras][-1]
    before, since = (page(client, "via-campesina", at=eras[number].at) for number in (-2, -1))
    assert "Nothing lacks, as recorded here." in before
    assert "Youth of the Mountains" in part(since, "lacks")
    assert [era.words for era in worked_page("mpp", "").checked.eras] == [
        "before March 2013",
        "since March 2013",
    ]


def test_oceania_sends_one_and_asia_three(client: Client) -> None:
    said = part(page(client, "ripess", at="2022"), "holds")
    assert "1 seat, for Oceania" in said
    assert "3 seats, for Asia" in said
    assert "2 seats, for Africa" in said
    wrong = part(page(client, "ripess"), "wrong")
    assert "does not say since when it holds" in wrong


def test_what_nobody_found_stays_empty_and_says_so(client: Client) -> None:
    assert "how many seats there are" in part(page(client, "chantier"), "untold")


def test_seven_can_form_an_assembly_and_six_are_told_who_could_join(client: Client) -> None:
    six = trial(client, "mpp", *(f"l{number}" for number in range(1, 7)))
    found = part(six, "found")
    assert "6 cannot form “Local assembly” yet; needed besides: 1." in found
    assert "Nouvo jou" in found
    assert "<svg" in found
    assert "not yet" in found
    seven = trial(client, "mpp", *(f"b{number}" for number in range(1, 8)))
    assert "7 can form “Local assembly” once." in part(seven, "found")
    assert "Local assembly Bassin 1 would have in “General assembly”: 3 seats." in seven
    assert "at least 1 woman" in part(seven, "voices")


def test_four_assemblies_form_a_region_in_the_drawing(client: Client) -> None:
    many = [f"{place}{number}" for place, most in (("b", 8), ("l", 9)) for number in range(1, most)]
    said = trial(client, "mpp", *many)
    assert "Bassin" in part(said, "found")
    assert "2 cannot form “Regional assembly” yet; needed besides: 2." in said


def test_nothing_marked_and_what_is_not_there_are_told(client: Client) -> None:
    assert "Mark the groups that would federate" in trial(client, "mpp")
    assert "it is left out" in trial(client, "mpp", "b1", "nobody")
    assert "it is left out" in trial(client, "mpp", "tools"), "an organ does not federate"


def test_a_day_that_is_none_a_day_before_all_and_an_example_that_is_none(client: Client) -> None:
    assert "is not a date" in page(client, "mpp", at="soon")
    assert "is not a date" in page(client, "mpp", at="0000-00-99")
    assert "No rule asks anything of anybody on this day" in page(client, "mpp", at="1900")
    assert client.get(reverse("federation:worked-statutes", args=["nobody"])).status_code == 404


@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize("language", ["en", "fr", "es", "pt-br"])
def test_every_example_can_be_read_in_every_language(client: Client, name: str, language: str) -> None:
    with translation.override(language):
        said = page(client, name)
        trial(client, name, *(unit.key for unit in worked_document(name).roster.units))
    assert len(said) > 2000


def test_every_title_of_an_example_is_said_in_the_other_languages() -> None:
    from konbit.federation.queries.worked import titled

    own = {"Groupement", "Han", "Bassin", "Lakou", "Plateau"}
    for one in worked_examples():
        document = worked_document(one.name)
        said = {level.title for level in document.statutes.levels}
        said |= {source.title for source in document.statutes.sources}
        said |= {college.title for college in document.statutes.colleges}
        said |= {place.title for place in document.roster.places}
        assert {title for title in said - own if len(titled(title)) < 4} == set()
        assert names_of(document.statutes, document.roster)


def test_the_list_leads_to_every_example(client: Client) -> None:
    said = client.get(reverse("federation:worked")).content.decode()
    assert all(one.url in said and one.lesson for one in worked_examples())
    assert reverse("federation:worked") in client.get(reverse("federation:front")).content.decode()
