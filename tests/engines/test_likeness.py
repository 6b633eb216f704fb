"""Whether two records are the same group: the evidence, the search for pairs, and what may be joined."""

from __future__ import annotations

import csv
from itertools import combinations
from math import fsum
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.likeness import made
from konbit.engines.likeness import (
    ASK,
    VERY_LIKELY,
    Context,
    Judgement,
    Record,
    Refused,
    candidates,
    groups_of,
    judge,
    likely_pairs,
    phone_digits,
    plain_value,
    web_addresses,
)
from konbit.engines.likeness.columns import columns_of
from konbit.engines.likeness.sieve import passing
from konbit.engines.likeness.weights import score_for

WORDS = [
    "Mill",
    "Bread",
    "Orchard",
    "Lantern",
    "Kestrel",
    "Co-op",
    "Limited",
    "Housing",
    "of",
    "Milll",
    "BLK",
    "Ash",
]
names = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
points = st.tuples(st.sampled_from([51.0, 51.002, 51.1, 52.5]), st.sampled_from([0.0, 0.01, 3.0]))
HOSTS = [
    "mill.example",
    "https://www.bread.example/leeds",
    "facebook.com",
    "facebook.com/mill",
    "ash.example",
]


def several(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2)


records = st.builds(
    Record.of,
    st.just(""),
    st.lists(names, max_size=3),
    point=st.none() | points,
    locality=st.sampled_from(["", "Mill", "York", "Ashby"]),
    postcode=st.sampled_from(["", "LS1 1AA", "ls11aa", "YO1 7HH"]),
    country=st.sampled_from(["", "GB", "FR"]),
    identifiers=st.lists(
        st.tuples(st.sampled_from(["house", "fca"]), st.sampled_from(["1", "2"])), max_size=2
    ),
    websites=several(HOSTS),
    phones=several(["0161 496 0000", "+44 161 496 0000", "0113 496 0001"]),
    activities=several(["bakery", "housing"]),
)


def keyed(found: list[Record]) -> list[Record]:
    """The same records, each with a key of its own."""
    from dataclasses import replace

    return [replace(record, key=str(number)) for number, record in enumerate(found)]


def all_pairs(found: list[Record], threshold: float) -> dict[tuple[str, str], Judgement]:
    """The slow, obvious way: every pair judged."""
    context = Context.of(found)
    judged = {(a.key, b.key): judge(a, b, context) for a, b in combinations(found, 2)}
    return {pair: one for pair, one in judged.items() if one.chance >= threshold}


def kinds(judgement: Judgement) -> dict[str, float]:
    return {one.kind: one.weight for one in judgement.evidence}


# ------------------------------------------------------------------------------------------ one pair


@given(records, records)
def test_turned_round_a_pair_is_judged_alike(a: Record, b: Record) -> None:
    context = Context.of([a, b])
    there, back = judge(a, b, context), judge(b, a, context)
    assert (there.score, there.chance, there.strong) == (back.score, back.chance, back.strong)
    assert [(one.kind, one.weight) for one in there.evidence] == [
        (one.kind, one.weight) for one in back.evidence
    ]


@given(records, records)
def test_the_evidence_adds_up_to_the_score_and_says_the_same_every_time(a: Record, b: Record) -> None:
    context = Context.of([a, b])
    judgement = judge(a, b, context)
    assert judgement.score == round(fsum(one.weight for one in judgement.evidence), 2)
    assert 0 < judgement.chance < 1
    assert judge(a, b, Context.of([a, b])) == judgement


@given(records, records)
def test_only_a_register_number_makes_a_pair_strong_and_not_against_doubt(a: Record, b: Record) -> None:
    judgement = judge(a, b, Context.of([a, b]))
    if judgement.strong:
        assert set(a.identifiers) & set(b.identifiers)
        assert min(one.weight for one in judgement.evidence) > -4


def town(found: list[Record]) -> Context:
    """A context of many groups, among which those of a test are rare."""
    others = [
        Record.of(f"x{number}", [f"Society {number % 97} of town {number % 53}"], locality=f"t{number % 53}")
        for number in range(3000)
    ]
    return Context.of(found, others)


def judged(a: Record, b: Record) -> Judgement:
    return judge(a, b, town([a, b]))


def test_a_trading_name_and_a_registered_name_at_one_address_are_very_likely_one_group() -> None:
    a = Record.of("a", ["Valley Organics Workers Co-op"], postcode="HX7 6EU", country="gb")
    b = Record.of("b", ["Valley Organics Workers Cooperative Ltd."], postcode="hx76eu", country="GB")
    assert judged(a, b).chance > VERY_LIKELY


def test_branches_of_a_chain_are_not_one_group() -> None:
    places = (
        "Ferndown",
        "Crowthorne",
        "Hanworth",
        "Pitsligo",
        "Kilsyth",
        "Dunure",
        "Warsop",
        "Porth",
        "Tring",
    )
    branches = [
        Record.of(place, [f"Lantern Veterans Club {place}"], locality=place, websites=["lantern.example"])
        for place in places
    ]
    judgement = judge(branches[0], branches[1], town(branches))
    assert judgement.chance < ASK
    assert kinds(judgement)["other_words"] < 0


def test_an_acronym_and_what_it_stands_for_are_found_alike() -> None:
    a = Record.of("a", ["NFTMO"], postcode="B15 2SX")
    b = Record.of("b", ["The National Federation of Tenant Management Organisations Ltd"], postcode="B15 2SX")
    assert "acronym" in kinds(judged(a, b))
    assert judged(a, b).chance > ASK


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GreenBristol", "Green Bristol Ltd"),
        ("Cheltenham Kestrels", "Cheltenam Kestrels"),
        ("Café Ñandú", "cafe nandu"),
    ],
)
def test_a_slip_and_words_run_together_are_no_other_words(one: str, other: str) -> None:
    weights = kinds(judged(Record.of("a", [one]), Record.of("b", [other])))
    assert weights.get("name", 0) + weights.get("spelling", 0) > 3
    assert weights.get("other_words", 0) > -3


def test_a_register_number_that_agrees_is_strong_unless_another_contradicts() -> None:
    a = Record.of("a", ["Mill"], identifiers=[("house", "0123"), ("fca", "7")])
    b = Record.of("b", ["Mill Ltd"], identifiers=[("house", "123")])
    c = Record.of("c", ["Mill Ltd"], identifiers=[("house", "123"), ("fca", "8")])
    assert judged(a, b).strong
    assert not judged(a, c).strong
    assert judged(a, c).score < judged(a, b).score - 10


def test_a_register_number_does_not_merge_names_that_contradict_each_other() -> None:
    a = Record.of("a", ["Orchard Kestrel Bakery"], identifiers=[("house", "123")])
    b = Record.of("b", ["Lantern Ash Foundry"], identifiers=[("house", "123")])
    assert not judged(a, b).strong


def test_a_site_shared_by_many_tells_nothing_and_one_of_two_tells_much() -> None:
    many = [Record.of(str(n), [f"Market {n}"], websites=["https://markets.example"]) for n in range(20)]
    context = town(many)
    shared = [one for one in judge(many[0], many[1], context).evidence if one.kind == "domain"]
    assert [(one.weight, one.detail) for one in shared] == [(0, ("markets.example", "markets.example", "20"))]
    a, b = (Record.of(key, ["Mill"], websites=["http://www.mill.example/"]) for key in "ab")
    assert kinds(judged(a, b))["domain"] > 5


def test_pages_of_one_host_are_told_apart() -> None:
    a = Record.of("a", ["Mill"], websites=["https://www.facebook.com/mill/"])
    b = Record.of("b", ["Mill"], websites=["facebook.com/orchard"])
    assert kinds(judged(a, b))["domain"] < 0


def test_details_carry_values() -> None:
    a = Record.of("a", ["Mill"], point=(51, 0), country="GB", activities=["bakery"])
    b = Record.of("b", ["Orchard"], point=(52, 0), country="FR", activities=["housing"])
    assert {one.kind: one.detail for one in judged(a, b).evidence} == {
        "other_words": ("mill", "orchard"),
        "country": ("GB", "FR"),
        "distance": ("111.2",),
        "activity": ("bakery", "housing"),
    }


def test_a_small_collection_does_not_take_common_words_for_rare() -> None:
    a, b = Record.of("a", ["Housing Association"]), Record.of("b", ["Housing Association"])
    rare = Record.of("c", ["Kestrel Lantern"]), Record.of("d", ["Kestrel Lantern"])
    context = Context.of([a, b, *rare])
    assert judge(a, b, context).score < judge(*rare, context).score / 1.5


# ---------------------------------------------------------------------------------- what is written


def test_web_addresses_are_hosts_and_pages() -> None:
    assert web_addresses("https://user@www.Mill.coop:8080/en/#top") == ("mill.coop", "mill.coop/en")
    assert web_addresses("mill.coop") == ("mill.coop",)
    assert web_addresses("https://facebook.com") == ()
    assert web_addresses("http://toryclubs") == web_addresses("") == ()


def test_phones_and_numbers_are_alike_however_they_are_written() -> None:
    assert phone_digits("+44 (161) 496-0000") == phone_digits("0161 4960000") == "614960000"
    assert phone_digits("999") == ""
    assert plain_value("00 123-AB") == plain_value("123ab") == "123ab"


def test_a_point_outside_the_world_is_refused() -> None:
    with pytest.raises(ValueError, match="latitude 91"):
        Record.of("a", ["Mill"], point=(91, 0))


def test_names_without_end_are_compared_in_part() -> None:
    hostile = Record.of("a", [f"{'x' * 100_000} {number}" for number in range(1000)], locality="y" * 100_000)
    assert judged(hostile, hostile).chance > 0
    assert len(list(likely_pairs(keyed([hostile] * 3)))) == 3


# ------------------------------------------------------------------------------------ search for pairs


@given(st.lists(records, max_size=16))
def test_no_pair_that_judging_all_would_find_very_likely_is_missed(found: list[Record]) -> None:
    found = keyed(found)
    got = {(one.a, one.b): one.judgement for one in likely_pairs(found, threshold=VERY_LIKELY)}
    assert got == all_pairs(found, VERY_LIKELY)


def test_hardly_a_pair_worth_asking_about_is_missed() -> None:
    found = list(made(300))
    slow = all_pairs(found, ASK)
    got = {(one.a, one.b): one.judgement for one in likely_pairs(found)}
    assert got.items() <= slow.items()
    assert len(got) >= 0.98 * len(slow) > 20


@given(st.lists(records, max_size=12))
def test_candidates_are_pairs_in_order_each_once(found: list[Record]) -> None:
    pairs = list(candidates(found))
    assert pairs == sorted(set(pairs))
    assert all(0 <= one < other < len(found) for one, other in pairs)


@given(st.lists(records, max_size=8), st.lists(records, max_size=8))
def test_between_two_collections_only_pairs_of_both_are_found(
    some: list[Record], others: list[Record]
) -> None:
    within = {
        (one, other - len(some)) for one, other in candidates([*some, *others]) if one < len(some) <= other
    }
    assert set(candidates(some, others)) == within


@given(records, records)
def test_the_sieve_lets_through_whatever_reaches_the_score(a: Record, b: Record) -> None:
    context = Context.of([a, b])
    contacts = {"identifier", "domain", "phone", "acronym"}
    told = [one for one in judge(a, b, context).evidence if not (one.kind in contacts and one.weight > 0)]
    score = fsum(one.weight for one in told)
    if any(one.kind == "acronym" for one in judge(a, b, context).evidence):
        return
    assert passing(columns_of([a, b], context), context, np.array([0]), np.array([1]), score)[0]


def crowd(size: int) -> list[Record]:
    """Groups of one federation at one door, on one site, with the same words in their names."""
    return [
        Record.of(
            str(number),
            [f"Lantern Housing Cooperative {number:04}"],
            point=(51.5, 0.1),
            postcode="SE1 4YR",
            locality="London",
            websites=["https://federation.example", "https://facebook.com"],
        )
        for number in range(size)
    ]


def test_crowds_do_not_explode() -> None:
    few, many = (sum(1 for _pair in candidates(crowd(size))) for size in (500, 2000))
    assert many < 4.5 * few < 4.5 * 500 * 60


def test_in_a_crowd_the_same_name_is_still_found() -> None:
    found = crowd(300)
    twin = Record.of("twin", ["Lantern Housing Co-op 0123 Ltd"], postcode="SE1 4YR", point=(51.5, 0.1))
    assert ("123", "twin") in {(one.a, one.b) for one in likely_pairs([*found, twin])}


def test_a_threshold_that_is_no_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="not between 0 and 1"):
        list(likely_pairs([], threshold=1.0))
    with pytest.raises(ValueError, match="not between 0 and 1"):
        score_for(0, Context())


def test_nothing_is_found_among_nothing() -> None:
    assert list(likely_pairs([])) == list(likely_pairs([], [])) == []
    assert list(candidates([Record.of("a", []), Record.of("b", [])])) == []


# --------------------------------------------------------------------------------------- what may join


def test_a_chain_whose_ends_are_different_is_not_joined_through() -> None:
    done = groups_of([("A", "B"), ("B", "C")], [("C", "A")])
    assert done.groups == (("A", "B"),)
    assert done.refused == (Refused(("B", "C"), because=("C", "A")),)


def test_the_surest_pair_comes_first_and_wins() -> None:
    assert groups_of([("B", "C"), ("A", "B")], [("A", "C")]).groups == (("B", "C"),)


def test_a_record_is_not_kept_apart_from_itself() -> None:
    with pytest.raises(ValueError, match="'A' cannot be kept apart from itself"):
        groups_of([], [("A", "A")])


small = st.tuples(st.integers(0, 9), st.integers(0, 9))


@given(st.lists(small, max_size=25), st.lists(small.filter(lambda pair: pair[0] != pair[1]), max_size=12))
def test_groups_are_those_of_the_slow_way(pairs: list[tuple[int, int]], apart: list[tuple[int, int]]) -> None:
    sets = [{number} for number in range(10)]
    refused = []
    for one, other in pairs:
        (mine,), (theirs,) = ([some for some in sets if key in some] for key in (one, other))
        broken = [pair for pair in apart if set(pair) <= mine | theirs]
        if mine is not theirs and broken:
            refused.append(Refused((one, other), broken[0]))
        elif mine is not theirs:
            sets = [some for some in sets if some is not mine and some is not theirs] + [mine | theirs]
    done = groups_of(pairs, apart)
    assert {frozenset(group) for group in done.groups} == {frozenset(some) for some in sets if len(some) > 1}
    assert list(done.refused) == refused


# ------------------------------------------------------------------------------------- labelled pairs


def edition(path: Path) -> list[Record]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Record.of(
                row["Identifier"],
                [row["Name"]],
                locality=row["Locality"],
                postcode=row["Postcode"],
                country=row["Country ID"],
                websites=[row["Website"]],
                activities=[row["Primary Activity"]] if row["Primary Activity"] else [],
            )
            for row in csv.DictReader(file)
        ]


def test_trading_names_find_their_registered_names_without_identifiers(shared_data: Path) -> None:
    older, newer = (
        edition(shared_data / "directory" / "coops-uk" / f"standard.{quarter}.csv")
        for quarter in ("Q2-2022", "Q2-2023")
    )
    kept = {one.key for one in older} & {one.key for one in newer}
    kept = {key for key in kept if crc32(key.encode()) % 2}
    found = [one for one in likely_pairs(older, newer) if crc32(one.a.encode()) % 2]
    right = sum(one.a == one.b for one in found)
    assert right / len(found) > 0.97
    assert right / len(kept) > 0.97
    sure = [one for one in found if one.judgement.chance >= VERY_LIKELY]
    assert sum(one.a == one.b for one in sure) / len(sure) > 0.99
