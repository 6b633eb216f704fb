"""`make bench NAME=panel`: a panel of 10 to 12 out of 500 nominees under 6 quotas, exact and with proofs.

Made-up nominees with a gender, a region and a profession; one in twenty says nothing of each. Three worlds:
quotas that leave room, quotas that are tight, quotas that cannot be met together. Of each the median and the
longest of KONBIT_BENCH_PANELS (20) draws with other nominees, in milliseconds, and how long the checker took.
`..._wide`: 25 seats under 24 quotas in five dimensions, where hardly two are alike.

Peers in the same run: going through all panels (`itertools.combinations`) on a few nominees, where both
must agree; and hill climbing with restarts on the same 500, which proves nothing: how often it finds what is
there, and how near it comes where there is nothing (`held_...`, `shortfall_...`: of all draws together).
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from itertools import combinations

from konbit.engines.panel import Nominee, Quota, choose, lot, verify

NOMINEES, SIZE_MIN, SIZE_MAX = 500, 10, 12
DRAWS = int(os.environ.get("KONBIT_BENCH_PANELS", "20"))
SMALL, SMALL_SIZE = 26, 6
RESTARTS, SWAPS = 20, 400
GOAL_MS = 1_000

DIMENSIONS = {
    "gender": ("woman", "man", "neither"),
    "region": ("Africa", "Asia", "Europe", "Latin America", "North America", "Oceania"),
    "profession": ("grassroots worker", "academic", "activist", "official"),
}
WIDE = DIMENSIONS | {
    "age": ("under 30", "30 to 60", "over 60"),
    "language": ("en", "fr", "es", "pt", "ht", "ar", "hi", "sw"),
}
ROOMY = (
    Quota("gender", "woman", 5, 8),
    Quota("gender", "neither", 1),
    Quota("region", "Africa", 2, 4),
    Quota("region", "Asia", 2, 4),
    Quota("profession", "grassroots worker", 3),
    Quota("profession", "academic", 1, 4),
)
TIGHT = (
    Quota("gender", "woman", 6, 6),
    Quota("gender", "neither", 2, 2),
    Quota("region", "Africa", 4, 4),
    Quota("region", "Oceania", 3, 3),
    Quota("profession", "grassroots worker", 7, 7),
    Quota("profession", "official", 3, 3),
)
IMPOSSIBLE = (
    Quota("gender", "woman", 8),
    Quota("gender", "man", 3),
    Quota("gender", "neither", 2),
    Quota("region", "Oceania", 5),
    Quota("profession", "grassroots worker", 7),
    Quota("profession", "official", 6),
)
WIDE_QUOTAS = tuple(
    Quota(dimension, value, max(0, 25 // len(values) - 2), 25 // len(values) + 2)
    for dimension, values in WIDE.items()
    for value in values
)


def nominees(count: int, dimensions: dict[str, tuple[str, ...]], seed: int) -> list[Nominee]:
    """People whose first values in each dimension are the commonest."""
    draw = random.Random(seed)
    return [
        Nominee(
            f"n{number}",
            {
                dimension: values[int(len(values) * draw.random() ** 1.5)]
                for dimension, values in dimensions.items()
                if draw.random() < 0.95
            },
        )
        for number in range(count)
    ]


def measure(
    name: str, dimensions: dict[str, tuple[str, ...]], quotas: tuple[Quota, ...], size: tuple[int, int]
) -> dict[str, float]:
    """Times of choosing and of checking over several worlds, and how many of them could be met."""
    chosen, checked, held, short = [], [], 0, 0
    for seed in range(DRAWS):
        people = nominees(NOMINEES, dimensions, seed)
        start = time.perf_counter()
        choice = choose(people, quotas, *size, str(seed))
        middle = time.perf_counter()
        if faults := verify(choice, people, quotas, *size, str(seed)):
            raise SystemExit(f"{name}, world {seed}: {faults}")
        chosen.append((middle - start) * 1000)
        checked.append((time.perf_counter() - middle) * 1000)
        held += choice.conflict is None
        short += choice.shortfall
    return {
        f"p50_ms_{name}": round(statistics.median(chosen), 1),
        f"most_ms_{name}": round(max(chosen), 1),
        f"check_ms_{name}": round(statistics.median(checked), 1),
        f"held_{name}": held,
        f"shortfall_{name}": short,
    }


def misses(panel: tuple[Nominee, ...] | list[Nominee], quotas: tuple[Quota, ...]) -> int:
    """By how many people a panel misses quotas, all added up."""
    total = 0
    for quota in quotas:
        number, most = sum(map(quota.counts, panel)), SIZE_MAX if quota.most is None else quota.most
        total += max(0, quota.least - number, number - most)
    return total


def all_panels() -> dict[str, float]:
    """The peer that tries everything, on a few nominees; both must find the same panel."""
    quotas = (Quota("gender", "woman", 2, 3), Quota("region", "Africa", 2), Quota("region", "Asia", 1))
    people = nominees(SMALL, DIMENSIONS, 1)
    ordered = sorted(people, key=lambda one: lot("1", one.key))
    start = time.perf_counter()
    found = next(panel for panel in combinations(ordered, SMALL_SIZE) if not misses(panel, quotas))
    first = time.perf_counter()
    panels = sum(not misses(panel, quotas) for panel in combinations(ordered, SMALL_SIZE))
    every = time.perf_counter()
    choice = choose(people, quotas, SMALL_SIZE, SMALL_SIZE, "1")
    own = time.perf_counter()
    if set(choice.panel) != {one.key for one in found}:
        raise SystemExit("trying all panels finds another one")
    return {
        "small_nominees": SMALL,
        "small_panels": panels,
        "small_ms": round((own - every) * 1000, 1),
        "peer_combinations_first_ms": round((first - start) * 1000, 1),
        "peer_combinations_all_ms": round((every - first) * 1000, 1),
    }


def climb(people: list[Nominee], quotas: tuple[Quota, ...], draw: random.Random) -> int:
    """The peer that swaps one for another as long as it helps, from several beginnings: what it misses."""
    best = SIZE_MAX * len(quotas)
    for _restart in range(RESTARTS):
        panel = draw.sample(people, SIZE_MAX)
        now = misses(panel, quotas)
        for _swap in range(SWAPS):
            other = draw.choice(people)
            if other in panel:
                continue
            turned = panel.copy()
            turned[draw.randrange(SIZE_MAX)] = other
            if (then := misses(turned, quotas)) <= now:
                panel, now = turned, then
        best = min(best, now)
        if not best:
            break
    return best


def climbing(name: str, quotas: tuple[Quota, ...]) -> dict[str, float]:
    """What hill climbing makes of the same worlds."""
    times, left = [], []
    for seed in range(DRAWS):
        people = nominees(NOMINEES, DIMENSIONS, seed)
        start = time.perf_counter()
        left.append(climb(people, quotas, random.Random(seed)))
        times.append((time.perf_counter() - start) * 1000)
    return {
        f"peer_climbing_ms_{name}": round(statistics.median(times), 1),
        f"peer_climbing_held_{name}": left.count(0),
        f"peer_climbing_shortfall_{name}": sum(left),
    }


def main() -> None:
    """Measure everything and print one object."""
    result: dict[str, float] = {"nominees": NOMINEES, "draws": DRAWS, "goal_ms": GOAL_MS}
    for name, quotas in (("roomy", ROOMY), ("tight", TIGHT), ("impossible", IMPOSSIBLE)):
        say(f"{name} …")
        result |= measure(name, DIMENSIONS, quotas, (SIZE_MIN, SIZE_MAX))
        result |= climbing(name, quotas)
    say("wide …")
    result |= measure("wide", WIDE, WIDE_QUOTAS, (25, 25))
    say("all panels …")
    result |= all_panels()
    result["load_average"] = round(os.getloadavg()[0], 1)
    print(json.dumps(result))


def say(what: str) -> None:
    """Tell whoever waits."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
