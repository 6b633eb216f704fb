"""The invented cycle that is shipped: it comes once, and what people took away stays away."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from konbit.base.errors import Problem
from konbit.decisions.actions.shipped_cycles import load_cycles
from konbit.decisions.models import Budget, Plenary, Work
from konbit.decisions.queries.cycle import cycle_of
from konbit.decisions.queries.works import works_of_budget
from konbit.decisions.shipped.cycles_reading import FILE, cycles
from konbit.directory.models import Group
from konbit.people.audience import ANYONE


@pytest.fixture
def hills(db: None) -> Group:
    """The invented group that keeps it."""
    return Group.objects.create(
        slug="example-hills", name="Union of the Hills", kind="network", is_example=True
    )


def test_it_comes_once_with_plenaries_council_and_works(hills: Group) -> None:
    assert load_cycles() == 1
    assert load_cycles() == 0
    budget = Budget.objects.get()
    page = cycle_of(ANYONE, budget.uid)
    assert page is not None
    assert [one.title["en"] for one in page.areas] == ["Upper slopes", "Valley", "Health"]
    assert [one.number for one in page.places if one.bought] == [5, 3, 1]
    assert [one.number for one in page.places if one.differs] == [4]
    works = works_of_budget(ANYONE, budget.uid)
    assert works is not None
    assert [one.state for one in works.projects] == ["done", "stuck", "waiting"]


def test_what_people_took_away_stays_away(hills: Group) -> None:
    load_cycles()
    Budget.objects.update(removed_at=timezone.now())
    Work.objects.all().delete()
    assert load_cycles() == 0
    assert Work.objects.count() == 0


def test_nothing_comes_without_its_group(db: None) -> None:
    assert load_cycles() == 0
    assert Plenary.objects.count() == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("need = 60", 'need = "60"'),
        ('kind = "theme"', 'kind = "dream"'),
        ("hands = 70\n", ""),
        ("per = 10", "pur = 10"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "cycles.toml"
    path.write_text(FILE.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(Problem) as refused:
        cycles(path)
    assert "cycles.toml" in refused.value.where
