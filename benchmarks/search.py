"""`make bench NAME=search`: a million groups, every class of question, beside two other ways in one run.

Prints one JSON object last: `p95_<class>` in milliseconds through the Django view, `peer_memory_<class>`
for rows in memory with one substring and facets counted by a full pass (the way of mykomap 4),
`peer_sql_<class>` for the database's own full text, and `goal_<class>`.
KONBIT_BENCH_GROUPS changes the number of groups.
"""

from __future__ import annotations

import gc
import resource
import statistics
import time
from collections import Counter
from math import log2
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.measuring import GROUPS, asked_twice, in_a_home_of_its_own, page, percentile, say, timed

PER_CLASS = 45
PEER_SAMPLE = 6
SCREEN, TILE = 1280, 256  # pixels
GOALS = {"clusters": 40.0}
GOAL = 25.0


def questions(world: Any) -> dict[str, list[dict[str, str]]]:
    """Each class of question as query strings, drawn from the world's own words and places."""
    draw = world.random
    rare = world.words[4000:20000]
    common = world.words[:12]
    middling = world.words[100:2000]
    activities = [code for _, code in world.terms["activity"]]
    structures = [code for _, code in world.terms["structure"]]
    towns = [draw.choice(world.towns) for _ in range(PER_CLASS)]

    def box(lat: float, lon: float, reach: float) -> str:
        south, north = max(-85, lat - reach), min(85, lat + reach)
        west, east = max(-180, lon - reach * 1.8), min(180, lon + reach * 1.8)
        return f"{south:.3f},{west:.3f},{north:.3f},{east:.3f}"

    def viewport(lat: float, lon: float, reach: float) -> dict[str, str]:
        """A part of the map as wide as a screen, with the zoom at which it fills the screen."""
        bounds = box(lat, lon, reach)
        _south, west, _north, east = map(float, bounds.split(","))
        return {"bbox": bounds, "zoom": str(int(log2(360 / (east - west) * SCREEN / TILE)))}

    several = range(PER_CLASS)
    return {
        "one_word": [{"q": draw.choice(rare)} for _ in several],
        "two_words": [{"q": f"{draw.choice(middling)} {draw.choice(middling)}"} for _ in several],
        "beginning": [{"q": draw.choice(middling)[: draw.randint(3, 5)]} for _ in several],
        "common_word": [{"q": draw.choice(common)} for _ in several],
        "word_and_facets": [
            {
                "q": draw.choice(middling),
                "activity": draw.choice(activities),
                "country": draw.choice(world.towns)[1],
            }
            for _ in several
        ],
        "facets_only": [
            {"activity": draw.choice(activities), "structure": draw.choice(structures)} for _ in several
        ],
        "clusters_city": [viewport(town[2], town[3], 0.15) for town in towns],
        "clusters_region": [viewport(town[2], town[3], 2.5) for town in towns],
        "clusters_continent": [viewport(town[2], town[3], 20) for town in towns],
        "clusters_world": [
            {
                "bbox": "-85,-180,85,180",
                "zoom": "2",
                **({"q": draw.choice(common)} if number % 3 == 0 else {}),
            }
            for number in several
        ],
    }


def address(name: str, question: dict[str, str]) -> str:
    """The page, or for maps the clusters, of a question."""
    from django.urls import reverse

    view = "directory:clusters" if name.startswith("clusters") else "directory:search"
    return f"{reverse(view)}?{urlencode(question)}"


def measure_konbit(classes: dict[str, list[dict[str, str]]]) -> dict[str, float]:
    """Every question through the Django view."""
    result: dict[str, float] = {}
    for name, asked in classes.items():
        result |= asked_twice(name, page, [address(name, question) for question in asked])
    return result


def measure_memory(rows: list[Any], classes: dict[str, list[dict[str, str]]]) -> dict[str, float]:
    """Rows in memory: one substring per search, facets and cells by a full pass over what matches."""
    result = {}
    for name, asked in classes.items():
        times = [timed(lambda one=one: _scan(rows, one)) for one in asked[:PEER_SAMPLE]]
        result[f"peer_memory_{name}"] = round(statistics.median(times) * 1000, 1)
    return result


def _scan(rows: list[Any], question: dict[str, str]) -> int:
    words = question.get("q", "").lower()
    bounds = [float(part) for part in question["bbox"].split(",")] if "bbox" in question else None
    found = [
        row
        for row in rows
        if words in row[0]
        and question.get("country") in (None, row[3])
        and question.get("activity") in (None, row[4])
        and (bounds is None or (bounds[0] <= row[1] <= bounds[2] and bounds[1] <= row[2] <= bounds[3]))
    ]
    if bounds is not None:
        size = max(0.05, (bounds[3] - bounds[1]) / 16)
        return len(Counter((int(row[1] / size), int(row[2] / size)) for row in found))
    return len(Counter(row[3] for row in found)) + len(Counter(row[4] for row in found))


def measure_edit() -> float:
    """Seconds from saving an edit until a search finds it (applied as the indexer does)."""
    from konbit.chronicle.actions import recording
    from konbit.directory.actions.writing import change_groups
    from konbit.directory.models import Group
    from konbit.people.audience import ANYONE, tokens_of
    from konbit.search.actions import apply_changes
    from konbit.search.asking import Question
    from konbit.search.queries import search

    def edit(number: int) -> None:
        word = f"zyxwv{number}"
        group = Group.objects.get(pk=1000 + number)
        with recording("bench", "edit") as batch:
            change_groups(batch, [(group, {"name": f"{group.name} {word}"})])
        apply_changes()
        assert search(Question(tokens_of(ANYONE), words=word)).total == 1

    edit(0)
    return percentile([timed(lambda number=number: edit(number)) for number in range(1, 11)], 0.95)


def main(home: Path) -> dict[str, float]:
    """Build the world and measure."""
    from benchmarks import full_text
    from benchmarks.world import World
    from konbit.search.actions import rebuild

    say(f"Making {GROUPS:,} groups …")
    world = World(GROUPS)
    start = time.perf_counter()
    rows = [(made.text.lower(), made.lat, made.lon, made.country, made.activity) for made in world.load()]
    loaded = time.perf_counter() - start
    say(f"  in {loaded:.0f} s. Building the index …")
    built = timed(rebuild)
    index_mb = sum(one.stat().st_size for one in (home / "index").rglob("*") if one.is_file()) / 1e6
    say(f"  in {built:.0f} s, {index_mb:.0f} MB. Asking …")
    classes = questions(world)
    gc.freeze()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = measure_konbit(classes)
    say("Peers …")
    figures |= measure_memory(rows, classes)
    full_text.build(rows)
    for name in ("one_word", "two_words", "beginning", "common_word"):
        asked = classes[name][:PEER_SAMPLE]
        times = [timed(lambda words=one["q"]: full_text.ask(words)) for one in asked]
        figures[f"peer_sql_{name}"] = percentile(times, 0.5)
    figures["p95_edit_findable"] = measure_edit()
    for name in classes:
        figures[f"goal_{name}"] = GOALS.get(name.split("_")[0], GOAL)
    return figures | {
        "groups": GROUPS,
        "questions": sum(map(len, classes.values())),
        "index_build_s": round(built, 1),
        "goal_index_build_s": 180.0,
        "index_mb": round(index_mb, 1),
        "goal_index_mb": 400.0,
        "goal_edit_findable": 1000.0,
        "load_s": round(loaded, 1),
        "peak_rss_mb": round(max(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024),
    }


if __name__ == "__main__":
    in_a_home_of_its_own(main)
