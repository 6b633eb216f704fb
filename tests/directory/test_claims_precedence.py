"""Whose word is shown, by plain values: any order of any sources, and what no order can do."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from konbit.directory.agreeing import disagreements
from konbit.directory.claim_fields import changed_words, parts_of, plain, spoken, words_of
from konbit.directory.precedence import DEFAULT_ORDER, NEWEST, OWN, Said, parts_to_show, resolve

KEY = b"key"
CODES = (OWN, "register", "map", "survey")
PRECISIONS = ("exact", "district", "town", "region", "none")
FIELDS = (
    "name", "description", "kind", "valid_from", "places", "contacts.website", "contacts.phone", "terms.1",
)  # fmt: skip

_text = st.text("abc", min_size=1, max_size=4)
_audience = st.sampled_from(("public", "network", "group", "stewards"))


def _contacts(kind: str) -> st.SearchStrategy[Any]:
    contact = {"kind": st.just(kind), "value": _text, "audience": _audience}
    return st.lists(st.fixed_dictionaries(contact), max_size=2)


_places = st.lists(
    st.fixed_dictionaries({"locality": _text, "precision": st.sampled_from(("exact", "town", "none"))}),
    max_size=2,
)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "description": st.dictionaries(st.sampled_from(("en", "fr")), _text, max_size=2),
    "places": _places,
    "contacts.website": _contacts("website"),
    "contacts.phone": _contacts("phone"),
    "terms.1": st.lists(st.tuples(st.integers(1, 4), st.booleans()).map(list), max_size=2),
}
_words = st.fixed_dictionaries({}, optional={field: _VALUES.get(field, _text) for field in FIELDS})


@st.composite
def _said(draw: st.DrawFn) -> list[Said]:
    codes = draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1))
    days = draw(st.lists(st.integers(10, 28), min_size=len(codes), max_size=len(codes), unique=True))
    told = []
    for code, day in zip(codes, days, strict=True):
        words = draw(_words)
        told.append(Said(code, words if code == OWN else spoken(words), f"2024-01-{day}", (str(day),)))
    return told


_orders = st.lists(st.sampled_from((*CODES, NEWEST)), unique=True, max_size=4)


@given(_said(), _orders)
def test_every_field_that_anybody_speaks_of_is_shown_once_and_no_word_is_lost(
    said: list[Said], order: list[str]
) -> None:
    found = resolve(said, lambda _field: order)
    assert set(found) == {field for one in said for field in one.words}
    for field, one in found.items():
        speaking = {other.code for other in said if field in other.words}
        assert {one.source_code, *(other.code for other in one.others)} == speaking
        assert len(one.others) == len(speaking) - 1


@given(_said(), _orders, st.randoms())
def test_it_does_not_matter_in_which_order_the_claims_were_read(
    said: list[Said], order: list[str], chance: Any
) -> None:
    other = list(said)
    chance.shuffle(other)
    assert resolve(said, lambda _field: order) == resolve(other, lambda _field: order)


@given(_said(), _orders)
def test_the_first_of_the_order_that_speaks_is_shown(said: list[Said], order: list[str]) -> None:
    for field, one in resolve(said, lambda _field: order).items():
        own = next((other.words[field] for other in said if other.code == OWN and field in other.words), ...)
        if own in ("", [], {}) or (field.startswith("contacts.") and own is not ...):
            continue
        speaking = {other.code for other in said if field in other.words}
        first = next(choice for choice in [*order, *DEFAULT_ORDER] if choice in {*speaking, NEWEST})
        if first == NEWEST:
            first = max((other for other in said if field in other.words), key=lambda other: other.rank).code
        assert one.source_code == first


@given(_said(), _orders)
def test_no_order_shows_what_the_group_took_away_or_more_than_it_opens(
    said: list[Said], order: list[str]
) -> None:
    own = next((one.words for one in said if one.code == OWN), {})
    found = resolve(said, lambda _field: order)
    for field, value in own.items():
        if value in ("", [], {}) or field == "contacts.phone":
            assert found[field].value == value
        elif field == "places":
            coarse = max(PRECISIONS.index(one["precision"]) for one in value)
            shown = found[field].value
            if found[field].source_code != OWN:
                assert all(PRECISIONS.index(one["precision"]) >= coarse for one in shown)


@given(_said(), _orders)
def test_showing_what_is_shown_already_changes_nothing(said: list[Said], order: list[str]) -> None:
    here = words_of({"name": "Here", "terms": [], "places": []}, {})
    parts = parts_to_show(here, said, lambda _field: order)
    scheme = dict.fromkeys(range(1, 5), 1)
    shown = here | words_of(parts, scheme)
    assert parts_to_show(shown, said, lambda _field: order) == {}


@given(st.lists(_said(), min_size=2, max_size=2))
def test_those_who_say_the_same_never_disagree(two: list[list[Said]]) -> None:
    for one in two[0]:
        twins = [one, Said("twin", dict(reversed(list(one.words.items()))), rank=("1",))]
        assert disagreements(twins, KEY) == {}


def _differ(field: str, first: Any, second: Any) -> bool:
    return field in disagreements([Said("a", {field: first}), Said("b", {field: second})], KEY)


def test_ways_of_writing_are_no_disagreement() -> None:
    same = [
        ("name", "Sunrise  Bakery", "SUNRISE BAKERY."),
        ("valid_from", "1984", "1984-09"),
        ("description", {"en": "Bread."}, {"fr": "Du pain."}),
        ("languages", ["fr", "ht"], ["ht"]),
        ("terms.1", [[1, True], [2, False]], [[2, True]]),
        ("places", [{"locality": "Lyon", "street": "1 rue Haute"}], [{"locality": "LYON"}]),
        ("places", [{"postcode": "M4 1AA", "street": "1 High St"}], [{"postcode": "m41aa", "street": "One"}]),
        ("places", [_at(53.48, -2.24)], [_at(53.481, -2.241)]),
        ("sizes.1", [_size(5, "2019")], [_size(9, "2023")]),
        ("contacts.website", [_site("https://www.Bread.example/")], [_site("http://bread.example")]),
        ("contacts.phone", [_phone("+44 161 496 0000")], [_phone("0161 4960000")]),
        ("aliases", ["One"], ["Other"]),
        ("identifiers", [["a", "1"]], [["b", "2"]]),
    ]  # fmt: skip
    for field, first, second in same:
        assert not _differ(field, first, second), (field, first, second)


def test_what_differs_in_truth_is_a_disagreement() -> None:
    other = [
        ("name", "Sunrise Bakery", "Sunset Bakery"),
        ("valid_from", "1984", "1985"),
        ("description", {"en": "Bread."}, {"en": "Cake."}),
        ("terms.1", [[1, True]], [[2, True]]),
        ("places", [{"locality": "Lyon"}], [{"locality": "Paris"}]),
        ("places", [_at(53.48, -2.24)], [_at(53.6, -2.24)]),
        ("sizes.1", [_size(5, "2019")], [_size(9, "2019")]),
        ("contacts.website", [_site("https://bread.example/a")], [_site("https://bread.example/b")]),
    ]  # fmt: skip
    for field, first, second in other:
        assert _differ(field, first, second), (field, first, second)


def test_the_digest_changes_with_a_word_and_not_with_the_order_of_sources() -> None:
    first, second = Said("a", {"name": "Bread"}), Said("b", {"name": "Cake"})
    digest = disagreements([first, second], KEY)["name"]
    assert disagreements([second, first], KEY)["name"] == digest
    assert disagreements([first, Said("b", {"name": "Pie"})], KEY)["name"] != digest
    assert disagreements([first, second], b"other key")["name"] != digest


def test_numbers_in_registers_and_other_names_are_those_of_all() -> None:
    said = [Said("a", {"identifiers": [["x", "1"]]}), Said("b", {"identifiers": [["x", "1"], ["y", "2"]]})]
    assert resolve(said, lambda _field: ())["identifiers"].value == [["x", "1"], ["y", "2"]]


def test_a_contact_is_open_to_no_more_people_than_any_source_lets_see_it() -> None:
    said = [
        Said("a", {"contacts.phone": [_phone("1", "public")]}, rank=("2",)),
        Said("b", {"contacts.phone": [_phone("1", "stewards")]}, rank=("1",)),
    ]
    assert resolve(said, lambda _field: ())["contacts.phone"].value == [_phone("1", "stewards")]


def test_words_and_parts_are_the_same_things_said_twice() -> None:
    state = {
        "name": "Bread",
        "contacts": [_site("https://a.example"), _phone("1")],
        "terms": [[1, True], [7, False]],
        "sizes": [{"dimension": 3, "value": 4, "on": ""}],
    }
    words = words_of(state, {1: 10, 7: 11})
    assert set(words) == {"name", "contacts.website", "contacts.phone", "terms.10", "terms.11", "sizes.3"}
    assert plain(parts_of(words)) == plain(state)
    fewer = words_of(state | {"contacts": [_phone("1")]}, {1: 10, 7: 11})
    assert changed_words(words, fewer) == {"contacts.website": []}


def test_fields_of_which_nobody_speaks_any_more_are_emptied_but_a_name() -> None:
    here = {"name": "Bread", "description": {"en": "Old."}, "valid_from": "1984"}
    parts = parts_to_show(here, [], lambda _field: (), fallen={"name", "description"})
    assert parts == {"description": {}}


def _at(latitude: float, longitude: float) -> dict[str, Any]:
    return {"given_latitude": latitude, "given_longitude": longitude}


def _size(value: int, on: str) -> dict[str, Any]:
    return {"dimension": 1, "value": value, "on": on}


def _site(value: str) -> dict[str, str]:
    return {"kind": "website", "value": value, "audience": "public"}


def _phone(value: str, audience: str = "public") -> dict[str, str]:
    return {"kind": "phone", "value": value, "audience": audience}
