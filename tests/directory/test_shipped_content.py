"""What Konbit ships is whole, sourced, in four languages, and never surer than its sources."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from konbit.base.errors import Problem
from konbit.base.period import earliest
from konbit.base.text import Multilingual
from konbit.directory.shipped import reading
from konbit.directory.shipped.entries import FactEntry, GroupEntry, RelationEntry, SizeEntry

LANGUAGES = {"en", "fr", "es", "pt-br"}


def group(slug: str) -> GroupEntry:
    return next(group for group in reading.example().groups if group.slug == slug)


def every_claim() -> Iterator[GroupEntry | FactEntry | SizeEntry | RelationEntry]:
    yield from reading.example().relations
    for one in reading.example().groups:
        yield one
        yield from one.facts
        yield from one.sizes


def every_text() -> Iterator[Multilingual]:
    for scheme in reading.vocabularies():
        yield scheme.title
        for term in scheme.terms:
            yield term.label
            yield from (definition.text for definition in term.definitions)
    for one in reading.example().groups:
        yield one.description
        yield from (fact.text for fact in one.facts)
        yield from (size.note for size in one.sizes if size.note)
    yield from (relation.note for relation in reading.example().relations if relation.note)


def test_every_text_is_there_in_the_four_languages() -> None:
    assert [text for text in every_text() if not set(text) >= LANGUAGES] == []


def test_no_long_text_was_left_untranslated() -> None:
    long = [text for text in every_text() if len(text["en"]) > 40]
    assert [text["en"] for text in long if len({text[language] for language in LANGUAGES}) < 4] == []


def test_nothing_is_said_to_be_confirmed_by_the_movements() -> None:
    assert {claim.certainty for claim in every_claim()} == {"published", "to_verify"}


def test_nothing_from_an_unsure_source_is_called_published() -> None:
    unsure = {source.code for source in reading.sources() if source.grade in ("medium", "unknown")}
    assert [c for c in every_claim() if c.source in unsure and c.certainty == "published"] == []


def test_every_address_is_a_web_address() -> None:
    addresses = [source.url for source in reading.sources()]
    addresses += [one.website for one in reading.example().groups]
    assert [address for address in addresses if address and not re.match(r"https?://[\w.-]+", address)] == []


def test_every_date_is_a_date_and_not_in_the_future() -> None:
    dates = [day for one in reading.example().groups for day in (one.valid_from, one.valid_until)]
    dates += [size.on for one in reading.example().groups for size in one.sizes]
    dates += [fact.valid_from for one in reading.example().groups for fact in one.facts]
    assert {earliest(day).year for day in dates if day} <= set(range(1900, 2027))


def test_essglobal_is_whole_and_attributed() -> None:
    schemes = {scheme.code: scheme for scheme in reading.vocabularies()}
    counts = {
        "essglobal/organisational-structure": 25,
        "essglobal/activities-ica": 29,
        "essglobal/activities-modified": 16,
        "essglobal/activities": 21,
        "essglobal/base-membership-type": 6,
        "essglobal/qualifiers": 23,
    }
    assert {code: len(schemes[code].terms) for code in counts} == counts
    assert {schemes[code].licence for code in counts} == {"CC-BY-3.0"}
    source = next(source for source in reading.sources() if source.code == "essglobal")
    assert source.attribution
    assert source.licence == "CC-BY-3.0"


def test_every_essglobal_code_of_a_real_directory_is_known(shared_data: Path) -> None:
    known = {
        scheme.uri + term.code
        for scheme in reading.vocabularies()
        for term in scheme.terms
        if scheme.code.startswith("essglobal/")
    }
    columns = ("Organisational Structure", "Primary Activity", "Activities", "Membership Type")
    path = shared_data / "directory" / "coops-uk" / "standard.Q2-2023.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        used = {code for row in csv.DictReader(file) for name in columns for code in row[name].split(";")}
    assert used - known == {""}


def test_every_symbol_can_be_drawn() -> None:
    with (resources.files("lucide") / "lucide.zip").open("rb") as file, zipfile.ZipFile(file) as icons:
        drawn = {name.removesuffix(".svg") for name in icons.namelist()}
    used = {term.symbol for scheme in reading.vocabularies() for term in scheme.terms}
    assert used - {""} - drawn == set()


def test_the_twenty_kinds_are_there_each_with_its_own_symbol_and_a_definition() -> None:
    types = next(scheme for scheme in reading.vocabularies() if scheme.code == "konbit/types")
    assert len(types.terms) == len({term.symbol for term in types.terms}) == 20
    assert all(term.definitions for term in types.terms)


def test_the_tontine_is_understood_in_several_ways_with_their_sources() -> None:
    types = next(scheme for scheme in reading.vocabularies() if scheme.code == "konbit/types")
    tontine = next(term for term in types.terms if term.code == "tontine")
    assert {definition.source for definition in tontine.definitions} == {"seed-3", "general-knowledge"}


def test_comparing_the_two_sets_of_principles_shows_what_was_dropped() -> None:
    schemes = {scheme.code: scheme for scheme in reading.vocabularies()}
    later, earlier = schemes["konbit/principles-later"], schemes["konbit/principles-2007"]
    assert later.supersedes == earlier.code
    codes = [{term.code for term in scheme.terms} for scheme in (earlier, later)]
    assert codes[0] - codes[1] == {"social-welfare"}
    assert codes[1] < codes[0]


def test_a_superseded_vocabulary_comes_before_its_successor() -> None:
    order = [scheme.code for scheme in reading.vocabularies()]
    assert order.index("konbit/principles-2007") < order.index("konbit/principles-later")


def test_reso_is_told_with_its_rise_and_the_loss_of_its_mandate() -> None:
    years = {fact.valid_from[:4] for fact in group("reso").facts}
    assert {"1989", "2015", "2016", "2017"} <= years


def test_accounts_that_disagree_stand_side_by_side() -> None:
    said = " ".join(fact.text["en"] for fact in group("reso").facts)
    assert "six years" in said
    assert "five years; six" in said
    assert len({size.value for size in group("mpp").sizes if size.dimension.endswith("#members")}) == 2


def test_groups_that_name_themselves_in_creole_keep_their_name() -> None:
    assert group("mpp").name == group("mpp").names["ht"] == "Mouvman Peyizan Papay"


def test_no_relation_leads_from_a_group_to_itself_or_stands_twice() -> None:
    relations = [(one.subject, one.kind, one.object) for one in reading.example().relations]
    assert [one for one in relations if one[0] == one[2]] == []
    assert len(relations) == len(set(relations))


def test_nobody_is_named_but_public_office_holders() -> None:
    names = re.compile(r"\b(Neamtan|Lewis|Arruda|Kawano|Gibson|Amouroux|Fraisse|Simon|Richard)\b")
    found = {word for text in every_text() for said in text.values() for word in names.findall(said)}
    assert found <= {"Neamtan"}


SOURCES = '[[sources]]\ncode = "page"\nname = "A page"\ngrade = "web"\n'
RUMOUR = '[[sources]]\ncode = "rumour"\nname = "Hearsay"\ngrade = "unknown"\n'
TITLE = 'title = {en = "A", fr = "A", es = "A", pt-br = "A"}\n'
SCHEME = (
    f'code = "x/y"\n{TITLE}uri = "urn:x:"\nfacet = "type"\nsource = "page"\nlicence = "L"\nversion = "1"\n'
)
TERM = '[[terms]]\ncode = "t"\nlabel = {en = "A", fr = "A", es = "A", pt-br = "A"}\n'
GROUP = (
    '[[groups]]\nslug = "g"\nkind = "network"\nname = "G"\nlanguage = "en"\nsource = "page"\n'
    'certainty = "published"\ndescription = {en = "A", fr = "A", es = "A", pt-br = "A"}\n'
)


def write(folder: Path, scheme: str = SCHEME + TERM, groups: str = GROUP) -> Path:
    for name, content in {
        "sources.toml": SOURCES + RUMOUR,
        "vocabularies/v.toml": scheme,
        "example/e.toml": groups,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_a_small_right_folder_is_read(tmp_path: Path) -> None:
    assert [one.slug for one in reading.example(write(tmp_path)).groups] == ["g"]


@pytest.mark.parametrize(
    ("groups", "where"),
    [
        (GROUP.replace('pt-br = "A"', 'de = "A"'), "e.toml › groups g › description.pt-br"),
        (GROUP.replace('source = "page"', 'source = "nowhere"'), "e.toml › groups g › source"),
        (GROUP.replace('source = "page"', 'source = "rumour"'), "e.toml › groups g › certainty"),
        (GROUP.replace('"published"', '"confirmed"'), "e.toml › groups g › certainty"),
        (GROUP + 'from = "2004"\nuntil = "1999"\n', "e.toml › groups g › until"),
        (GROUP + 'from = "in spring"\n', "e.toml › groups g › from"),
        (GROUP + 'colour = "red"\n', "e.toml › groups g › colour"),
        (GROUP.replace('name = "G"\n', ""), "e.toml › groups g › name"),
        (GROUP.replace('name = "G"', "name = 3"), "e.toml › groups g › name"),
        (GROUP + GROUP, "example"),
        (
            GROUP + '[[groups.tags]]\nterm = "x/y#unknown"\nsource = "page"\n',
            "e.toml › groups g › tags x/y#unknown › term",
        ),
        (
            GROUP + '[[groups.places]]\nprecision = "town"\nlatitude = 91.0\nlongitude = 0.0\n',
            "e.toml › groups g › places 1 › latitude",
        ),
        (
            GROUP + '[[relations]]\nsubject = "g"\nkind = "supports"\nobject = "h"\nsource = "page"\n'
            'certainty = "to_verify"\n',
            "g › supports › h",
        ),
        (GROUP + "[[", "e.toml"),
    ],
)
def test_a_wrong_group_is_refused_with_file_entry_and_field(tmp_path: Path, groups: str, where: str) -> None:
    with pytest.raises(Problem) as caught:
        reading.example(write(tmp_path, groups=groups))
    assert caught.value.where == where
    assert caught.value.what


@pytest.mark.parametrize(
    ("scheme", "where"),
    [
        (SCHEME + TERM + TERM, "v.toml › terms"),
        (SCHEME + TERM + 'parent = "nobody"\n', "v.toml › terms t › parent"),
        (SCHEME.replace('"type"', '"flavour"') + TERM, "v.toml › facet"),
        (SCHEME + 'supersedes = "x/older"\n' + TERM, "x/y › supersedes"),
    ],
)
def test_a_wrong_vocabulary_is_refused_with_file_entry_and_field(
    tmp_path: Path, scheme: str, where: str
) -> None:
    with pytest.raises(Problem) as caught:
        reading.vocabularies(write(tmp_path, scheme=scheme))
    assert caught.value.where == where
