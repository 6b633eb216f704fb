"""`make bench NAME=journal`: durable transfers through the whole action, beside pgbench and bare sqlite3.

On PostgreSQL, with fsync, clients as processes: each pays at random out of accounts of 2,000 members by
`konbit.exchange.actions.paying.pay` (permission, limits, idempotency, one commit each). The peer in the same
run, taking turns with it, is pgbench's TPC-B-like transaction with prepared statements at scale 16. Both
tables are filled and analysed first. KONBIT_BENCH_SECONDS (5) of each, KONBIT_BENCH_ROUNDS (3) times.

`ratio_tpcb_8`, `ratio_tpcb_16`: transfers by transactions per second at 8 and 16 clients (goals 0.4, 0.6);
`ratio_hot`: the same at 8 clients when all pay one account (goal 0.2). They are missing where there is no
PostgreSQL. `ratio_sqlite`: on SQLite with synchronous=FULL, lists of 100 by `pay_list`, by a bare sqlite3
that writes the same rows into the same tables, 100 to a commit (goal 0.4). `ratio_shared`: eight threads that
pay one by one, sharing commits, by one thread alone. `statement_ms_<n>`: a statement and its balance after n
transfers, KONBIT_BENCH_TRANSFERS (1,000,000) and a tenth of them; `statement_ratio`: the one by the other.
`verify_s`: checking them all.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from benchmarks.measuring import in_a_home_of_its_own, say, timed

if TYPE_CHECKING:
    from konbit.exchange.actions.paying import Order
    from konbit.exchange.models import Account

SECONDS = float(os.environ.get("KONBIT_BENCH_SECONDS", "5"))
ROUNDS = int(os.environ.get("KONBIT_BENCH_ROUNDS", "3"))
TRANSFERS = int(os.environ.get("KONBIT_BENCH_TRANSFERS", "1000000"))
MEMBERS, SCALE, BATCH = 2000, 16, 100
GOALS = {"ratio_tpcb_8": 0.4, "ratio_tpcb_16": 0.6, "ratio_hot": 0.2, "ratio_sqlite": 0.4}


def main() -> None:
    """Measure and print one object: each database in a process of its own, which knows no other."""
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    if part == "sqlite":
        in_a_home_of_its_own(_on_sqlite)
    elif part == "postgres":
        in_a_home_of_its_own(_on_postgres)
    else:
        figures = _part("sqlite") | _with_postgres()
        print(json.dumps(figures | {"goals": GOALS, "load_average": round(os.getloadavg()[0], 1)}))


def _part(name: str, **environment: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.journal", name], env={**os.environ, **environment},
        stdout=subprocess.PIPE, check=True, text=True,
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _with_postgres() -> dict[str, Any]:
    from scripts.with_postgres import Unavailable, programs, running

    try:
        with running(["-c", "max_connections=60", "-c", "shared_buffers=512MB"]) as url:
            return _part("postgres", DATABASE_URL=url, PGBENCH=str(programs()[0] / "pgbench"))
    except Unavailable as why:
        say(f"  without PostgreSQL: {why}")
        return {}


# PostgreSQL


def _on_postgres(_home: Path) -> dict[str, Any]:
    from django.db import connection

    accounts = _a_circle()
    _fill(accounts, 100_000)
    _pgbench("-i", "-q", "-s", str(SCALE))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    figures: dict[str, Any] = {}
    for clients in (8, 16):
        figures |= _beside_pgbench(f"tpcb_{clients}", clients, accounts, accounts)
    return figures | _beside_pgbench("hot", 8, accounts, accounts[:1])


def _beside_pgbench(
    name: str, clients: int, payers: Sequence[Account], payees: Sequence[Account]
) -> dict[str, Any]:
    ours, theirs = [], []
    for _round in range(ROUNDS):
        theirs.append(_pgbench_rate(clients))
        ours.append(_paying_rate(clients, payers, payees))
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    say(f"  {name}: {median(ours):.0f}/s beside {median(theirs):.0f}/s, ratio {ratio:.2f}")
    return {
        f"ratio_{name}": round(ratio, 2),
        f"{name}_per_s": round(median(ours)),
        f"{name}_pgbench_per_s": round(median(theirs)),
    }


def _pgbench_rate(clients: int) -> float:
    said = _pgbench("-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", f"{SECONDS:.0f}")
    found = re.search(r"tps = ([0-9.]+) \(without", said)
    assert found, said
    return float(found[1])


def _pgbench(*options: str) -> str:
    at = urlsplit(os.environ["DATABASE_URL"])
    done = subprocess.run(
        [os.environ["PGBENCH"], "-h", str(at.hostname), "-p", str(at.port), "-U", str(at.username), *options,
         at.path.lstrip("/")],
        env={**os.environ, "PGPASSWORD": str(at.password)}, capture_output=True, check=True, text=True,
    )  # fmt: skip
    return done.stdout


def _paying_rate(clients: int, payers: Sequence[Account], payees: Sequence[Account]) -> float:
    """Payments per second of so many processes."""
    from django.db import connections

    connections.close_all()
    fork = multiprocessing.get_context("fork")
    together, counts = fork.Barrier(clients + 1), fork.SimpleQueue()
    workers = [
        fork.Process(target=_keep_paying, args=(number, payers, payees, together, counts))
        for number in range(clients)
    ]
    for one in workers:
        one.start()
    together.wait()
    for one in workers:
        one.join()
    return sum(counts.get() for _one in workers) / SECONDS


def _keep_paying(number: int, payers: Any, payees: Any, together: Any, counts: Any) -> None:
    lot = random.Random(f"{number} {time.time()}")
    pay_one = _payer(lot, payers, payees)
    pay_one()  # the connection and its plans
    together.wait()
    until, many = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < until:
        pay_one()
        many += 1
    counts.put(many)


def _payer(lot: random.Random, payers: Sequence[Account], payees: Sequence[Account]) -> Callable[[], None]:
    from konbit.exchange.actions.paying import pay
    from konbit.people.audience import Viewer

    viewers = [Viewer(actor=one.member.person, person_id=1) for one in payers if one.member]

    def once() -> None:
        payer, payee = lot.randrange(len(payers)), lot.choice(payees)
        while payers[payer].pk == payee.pk:
            payer = lot.randrange(len(payers))
        pay(viewers[payer], payers[payer].uid, payee.uid, lot.randint(1, 5000), "bread", uuid.uuid4())

    return once


# SQLite


def _on_sqlite(home: Path) -> dict[str, Any]:
    accounts = _a_circle()
    lot = random.Random(7)
    _fill(accounts, TRANSFERS // 10)
    early = _statement_ms(accounts, lot)
    ours, theirs = [], []
    bare = _Bare(home / "konbit.sqlite3", accounts)
    for _round in range(ROUNDS):
        theirs.append(_rate(bare.batch))
        ours.append(_rate(lambda: _list_paid(lot, accounts)))
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    say(f"  SQLite: {BATCH * median(ours):.0f}/s beside {BATCH * median(theirs):.0f}/s, ratio {ratio:.2f}")
    alone, shared = _paid_by_threads(1, accounts), _paid_by_threads(8, accounts)
    _fill(accounts, TRANSFERS)
    late = _statement_ms(accounts, lot)
    return {
        "ratio_sqlite": round(ratio, 2),
        "sqlite_per_s": round(BATCH * median(ours)),
        "sqlite_bare_per_s": round(BATCH * median(theirs)),
        "ratio_shared": round(shared / alone, 2),
        "shared_per_s": round(shared),
        f"statement_ms_{TRANSFERS // 10}": early,
        f"statement_ms_{TRANSFERS}": late,
        "statement_ratio": round(late / early, 2),
        "transfers": TRANSFERS,
        "verify_s": _verify_s(),
    }


def _rate(batch: Callable[[], None]) -> float:
    until, many = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < until:
        batch()
        many += 1
    return many / SECONDS


def _list_paid(lot: random.Random, accounts: Sequence[Account]) -> None:
    from konbit.exchange.actions.paying import pay_list
    from konbit.people.audience import SYSTEM

    outcomes = pay_list(SYSTEM, [_order(lot, accounts) for _one in range(BATCH)])
    assert not [one for one in outcomes if isinstance(one, Exception)]


def _order(lot: random.Random, accounts: Sequence[Account]) -> Order:
    from konbit.exchange.actions.paying import Order

    payer, payee = lot.sample(range(len(accounts)), 2)
    return Order(accounts[payer].uid, accounts[payee].uid, lot.randint(1, 5000), "bread", uuid.uuid4())


class _Bare:
    """The same rows by sqlite3 alone, into a copy of the database with the same tables and settings."""

    def __init__(self, database: Path, accounts: Sequence[Account]) -> None:
        import sqlite3  # as Konbit swaps it in: two of them in one process break each other's locks

        from konbit.site.environment import SQLITE_PRAGMAS

        copy = database.with_name("bare.sqlite3")
        with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        self.database = sqlite3.connect(copy, isolation_level=None)
        self.database.executescript(SQLITE_PRAGMAS)
        self.accounts = [one.pk for one in accounts]
        self.currency, self.lot = accounts[0].currency_id, random.Random(7)
        self.versions = dict(self.database.execute("SELECT id, version FROM exchange_account").fetchall())
        (self.last,) = self.database.execute("SELECT MAX(id) FROM exchange_transfer").fetchone()

    def batch(self) -> None:
        """A hundred transfers in one commit."""
        updates, transfers, words = [], [], []
        for _one in range(BATCH):
            payer, payee = self.lot.sample(self.accounts, 2)
            amount = self.lot.randint(1, 5000)
            self.last += 1
            self.versions[payer] += 1
            self.versions[payee] += 1
            updates += [(-amount, payer), (amount, payee)]
            transfers.append(
                (
                    self.last, f"u{self.last}", uuid.uuid4().hex, 0, bytes(32), self.currency, payer, payee,
                    amount, self.versions[payer], self.versions[payee], 0, 0, "payment", "", None, "system",
                    "2026-01-01", "2026-01-01 00:00:00", bytes(32),
                )
            )  # fmt: skip
            words.append((self.last, bytes(16), "bread"))
        run = self.database
        run.execute("BEGIN IMMEDIATE")
        run.executemany(
            "UPDATE exchange_account SET balance = balance + ?, version = version + 1 WHERE id = ?", updates
        )
        run.executemany(
            "INSERT INTO exchange_transfer (id, uid, key, line, digest, currency_id, payer_id, payee_id, "
            "amount, payer_version, payee_version, payer_balance, payee_balance, sort, origin, "
            f'reverses_id, by, "on", at, words_digest) VALUES ({", ".join("?" * 20)})',
            transfers,
        )
        run.executemany("INSERT INTO exchange_words (transfer_id, salt, text) VALUES (?, ?, ?)", words)
        run.execute("COMMIT")


def _paid_by_threads(many: int, accounts: Sequence[Account]) -> float:
    """Payments per second when so many threads pay one by one."""
    from concurrent.futures import ThreadPoolExecutor

    def keep_paying(number: int) -> float:
        from django.db import connection

        pay_one = _payer(random.Random(number), accounts, accounts)
        done = _rate(pay_one)
        connection.close()
        return done

    with ThreadPoolExecutor(many) as pool:
        return sum(pool.map(keep_paying, range(many)))


def _statement_ms(accounts: Sequence[Account], lot: random.Random) -> float:
    """A statement of fifty lines with its balance, in ms: the median of a hundred accounts."""
    from konbit.exchange.queries.balances import balance_of
    from konbit.exchange.queries.statements import statement
    from konbit.people.audience import SYSTEM

    def ask() -> None:
        one = lot.choice(accounts)
        balance_of(one.pk)
        statement(SYSTEM, one.uid)

    ask()
    found = median(timed(ask) for _one in range(100)) * 1000
    say(f"  a statement: {found:.2f} ms")
    return round(found, 2)


def _verify_s() -> float:
    from konbit.exchange.journal.sealing import seal_all
    from konbit.exchange.journal.verifying import verify

    seal_all()
    taken = timed(lambda: _must_hold(verify()))
    say(f"  everything checked in {taken:.1f} s")
    return round(taken, 1)


def _must_hold(seen: Any) -> None:
    if not seen.ok:
        raise SystemExit(f"the journal does not hold: {seen.told}")


# Both


def _a_circle() -> list[Account]:
    """A circle of mutual credit with members who may go far below nothing."""
    from datetime import date

    from konbit.directory.models import Group
    from konbit.exchange.models import Account, Circle, Currency, Member

    group = Group.objects.create(name="Invented circle", slug="invented")
    unit = Currency.objects.create(group=group, sort="own", code="KOB", title={"en": "kòb"})
    circle = Circle.objects.create(
        group=group, kind="credit", title={"en": "Ours"}, currency=unit, state="open"
    )
    members = Member.objects.bulk_create(
        Member(circle=circle, number=one, person=f"person:{one}", joined_on=date(2026, 1, 1))
        for one in range(MEMBERS)
    )
    Account.objects.bulk_create(
        Account(circle=circle, currency=unit, member=one, least=-(10**12), most=10**12) for one in members
    )
    return list(Account.objects.select_related("member").order_by("id"))


def _fill(accounts: Sequence[Account], until: int) -> None:
    """Transfers at random until there are so many."""
    from konbit.exchange.journal.posting import Line, Posting, post_many
    from konbit.exchange.models import Transfer

    lot, there = random.Random(until), Transfer.objects.count()
    say(f"  filling up to {until} transfers …")
    while there < until:
        pairs = [lot.sample(accounts, 2) for _one in range(1000)]
        post_many(
            [
                Posting([Line(payer.pk, payee.pk, lot.randint(1, 5000))], uuid.uuid4(), "person:0")
                for payer, payee in pairs
            ]
        )
        there += len(pairs)


if __name__ == "__main__":
    main()
