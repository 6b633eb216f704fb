"""`make bench NAME=shares`: participatory budgets by equal shares, real and small ones, beside pabutools.

Real files of the Pabulib library are taken from `pb` in the folder of open data (KONBIT_SHARED_DATA, or
`../shared/data`). Cost utility, shares raised by 1, then the utilitarian order. CPU seconds of the whole
count after reading: merging ballots, all runs, exact round log (`cpu_s_NAME`); with what is told of every
project (`explained_s_NAME`); reading (`read_s_NAME`); the most memory of a process that does all that once,
Django included (`peak_mb_NAME`). `steps_NAME`: how often shares were raised, `runs_NAME`: how many runs that
took.

`small_...`: 40 organisations vote on 50 projects with a step of a thousandth of a share, in whole numbers
alone: median and most of ten elections; `..._every_step`: the same when no step is leapt over.

Peer in the same run: pabutools (GPL-3, never part of Konbit), in one process of the interpreter named in
KONBIT_BENCH_PABUTOOLS, ballots merged as it can. Winners must be the same, in the same order. Of Warsaw 2026
only a few single runs of the peer are measured: `peer_extrapolated_s_...` is the first (which fills its
caches) and the mean of the others times all steps.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.measuring import say

DATA = Path(os.environ.get("KONBIT_SHARED_DATA") or Path(__file__).parents[2] / "shared" / "data") / "pb"
PEER = os.environ.get("KONBIT_BENCH_PABUTOOLS", "")
FILES = {
    "assen_2024": "Netherlands_Assen_2024",
    "swiecie_2023": "Poland_Swiecie_2023",
    "wieliczka_2023": "Poland_Wieliczka_2023_Green_Budget",
    "amsterdam_309": "Netherlands_Amsterdam_309",
    "amsterdam_252": "Netherlands_Amsterdam_252",
    "lodz_2022": "Poland_Lodz_2022",
    "wroclaw_2015": "Poland_Wroclaw_2015_150_-_500",
    "warszawa_2026": "Poland_Warszawa_2026",
}
LONG = {"warszawa_2026": 46}  # the peer would take a quarter of an hour, so it raises by this at once
UNASKED = ("wroclaw_2015",)  # nor is it asked to count 131,778 ballots of one project each
TIMES = 3
GOALS = {
    "ratio_numpy_amsterdam_309": 80,
    "ratio_numpy_lodz_2022": 80,
    "cpu_s_warszawa_2026_with_support": 20,
    "peak_mb": 200,
    "ratio_read": 8,
    "small_most_s": 2,
}

PEER_SCRIPT = """
import json, sys, time
sys.setrecursionlimit(100_000)
from pabutools.election import Cost_Sat, Instance, parse_pabulib
from pabutools.rules import completion_by_rule_combination, greedy_utilitarian_welfare, method_of_equal_shares
for name, path, single in json.loads(sys.argv[1]):
    begin = time.process_time()
    instance, profile = parse_pabulib(path)
    read = time.process_time()
    ballots = profile.as_multiprofile()
    winners = None
    runs = [0, 0.0]
    if single:
        feasible = Instance.is_feasible
        def counted(self, bought):
            runs[0] += 1
            return feasible(self, bought)
        Instance.is_feasible = counted
        method_of_equal_shares(instance, ballots, sat_class=Cost_Sat)
        runs[1] = time.process_time() - read
        method_of_equal_shares(instance, ballots, sat_class=Cost_Sat, voter_budget_increment=single)
    else:
        winners = [one.name for one in completion_by_rule_combination(
            instance, ballots, [method_of_equal_shares, greedy_utilitarian_welfare],
            [{"sat_class": Cost_Sat, "voter_budget_increment": 1}, {"sat_class": Cost_Sat}],
        )]
    done = time.process_time()
    print(json.dumps([name, read - begin, done - read, winners, *runs]), flush=True)
"""


def ours(name: str) -> dict[str, Any]:
    """Read, count and explain one file, in this process."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konbit.site.settings")
    django.setup()
    from konbit.decisions.formats.pb import read
    from konbit.engines.shares import Rules, explained, share_out

    path = DATA / f"{FILES[name]}.pb"
    times: dict[str, list[float]] = {"read": [], "count": [], "explain": []}
    most = 0
    for _again in range(TIMES):
        begin = time.process_time()
        poll = read(path)
        done = time.process_time()
        rules = Rules(ties=tuple(sorted(range(len(poll.ids)), key=poll.ids.__getitem__)))
        outcome = share_out(poll.election, rules)
        counted = time.process_time()
        explained(outcome)
        told = time.process_time()
        most = most or round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        for key, spent in zip(times, (done - begin, counted - done, told - counted), strict=True):
            times[key].append(spent)
    assert outcome.raising is not None
    return {
        "read": statistics.median(times["read"]),
        "count": statistics.median(times["count"]),
        "explain": statistics.median(times["explain"]),
        "mb": most,
        "steps": outcome.raised,
        "runs": outcome.raising.runs,
        "winners": [poll.ids[project] for project in outcome.winners],
    }


def real(name: str) -> dict[str, Any]:
    """The same in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.shares", name], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


Peer = tuple[float, float, list[str] | None, int, float]
"""Seconds of reading and of counting, winners; where it only made some runs, how many, and the first's."""


def peers(names: list[str]) -> dict[str, Peer]:
    """Seconds of reading and counting, and winners, by the peer."""
    if not PEER:
        say("no peer: name an interpreter that has pabutools in KONBIT_BENCH_PABUTOOLS")
        return {}
    asked = [[name, str(DATA / f"{FILES[name]}.pb"), LONG.get(name, 0)] for name in names]
    done = subprocess.run(
        [PEER, "-c", PEER_SCRIPT, json.dumps(asked)], stdout=subprocess.PIPE, text=True, check=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: (read, count, winners, runs, first) for name, read, count, winners, runs, first in lines}


def beside(name: str, mine: dict[str, Any], peer: Peer) -> dict[str, Any]:
    """What the peer says of a file. Raises SystemExit where its winners are others."""
    read, count, winners, runs, first = peer
    found = {f"peer_read_s_{name}": round(read, 2), f"ratio_read_{name}": round(read / mine["read"], 1)}
    if winners is None:
        later = max(0.0, count - 2 * first) / max(1, runs - 1)
        whole = first + later * (mine["steps"] + 1)
        return found | {
            f"peer_first_run_s_{name}": round(first, 2),
            f"peer_later_run_s_{name}": round(later, 2),
            f"peer_runs_{name}": runs,
            f"peer_extrapolated_s_{name}": round(whole),
            f"ratio_numpy_extrapolated_{name}": round(whole / mine["count"]),
        }
    if winners != mine["winners"]:
        raise SystemExit(f"{name}: pabutools buys {winners}, Konbit {mine['winners']}")
    return found | {
        f"peer_s_{name}": round(count, 2),
        f"ratio_numpy_{name}": round(count / mine["count"], 1),
    }


def small() -> dict[str, float]:
    """Forty organisations, fifty projects: how long a count takes, with steps leapt over and without."""
    from konbit.engines.shares import Election, Rules, Votes, announced_step, merged, share_out
    from konbit.engines.shares.raising import is_full
    from konbit.engines.shares.small import Small

    times, every, runs, steps = [], [], [], []
    for seed in range(10):
        draw = random.Random(seed)
        liked = [draw.random() for _project in range(50)]
        ballots = [
            dict.fromkeys(draw.choices(range(50), liked, k=draw.randint(5, 20)), 1) for _voter in range(40)
        ]
        costs = tuple(draw.randint(20, 800) * 10_000 for _project in range(50))
        election = Election(costs, 50_000_000, Votes.of(ballots))
        rules = Rules(step=announced_step(election.budget, 40))
        begin = time.process_time()
        outcome = share_out(election, rules)
        done = time.process_time()
        runner, step = Small(merged(election, rules), rules.step), 0
        while True:
            run = runner.run(step)
            if run.spent > election.budget or is_full(runner.merged, run.order):
                break
            step += 1
        all_of_them = time.process_time()
        assert outcome.raising is not None
        if step - (run.spent > election.budget) != outcome.raised:
            raise SystemExit(f"election {seed}: leaping over steps ends at another one")
        times.append(done - begin)
        every.append(all_of_them - done)
        runs.append(outcome.raising.runs)
        steps.append(step + 1)
    return {
        "small_s": round(statistics.median(times), 3),
        "small_most_s": round(max(times), 3),
        "small_s_every_step": round(statistics.median(every), 3),
        "small_most_s_every_step": round(max(every), 3),
        "small_runs": sum(runs),
        "small_runs_every_step": sum(steps),
    }


def main() -> None:
    """Measure everything and print one object."""
    result: dict[str, Any] = {f"goal_{name}": goal for name, goal in GOALS.items()}
    say("forty organisations …")
    result |= small()
    names = [name for name in FILES if (DATA / f"{FILES[name]}.pb").is_file()]
    if not names:
        say(f"no real files in {DATA}")
    found = {}
    for name in names:
        say(f"{name} …")
        one = found[name] = real(name)
        result |= {
            f"cpu_s_{name}": round(one["count"], 3),
            f"explained_s_{name}": round(one["count"] + one["explain"], 3),
            f"read_s_{name}": round(one["read"], 3),
            f"peak_mb_{name}": one["mb"],
            f"steps_{name}": one["steps"],
            f"runs_{name}": one["runs"],
        }
    say("pabutools …")
    for name, peer in peers([name for name in names if name not in UNASKED]).items():
        result |= beside(name, found[name], peer)
    result["load_average"] = round(os.getloadavg()[0], 1)
    print(json.dumps(result))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(ours(sys.argv[1])))
    else:
        main()
