"""The PostgreSQL server is killed with SIGKILL, all of it, while eight clients pay: what was acknowledged is
there, once. KONBIT_FAULT_CYCLES says how often, as for the other faults."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.with_postgres import Server, Unavailable, serving
from tests.site.instances import CHECKOUT, SERVER, Instance

CYCLES = int(os.environ.get("KONBIT_FAULT_CYCLES", "10"))
LATEST = 0.6
"""In seconds: about as long as the clients need when nobody disturbs them."""

pytestmark = [
    pytest.mark.xdist_group("instances"),
    pytest.mark.skipif(bool(SERVER), reason="it has a server of its own, and is killed on the way on SQLite"),
]


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that waits for its disk, as one does that is meant to keep things."""
    try:
        with serving(options=()) as there:
            yield there
    except Unavailable as why:
        pytest.skip(f"there is no PostgreSQL here: {why}")


def test_a_database_that_is_killed_loses_nothing_acknowledged_and_books_nothing_twice(
    server: Server, tmp_path: Path
) -> None:
    instance = Instance(tmp_path / "home", server.url)
    instance.konbit("migrate")
    lot, kills = random.Random(7), 0
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.cycles", str(CYCLES), "7", "beside"], env=instance.environment,
        cwd=CHECKOUT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    said: dict[str, object] = {}
    for line in process.stdout:
        if line.strip() != "serving":
            said = json.loads(line)
            break
        time.sleep(lot.uniform(0.05, LATEST))
        server.kill()
        server.start()
        kills += 1
        process.stdin.write("it runs again\n")
        process.stdin.flush()
    assert process.wait(timeout=60) == 0
    assert kills == CYCLES
    assert said["wrong"] == []
    assert said["acknowledged"] == CYCLES * 8 * 12
