"""What is shipped of real movements: in four languages, as published, with the history of its claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from konbit.base.errors import Problem
from konbit.directory.actions.shipped import load_example as load_groups
from konbit.directory.actions.shipped import load_vocabularies
from konbit.learning.actions.shipped import load_example, shipped_uid
from konbit.learning.models import Case, Claim, Framework, Module, Move, Priority
from konbit.learning.queries.claims import claim_page
from konbit.learning.queries.frameworks import framework_page
from konbit.learning.queries.studies import study_table
from konbit.learning.queries.versions import versions_page
from konbit.learning.shipped import reading
from konbit.learning.ways import WAYS
from konbit.people.audience import ANYONE

LANGUAGES = {"en", "fr", "es", "pt-br"}


@pytest.fixture
def shipped(db: None) -> int:
    """Everything shipped, the directory's first; how many things this room made."""
    load_vocabularies()
    load_groups()
    return load_example()


def every_text(thing: Any) -> Iterator[dict[str, str]]:
    """All multilingual texts below a shipped entry."""
    if isinstance(thing, dict):
        if thing and set(thing) <= LANGUAGES:
            yield thing
        else:
            for one in thing.values():
                yield from every_text(one)
    elif isinstance(thing, tuple):
        for one in thing:
            yield from every_text(one)
    elif hasattr(thing, "__slots__"):
        for name in thing.__slots__:
            yield from every_text(getattr(thing, name))


def test_every_text_is_there_in_four_languages_and_translated() -> None:
    texts = list(every_text(reading.example()))
    assert len(texts) > 100
    assert [one for one in texts if set(one) != LANGUAGES] == []
    long = [one for one in texts if len(one["en"]) > 60]
    assert [one["en"] for one in long if len(set(one.values())) < 4] == []


def test_loading_twice_makes_everything_once_and_leaves_changes_alone(shipped: int) -> None:
    assert shipped == Claim.objects.count() + Framework.objects.count() + 3 + 2 + 1
    Claim.objects.filter(state="learned").update(statement={"en": "Ours now."})
    assert load_example() == 0
    assert Claim.objects.filter(statement={"en": "Ours now."}).exists()


def test_nothing_shipped_is_said_to_be_confirmed(shipped: int) -> None:
    for model in (Claim, Framework, Module):
        assert set(model.objects.values_list("certainty", flat=True)) <= {"published", "to_verify"}
        assert not model.objects.filter(source=None).exists()


def test_every_shipped_move_makes_sense_and_has_its_resolution(shipped: int) -> None:
    moves = Move.objects.exclude(before="")
    assert moves.count() >= 5
    assert {(one.before, one.after) for one in moves} <= set(WAYS)
    for claim in Claim.objects.all():
        assert claim.moves.last().after == claim.state


def test_working_assumptions_of_2020_are_lessons_today_with_their_history(shipped: int) -> None:
    learned = Move.objects.filter(before="assumption", after="learned").values_list("claim__uid", flat=True)
    codes = ("tt-1-living", "tt-2-violent", "tt-4-doing")
    assert set(learned) == {shipped_uid("Claim", code) for code in codes}
    page = claim_page(ANYONE, shipped_uid("Claim", "tt-4-doing"))
    assert [one.on for one in page.life if one.after] == ["2020", "2022"]


def test_the_version_of_2020_shows_what_was_assumed_then_beside_what_became_of_it(shipped: int) -> None:
    page = framework_page(ANYONE, shipped_uid("Framework", "tt-f-2020"))
    told = [
        (one.number, then.state.code, then.line.state.code) for one in page.priorities for then in one.then
    ]
    assert (1, "assumption", "learned") in told
    assert (4, "assumption", "retired") in told
    assert {state for _number, state, _today in told} == {"assumption"}


def test_priority_six_is_whole(shipped: int) -> None:
    page = framework_page(ANYONE, shipped_uid("Framework", "tt-f-2022"))
    six = page.priorities[5]
    assert (len(six.learned), len(six.to_verify)) == (5, 2)
    assert six.starting_point
    assert "serves the collective" in six.example["en"]
    assert "serves the individuals" in six.example["en"]


def test_what_was_not_recovered_is_said_to_be_so(shipped: int) -> None:
    said = " ".join(one.starting_point.get("en", "") for one in Priority.objects.all())
    assert said.count("not recovered") >= 4
    assert "not recovered" in framework_page(ANYONE, shipped_uid("Framework", "tt-f-2017")).introduction["en"]
    assert Claim.objects.get(uid=shipped_uid("Claim", "tt-4-forming")).certainty == "to_verify"


def test_the_three_versions_stand_side_by_side(shipped: int) -> None:
    page = versions_page(ANYONE, shipped_uid("Framework", "tt-f-2020"), "en")
    assert [one.version for one in page.versions] == ["2017", "2020", "2022"]
    assert [one.count for one in page.versions] == [0, 6, 6]
    assert len(page.rows) == 6
    assert page.dropped == []


def test_the_two_lists_of_principles_show_what_was_dropped_and_which_words_went(shipped: int) -> None:
    page = versions_page(ANYONE, shipped_uid("Framework", "sen-f-later"), "en")
    assert [cell.title["en"] for cell in page.dropped] == ["Social welfare first"]
    went = {
        piece.words
        for row in page.rows
        for _version, cells in row
        for cell in cells
        for piece in cell.differs
        if piece.kind == "went"
    }
    assert "mutualism" in " ".join(went)
    assert "nationality," in " ".join(went)
    assert "LGBTQ" in " ".join(went)


def test_the_claim_of_132_million_has_its_support_and_its_qualification(shipped: int) -> None:
    page = claim_page(ANYONE, shipped_uid("Claim", "sen-132-million"))
    assert (page.line.supports, page.line.qualifies, page.line.contradicts) == (1, 2, 0)
    (support,) = page.stanced("supports")
    assert [int(one) for one in re.findall(r"\b(17|100|15) million", support.text["en"])] == [17, 100, 15]
    assert support.source is not None


def test_lessons_rest_on_the_studies_of_2022(shipped: int) -> None:
    study = Case.objects.filter(study__isnull=False).values_list("claim__state", flat=True)
    assert set(study) == {"learned"}
    group = Claim.objects.get(uid=shipped_uid("Claim", "tt-4-doing")).group
    table = study_table(ANYONE, group.uid)
    assert len(table.rows) == study.count()


def test_the_pages_of_the_example_open_in_every_language(shipped: int, client: Client) -> None:
    pages = ["learning:front", "learning:calls"]
    addresses = [reverse(name) for name in pages]
    for code in ("tt-f-2017", "tt-f-2020", "tt-f-2022", "sen-f-later"):
        uid = shipped_uid("Framework", code)
        addresses += [reverse("learning:framework", args=[uid]), reverse("learning:versions", args=[uid])]
    module = shipped_uid("Module", "next-system-movements")
    claim = shipped_uid("Claim", "sen-132-million")
    addresses += [reverse("learning:module", args=[module]), reverse("learning:claim", args=[claim])]
    with override("en"):  # and back to it afterwards
        for language in sorted(LANGUAGES):
            for address in addresses:
                answer = client.get(address.replace("/en/", f"/{language}/", 1))
                assert answer.status_code == 200, address


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[[claims]]\ncode = 'x'", "group"),
        ("[[claims]]\ncode='x'\ngroup='g'\nsource='s'\nstatement.en='A'", "statement.fr"),
        ("claims = 3", "claims"),
        ("what = 1", "what"),
        ("[[", ""),
    ],
)
def test_a_wrong_file_is_refused_with_its_entry_and_field(tmp_path: Path, text: str, where: str) -> None:
    (tmp_path / "a.toml").write_text(text)
    with pytest.raises(Problem) as caught:
        reading.example(tmp_path)
    assert "a.toml" in caught.value.where
    assert where in caught.value.where
