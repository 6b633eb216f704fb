"""`make bench NAME=sync`: an unchanged source of KONBIT_BENCH_ROWS rows (100,000) read again, and one edit.

Imports a standard CSV, then reads the same file again with `konbit sync` in a process of its own: no row is
written. Then one row of it is edited, read, and the index brought up to date. Beside it, in the same run, the
peer: both editions read with Python's `csv` into dictionaries and compared, which knows no columns, no
categories, no places and keeps nothing.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import sqlite3
import tempfile
import time
from pathlib import Path

from benchmarks.imports import run, write_file

ROWS = int(os.environ.get("KONBIT_BENCH_ROWS", "100000"))
GOAL_S = 30
AS = ("--as", "mykomap", "--source", "Bench", "--json")
INDEXED = """
import django; django.setup()
from konbit.search.actions import apply_changes
print(apply_changes())
"""
READ_ONE = """
import django, sys; django.setup()
from django.core.files.base import File
from konbit.directory.actions.importing.runs import reading_of
from konbit.directory.actions.syncing import note_edition, sync_file
from konbit.directory.models import Source
from konbit.people.audience import SYSTEM
with open(sys.argv[1], "rb") as file:
    run = note_edition(SYSTEM, Source.objects.get(code="bench"), None, File(file), "edited.csv")
print(sync_file(run, reading_of(run), "bench").changed)
"""


def written(home: Path) -> tuple[int, int, str]:
    """Rows of the chronicle, rows of differences, and when a claim was written last."""
    with sqlite3.connect(home / "konbit.sqlite3") as database:
        ask = database.execute
        changes = ask("SELECT COUNT(*) FROM chronicle_change").fetchone()[0]
        differences = ask("SELECT COUNT(*) FROM directory_difference").fetchone()[0]
        return changes, differences, ask("SELECT MAX(read_at) FROM directory_claim").fetchone()[0]


def peer(first: Path, second: Path) -> tuple[int, float]:
    """Two editions compared as dictionaries: how many rows differ, and the seconds that took."""
    start = time.perf_counter()
    tables = []
    for path in (first, second):
        with path.open(newline="", encoding="utf-8") as file:
            tables.append({row["Identifier"]: row for row in csv.DictReader(file)})
    before, after = tables
    differing = sum(1 for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    return differing, time.perf_counter() - start


def cpu() -> float:
    """Seconds of a processor that the processes of this run have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print one object."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        run(home, "-m", "konbit", "migrate", "--json")
        file, edited = Path(folder) / "register.csv", Path(folder) / "edited.csv"
        write_file(file, ROWS)
        text = file.read_text(encoding="utf-8")
        edited.write_text(text.replace("Workers’ society 7,", "Workers’ society seven,", 1), encoding="utf-8")
        run(home, "-m", "konbit", "import", str(file), *AS)
        before = written(home)
        worked = cpu()
        last, seconds, memory = run(home, "-m", "konbit", "sync", str(file), *AS)
        worked = cpu() - worked
        unchanged = json.loads(last)
        after = written(home)
        changed, one_s, _memory = run(home, "-c", READ_ONE, str(edited))
        indexed, _seconds, _memory = run(home, "-c", INDEXED)
        differing, peer_s = peer(file, edited)
    print(
        json.dumps(
            {
                "rows": unchanged["rows"],
                "kept": unchanged["kept"],
                "changed": unchanged["changed"],
                "unchanged_s": round(seconds, 1),
                "unchanged_cpu_s": round(worked, 1),
                "goal_unchanged_s": GOAL_S,
                "peak_mb": round(memory),
                "wrote_nothing": before == after,
                "one_edit_s": round(one_s, 1),
                "one_edit_changed": int(changed),
                "one_edit_indexed": int(indexed),
                "peer": "csv.DictReader of both editions, dictionaries compared",
                "peer_s": round(peer_s, 2),
                "peer_differing": differing,
            }
        )
    )


if __name__ == "__main__":
    main()
