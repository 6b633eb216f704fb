"""The package by which anybody divides the money of a cycle again."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from konbit.decisions.models import Budget
from konbit.decisions.queries.dividing import division_of, said_of
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.people.audience import Viewer

SCRIPT = Path(__file__).parents[1] / "recount" / "cycle.py"
NEW_YEAR = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a package: the same division gives the same bytes."""


def cycle_package(viewer: Viewer, uid: str) -> bytes:
    """What the money of a cycle (budget uid) is divided by, what came out, and the script that divides it
    again, as a zip. Raises `NotFound`, also for a budget that ballots decide."""
    budget, _sight = seen_thing(viewer, Budget, uid)
    if budget.form != Budget.Form.CYCLE:
        raise gone()
    said = said_of(budget)
    titles = {
        "areas": {str(one.pk): one.title for one in budget.areas.all()},
        "projects": {str(one.number): one.title for one in budget.projects.all()},
    }
    data = {"said": said, "found": found_of(said), "titles": titles}
    files = {
        "division.json": json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n",
        "cycle.py": SCRIPT.read_text(encoding="utf-8"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(name, NEW_YEAR), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def found_of(said: dict[str, Any]) -> dict[str, Any]:
    """The division that follows from what `said_of` gives, in the words of the script."""
    division = division_of(said)
    return {
        "areas": [
            {
                "area": one.area, "need": one.by_need, "population": one.by_population,
                "priority": one.by_priority,
            }
            for one in division.parts
        ],
        "by_area": sorted(one.number for one in division.places if one.how == "area"),
        "by_rest": sorted(one.number for one in division.places if one.how == "rest"),
        "kept": division.kept,
    }  # fmt: skip
