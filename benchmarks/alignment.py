"""Part of `make bench NAME=statutes`: how 50 priorities of each of 1,000 bodies meet, on ready arrays.

A made-up federation of four levels: one body, 9, 90, 900 beneath it; every fifth belongs to two. Each has 50
priorities of two themes of 200, an order of 20 of them, and handshakes for most of its priorities with those
of one above: most contribute, some say the same, a few conflict.

`align_ms`: all figures of all bodies, the median of KONBIT_BENCH_ROUNDS (5). `align_ready_ms`: making the
arrays. `align_told_ms`: the figures of all bodies by keys, with every list.

Peers in the same run: SQLite, asked for the coverage alone, of the same federation, by one recursive query
(`peer_sqlite_coverage_ms` against `align_coverage_ms`); and the evaluator of the tests, which looks at every
row, for all figures of 20 bodies with 10 priorities each (`peer_rows_ms` against `align_small_ms`, their
`align_ratio`). Both must find the same.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
from dataclasses import replace
from itertools import pairwise

from benchmarks.measuring import say, timed
from konbit.engines.alignment import (
    Alignment,
    Belonging,
    Body,
    Facts,
    Federation,
    Kind,
    Priority,
    Ranking,
    figures,
    ready,
)
from konbit.engines.alignment.carrying import carrying
from tests.engines.alignment_slowly import World

LEVELS, PRIORITIES = (1, 9, 90, 900), 50
SMALL_LEVELS, SMALL_PRIORITIES = (1, 3, 6, 10), 10
THEMES, RANKED, REGIONS = 200, 20, 10
GOAL_MS = 500

TABLES = """
CREATE TABLE member (upper INTEGER, member INTEGER, PRIMARY KEY (upper, member)) WITHOUT ROWID;
CREATE TABLE priority (id INTEGER PRIMARY KEY, body INTEGER, live INTEGER);
CREATE TABLE link (lower INTEGER, upper INTEGER, PRIMARY KEY (lower, upper)) WITHOUT ROWID;
"""
COVERAGE = """
WITH RECURSIVE beneath (upper, body) AS (
    SELECT upper, member FROM member
    UNION SELECT beneath.upper, member.member FROM beneath JOIN member ON member.upper = beneath.body
), leads (lower, upper) AS (
    SELECT lower, upper FROM link
    UNION SELECT leads.lower, link.upper FROM leads JOIN link ON link.lower = leads.upper
), carried (id, body, holder, live) AS (
    SELECT top.id, top.body, low.body, max(low.live)
    FROM leads JOIN priority AS top ON top.id = leads.upper JOIN priority AS low ON low.id = leads.lower
    GROUP BY top.id, low.body
)
SELECT carried.id, count(member.member), sum(member.member IS NOT NULL AND live), count(*), sum(live)
FROM carried JOIN beneath ON beneath.upper = carried.body AND beneath.body = carried.holder
LEFT JOIN member ON member.upper = carried.body AND member.member = carried.holder
GROUP BY carried.id ORDER BY carried.id
"""


def federation(draw: random.Random, levels: tuple[int, ...], many: int) -> Federation:
    """The made-up federation."""
    bodies = [[f"{level}.{n}" for n in range(size)] for level, size in enumerate(levels)]
    belongings, alignments = [], []

    def priority(body: str) -> str:
        return f"{body}/{draw.randrange(many)}"

    def kind() -> Kind:
        kinds: tuple[Kind, ...] = ("contributes", "same", "conflicts")
        return draw.choices(kinds, (75, 20, 5))[0]

    for above, level in pairwise(bodies):
        for body in level:
            uppers = draw.sample(above, min(len(above), 2 if draw.random() < 0.2 else 1))
            belongings += [Belonging(body, upper) for upper in uppers]
            alignments += [
                Alignment(f"{body}/{n}", priority(draw.choice(uppers)), kind())
                for n in range(many)
                if draw.random() < 0.7
            ]
    themes = [f"theme {n}" for n in range(THEMES)]
    everybody = [body for level in bodies for body in level]
    return Federation(
        tuple(Body(body, draw.choice(["", *(f"region {n}" for n in range(REGIONS))])) for body in everybody),
        tuple(belongings),
        tuple(
            Priority(f"{body}/{n}", body, tuple(draw.sample(themes, 2)), draw.random() < 0.4)
            for body in everybody
            for n in range(many)
        ),
        tuple(alignments),
        tuple(Ranking(body, tuple(draw.sample(themes, RANKED))) for body in everybody),
    )


def asked_of_sqlite(facts: Facts) -> tuple[float, list[tuple[int, ...]]]:
    """Seconds that the peer's one query takes, its tables being filled, and its rows."""
    base = sqlite3.connect(":memory:")
    base.executescript(TABLES)
    members, links = facts.members, facts.linked
    pairs = zip(members.left.tolist(), members.right.tolist(), strict=True)
    base.executemany("INSERT INTO member VALUES (?, ?)", pairs)
    rows = zip(range(len(facts.body)), facts.body.tolist(), facts.live.tolist(), strict=True)
    base.executemany("INSERT INTO priority VALUES (?, ?, ?)", rows)
    handshakes = zip(links.right.tolist(), links.left.tolist(), strict=True)
    base.executemany("INSERT INTO link VALUES (?, ?)", handshakes)
    found: list[tuple[int, ...]] = []
    return timed(lambda: found.extend(base.execute(COVERAGE).fetchall())), found


def large(rounds: int) -> dict[str, float]:
    """The figures of the large federation; raises SystemExit where SQLite counts something else."""
    rows = federation(random.Random(1), LEVELS, PRIORITIES)
    making = timed(lambda: ready(rows))
    times = []
    for _round in range(rounds):
        facts = ready(rows)
        times.append(timed(lambda facts=facts: figures(facts)))  # type: ignore[misc]
    facts = ready(rows)
    coverage = timed(lambda: carrying(facts))
    found = figures(facts)
    told = timed(lambda: [found.of(body) for body in facts.bodies])
    say("  SQLite …")
    peer, lines = asked_of_sqlite(facts)
    own = found.carrying
    mine = zip(
        range(len(facts.body)),
        *(one.tolist() for one in (own.carry, own.live, own.beneath_carry, own.beneath_live)),
        strict=True,
    )
    if [line for line in mine if line[3]] != lines:
        raise SystemExit("SQLite counts something else")
    return {
        "align_ms": round(statistics.median(times) * 1000, 1),
        "align_most_ms": round(max(times) * 1000, 1),
        "align_goal_ms": GOAL_MS,
        "align_ready_ms": round(making * 1000, 1),
        "align_told_ms": round(told * 1000, 1),
        "align_coverage_ms": round(coverage * 1000, 1),
        "peer_sqlite_coverage_ms": round(peer * 1000, 1),
        "handshakes": len(rows.alignments),
        "candidates": len(found.sharing.candidates.left),
    }


def small() -> dict[str, float]:
    """The same with the slow evaluator, in a small one; raises SystemExit where they disagree."""
    rows = federation(random.Random(2), SMALL_LEVELS, SMALL_PRIORITIES)
    facts = ready(rows)

    def quick() -> None:
        found = figures(facts)
        answers[:] = [found.of(body) for body in facts.bodies]

    def row_by_row() -> None:
        world = World(rows)
        slow[:] = [world.met(body) for body in world.bodies]

    answers: list[object] = []
    slow: list[object] = []
    own, peer = timed(quick), timed(row_by_row)
    for one, other in zip(answers, slow, strict=True):
        if replace(one, agreement=other.agreement) != other:  # type: ignore[type-var, attr-defined]
            raise SystemExit("looking at every row finds something else")
    return {
        "align_small_ms": round(own * 1000, 1),
        "peer_rows_ms": round(peer * 1000, 1),
        "align_ratio": round(peer / own),
    }


def measure(rounds: int) -> dict[str, float]:
    """Both, in one object."""
    say("how priorities meet …")
    result = large(rounds)
    say("  a small federation, with a peer …")
    return {"bodies": sum(LEVELS), "priorities_each": PRIORITIES} | result | small()
