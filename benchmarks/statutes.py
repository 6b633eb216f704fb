"""`make bench NAME=statutes`: 5,000 rules over 100,000 people and 20,000 groups at one date, on ready arrays.

A made-up federation: groups in regions of continents, assemblies of groups, and boards in which people sit
for groups, with a gender and an age that one in ten does not tell. A few rules are about every group or
assembly; all others about one board each, of every kind, with numbers of their own.

`check_ms`: the whole report, the median of KONBIT_BENCH_ROUNDS (5). `ready_ms`: making the arrays.
`findings_ms`: all lines as objects. `certificate_ms` and `verify_ms`: of the small world.

Peer in the same run: the evaluator of the tests, which looks at every row, on a world KONBIT_BENCH_SMALLER
(20) times smaller in rules, people and groups; both must find the same. `ratio`: how many times faster.

How priorities meet is measured in the same run: see `benchmarks.alignment`.
"""

from __future__ import annotations

import json
import os
import random
import statistics
from datetime import date
from typing import cast

from benchmarks import alignment
from benchmarks.measuring import say, timed
from konbit.engines.statutes import (
    COLLEGE,
    Again,
    Ask,
    College,
    Confirmation,
    Counting,
    Level,
    Majority,
    Mandate,
    Meeting,
    Membership,
    Part,
    People,
    Place,
    Quorum,
    Quota,
    Rhythm,
    Roster,
    Rotation,
    Rule,
    Seats,
    Share,
    Statutes,
    Term,
    Unit,
    Units,
    Vote,
    certificate,
    check,
    ready,
    verify,
)
from tests.engines.statutes_slowly import World

RULES, PEOPLE, GROUPS, BOARDS = 5_000, 100_000, 20_000, 1_000
ROUNDS = int(os.environ.get("KONBIT_BENCH_ROUNDS", "5"))
SMALLER = int(os.environ.get("KONBIT_BENCH_SMALLER", "20"))
DAY = date(2026, 6, 15)
GOAL_MS = 1_000
REGIONS, CONTINENTS = 10, 5
COUNTINGS: tuple[Counting, ...] = ("heads", "organisations", "weights")


def roster(draw: random.Random, people: int, groups: int, boards: int) -> Roster:
    """The federation's facts."""
    assemblies = groups // 10
    places = [Place(f"c{n}", f"Continent {n}", "continent") for n in range(CONTINENTS)]
    places += [Place(f"r{n}", f"Region {n}", "region", f"c{n % CONTINENTS}") for n in range(REGIONS)]

    def region() -> str:
        return f"r{draw.randrange(REGIONS)}"

    def year(first: int, last: int) -> str:
        return str(draw.randint(first, last))

    def mandate(number: int) -> Mandate:
        since = draw.randint(2012, 2026)
        traits = (("gender", draw.choice(["woman", "man"])), ("youth", draw.choice(["yes", "no", "no"])))
        return Mandate(
            person=f"Person {number}",
            organ=f"b{draw.randrange(boards)}",
            college=draw.choice(["", "rural", "urban"]),
            seat=str(number),
            unit=f"g{draw.randrange(groups)}",
            traits=tuple(one for one in traits if draw.random() < 0.9),
            since=str(since),
            until=str(since + draw.randint(2, 20)),
            condition="money" if draw.random() < 0.05 else "",
            confirm_by=year(2020, 2028),
        )

    units = [
        Unit(
            f"g{n}", f"Group {n}", "group", region(), year(1980, 2011), people=draw.choice([None, 5, 12, 25])
        )
        for n in range(groups)
    ]
    units += [Unit(f"a{n}", f"Assembly {n}", "assembly", region(), "1990") for n in range(assemblies)]
    units += [Unit(f"b{n}", f"Board {n}", "board", "", "1990") for n in range(boards)]
    return Roster(
        places=tuple(places),
        units=tuple(units),
        memberships=tuple(
            Membership(f"g{n}", f"a{draw.randrange(assemblies)}", year(2011, 2024)) for n in range(groups)
        ),
        mandates=tuple(map(mandate, range(people))),
        meetings=tuple(
            Meeting(f"b{n}", f"2026-0{draw.randint(1, 6)}", draw.randint(10, 90), 100, draw.choice(COUNTINGS))
            for n in range(boards)
        ),
        votes=tuple(
            Vote(f"b{n}", "2026-03", draw.choice(COUNTINGS), draw.randint(10, 60), 20, 90, 100)
            for n in range(boards)
        ),
    )


def statutes(draw: random.Random, rules: int, boards: int) -> Statutes:
    """The federation's rules."""

    def part() -> Part:
        return Part(draw.randint(20, 80), 100, draw.random() < 0.5)

    def number() -> int:
        return draw.randint(1, 9)

    def ask() -> Ask:
        asks: list[Ask] = [
            People(number(), 10 * number()),
            Seats("continent", number(), ((f"c{number() % CONTINENTS}", number()),)),
            Seats("region", number()),
            Seats(COLLEGE, number()),
            Quota("gender", "woman", number()),
            Quota("gender", "man", 0, number(), "region"),
            Quota("youth", "yes", 1, None, "continent"),
            Share("gender", "woman", part()),
            Quorum(draw.choice(COUNTINGS), part()),
            Majority(draw.choice(COUNTINGS), part(), "cast"),
            Rhythm(number(), "month"),
            Term(number(), "year"),
            Again(number()),
            Rotation(),
            Confirmation(),
        ]
        return draw.choice(asks)

    everywhere = (
        Rule("groups", "assembly", Units("group", 7, 20), since="1990"),
        Rule("area", "assembly", Units("group", 2, None, "region"), since="1990"),
        Rule("size", "group", People(7, 20), since="1990"),
        Rule("monthly", "assembly", Rhythm(1, "month"), since="1990"),
    )
    single = (
        Rule(f"r{n}", f"b{draw.randrange(boards)}", ask(), draw.choice(["", "", "rural"]), since="1990")
        for n in range(rules - len(everywhere))
    )
    return Statutes(
        "A federation",
        levels=(Level("group", "Group"), Level("assembly", "Assembly"), Level("board", "Board", organ=True)),
        colleges=tuple(College(name, name, "board") for name in ("rural", "urban")),
        rules=(*everywhere, *single),
    )


def large() -> dict[str, float]:
    """The figures of the large world."""
    draw = random.Random(1)
    facts_of = roster(draw, PEOPLE, GROUPS, BOARDS)
    said = statutes(draw, RULES, BOARDS)
    say("  arrays …")
    making = timed(lambda: ready(facts_of))
    facts = ready(facts_of)
    times = [timed(lambda: check(said, facts, DAY)) for _round in range(ROUNDS)]
    report = check(said, facts, DAY)
    findings = timed(lambda: list(report.findings()))
    return {
        "check_ms": round(statistics.median(times) * 1000, 1),
        "most_ms": round(max(times) * 1000, 1),
        "goal_ms": GOAL_MS,
        "ready_ms": round(making * 1000, 1),
        "findings_ms": round(findings * 1000, 1),
        "lines": len(report.states),
        **report.counts(),
        "faults": len(report.faults),
    }


def small() -> dict[str, float]:
    """The same with the slow evaluator, on a smaller world; raises SystemExit where they disagree."""
    draw = random.Random(1)
    facts_of = roster(draw, PEOPLE // SMALLER, GROUPS // SMALLER, BOARDS // SMALLER)
    said = statutes(draw, RULES // SMALLER, BOARDS // SMALLER)
    facts = ready(facts_of)
    report = check(said, facts, DAY)
    own = timed(lambda: check(said, facts, DAY))
    found = {
        (one.rule.key, one.unit, one.slot, one.state, None if one.untold > PEOPLE else one.counted, one.least)
        for one in report.findings()
    }
    slow = timed(lambda: cast(object, World(said, facts_of, DAY).lines()))
    if found != World(said, facts_of, DAY).lines():
        raise SystemExit("looking at every row finds something else")
    given = certificate(report)
    if flaws := verify(given, said, facts_of):
        raise SystemExit(f"{flaws[0]}")
    return {
        "smaller": SMALLER,
        "small_check_ms": round(own * 1000, 1),
        "peer_every_row_ms": round(slow * 1000, 1),
        "ratio": round(slow / own),
        "small_lines": len(given.lines),
        "certificate_ms": round(timed(lambda: certificate(report)) * 1000, 1),
        "verify_ms": round(timed(lambda: verify(given, said, facts_of)) * 1000, 1),
    }


def main() -> None:
    """Measure both and print one object."""
    say("the large world …")
    result = {"rules": RULES, "people": PEOPLE, "groups": GROUPS} | large()
    say("the smaller one, with a peer …")
    result |= small()
    result |= alignment.measure(ROUNDS)
    print(json.dumps(result | {"load_average": round(os.getloadavg()[0], 1)}))


if __name__ == "__main__":
    main()
