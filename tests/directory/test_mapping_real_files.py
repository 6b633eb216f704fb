"""Whole published directories, row for row."""

from __future__ import annotations

import json
from functools import cache

import pytest

from konbit.directory.duplicates import DuplicateWatch
from konbit.directory.formats.reading import guess_format, open_table
from konbit.directory.guessing import guessed_mapping
from konbit.directory.mapper import Mapper
from konbit.directory.term_finder import TermFinder


@pytest.fixture(scope="module")
def essglobal(shared_data):
    """Every ESSGlobal term by its code alone: its old and new addresses must be understood."""
    schemes = json.loads((shared_data / "directory" / "essglobal" / "compiled_terms.json").read_text())
    finder = TermFinder()
    for scheme, told in schemes.items():
        for term in told["terms"]:
            finder.add(f"essglobal/{scheme}", term["code"], term["labels"].values())
    return finder


@pytest.fixture(scope="module")
def drafts(shared_data, essglobal):
    """The drafts of a file, read as the command line would."""

    @cache
    def read(name):
        path = shared_data / "directory" / name
        format_name = guess_format(path)
        mapper, watch = Mapper(guessed_mapping(path, format_name), essglobal), DuplicateWatch()
        return [watch.settle(mapper.draft(row)) for row in open_table(path, format_name).rows()]

    return read


@pytest.mark.parametrize(("edition", "rows", "placed"), [("Q2-2023", 7387, 7090), ("Q2-2022", 7272, 6970)])
def test_the_british_directory_is_taken_whole(drafts, edition, rows, placed):
    found = drafts(f"coops-uk/standard.{edition}.csv")
    assert len(found) == rows
    assert len({draft.key for draft in found}) == rows
    assert sum(1 for draft in found if draft.places[0].point) == placed
    assert all(draft.troubles == () for draft in found)


def test_every_code_of_the_british_directory_becomes_a_term(drafts):
    found = drafts("coops-uk/standard.Q2-2023.csv")
    assert sum(len(draft.terms) for draft in found) == 7171 + 7368 + 7144
    assert {scheme for draft in found for scheme, _code in draft.terms} == {
        "essglobal/organisational-structure",
        "essglobal/activities-ica",
        "essglobal/base-membership-type",
    }
    first = found[0]
    assert first.row == 2
    assert first.primary_terms == (("essglobal/activities-ica", "ICA280"),)
    assert set(first.extras) == {
        *("Geo Container", "Sector", "SIC Section", "SIC Code", "Ownership Classification", "Legal Form")
    }


def test_shared_websites_and_points_are_no_identity(drafts):
    found = drafts("coops-uk/standard.Q2-2023.csv")
    markets = [draft for draft in found if draft.website == "http://www.country-markets.co.uk"]
    assert len(markets) == len({draft.key for draft in markets}) == 46
    neighbours = [draft for draft in found if draft.places[0].point == (51.499869, -0.092964)]
    assert len(neighbours) == 35


def test_most_kept_groups_have_the_same_key_in_both_editions(drafts):
    older, newer = (
        {draft.key for draft in drafts(f"coops-uk/standard.{edition}.csv")}
        for edition in ("Q2-2022", "Q2-2023")
    )
    assert (len(older & newer), len(older - newer), len(newer - older)) == (7091, 181, 296)


def test_the_chicago_list_honours_its_public_flags(drafts):
    found = drafts("small/chicommons_chicago.csv")
    assert len(found) == 895
    assert [draft.row for draft in found if draft.rejected] == [344, 896]
    assert sum(1 for draft in found if draft.places and draft.places[0].point) == 818
    assert not any(contact.kind in ("phone", "email") for draft in found for contact in draft.contacts)


def test_the_wrong_rows_of_a_murmurations_file_are_told(drafts):
    first, second = drafts("murmurations/organizations_schema-v1.0.0-example-import-with-errors.csv")
    assert not first.rejected
    assert "htttps" in first.troubles[0].message
    assert second.rejected
    assert {trouble.column for trouble in second.troubles} == {"geolocation.lat", ""}
