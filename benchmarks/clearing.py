"""`make bench NAME=clearing`: set-off of 10,000, 100,000 and 1,000,000 debts, with peers in the same run.

Networks are scale-free (F. Chung, L. Lu, 2002): six debts a member, weights fall with rank to the power of
−0.75 (degrees with an exponent of 2.33) from a first one of the root of all debts, who owes much is owed
much, amounts are log-normal cents; debts between the same two occur. KONBIT_BENCH_DEBTS takes other sizes,
with commas between them.

For each size n, in a process of its own: CPU seconds of the whole set-off with its proof (`cpu_s_n`), of
reading the table before (`read_s_n`), of checking after (`check_s_n`), of cutting it up into circles
(`loops_s_n`); wall seconds of reading, set-off and check (`end_to_end_s_n`); the most memory of that process
until then (`rss_mb_n`, Django included). `oldest_first_s_n`: CPU seconds with oldest debts first.
`command_s_n` and `command_mb_n`: wall seconds and most memory of `konbit clear FILE --json --no-loops`, with
the start of the program.

Peers have to clear the same sum. `networkx_s_10000`: networkx's network simplex from the same debts to the
same sum, its graph built of merged debts; `ratio_networkx_10000` is that beside `cpu_s_10000`.
`networkx_solver_s_10000`: networkx's simplex alone on the question that is left when debts on no circle are
put aside; `ratio_networkx_solver_10000` is that beside LEMON alone, asked the very same (`solver_s_10000`).
`ortools_s_n`: as `cpu_s_n`, by OR-Tools.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.measuring import say

SIZES = [*map(int, os.environ.get("KONBIT_BENCH_DEBTS", "10000,100000,1000000").split(","))]
PEER_SIZE = 10_000
GOALS = {
    "ratio_networkx_10000": 50,
    "cpu_s_100000": 1,
    "end_to_end_s_100000": 3,
    "cpu_s_1000000": 30,
    "rss_mb_1000000": 500,
}


def write_debts(path: Path, many: int) -> None:
    """A scale-free network of so many debts as a table."""
    draw = np.random.default_rng(many)
    members = many // 6
    share = np.arange(1, members + 1) ** -0.75
    first = int(np.searchsorted(-many * share / share.cumsum()[-1], -np.sqrt(many)))
    share = np.arange(first + 1, first + members + 1) ** -0.75
    sides = [share * np.exp(draw.normal(0, 0.6, members)) for _side in range(2)]
    debtor, creditor = (draw.choice(members, 2 * many, p=side / side.sum()) for side in sides)
    kept = np.flatnonzero(debtor != creditor)[:many]
    amount = np.maximum(1, np.exp(draw.normal(7, 1.8, many))).astype(np.int64)
    with path.open("w") as file:
        file.write("debtor,creditor,amount\n")
        for row in zip(debtor[kept].tolist(), creditor[kept].tolist(), amount.tolist(), strict=True):
            file.write(",".join(map(str, row)) + "\n")


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds that the work took, and what it gave."""
    begin = time.process_time()
    found = work()
    return time.process_time() - begin, found


def ours(path: Path, many: int) -> dict[str, Any]:
    """Read, set off, check, cut up; in this process."""
    from konbit.engines.clearing import Debts, Terms, check, clear, loops
    from konbit.exchange.formats.debts import read

    clear(Debts.of([1, 2], [2, 1], [1, 1]))  # loads the solver
    start = time.perf_counter()
    reading, debts = spent(lambda: read(path))
    clearing, found = spent(lambda: clear(debts))
    checking, _nothing = spent(lambda: check(debts, found))
    whole = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    again = [spent(lambda: clear(debts))[0] for _time in range(4 if many <= 100_000 else 0)]
    cutting, circles = spent(lambda: sum(one.cleared for one in loops(found)))
    if circles != found.cleared:
        raise SystemExit(f"{many}: {found.cleared} cleared, {circles} in circles")
    figures = {
        "cpu_s": statistics.median([clearing, *again]),
        "read_s": reading,
        "check_s": checking,
        "loops_s": cutting,
        "end_to_end_s": whole,
        "rss_mb": peak,
        "cleared_percent": 100 * found.cleared / found.total,
        "solver": found.solver,
    }
    if many <= 100_000:
        figures["oldest_first_s"], first = spent(lambda: clear(debts, Terms(oldest_first=True)))
        if first.cleared != found.cleared:
            raise SystemExit(f"{many}: {found.cleared} cleared, oldest first {first.cleared}")
    return {"cleared": found.cleared, "figures": figures}


def by_ortools(path: Path, many: int) -> dict[str, Any]:
    """The same by OR-Tools."""
    from konbit.engines.clearing import Debts, available, clear
    from konbit.exchange.formats.debts import read

    if "ortools" not in available():
        return {"cleared": None, "figures": {}}
    clear(Debts.of([1, 2], [2, 1], [1, 1]), solver="ortools")
    debts = read(path)
    taken, found = spent(lambda: clear(debts, solver="ortools"))
    return {"cleared": found.cleared, "figures": {"ortools_s": taken}}


def by_networkx(path: Path, many: int) -> dict[str, Any]:
    """The same by networkx; then it and LEMON alone on the very same question."""
    import networkx

    from konbit.engines.clearing import Terms
    from konbit.engines.clearing.network import network
    from konbit.engines.clearing.solving import solved
    from konbit.exchange.formats.debts import read

    debts = read(path)
    columns = [column.tolist() for column in (debts.debtor, debts.creditor, debts.amount)]
    whole, (left, _flow) = spent(lambda: networkx.network_simplex(_graph(networkx, *columns)))
    net = network(debts, Terms())
    solved(net)
    lemon = statistics.median(spent(lambda: solved(net))[0] for _time in range(5))
    inside = np.flatnonzero(net.circular)
    graph = _graph(networkx, *(column[inside].tolist() for column in (net.tail, net.head, net.cap)))
    alone, (left_inside, _flow) = spent(lambda: networkx.network_simplex(graph))
    if int(net.cap[inside].sum()) - left_inside != debts.total - left:
        raise SystemExit("networkx clears another sum of circular debts alone")
    figures = {"networkx_s": whole, "networkx_solver_s": alone, "solver_s": lemon}
    return {"cleared": debts.total - left, "figures": figures}


def _graph(networkx: Any, debtors: list[int], creditors: list[int], amounts: list[int]) -> Any:
    graph = networkx.DiGraph()
    demand: dict[int, int] = {}
    for debtor, creditor, amount in zip(debtors, creditors, amounts, strict=True):
        if graph.has_edge(debtor, creditor):
            graph[debtor][creditor]["capacity"] += amount
        else:
            graph.add_edge(debtor, creditor, capacity=amount, weight=1)
        demand[debtor] = demand.get(debtor, 0) - amount
        demand[creditor] = demand.get(creditor, 0) + amount
    networkx.set_node_attributes(graph, demand, "demand")
    return graph


WAYS = {"ours": ours, "ortools": by_ortools, "networkx": by_networkx}


def apart(way: str, path: Path, many: int) -> dict[str, Any]:
    """The same in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.clearing", way, str(path), str(many)],
        capture_output=True,
        text=True,
        check=False,
        # OpenBLAS's threads, which have nothing to do here, turn round for a while waiting for work.
        env=os.environ | {"KONBIT_HOME": str(path.parent / "home"), "OPENBLAS_NUM_THREADS": "1"},
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


COMMAND = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def command(path: Path, home: Path) -> dict[str, float]:
    """Wall seconds and memory of the command as it is typed."""
    asked = [sys.executable, "-c", COMMAND, str(Path(sys.executable).with_name("konbit"))]
    done = subprocess.run(
        [*asked, "clear", str(path), "--json", "--no-loops"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ | {"KONBIT_HOME": str(home)},
    )
    wall, peak = done.stdout.split()
    return {"command_s": float(wall), "command_mb": int(peak)}


def main() -> None:
    """Measure all sizes and print one object."""
    result: dict[str, Any] = {f"goal_{name}": goal for name, goal in GOALS.items()}
    with TemporaryDirectory(prefix="konbit-bench-") as folder:
        for many in SIZES:
            path = Path(folder) / f"debts_{many}.csv"
            write_debts(path, many)
            say(f"{many} debts …")
            mine = apart("ours", path, many)
            figures = mine["figures"] | command(path, Path(folder) / "home")
            for way in ("ortools", "networkx") if many == PEER_SIZE else ("ortools",):
                say(f"{many} debts by {way} …")
                peer = apart(way, path, many)
                if peer["cleared"] not in (None, mine["cleared"]):
                    raise SystemExit(f"{many}: {way} clears {peer['cleared']}, ours {mine['cleared']}")
                figures |= peer["figures"]
            if "networkx_s" in figures:
                figures["ratio_networkx"] = figures["networkx_s"] / figures["cpu_s"]
                figures["ratio_networkx_solver"] = figures["networkx_solver_s"] / figures["solver_s"]
            for name, figure in figures.items():
                result[f"{name}_{many}"] = round(figure, 3) if isinstance(figure, float) else figure
    result["load_average"] = round(os.getloadavg()[0], 1)
    print(json.dumps(result))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konbit.site.settings")
        django.setup()
        print(json.dumps(WAYS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        main()
