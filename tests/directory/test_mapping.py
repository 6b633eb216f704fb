"""Rows become drafts as a mapping says, and nothing that a cell may hold stops them."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.base.errors import Problem
from konbit.directory.cell_readers import READERS
from konbit.directory.draft import ContactDraft, PlaceDraft, SizeDraft
from konbit.directory.formats.table import Row
from konbit.directory.mapper import Mapper, apply
from konbit.directory.mapping import Mapping
from konbit.directory.targets import TARGETS
from konbit.directory.term_finder import TermFinder

ICA = "essglobal/activities-ica"


@pytest.fixture
def terms():
    finder = TermFinder()
    finder.add(ICA, "ICA210", ["Housing", "Vivienda"], ["https://words.example/housing"])
    finder.add(ICA, "ICA10", ["Agriculture"])
    finder.add("essglobal/activities", "a12", ["Housing"])
    finder.add("konbit/size-dimensions", "members", ["Members"])
    return finder


def drafted(terms, columns, cells, **more):
    return apply(Mapping(columns=columns, **more), Row(2, cells), terms)


def messages(draft):
    return [(trouble.column, trouble.message) for trouble in draft.troubles]


def test_every_target_has_a_reader_and_a_name():
    assert READERS.keys() == TARGETS.keys()


def test_a_row_becomes_a_draft(terms):
    draft = drafted(
        terms,
        {
            "ID": "key",
            "Group": "name",
            "Also": "alias",
            "About": "description",
            "À propos": "description:fr",
            "Street": "street",
            "Town": "locality",
            "Country": "country",
            "Since": "founded",
            "Checked": "confirmed",
            "Activity": f"terms:{ICA}",
            "Members": "size:members",
            "CNPJ": "identifier:br-cnpj",
            "Serves": "area",
            "km": "radius_km",
            "Hidden": "skip",
        },
        {
            "ID": "7",
            "Group": " Casa Comum ",
            "Also": "CC; Casa",
            "About": "Bread",
            "À propos": "Pain",
            "Street": "1 Rua",
            "Town": "Recife",
            "Country": "Brasil",
            "Since": "3/4/2001",
            "Checked": "2021",
            "Activity": "Vivienda",
            "Members": "1,240",
            "CNPJ": "12.345",
            "Serves": "Zona Norte",
            "km": "5 km",
            "Hidden": "secret",
            "Colour": "red",
        },
        language="pt-br",
    )
    assert draft.troubles == ()
    assert (draft.key, draft.name, draft.kind, draft.language) == ("7", "Casa Comum", "initiative", "pt-br")
    assert draft.aliases == ("CC", "Casa")
    assert draft.descriptions == {"pt-br": "Bread", "fr": "Pain"}
    assert draft.places == (
        PlaceDraft(street="1 Rua", locality="Recife", country="BR"),
        PlaceDraft(role="service", name="Zona Norte", country="BR", radius_km=5),
    )
    assert (draft.founded, draft.confirmed) == ("2001-04-03", "2021-01-01")
    assert draft.terms == ((ICA, "ICA210"),)
    assert draft.sizes == (SizeDraft(("konbit/size-dimensions", "members"), 1240),)
    assert draft.identifiers == (("br-cnpj", "12.345"),)
    assert draft.extras == {"Colour": "red"}


def test_a_row_without_a_name_is_rejected_with_its_reason(terms):
    draft = drafted(terms, {"Name": "name", "Town": "locality"}, {"Town": "Lyon"})
    assert draft.rejected
    assert messages(draft) == [("Name", "This row has no name. Every group needs one.")]


def test_troubles_of_the_reading_reject_the_draft_too(terms):
    from konbit.directory.draft import Trouble

    row = Row(3, {"Name": "A"}, (Trouble(3, "Name", "too long", fatal=True),))
    assert apply(Mapping({"Name": "name"}), row, terms).rejected


def test_an_unknown_term_is_told_and_kept_and_the_group_too(terms):
    draft = drafted(
        terms, {"Name": "name", "Type": f"terms:{ICA}"}, {"Name": "A", "Type": "Housing;Juggling"}
    )
    assert not draft.rejected
    assert draft.terms == ((ICA, "ICA210"),)
    assert draft.own_words == {"Type": "Juggling"}
    ((column, message),) = messages(draft)
    assert column == "Type"
    assert "Juggling" in message
    assert "map the value" in message


@pytest.mark.parametrize(
    "cell",
    [
        "ICA210",
        "housing",
        f"{ICA}#ICA210",
        "https://words.example/housing",
        "http://purl.org/essglobal/standard/activities-ica/ICA210",
        "https://dev.lod.coop/essglobal/2.1/standard/activities-ica/ICA210",
    ],
)
def test_a_term_is_found_by_code_label_and_every_address(terms, cell):
    draft = drafted(terms, {"Name": "name", "Type": f"primary:{ICA}"}, {"Name": "A", "Type": cell})
    assert draft.terms == draft.primary_terms == ((ICA, "ICA210"),)


def test_a_label_of_two_terms_names_neither(terms):
    draft = drafted(terms, {"Name": "name", "Type": "terms"}, {"Name": "A", "Type": "Housing"})
    assert draft.terms == ()
    assert draft.troubles


def test_mapped_values_become_terms_or_are_left_out(terms):
    values = {"Type": {"Logement": f"{ICA}#ICA210", "n/a": ""}}
    columns = {"Name": "name", "Type": "terms"}
    draft = drafted(terms, columns, {"Name": "A", "Type": "logement; N/A"}, values=values)
    assert draft.terms == ((ICA, "ICA210"),)
    assert draft.troubles == ()


def test_keywords_that_name_terms_become_terms_and_others_stay_without_trouble(terms):
    draft = drafted(terms, {"Name": "name", "Tags": "tags"}, {"Name": "A", "Tags": "agriculture, joy"})
    assert draft.terms == ((ICA, "ICA10"),)
    assert draft.extras == {"Tags": "agriculture, joy"}
    assert draft.troubles == ()


def test_a_missing_key_is_derived_the_same_way_each_time(terms):
    columns = {"Name": "name", "Town": "locality"}
    first = drafted(terms, columns, {"Name": "La Bîche", "Town": "Saint-Étienne"})
    again = drafted(terms, columns, {"Name": "la biche", "Town": "Saint Etienne", "Phone": "1"})
    other = drafted(terms, columns, {"Name": "la biche", "Town": "Lyon"})
    assert first.key == again.key != other.key
    assert first.key_derived
    assert first.troubles == ()
    assert Mapper(Mapping(columns), terms).notes
    assert not Mapper(Mapping({"ID": "key", "Name": "name"}), terms).notes


def test_a_key_missing_in_one_row_is_noted_there(terms):
    draft = drafted(terms, {"ID": "key", "Name": "name"}, {"Name": "A"})
    assert draft.key_derived
    assert draft.troubles[0].column == "ID"


def test_telephone_e_mail_and_person_are_for_stewards_until_opened(terms):
    columns = {"Name": "name", "Tel": "phone", "Mail": "email", "Who": "person", "Web": "website"}
    cells = {"Name": "A", "Tel": "0161 234 5678", "Mail": "a@b.org", "Who": "Ana", "Web": "www.b.org"}
    draft = drafted(terms, columns, cells)
    assert draft.website == "https://www.b.org"
    assert draft.contacts == (
        ContactDraft("phone", "0161 234 5678", "stewards"),
        ContactDraft("email", "a@b.org", "stewards"),
        ContactDraft("person", "Ana", "stewards"),
    )
    opened = drafted(terms, columns, cells, audiences={"Tel": "public"})
    assert opened.contacts[0].audience == "public"


def test_columns_that_say_what_is_public_are_honoured_row_by_row(terms):
    columns = {
        "Name": "name",
        "Tel": "phone",
        "Tel public": "show:phone",
        "Mail": "email",
        "Mail ok": "show:email",
    }
    cells = {"Name": "A", "Tel": "0161 234 5678", "Tel public": "Yes", "Mail": "a@b.org", "Mail ok": "no"}
    audiences = {"Mail": "public"}
    draft = drafted(terms, columns, cells, audiences=audiences)
    assert [contact.audience for contact in draft.contacts] == ["public", "stewards"]


def test_what_is_no_proper_contact_never_becomes_public(terms):
    columns = {"Name": "name", "Tel": "phone", "Mail": "email"}
    draft = drafted(terms, columns, {"Name": "A", "Tel": "ask Ana at noon", "Mail": "ana[at]b.org"})
    assert draft.extras == {}
    assert {(contact.kind, contact.audience) for contact in draft.contacts} == {("other", "stewards")}
    assert len(draft.troubles) == 2


def test_a_telephone_of_zeros_is_none(terms):
    draft = drafted(terms, {"Name": "name", "Tel": "phone"}, {"Name": "A", "Tel": "000000000"})
    assert draft.contacts == ()
    assert draft.troubles[0].column == "Tel"


def test_several_contacts_in_one_cell_are_told_apart(terms):
    columns = {"Name": "name", "Tel": "phone", "Mail": "email", "Web": "website", "FB": "social:facebook"}
    cells = {
        "Name": "A",
        "Tel": "0161 234 5678; +33 6 12 34 56 78",
        "Mail": "a@b.org, c@d.org",
        "Web": "https://b.org/x?a=1&copy=2 http://c.org",
        "FB": "@redecoop",
    }
    draft = drafted(terms, columns, cells)
    assert draft.website == "https://b.org/x?a=1&copy=2"
    assert [contact.value for contact in draft.contacts] == [
        *("0161 234 5678", "+33 6 12 34 56 78", "a@b.org", "c@d.org", "http://c.org"),
        "https://www.facebook.com/redecoop",
    ]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "http://", "ftp://b.org", "b", 'https://b.org/"onclick='],
)
def test_an_address_that_cannot_be_followed_safely_is_no_website(terms, address):
    draft = drafted(terms, {"Name": "name", "Web": "website"}, {"Name": "A", "Web": address})
    assert draft.website == ""
    assert all(contact.kind == "other" for contact in draft.contacts)
    assert draft.troubles


def test_html_and_script_are_taken_out_and_said(terms):
    about = (
        "<p>Bread &amp; <b>roses</b></p><script>alert(1)</script>&lt;img src=x onerror=alert(2)&gt;R&D, 2 < 3"
    )
    draft = drafted(terms, {"Name": "name", "About": "description"}, {"Name": "A <i>B</i>", "About": about})
    assert draft.name == "A B"
    assert draft.descriptions == {"en": "Bread & roses\nR&D, 2 < 3"}
    assert [trouble.column for trouble in draft.troubles] == ["Name", "About"]


def test_a_size_that_is_no_count_is_kept_with_the_row(terms):
    columns = {"Name": "name", "Members": "size:members", "Bees": "size:bees"}
    draft = drafted(terms, columns, {"Name": "A", "Members": "many", "Bees": "7"})
    assert draft.sizes == ()
    assert draft.extras == {"Members": "many", "Bees": "7"}
    assert len(draft.troubles) == 2


@pytest.mark.parametrize(
    ("cell", "value"), [("40", 40), ("1 240", 1240), ("about 50", 50), ("12.0", 12), ("30 familles", 30)]
)
def test_counts_as_people_write_them(terms, cell, value):
    draft = drafted(terms, {"Name": "name", "M": "size:members"}, {"Name": "A", "M": cell})
    assert draft.sizes[0].value == value


@pytest.mark.parametrize(
    ("cell", "country", "date"),
    [
        ("1984", "", "1984"),
        ("1984-9", "", "1984-09"),
        ("2004-01-28", "", "2004-01-28"),
        ("28/01/2004", "", "2004-01-28"),
        ("3/4/2001", "United States", "2001-03-04"),
        ("3/4/2001", "France", "2001-04-03"),
        ("01/28/2004", "", "2004-01-28"),
        ("09.1984", "", "1984-09"),
        ("since spring 1984", "", "1984"),
        ("2004-01-28T10:00:00Z", "", "2004-01-28"),
        ("1651848477", "", "2022-05-06"),
    ],
)
def test_dates_as_people_write_them(terms, cell, country, date):
    columns = {"Name": "name", "Since": "founded", "Country": "country"}
    draft = drafted(terms, columns, {"Name": "A", "Since": cell, "Country": country})
    assert draft.founded == date
    assert draft.troubles == ()


@pytest.mark.parametrize("cell", ["soon", "2004-13-45", "99/99/9999", "1984 or 1986"])
def test_what_is_no_date_is_kept_with_the_row(terms, cell):
    draft = drafted(terms, {"Name": "name", "Since": "founded"}, {"Name": "A", "Since": cell})
    assert draft.founded == ""
    assert draft.extras == {"Since": cell}
    assert draft.troubles[0].column == "Since"


def test_an_unknown_country_or_kind_is_told(terms):
    columns = {"Name": "name", "Where": "country", "What": "kind"}
    draft = drafted(terms, columns, {"Name": "A", "Where": "Cockaigne", "What": "band"}, country="GB")
    assert draft.places[0].country == "GB"
    assert draft.kind == "initiative"
    assert {column for column, _message in messages(draft)} == {"Where", "What"}
    assert drafted(terms, columns, {"Name": "A", "What": "Réseau"}).kind == "network"


def test_texts_longer_than_there_is_room_for_are_cut_and_kept_whole_beside(terms):
    draft = drafted(terms, {"Name": "name", "Zip": "postcode"}, {"Name": "A" * 400, "Zip": "9" * 30})
    assert (len(draft.name), len(draft.places[0].postcode)) == (300, 20)
    assert draft.extras == {"Name": "A" * 400, "Zip": "9" * 30}


def test_the_digest_is_the_same_for_the_same_row_wherever_it_stands(terms):
    columns = {"Name": "name", "Town": "locality", "Tel": "phone"}
    cells = {"Name": "A", "Town": "Lyon", "Tel": "0161 234 5678"}
    first = apply(Mapping(columns), Row(2, cells), terms)
    again = apply(Mapping(columns), Row(90, dict(reversed(cells.items()))), terms)
    changed = apply(Mapping(columns), Row(2, {**cells, "Tel": "0161 234 5679"}), terms)
    assert first.digest() == again.digest() != changed.digest()
    assert len(first.digest()) == 64
    assert json.loads(json.dumps(first.fields())) == first.fields()
    assert "sizes" not in first.fields()


def test_a_mapping_goes_through_json_unchanged():
    mapping = Mapping(
        {"A": "name", "B": "terms:x/y"}, {"B": {"v": "x/y#z"}}, {"A": "public"}, ",", "fr", "FR", "network"
    )
    assert Mapping.from_json(json.loads(json.dumps(mapping.to_json()))) == mapping


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"columns": []},
        {"columns": {"A": "nonsense"}},
        {"columns": {"A": "identifier"}},
        {"columns": {"A": 7}},
        {"columns": {"A": "name"}, "surprise": 1},
        {"columns": {"A": "name"}, "audiences": {"A": "everybody"}},
        {"columns": {"A": "name"}, "values": {"A": {"x": 1}}},
        {"columns": {"A": "name"}, "kind": "club"},
        {"columns": {"A": "name"}, "list_separator": ""},
        {"columns": {"A": "name"}, "language": 7},
    ],
)
def test_a_mapping_that_means_nothing_is_refused(wrong):
    with pytest.raises(Problem):
        Mapping.from_json(wrong)


ALL_TARGETS = {
    f"column {target}": {"identifier": "identifier:x", "size": "size:members", "show": "show:email"}.get(
        target, target
    )
    for target in TARGETS
}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(ALL_TARGETS)), st.text(min_size=1, max_size=60)))
def test_nothing_that_cells_may_hold_stops_a_draft(cells):
    finder = TermFinder()
    finder.add("konbit/size-dimensions", "members")
    draft = apply(Mapping(ALL_TARGETS), Row(2, cells), finder)
    assert json.dumps(draft.fields())
    assert len(draft.digest()) == 64
    for place in draft.places:
        assert not place.point or (abs(place.point[0]) <= 90 and abs(place.point[1]) <= 180)
    assert dataclasses.replace(draft, row=9).digest() == draft.digest()


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("housing, agriculture", ["ICA210", "ICA10"]),
        ("Agriculture/Vivienda", ["ICA10", "ICA210"]),
        ("housing; agriculture", ["ICA210", "ICA10"]),
        ("Food, drink and tobacco", ["ICA60"]),
    ],
)
def test_categories_parted_by_commas_or_slashes_are_several_words(terms, cell, codes):
    terms.add(ICA, "ICA60", ["Food, drink and tobacco"])
    draft = drafted(terms, {"Name": "name", "Type": f"terms:{ICA}"}, {"Name": "A", "Type": cell})
    assert draft.terms == tuple((ICA, code) for code in codes)
    assert draft.troubles == ()


@pytest.mark.parametrize("cell", ["juggling, joy", "https://elsewhere.example/housing"])
def test_commas_and_slashes_of_which_no_part_is_known_part_nothing(terms, cell):
    draft = drafted(terms, {"Name": "name", "Type": f"terms:{ICA}"}, {"Name": "A", "Type": cell})
    assert draft.terms == ()
    assert len(draft.troubles) == 1


def test_words_of_a_category_that_are_not_for_everyone_stay_with_the_row(terms):
    columns = {"Name": "name", "Type": f"terms:{ICA}"}
    draft = drafted(terms, columns, {"Name": "A", "Type": "Juggling"}, audiences={"Type": "stewards"})
    assert draft.own_words == {}
    assert draft.extras == {"Type": "Juggling"}


@pytest.mark.parametrize("cell", ["Ask Rosa, rosa@example.org", "Juggling 555-123-4567", "0113 496 0000"])
def test_a_category_in_which_somebody_may_be_reached_stays_with_the_row(terms, cell):
    draft = drafted(terms, {"Name": "name", "Type": f"terms:{ICA}"}, {"Name": "A", "Type": cell})
    assert draft.own_words == {}
    assert draft.extras == {"Type": cell}


def test_a_kind_that_is_none_here_is_kept_as_the_groups_own_word(terms):
    draft = drafted(terms, {"Name": "name", "Kind": "kind"}, {"Name": "A", "Kind": "Circus"})
    assert (draft.kind, draft.own_words) == ("initiative", {"Kind": "Circus"})
