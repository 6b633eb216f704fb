"""Words: every one has a page with its meanings and those who practise it; versions are compared."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.base.errors import NotFound
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.models import Definition, Scheme, Source, Term
from konbit.directory.queries.schemes import scheme_page, vocabulary
from konbit.directory.queries.terms import term_page
from konbit.people.audience import ANYONE
from konbit.search.actions import rebuild
from tests.builders import a_group, a_place

pytestmark = pytest.mark.django_db


def a_scheme(code: str = "test/words", **said: object) -> Scheme:
    """A list of words that feeds the activity facet."""
    return Scheme.objects.create(code=code, title={"en": "Words", "fr": "Mots"}, facet="activity", **said)


def test_several_meanings_stand_side_by_side_with_who_says_them() -> None:
    term = Term.objects.create(scheme=a_scheme(), code="care", label={"en": "Care", "fr": "Soin"}, own=["fr"])
    source = Source.objects.create(code="book", name="A book", published="2007")
    Definition.objects.create(term=term, text={"en": "Work nobody pays."}, author="Rosa", valid_from="1990")
    Definition.objects.create(term=term, text={"en": "Looking after each other."}, source=source)
    page = term_page(ANYONE, "test/words/care", "en")
    assert [meaning.text.text for meaning in page.definitions] == [
        "Looking after each other.",
        "Work nobody pays.",
    ]
    assert page.definitions[0].source is not None
    assert page.definitions[0].source.published == "2007"
    assert (page.definitions[1].author, page.definitions[1].when) == ("Rosa", "since 1990")
    assert page.labels == (("en", "Care", False), ("fr", "Soin", True))


def test_who_practises_a_word_or_a_narrower_one_is_shown_on_its_page(client: Client) -> None:
    scheme = a_scheme()
    food = Term.objects.create(scheme=scheme, code="food", label={"en": "Food"})
    bread = Term.objects.create(scheme=scheme, code="bread", label={"en": "Bread"}, parent=food)
    a_group("Bakery", terms=[[bread.pk, True]], places=[a_place(45.5, -73.6, "Montréal", country="CA")])
    a_group("Secret Bakery", terms=[[bread.pk, True]], audience="group")
    a_group("Garage")
    rebuild()
    page = term_page(ANYONE, "test/words/food", "en")
    assert [card.link.name for card in page.found.cards] == ["Bakery"]
    assert [one.label.text for one in page.narrower] == ["Bread"]
    assert term_page(ANYONE, "test/words/bread", "en").broader is not None

    shown = client.get("/en/words/test/words/food").content.decode()
    assert "1 group practises it" in shown
    assert 'class="map ' in shown
    assert "term=test/words%23food" in shown


def test_a_code_may_hold_a_slash_and_a_scheme_too() -> None:
    Term.objects.create(scheme=a_scheme("a/b"), code="c/d", label={"en": "Deep"})
    assert term_page(ANYONE, "a/b/c/d", "en").term.label.text == "Deep"
    assert term_page(ANYONE, "a/b/c/d", "en").term.url == "/en/words/a/b/c/d"
    with pytest.raises(NotFound):
        term_page(ANYONE, "a/b/x", "en")


def test_the_same_code_in_two_lists_is_two_words() -> None:
    for code in ("one", "two"):
        Term.objects.create(scheme=a_scheme(code), code="x", label={"en": f"Word of {code}"})
    assert term_page(ANYONE, "one/x", "en").term.label.text == "Word of one"
    assert term_page(ANYONE, "two/x", "en").term.label.text == "Word of two"


def test_a_list_shows_its_words_as_a_tree_and_retired_ones_apart() -> None:
    scheme = a_scheme()
    food = Term.objects.create(scheme=scheme, code="food", label={"en": "Food"})
    Term.objects.create(scheme=scheme, code="bread", label={"en": "Bread"}, parent=food)
    Term.objects.create(scheme=scheme, code="old", label={"en": "Old"}, retired_on="2020-01-01")
    page = scheme_page("test/words", "en")
    assert [branch.term.code for branch in page.terms] == ["food"]
    assert [branch.term.code for branch in page.terms[0].narrower] == ["bread"]
    assert [term.code for term in page.retired] == ["old"]
    assert page.link.count == 2


def test_two_versions_of_the_principles_are_compared(client: Client) -> None:
    load_vocabularies()
    page = scheme_page("konbit/principles-later", "en")
    assert page.comparison is not None
    assert "social-welfare" in [one.before.code for one in page.comparison.went if one.before]
    stayed = {one.after.code for one in page.comparison.stayed if one.after}
    assert {"solidarity", "equity", "pluralism"} <= stayed
    assert all(one.said_before and one.said_after for one in page.comparison.stayed)
    shown = client.get("/en/words/konbit/principles-later/").content.decode()
    assert "What changed between the versions" in shown
    older = client.get("/en/words/konbit/principles-2007/").content.decode()
    assert "There is a later version:" in older


def test_all_lists_stand_under_what_they_tell(client: Client) -> None:
    load_vocabularies()
    titles = [heading.title for heading in vocabulary("en")]
    assert titles[0] == "What kind of initiative"
    assert len(titles) == len(set(titles))
    page = client.get("/en/words/").content.decode()
    for scheme in Scheme.objects.all():
        assert f'href="/en/words/{scheme.code}/"' in page
