"""Anybody divides the money of a cycle again: the script and the server come to the same."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.decisions.actions.shipped_cycles import load_cycles
from konbit.decisions.models import Budget
from konbit.decisions.queries.budget_documents import build_budgets
from konbit.decisions.queries.cycle_package import found_of
from konbit.decisions.recount.cycle import divided
from konbit.directory.models import Group

AREAS = ["1", "2", "3"]


@st.composite
def cycles(draw: st.DrawFn) -> dict[str, Any]:
    small = st.integers(0, 6)
    projects = [
        {
            "number": number,
            "area": draw(st.sampled_from(["", *AREAS])),
            "cost": draw(st.integers(0, 60)),
            "hands": draw(small),
            "excludes": sorted(draw(st.sets(st.integers(1, 6), max_size=2)) - {number}),
        }
        for number in range(1, draw(st.integers(0, 6)) + 1)
    ]
    return {
        "amount": draw(st.integers(0, 200)),
        "weights": {name: draw(small) for name in ("need", "population", "priority")},
        "areas": [{"area": one, "need": draw(small), "population": draw(small)} for one in AREAS],
        "projects": projects,
    }


@settings(max_examples=300, deadline=None)
@given(cycles())
def test_the_script_divides_as_the_server_does(said: dict[str, Any]) -> None:
    assert divided(said) == found_of(said)


@pytest.fixture
def hills(db: None) -> Budget:
    """The invented cycle that is shipped."""
    Group.objects.create(slug="example-hills", name="Union of the Hills", kind="network", is_example=True)
    load_cycles()
    return Budget.objects.get()


def test_the_package_divides_again_and_finds_what_was_changed(hills: Budget, tmp_path: Path) -> None:
    answer = Client().get(reverse("decisions:cycle-package", args=[hills.uid]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(tmp_path)
    command = [sys.executable, "-I", "-S", str(tmp_path / "cycle.py")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    file = tmp_path / "division.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    data["said"]["areas"][0]["need"] += 30
    file.write_text(json.dumps(data), encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_a_closed_cycle_gives_its_package_to_nobody_else(hills: Budget) -> None:
    Budget.objects.update(audience="group")
    assert Client().get(reverse("decisions:cycle-package", args=[hills.uid])).status_code == 404


def test_areas_and_works_are_found(hills: Budget) -> None:
    (document,) = build_budgets([hills.pk])
    assert "Upper slopes" in document.body
    assert "The well is dug." in document.body
