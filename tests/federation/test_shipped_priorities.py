"""The shipped federation of three levels: it loads once, strictly, and its map shows what it was made for."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from konbit.base.errors import Problem
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.models import Group
from konbit.federation.actions.shipped_priorities import load_priorities
from konbit.federation.models import Alignment, Priority
from konbit.federation.queries.alignment_map import AlignmentPage, Asked, alignment_page
from konbit.federation.shipped.priorities_reading import FILE, example
from konbit.people.audience import ANYONE

pytestmark = pytest.mark.django_db


@pytest.fixture
def federation() -> Group:
    """The uppermost body of the example."""
    load_vocabularies()
    load_priorities()
    return Group.objects.get(slug="example-rivers-and-hills")


def words(page: AlignmentPage, *pks: int) -> set[str]:
    """What priorities say."""
    return {page.lines[pk].statement["en"] for pk in pks}


def test_it_loads_once_and_what_was_taken_away_stays_away(federation: Group) -> None:
    assert Priority.objects.count() == len(example().priorities)
    assert Alignment.objects.count() == len(example().alignments)
    Alignment.objects.all()[0].delete()
    assert load_priorities() == 0
    assert Alignment.objects.count() == len(example().alignments) - 1


def test_every_body_says_that_it_is_invented(federation: Group) -> None:
    for group in Group.objects.filter(is_example=True):
        assert "invented" in group.name
        assert "inventado" in group.names["es"]


def test_its_map_has_three_levels_and_shows_what_stands_out(client: Client, federation: Group) -> None:
    page = alignment_page(ANYONE, federation.uid, Asked())
    assert [len(level.bodies) for level in page.levels] == [1, 3, 6]
    figures = page.figures
    assert figures is not None
    assert [(one.sharing, one.members.of) for one in figures.coverage] == [(2, 3), (2, 3), (0, 3)]
    assert [share.name for share in figures.coverage[0].regions] == ["Coast", "Hills", "Rivers"]
    assert [len(one.members) for one in figures.rising] == [2]
    assert {line.statement["en"] for line in figures.rising[0].lines} == {
        "Women speak first in every assembly",
        "Half of all boats belong to women",
    }
    assert [line.statement["en"] for line in figures.paper] == ["A school of our own in every region"]
    assert len(figures.conflicts) == 1
    assert "Half of all boats belong to women" in {line.statement["en"] for line in figures.orphans}
    shown = client.get(reverse("federation:alignment", args=[federation.uid])).text
    assert "2 of 3 members share this" in shown
    assert 'class="tie conflicts"' in shown
    assert shown.count('class="box"') == len(example().priorities)


def test_from_a_table_one_sees_up_to_the_federation(federation: Group) -> None:
    table = Group.objects.get(slug="example-upper-terraces")
    page = alignment_page(ANYONE, table.uid, Asked())
    assert [level.title for level in page.levels] == ["Networks of its networks", "Its networks", "Here"]
    said = {line.statement["en"] for level in page.levels for body in level.bodies for line, _w in body.lines}
    assert said == {
        "Food of our own for every table",
        "The terraces feed the hills",
        "Forty terraces hold again",
    }
    assert page.figures is None


def test_every_page_of_the_example_opens(client: Client, federation: Group) -> None:
    for priority in Priority.objects.all():
        for name in ("priority", "actors"):
            assert client.get(reverse(f"federation:{name}", args=[priority.uid])).status_code == 200
        assert client.get(reverse("federation:actors", args=[priority.uid]) + "?by=places").status_code == 200
        for target in priority.targets.all():
            assert client.get(reverse("federation:target", args=[target.pk])).status_code == 200


def test_a_wrong_file_is_refused_with_its_entry_and_field(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(FILE.read_text().replace('baseline = "1200"', 'baseline = "many"'))
    with pytest.raises(Problem, match="baseline"):
        example(file)
