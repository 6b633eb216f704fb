"""`make bench NAME=imports`: groups per second into SQLite all told, and the memory of a long file.

Writes a standard CSV of KONBIT_BENCH_ROWS rows (1,000,000), imports it with `konbit import` in a process of
its own, and prints rows per second, the peak memory, and beside it, in the same run, Django's `bulk_create`
of bare names and places, which keeps no sources, no history and no index.
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = int(os.environ.get("KONBIT_BENCH_ROWS", "1000000"))
ESSGLOBAL = "https://dev.lod.coop/essglobal/2.1/standard"

PEER = """
import django; django.setup()
import csv, sys, time
from django.db import transaction
from konbit.directory.models import Group, Place
start = time.perf_counter()
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
for at in range(0, len(rows), 500):
    with transaction.atomic():
        groups = Group.objects.bulk_create([Group(name=row["Name"]) for row in rows[at:at+500]])
        Place.objects.bulk_create([
            Place(group=group, locality=row["Locality"], given_latitude=float(row["Latitude"]),
                  given_longitude=float(row["Longitude"]))
            for group, row in zip(groups, rows[at:at+500])])
print(len(rows) / (time.perf_counter() - start))
"""


def write_file(path: Path, rows: int) -> None:
    """A standard CSV such as a register gives it."""
    draw = random.Random(11)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["Identifier", "Name", "Description", "Organisational Structure", "Primary Activity",
             "Street Address", "Locality", "Postcode", "Country ID", "Website", "Phone", "Email",
             "Membership Type", "Latitude", "Longitude", "Geo Container Latitude", "Geo Container Longitude"]
        )  # fmt: skip
        for number in range(rows):
            writer.writerow(
                [f"R{number:07}", f"Workers’ society {number}", "Bread and care, by those who work.",
                 f"{ESSGLOBAL}/organisational-structure/OS{draw.randint(1, 17)}0",
                 f"{ESSGLOBAL}/activities-ica/ICA{draw.randint(1, 28)}0",
                 f"{draw.randint(1, 99)} Mill Street", "Manchester", f"M{draw.randint(1, 40)} 1AA", "GB", f"https://group{number}.example",
                 f"+44 161 {draw.randint(1000000, 9999999)}", f"hello@group{number}.example",
                 f"{ESSGLOBAL}/base-membership-type/BMT{draw.randint(1, 6)}0", f"{draw.uniform(50, 58):.6f}",
                 f"{draw.uniform(-5, 1):.6f}", "", ""]
            )  # fmt: skip


def run(home: Path, *command: str) -> tuple[str, float, float]:
    """A command's last line, its seconds and its peak memory in MB."""
    environment = os.environ | {"KONBIT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "konbit.site.settings"}
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen([sys.executable, *command], env=environment, stdout=out)
        _pid, code, usage = os.wait4(process.pid, 0)
        out.seek(0)
        lines = out.read().strip().splitlines()
    if code:
        raise SystemExit(f"{command} failed")
    return (lines or [""])[-1], time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Measure both ways and print one object."""
    with tempfile.TemporaryDirectory() as folder:
        home, peer_home = Path(folder) / "home", Path(folder) / "peer"
        for one in (home, peer_home):
            run(one, "-m", "konbit", "migrate", "--json")
        file, small = Path(folder) / "register.csv", Path(folder) / "small.csv"
        write_file(file, ROWS)
        write_file(small, min(ROWS, 50_000))
        last, seconds, memory = run(
            home, "-m", "konbit", "import", str(file), "--as", "mykomap", "--source", "Bench", "--json"
        )
        done = json.loads(last)
        peer, _seconds, _memory = run(peer_home, "-c", PEER, str(small))
    print(
        json.dumps(
            {
                "rows": done["rows"],
                "added": done["added"],
                "groups_per_s": round(done["rows"] / seconds),
                "goal_groups_per_s": 1000,
                "peak_mb": round(memory),
                "goal_peak_mb": 500,
                "peer_bulk_create_per_s": round(float(peer)),
            }
        )
    )


if __name__ == "__main__":
    main()
