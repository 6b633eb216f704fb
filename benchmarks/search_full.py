"""`make bench NAME=search_full`: the search bench on SQLite, then on a PostgreSQL of its own.

Prints one JSON object last: the figures of `search`, and those of PostgreSQL with `postgresql_` before them.
Where no PostgreSQL can be had, it says so and prints the first part alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from scripts.with_postgres import Unavailable, running

BENCH = (sys.executable, "-m", "benchmarks.search")


def figures(**settings: str) -> dict[str, object]:
    """What the bench prints last, run in a process of its own with these settings."""
    done = subprocess.run(BENCH, env=os.environ | settings, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def main() -> None:
    """Measure on both databases and print one object."""
    all_of_them = figures()
    try:
        with running() as address:
            print("The same on PostgreSQL …", file=sys.stderr, flush=True)
            of_postgres = figures(DATABASE_URL=address)
    except Unavailable as reason:
        print(f"PostgreSQL was left out: {reason}", file=sys.stderr)
        of_postgres = {}
    all_of_them |= {
        f"postgresql_{name}": figure for name, figure in of_postgres.items() if name[:4] != "goal"
    }
    print(json.dumps(all_of_them))


if __name__ == "__main__":
    main()
