"""The invented budget by ballots that is shipped: it comes once, counted, recounts, and is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from konbit.base.errors import Problem
from konbit.decisions.actions.shipped_budgets import load_budgets
from konbit.decisions.models import Ballot, Budget, Project, Vote
from konbit.decisions.queries.recount import recount_zip
from konbit.decisions.shipped.budgets_reading import FILE, budgets
from konbit.directory.models import Group
from konbit.people.audience import ANYONE
from tests.decisions.recounting import ran


@pytest.fixture
def hills(db: None) -> Group:
    """The invented group that keeps it."""
    return Group.objects.create(
        slug="example-hills", name="Union of the Hills", kind="network", is_example=True
    )


def test_it_comes_once_with_its_result_and_why(hills: Group, tmp_path: Path) -> None:
    assert load_budgets() == 1
    assert load_budgets() == 0
    vote = Vote.objects.get()
    states = set(Project.objects.values_list("state", flat=True))
    assert (vote.state, Budget.objects.get().state) == ("closed", "working")
    assert states == {"bought", "not_bought"}
    for language in ("en", "fr", "es", "pt-br"):
        address = f"/{language}/votes/{vote.uid}/"
        assert Client().get(address, follow=True).status_code == 200
    page = Client().get(f"/en/votes/{vote.uid}/").content.decode()
    for words in ("What your vote is worth", "What was not bought", "€1,000"):
        assert words in page, words
    package = tmp_path / "recount.zip"
    package.write_bytes(recount_zip(ANYONE, vote.uid, "en"))
    done = ran(package)
    assert done["wrong"] == []
    assert done["found"]["winners"] == vote.result["winners"]


def test_what_people_took_away_stays_away(hills: Group) -> None:
    load_budgets()
    Budget.objects.update(removed_at=timezone.now())
    Ballot.objects.all().delete()
    assert load_budgets() == 0
    assert Ballot.objects.count() == 0


def test_nothing_comes_without_its_group(db: None) -> None:
    assert load_budgets() == 0
    assert Vote.objects.count() == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("amount = 1200000", 'amount = "much"'),
        ('"1 2 4"', '"1 2 9"'),
        ("cost = 400000\n", ""),
        ("closed_on", "closed_at"),
        ("question.fr", "question.xx"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "budgets.toml"
    path.write_text(FILE.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(Problem) as refused:
        budgets(path)
    assert "budgets.toml" in refused.value.where
