"""Killed with SIGKILL at each step of writing and at any moment: what was acknowledged is there, once.

KONBIT_FAULT_CYCLES says how often (10): `.ci/run` asks for 40, `make soak` for 1,000.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.site.instances import CHECKOUT, Instance, instance, new_instance, prepared

__all__ = ["instance", "new_instance", "prepared"]

CYCLES = int(os.environ.get("KONBIT_FAULT_CYCLES", "10"))

pytestmark = pytest.mark.xdist_group("instances")


def cycles(instance: Instance, *what: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.cycles", *what],
        env=instance.environment, cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def test_a_server_that_is_killed_loses_nothing_acknowledged_and_books_nothing_twice(
    instance: Instance,
) -> None:
    said = cycles(instance, str(CYCLES), str(os.getpid()))
    assert said["wrong"] == []
    assert said["acknowledged"] == CYCLES * 8 * 12


def test_a_full_disk_refuses_and_leaves_everything_as_it_was(instance: Instance) -> None:
    if instance.database:
        pytest.skip("the disk of a server that others use cannot be filled")
    said = json.loads(instance.do(FULL_DISK).splitlines()[-1])
    assert said["refused"] > 0
    assert said["wrong"] == []
    assert said["booked_afterwards"] is True


FULL_DISK = """
import json, os, resource, signal, uuid
from django.conf import settings
from django.db import DatabaseError, connection
from konbit.exchange.actions.paying import pay
from konbit.people.audience import Viewer
from tests.faults.cycles import open_circle, wrong_on_disk

accounts = open_circle()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing on is refused with an error, as on a full disk
wal = str(connection.settings_dict["NAME"]) + "-wal"
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
acknowledged, refused, sent = {}, 0, []
def one():
    key = uuid.uuid4()
    sent.append(str(key))
    booked = pay(Viewer(actor="person:0", person_id=1), accounts[0], accounts[1], 1, "x" * 400, key)
    acknowledged[str(key)] = [booked.uid]
for _once in range(20):
    one()
resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize(wal) + 60_000, hard))
for _again in range(60):
    try:
        one()
    except DatabaseError:
        refused += 1
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
connection.close()
before = len(acknowledged)
one()
wrong = wrong_on_disk(acknowledged, sent)
afterwards = len(acknowledged) == before + 1
print(json.dumps({"refused": refused, "wrong": wrong, "booked_afterwards": afterwards}))
"""
