"""Who does it, as plans write it, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.work.hands import Taker, read_hands, write_hands


def kinds(text: str) -> list[tuple[str, str]]:
    return [(taker.kind, taker.name) for taker in read_hands(text)]


def test_names_and_open_places_stand_in_one_list() -> None:
    assert kinds("Marcos, Jaerson, Chilo, Ben, Humberto, (African), (North American)") == [
        *(("person", name) for name in ("Marcos", "Jaerson", "Chilo", "Ben", "Humberto")),
        ("place", "African"),
        ("place", "North American"),
    ]


@pytest.mark.parametrize("last", ["and Ben", "et Ben", "y Ben", "e Ben", "& Ben", "; Ben", ", and Ben"])
def test_the_last_name_may_stand_behind_and(last: str) -> None:
    assert kinds(f"Marcos, Chilo {last}") == [("person", "Marcos"), ("person", "Chilo"), ("person", "Ben")]


def test_a_group_is_known_by_its_capitals_or_its_kind() -> None:
    assert kinds("CORE GROUP") == [("group", "CORE GROUP")]
    assert kinds("Comité de panadería") == [("group", "Comité de panadería")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Create a team responsible to facilitate this process", "team"),
        ("Créer une équipe pour la synthèse", "team"),
        ("Criar uma equipe responsável", "team"),
        ("Special teams", "team"),
        ("All VISION participants", "everybody"),
        ("Chaque participante", "everybody"),
        ("Who will take the responsibility: * for each workshop? * for each report?", "question"),
    ],
)
def test_teams_to_be_created_everybody_and_questions_stay_whole(text: str, kind: str) -> None:
    assert kinds(text) == [(kind, text)]


def test_two_sentences_are_two_hands() -> None:
    text = (
        "Each Workshop on VISION participant is responsible for three interviews, based on questionnaire "
        "already sent out. CORE GROUP responsible for facilitation and final document"
    )
    first, second = kinds(text)
    assert first[0] == "everybody"
    assert first[1].endswith("questionnaire already sent out")
    assert second == ("group", "CORE GROUP responsible for facilitation and final document")


def test_who_stands_behind_with_contributes() -> None:
    assert read_hands("Jaerson with Franck") == (
        Taker("person", "Jaerson"),
        Taker("person", "Franck", "contributor"),
    )


def test_an_initial_is_no_and() -> None:
    assert kinds("Ana E Silva, Y Okri") == [("person", "Ana E Silva"), ("person", "Y Okri")]


def test_a_title_ends_no_sentence() -> None:
    assert kinds("Dra. Ana Silva y María del Carmen de la Cruz") == [
        ("person", "Dra. Ana Silva"),
        ("person", "María del Carmen de la Cruz"),
    ]


names = st.sampled_from(["Ana", "Ben Okri", "María del Carmen", "Jean-Bertrand", "O’Neil", "Σοφία", "王芳"])
takers = st.one_of(
    names.map(lambda name: Taker("person", name)),
    st.sampled_from(["African", "North American", "somebody young"]).map(lambda name: Taker("place", name)),
    st.sampled_from(["CORE GROUP", "Bread Network", "Comité de salud"]).map(
        lambda name: Taker("group", name)
    ),
    st.just(Taker("team", "Create a team for this")),
    st.just(Taker("everybody", "All participants")),
)


@given(st.lists(takers, max_size=6, unique=True))
def test_what_is_written_is_read_as_it_was(hands: list[Taker]) -> None:
    assert list(read_hands(write_hands(hands))) == hands


@given(st.text(max_size=80))
def test_any_words_are_read_to_the_same_again_once_they_were_written_back(text: str) -> None:
    read = read_hands(text)
    assert read_hands(write_hands(read)) == read


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Zs"]), max_size=60))
def test_no_word_that_was_said_is_lost(text: str) -> None:
    said = " ".join(taker.name for taker in read_hands(text)).split()
    missing = [word for word in text.split() if word not in said]
    assert not {word.casefold() for word in missing} - {"and", "et", "y", "e", "with", "avec", "con", "com"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rosa, (somebody with a tractor)", ["Rosa", "somebody with a tractor"]),
        ("(quelqu’un avec un camion) avec Ana", ["quelqu’un avec un camion", "Ana"]),
    ],
)
def test_an_open_place_may_say_with_what(text: str, names: list[str]) -> None:
    assert [taker.name for taker in read_hands(text)] == names
    assert [taker.kind for taker in read_hands(text) if taker.name.startswith(("some", "quel"))] == ["place"]
