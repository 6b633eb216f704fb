"""`make bench NAME=likeness`: how fast, how small and how right the search for one group under two names is.

Speed and memory: made-up records, a tenth of them doubles as another register would write them, searched with
`likely_pairs`; 145,000 and KONBIT_BENCH_RECORDS (1,000,000), each in a process of its own. Beside it, in the
same run, two peers over the same records: rapidfuzz's own `cdist` of all names with all, on a sample, and the
sorted neighbourhood (Hernández, Stolfo 1995) with the same judgement.

Right or wrong: trading names of one edition of a register against registered names of the next, with its
identifiers and company numbers hidden; what agrees by identifier is the truth. Weights were fitted on one
half of the identifiers, these figures are of the other; `_bare` are of names, towns and activities alone.
Skipped, saying so, where the register is not at hand.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from benchmarks.measuring import say
from konbit.engines.folding import fold
from konbit.engines.likeness import ASK, VERY_LIKELY, Context, Record, judge, likely_pairs

RECORDS = int(os.environ.get("KONBIT_BENCH_RECORDS", "1000000"))
USUAL = min(145_000, RECORDS)
SAMPLE, WINDOW = 5_000, 8
SHARED = Path(os.environ.get("KONBIT_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
REGISTER = SHARED / "directory" / "coops-uk"
EDITIONS = ("standard.Q2-2022.csv", "standard.Q2-2023.csv")

SYLLABLES = [
    first + vowel
    for first in ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "ch", "tr", "pr", "qu"]
    for vowel in ["a", "e", "i", "o", "u", "in", "or", "as"]
]
KINDS = (
    "Cooperative", "Housing Cooperative", "Workers", "Community Farm", "Social Club", "Credit Union",
    "Food Network", "Association", "Bakery", "Energy Society", "Women's Group", "Community Trust",
    "Solidarity Fund",
)  # fmt: skip
ENDINGS = (" Limited", " Ltd", "", " CIC", " Co-operative Society Limited")


def made(count: int, seed: int = 7) -> Iterator[Record]:
    """Records of which every tenth is an earlier one as another register writes it: its key says which."""
    draw = random.Random(seed)
    words = list(dict.fromkeys("".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in range(40_000)))
    total = 0.0
    weights = [total := total + 1 / (rank + 20) for rank in range(len(words))]
    towns = [
        ("".join(draw.choices(SYLLABLES, k=3)).title(), draw.uniform(30, 60), draw.uniform(-10, 30))
        for _ in range(4_000)
    ]
    recent: list[tuple[str, list[str], str, tuple[str, float, float], int]] = []
    for number in range(count):
        if number % 10 == 9:
            of, told, kind, town, seen = draw.choice(recent)
            key = f"{number}={of}"
            told = _miswritten(told, draw)
            moved = draw.random() < 0.1
        else:
            key, seen, moved = str(number), number, False
            told = draw.choices(words, cum_weights=weights, k=draw.randint(1, 3))
            kind, town = draw.choice(KINDS), draw.choice(towns)
            recent = [*recent[-99:], (key, told, kind, town, seen)]
        name = f"{' '.join(told).title()} {kind}{draw.choice(ENDINGS)}"
        local = random.Random(seen)
        lat, lon = town[1] + local.gauss(0, 0.02), town[2] + local.gauss(0, 0.02)
        site, phone = local.random() < 0.5, local.random() < 0.3
        yield Record.of(
            key,
            [name],
            point=None if local.random() < 0.2 else (lat + 0.3 * moved, lon),
            locality=town[0],
            postcode=f"{town[0][:2]}{local.randint(1, 40)} {local.randint(1, 99)}"
            if local.random() < 0.7
            else "",
            country="GB",
            websites=[_site(seen, told, draw)] if site else [],
            phones=[f"0{100_000_000 + seen}"] if phone and draw.random() < 0.8 else [],
            activities=[f"ICA{local.randint(1, 28)}0"],
        )


def _miswritten(told: list[str], draw: random.Random) -> list[str]:
    """Half as they are, the rest with a letter too few or a word more or less."""
    way = draw.random()
    if way < 0.5:
        return told
    if way < 0.75:
        at = draw.randrange(len(told))
        cut = draw.randrange(len(told[at]))
        return [*told[:at], told[at][:cut] + told[at][cut + 1 :], *told[at + 1 :]]
    return told[:-1] if way < 0.85 and len(told) > 1 else [*told, "North"]


def _site(number: int, told: list[str], draw: random.Random) -> str:
    shared = ("https://facebook.com/", "https://pitchero.com/clubs/", "https://federation.example/")
    return draw.choice(shared) + "".join(told) if number % 5 == 0 else f"https://{told[0]}{number}.example"


def same(a: str, b: str) -> bool:
    """Whether two made records are one group: a double's key ends in "=" and the key of its original."""
    return (a.partition("=")[2] or a) == (b.partition("=")[2] or b)


def figures(records: list[Record], found: list[tuple[str, str]], prefix: str) -> dict[str, float]:
    """Precision and recall of pairs found among made records."""
    times = Counter(record.key.partition("=")[2] or record.key for record in records)
    there = sum(count * (count - 1) // 2 for count in times.values())
    right = sum(same(a, b) for a, b in found)
    return {
        f"{prefix}_precision": round(right / max(1, len(found)), 4),
        f"{prefix}_recall": round(right / max(1, there), 4),
    }


def measure(count: int) -> dict[str, float]:
    """One search in this process: seconds, pairs, memory with and without the records themselves."""
    records = list(made(count))
    held = peak_mb()
    start, start_cpu = time.perf_counter(), time.process_time()
    found = [(one.a, one.b) for one in likely_pairs(records)]
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "cpu_seconds": round(time.process_time() - start_cpu, 1),
        "pairs": len(found),
        "peak_mb": peak_mb(),
        "records_mb": held,
        **figures(records, found, "made"),
    }


def peak_mb() -> int:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def peers() -> dict[str, float]:
    """The same few thousand records by Konbit, by all pairs of names, and by the sorted neighbourhood."""
    records = list(made(SAMPLE))
    result: dict[str, float] = {"sample": SAMPLE}
    ways: dict[str, Callable[[list[Record]], list[tuple[str, str]]]] = {
        "konbit": lambda some: [(one.a, one.b) for one in likely_pairs(some)],
        "peer_cdist": all_names,
        "peer_neighbourhood": neighbours,
    }
    for name, way in ways.items():
        start = time.perf_counter()
        found = way(records)
        result[f"{name}_sample_s"] = round(time.perf_counter() - start, 2)
        result |= figures(records, found, f"{name}_sample")
    return result


def all_names(records: list[Record]) -> list[tuple[str, str]]:
    """rapidfuzz alone: every name with every other, `token_set_ratio` from 90 on."""
    names = [fold(record.names[0]) for record in records]
    scores = cdist(names, names, scorer=fuzz.token_set_ratio, score_cutoff=90, dtype=np.uint8)
    low, high = np.nonzero(np.triu(scores, 1))
    return [(records[a].key, records[b].key) for a, b in zip(low.tolist(), high.tolist(), strict=True)]


def neighbours(records: list[Record]) -> list[tuple[str, str]]:
    """The sorted neighbourhood: in the order of names, each with the next few, judged as Konbit does."""
    context = Context.of(records)
    order = sorted(records, key=lambda record: fold(record.names[0]))
    pairs = ((one, other) for at, one in enumerate(order) for other in order[at + 1 : at + WINDOW])
    return [(a.key, b.key) for a, b in pairs if judge(a, b, context).chance >= ASK]


def edition(path: Path, bare: bool) -> list[Record]:
    """An edition of the register, without identifiers; `bare`: only names, towns and activities."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Record.of(
                row["Identifier"],
                [row["Name"]],
                point=None if bare or not row["Geo Container Latitude"] else _point(row),
                locality=row["Locality"],
                postcode="" if bare else row["Postcode"],
                country=row["Country ID"],
                websites=[] if bare else [row["Website"]],
                activities=[row["Primary Activity"]] if row["Primary Activity"] else [],
            )
            for row in csv.DictReader(file)
        ]


def _point(row: dict[str, str]) -> tuple[float, float]:
    return float(row["Geo Container Latitude"]), float(row["Geo Container Longitude"])


def labelled(bare: bool) -> dict[str, float]:
    """Precision and recall of pairs whose older record lies in the half that weights were not fitted on."""
    older, newer = (edition(REGISTER / name, bare) for name in EDITIONS)
    kept = {record.key for record in older} & {record.key for record in newer}
    kept = {key for key in kept if measured(key)}
    found = [one for one in likely_pairs(older, newer, ASK) if measured(one.a)]
    result: dict[str, float] = {"labelled_pairs": len(kept)}
    for name, threshold in (("ask", ASK), ("very_likely", VERY_LIKELY)):
        pairs = [one for one in found if one.judgement.chance >= threshold]
        right = sum(one.a == one.b for one in pairs)
        result |= {f"precision_{name}": right / max(1, len(pairs)), f"recall_{name}": right / len(kept)}
    return {key: round(value, 4) for key, value in result.items()}


def measured(key: str) -> bool:
    """Whether an identifier lies in the half that the figures are of."""
    return crc32(key.encode()) % 2 == 1


def main() -> None:
    """Measure everything and print one object."""
    result: dict[str, float | str] = {"records_usual": USUAL, "records_most": RECORDS}
    for name, count in (("145k", USUAL), ("1m", RECORDS)):
        say(f"Searching {count:,} records …")
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.likeness", str(count)],
            check=True,
            capture_output=True,
            text=True,
        )
        one = json.loads(done.stdout.splitlines()[-1])
        say(f"  {one}")
        result |= {f"{key}_{name}": value for key, value in one.items()}
    result |= {"goal_seconds_145k": 30, "goal_seconds_1m": 600, "goal_peak_mb_1m": 2000}
    say("Peers …")
    result |= peers()
    if all((REGISTER / name).is_file() for name in EDITIONS):
        say("Labelled pairs …")
        result |= {"threshold_ask": ASK, "threshold_very_likely": VERY_LIKELY} | labelled(bare=False)
        result |= {f"{key}_bare": value for key, value in labelled(bare=True).items()}
    else:
        result["labelled"] = "skipped: two editions of the register are not at hand, see KONBIT_SHARED_DATA"
        say(str(result["labelled"]))
    print(json.dumps(result))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]))))
    else:
        main()
