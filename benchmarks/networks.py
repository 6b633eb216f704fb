"""`make bench NAME=networks`: totals over a thousand nested networks and a million groups, beside SQL.

Prints one JSON object last: `p95_totals` in milliseconds for the totals of a network (groups in all, groups
themselves, sums of their counts), `p95_page` for its whole page through the Django view, `p95_overlap` for
two networks beside each other, `peer_sql` for the same count and sums by a recursive query on the database
(`_root`: for the network above all others), and `goal_totals`. KONBIT_BENCH_GROUPS changes the number of
groups.
"""

from __future__ import annotations

import os
import statistics
from pathlib import Path
from typing import Any

from benchmarks.measuring import GROUPS, asked_twice, in_a_home_of_its_own, page, say, timed
from benchmarks.world import NOW, TABLES, Made, World

NETWORKS = 1_000
ASKED = 40
PAIRS = 15
PEER_SAMPLE = 6
GOAL = 200.0
COUNTED = 0.2  # the share of the groups that give a count in each of two dimensions

SIZES = ("group_id", "dimension_id", "value", '"on"', "address", "certainty")
BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT %s
    UNION
    SELECT tie.subject_id FROM directory_relation tie JOIN below ON tie.object_id = below.id
    WHERE tie.kind = 'member_of' AND (tie.valid_until = '' OR tie.valid_until >= %s)
)
"""
COUNT = BELOW + "SELECT count(*) - 1 FROM below JOIN directory_group g USING (id) WHERE g.removed_at IS NULL"
SUM = BELOW + (
    "SELECT dimension_id, sum(value), count(*) FROM directory_size WHERE group_id IN (SELECT id FROM below)"
    " AND group_id <> %s GROUP BY dimension_id"
)


class Nested(World):
    """The same world with a thousand networks in each other, three below each and some in two; most groups
    are in one network, some in two, some in none."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        from konbit.directory.models import Term

        sizes = Term.objects.filter(scheme__facet="size").order_by("pk")
        self.dimensions = list(sizes.values_list("pk", flat=True)[:2])

    def _group(self, pk: int) -> tuple[Made, dict[str, list[tuple[Any, ...]]]]:
        made, rows = super()._group(pk)
        draw = self.random
        if pk <= NETWORKS:
            above = {(pk - 2) // 3 + 1} if pk > 1 else set()
            if pk > 10 and draw.random() < 0.1:
                above.add(draw.randint(1, pk // 4))
            (group,) = rows["directory_group"]
            rows["directory_group"] = [(*group[:4], "network", *group[5:])]
        else:
            above = set(draw.choices(range(1, NETWORKS + 1), k=draw.choice((0, 1, 1, 1, 2))))
        rows["directory_relation"] = [
            ("", "", pk, "member_of", network, "", "published", "{}") for network in sorted(above)
        ]
        rows["directory_size"] = [
            (pk, dimension, draw.randint(1, 400), str(draw.randint(2005, 2025)), "", "published")
            for dimension in self.dimensions
            if pk > NETWORKS and draw.random() < COUNTED
        ]
        return made, rows


def asked_of(world: World) -> list[int]:
    """The networks that are asked: the one above all, those next to it, and others drawn from all."""
    return [*range(1, 11), *world.random.sample(range(11, NETWORKS + 1), ASKED - 10)]


def measure(world: World) -> dict[str, float]:
    """Totals, pages and overlaps."""
    from django.urls import reverse

    from konbit.directory.models import Group
    from konbit.directory.queries.overlap import overlap_page
    from konbit.directory.queries.totals import totals
    from konbit.people.audience import ANYONE

    networks = asked_of(world)
    uids = dict(Group.objects.filter(pk__lte=NETWORKS).values_list("pk", "uid"))
    pairs = [[uids[one] for one in world.random.sample(networks, 2)] for _ in range(PAIRS)]
    pages = [reverse("directory:group", args=[uids[network]]) for network in networks]
    return {
        **asked_twice("totals", lambda network: totals(ANYONE, network, "en"), networks),
        **asked_twice("overlap", lambda pair: overlap_page(ANYONE, *pair, "en"), pairs),
        **asked_twice("page", page, pages),
    }


def measure_peer(world: World) -> dict[str, float]:
    """The same totals by recursive queries; they must come to the same numbers."""
    from django.db import connection

    from konbit.directory.queries.totals import totals
    from konbit.people.audience import ANYONE

    def ask(network: int) -> tuple[int, list[tuple[int, int, int]]]:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [network, NOW.date().isoformat()])
            (total,) = cursor.fetchone()
            cursor.execute(SUM, [network, NOW.date().isoformat(), network])
            return total, sorted((one, int(summed), n) for one, summed, n in cursor.fetchall())

    times = []
    for network in [1, *world.random.sample(range(2, NETWORKS + 1), PEER_SAMPLE - 1)]:
        times.append(timed(lambda network=network: ask(network)))
        total, sums = ask(network)
        own = totals(ANYONE, network, "en")
        told = sorted((one.dimension.id, one.total, one.n) for one in own.sums)
        if (own.total, told) != (total, sums):
            raise SystemExit(f"network {network}: the index says {own.total}, {told}; SQL {total}, {sums}")
    return {
        "peer_sql": round(statistics.median(times[1:]) * 1000, 1),
        "peer_sql_root": round(times[0] * 1000, 1),
    }


def main(_home: Path) -> dict[str, float]:
    """Build the world and measure."""
    from konbit.search.actions import rebuild

    TABLES["directory_size"] = SIZES
    say(f"Making {GROUPS:,} groups in {NETWORKS:,} networks …")
    world = Nested(GROUPS)
    for _made in world.load():
        pass
    say("Building the index …")
    built = timed(rebuild)
    say(f"  in {built:.0f} s. Asking …")
    figures = measure(world)
    say("The peer …")
    return {
        **figures,
        **measure_peer(world),
        "groups": GROUPS,
        "networks": NETWORKS,
        "goal_totals": GOAL,
        "index_build_s": round(built, 1),
        "load_average": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    in_a_home_of_its_own(main)
