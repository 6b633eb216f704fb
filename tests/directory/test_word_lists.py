"""A network's own lists of words: made in several languages, offered to its groups, never lost."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed, Problem
from konbit.directory.actions.word_lists import Word, WordList, change_list, make_list
from konbit.directory.forms.terms import TermsForm
from konbit.directory.models import Group, Relation, Role, Scheme, Tagging, Term
from konbit.directory.queries.choices import scheme_choices
from konbit.directory.queries.histories import history_page
from konbit.directory.queries.schemes import vocabulary
from konbit.directory.queries.word_lists import written_list
from konbit.directory.state import states_of
from konbit.people.audience import ANYONE
from konbit.search.actions import apply_changes, rebuild
from tests.builders import a_group, a_person, a_viewer

pytestmark = pytest.mark.django_db

BREADS = WordList(
    {"en": "Kinds of bread", "fr": "Sortes de pain"},
    "activity",
    (Word({"en": "Rye", "fr": "Seigle"}), Word({"en": "Maize", "ht": "Mayi"}), Word({"en": " "})),
)


@pytest.fixture
def union() -> Group:
    return a_group("Union", kind="network", language="en", languages=["en", "fr"])


def test_a_list_is_made_and_offered_to_the_groups_of_the_network_alone(union: Group) -> None:
    pk = make_list(a_viewer(union.scope, "organiser"), union.uid, BREADS)
    scheme = Scheme.objects.get(pk=pk)
    assert scheme.code == f"{union.uid}/kinds-of-bread"
    assert [(term.code, term.label) for term in scheme.terms.all()] == [
        ("rye", {"en": "Rye", "fr": "Seigle"}),
        ("maize", {"en": "Maize", "ht": "Mayi"}),
    ]
    assert scheme.code in {one.code for one in scheme_choices([], [union.pk])}
    assert scheme.code not in {one.code for one in scheme_choices([], [])}
    entry = history_page(ANYONE, union.uid, "en").entries[0]
    assert (entry.did, entry.parts[0].after) == ("made a list of words", ("Kinds of bread", "Rye, Maize"))


def test_a_word_keeps_its_code_and_one_that_is_emptied_stays_with_its_groups(union: Group) -> None:
    organiser = a_viewer(union.scope, "organiser")
    pk = make_list(organiser, union.uid, BREADS)
    bakery = a_group("Bakery")
    Relation.objects.create(subject=bakery, kind="member_of", object=union)
    rye, maize = Term.objects.filter(scheme=pk)
    Tagging.objects.create(group=bakery, term=maize)
    rebuild()
    words = (Word({"en": "Sourdough rye"}, "rye"), Word({"en": ""}, "maize"), Word({"en": "Spelt"}))
    change_list(organiser, union.uid, pk, WordList({"en": "Bread"}, "activity", words))
    rye.refresh_from_db()
    maize.refresh_from_db()
    assert (rye.code, rye.label, rye.retired_on) == ("rye", {"en": "Sourdough rye"}, None)
    assert maize.retired_on
    assert Tagging.objects.filter(group=bakery, term=maize).exists()
    assert [code for code, _label in written_list(organiser, union.uid, pk).words] == ["rye", "spelt"]
    assert apply_changes() > 0
    again = WordList({"en": "Bread"}, "activity", (*words[::2], Word({"en": "Maize"}, "maize")))
    change_list(organiser, union.uid, pk, again)
    maize.refresh_from_db()
    assert maize.retired_on is None


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (WordList({}, "", BREADS.words), "no title"),
        (WordList({"en": "Bread"}, "", (Word({"en": "  "}),)), "no words"),
        (WordList({"en": "Bread"}, "", (Word({"en": "Rye"}), Word({"en": "rye"}))), "stands there twice"),
        (WordList({"en": "Bread"}, "", tuple(Word({"en": f"Word {n}"}) for n in range(301))), "at most"),
    ],
)
def test_what_is_no_list_is_refused_with_a_remedy(union: Group, said: WordList, wrong: str) -> None:
    with pytest.raises(Problem, match=wrong) as problem:
        make_list(a_viewer(union.scope, "organiser"), union.uid, said)
    assert problem.value.remedy
    assert not Scheme.objects.exists()


def test_only_those_who_organise_a_network_write_its_lists(union: Group) -> None:
    for role in ("moderator", "steward", "member"):
        with pytest.raises(NotAllowed):
            make_list(a_viewer(union.scope, role), union.uid, BREADS)
    table = a_group("Table")
    Relation.objects.create(subject=table, kind="member_of", object=union)
    with pytest.raises(Problem, match="Only a network"):
        make_list(a_viewer(union.scope, "organiser"), table.uid, BREADS)


def test_lists_of_a_hidden_network_are_not_among_all_lists(union: Group) -> None:
    hidden = a_group("Hidden", kind="network", audience="group")
    for network in (union, hidden):
        make_list(a_viewer(network.scope, "organiser"), network.uid, BREADS)
    listed = [scheme.code for heading in vocabulary("en") for scheme in heading.schemes]
    assert listed == [f"{union.uid}/kinds-of-bread"]


def test_the_main_word_is_chosen_among_those_of_a_list(union: Group) -> None:
    pk = make_list(a_viewer(union.scope, "organiser"), union.uid, BREADS)
    rye, maize = Term.objects.filter(scheme=pk)
    bakery = a_group("Bakery", terms=[[rye.pk, False]])
    [scheme] = scheme_choices([], [union.pk])

    def wanted(*, terms: list[int], main: str) -> list[list[object]]:
        form = TermsForm({"terms": terms, "main": main}, state=states_of([bakery])[bakery.pk], scheme=scheme)
        assert form.is_valid(), form.errors
        return form.wanted()["terms"]

    assert wanted(terms=[rye.pk, maize.pk], main=str(maize.pk)) == [[rye.pk, False], [maize.pk, True]]
    assert wanted(terms=[rye.pk], main=str(maize.pk)) == [[rye.pk, False], [maize.pk, True]]
    assert wanted(terms=[rye.pk], main="") == [[rye.pk, False]]


def test_the_pages_write_a_list_and_nothing_typed_is_lost(client: Client, union: Group) -> None:
    person = a_person()
    Role.objects.create(person=person, group=union, kind="organiser")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    new = f"/en/g/{union.uid}/lists/new"
    form = client.get(f"{new}?more=kreyòl&language=en").content.decode()
    assert 'name="words-0-label_ht"' in form
    counts = {"words-TOTAL_FORMS": "2", "words-INITIAL_FORMS": "0"}
    typed = {"language": ["en", "ht"], "words-0-label_en": "Rye", "words-1-label_ht": "Mayi", **counts}
    refused = client.post(new, typed)
    assert refused.status_code == 422
    assert "The list has no title." in refused.content.decode()
    assert 'value="Mayi"' in refused.content.decode()
    assert client.post(new, {**typed, "title_en": "Bread"}).status_code == 302
    scheme = Scheme.objects.get()
    assert [term.label for term in scheme.terms.all()] == [{"en": "Rye"}, {"ht": "Mayi"}]
    change = f"/en/g/{union.uid}/lists/{scheme.pk}"
    assert 'value="Mayi"' in client.get(change).content.decode()
    assert "Bread" in client.get(f"/en/g/{union.uid}/lists").content.decode()
    client.logout()
    assert client.get(f"/en/g/{union.uid}/lists").status_code == 200
    assert client.get(change).status_code == 302
