"""What the crash tests do inside an instance: pay, be killed, look, and begin again.

Run as `python -m tests.faults.cycles CYCLES SEED` with the environment of an instance; prints one object. The
process that runs it never opens the database: it forks one that serves, lets it be killed with SIGKILL, and
one that looks at what is left. With `beside` behind it nobody of us dies: whoever started it kills the
database at each line that says "serving", and answers a line once that runs again. Eight clients send each
payment again, with its key, until it is acknowledged.
An acknowledgement is written to a pipe after `pay` returned.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

CLIENTS, EACH, MEMBERS = 8, 12, 6
ON_THE_WAY = "in the middle"
STEPS = ("before a statement", "after a statement", "before a commit", "after a commit")
LONGEST = 30.0


@dataclass
class Intent:
    """One payment that a client wants made: from one account to another (places), once."""

    payer: int
    payee: int
    amount: int
    key: str = field(default_factory=lambda: str(uuid.uuid4()))


def main(cycles: int, seed: int) -> dict[str, Any]:
    """Run the cycles; says how many payments were acknowledged and what is wrong (nothing)."""
    import django

    django.setup()
    lot = random.Random(seed)
    accounts = in_a_child(open_circle)
    acknowledged: dict[str, list[str]] = {}
    wrong: list[str] = []
    for cycle in range(cycles):
        wanted = [[_intent(lot) for _one in range(EACH)] for _client in range(CLIENTS)]
        point = _point(cycle, lot)
        _serve_and_kill(accounts, wanted, point, acknowledged, lot)
        wrong += _looked_at(acknowledged, wanted)
        _serve_and_kill(accounts, wanted, None, acknowledged, lot)  # all come again, and are let through
        wrong += _looked_at(acknowledged, wanted)
        keys = [one.key for each in wanted for one in each]
        wrong += [f"never acknowledged: {key}" for key in keys if key not in acknowledged]
    return {"cycles": cycles, "acknowledged": len(acknowledged), "wrong": wrong[:20]}


def outlive(cycles: int, seed: int) -> dict[str, Any]:
    """The same, while the database is killed beside us."""
    import django

    django.setup()
    lot = random.Random(seed)
    accounts = in_a_child(open_circle)
    acknowledged: dict[str, list[str]] = {}
    wrong: list[str] = []
    for _cycle in range(cycles):
        wanted = [[_intent(lot) for _one in range(EACH)] for _client in range(CLIENTS)]
        print("serving", flush=True)
        _serve_and_kill(accounts, wanted, None, acknowledged, lot)
        sys.stdin.readline()
        wrong += _looked_at(acknowledged, wanted)
        keys = [one.key for each in wanted for one in each]
        wrong += [f"never acknowledged: {key}" for key in keys if key not in acknowledged]
    return {"cycles": cycles, "acknowledged": len(acknowledged), "wrong": wrong[:20]}


def _intent(lot: random.Random) -> Intent:
    payer, payee = lot.sample(range(MEMBERS), 2)
    return Intent(payer, payee, lot.randint(1, 50))


def _point(cycle: int, lot: random.Random) -> tuple[str, int]:
    """Where the server dies: at a step of its writing, counted over all that it does, or at any moment."""
    if cycle % 2:
        return ON_THE_WAY, lot.randint(1, 250)
    return lot.choice(STEPS), lot.randint(1, 60)


def _serve_and_kill(
    accounts: list[str], wanted: list[list[Intent]], point: tuple[str, int] | None,
    acknowledged: dict[str, list[str]], lot: random.Random,
) -> None:  # fmt: skip
    left = [[one for one in each if one.key not in acknowledged] for each in wanted]
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _serve(accounts, left, write, point)
    os.close(write)
    if point is not None and point[0] == ON_THE_WAY:
        time.sleep(point[1] / 1000)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    with os.fdopen(read) as told:
        for line in told:
            if line.endswith("\n"):
                key, uid = line.split()
                acknowledged.setdefault(key, []).append(uid)
    os.waitpid(child, 0)


def _serve(accounts: list[str], wanted: list[list[Intent]], told: int, point: tuple[str, int] | None) -> None:
    """Eight clients at once, a sealer beside them; ends when all are served, or killed."""
    status = 1
    try:
        if point is not None and point[0] != ON_THE_WAY:
            die_at(*point)
        stop = threading.Event()
        sealer = threading.Thread(target=_keep_sealing, args=(stop,))
        clients = [threading.Thread(target=_keep_paying, args=(accounts, each, told)) for each in wanted]
        for one in (sealer, *clients):
            one.start()
        for one in clients:
            one.join()
        stop.set()
        sealer.join()
        status = 0
    finally:
        os._exit(status)


def _keep_paying(accounts: list[str], wanted: list[Intent], told: int) -> None:
    from django.db import DatabaseError, connection

    from konbit.exchange.actions.paying import pay
    from konbit.people.audience import Viewer

    until = time.monotonic() + LONGEST
    for one in wanted:
        viewer = Viewer(actor=f"person:{one.payer}", person_id=1)
        while time.monotonic() < until:
            try:
                booked = pay(
                    viewer, accounts[one.payer], accounts[one.payee], one.amount, "x", uuid.UUID(one.key)
                )
            except DatabaseError:  # the database was killed: it comes back, and so do we
                connection.close()
                time.sleep(0.1)
            else:
                os.write(told, f"{one.key} {booked.uid}\n".encode())
                break
    connection.close()


def _keep_sealing(stop: threading.Event) -> None:
    from django.db import DatabaseError, connection

    from konbit.exchange.journal.sealing import seal_new

    while not stop.wait(0.01):
        try:
            seal_new()
        except DatabaseError:
            connection.close()
    connection.close()


def die_at(where: str, count: int) -> None:
    """From now on, die by SIGKILL at the how-manieth statement or commit of this process, before or after."""
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    left = [count]
    lock = threading.Lock()

    def around(work: Callable[..., Any]) -> Callable[..., Any]:
        def done(*said: Any, **named: Any) -> Any:
            with lock:
                left[0] -= 1
                mine = left[0] == 0
            if mine and where.startswith("before"):
                os.kill(os.getpid(), signal.SIGKILL)
            answer = work(*said, **named)
            if mine:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return done

    if where.endswith("commit"):
        BaseDatabaseWrapper._commit = around(BaseDatabaseWrapper._commit)  # type: ignore[attr-defined, method-assign]
    else:
        CursorWrapper._execute = around(CursorWrapper._execute)  # type: ignore[attr-defined, method-assign]


def _looked_at(acknowledged: dict[str, list[str]], wanted: list[list[Intent]]) -> list[str]:
    """What is wrong with what is left on the disk."""
    return in_a_child(lambda: wrong_on_disk(acknowledged, [one.key for each in wanted for one in each]))  # type: ignore[no-any-return]


def wrong_on_disk(acknowledged: dict[str, list[str]], wanted: list[str]) -> list[str]:
    """What is wrong: an acknowledged payment that is not there once, sums that are not nothing, a chain that
    does not hold."""
    from konbit.exchange.journal.sealing import seal_all
    from konbit.exchange.journal.verifying import verify
    from konbit.exchange.models import Transfer
    from konbit.exchange.queries.balances import zero_sums

    there: dict[str, list[str]] = {}
    for key, uid in Transfer.objects.values_list("key", "uid"):
        there.setdefault(str(key), []).append(uid)
    wrong = [
        f"acknowledged as {uids} but booked as {there.get(key)}"
        for key, uids in acknowledged.items()
        if set(uids) != set(there.get(key, []))
    ]
    wrong += [f"booked {len(uids)} times" for uids in there.values() if len(uids) > 1]
    strange = there.keys() - acknowledged.keys() - set(wanted)
    wrong += [f"booked without being asked for: {key}" for key in strange]
    wrong += ["sums are not nothing" for one in zero_sums() if not one.holds]
    wrong += [f"{fault.where}: {fault.what}" for fault in verify().told]
    seal_all()
    wrong += [f"{fault.where}: {fault.what}" for fault in verify().told]
    return wrong


def in_a_child(work: Callable[[], Any]) -> Any:
    """What some work gives, done in a child, which alone opens the database."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        status = 1
        try:
            from django.db import connections

            answer = json.dumps(work())
            connections.close_all()
            with os.fdopen(write, "w") as said:
                said.write(answer)
            status = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read) as told:
        answer = told.read()
    _pid, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(f"the child ended with {status}")
    return json.loads(answer)


def open_circle() -> list[str]:
    """A circle with members who may go far below nothing; the uids of their accounts."""
    from datetime import date

    from konbit.directory.models import Group
    from konbit.exchange.models import Account, Circle, Currency, Member

    group = Group.objects.create(name="Invented circle", slug="invented")
    unit = Currency.objects.create(group=group, sort="own", code="KOB", title={"en": "kòb"})
    circle = Circle.objects.create(
        group=group, kind="credit", title={"en": "Ours"}, currency=unit, state="open"
    )
    for number in range(MEMBERS):
        member = Member.objects.create(
            circle=circle, number=number, person=f"person:{number}", joined_on=date(2026, 1, 1)
        )
        Account.objects.create(circle=circle, currency=unit, member=member, least=-(10**9))
    return list(Account.objects.order_by("id").values_list("uid", flat=True))


if __name__ == "__main__":
    work = outlive if sys.argv[3:] == ["beside"] else main
    print(json.dumps(work(int(sys.argv[1]), int(sys.argv[2]))))
