"""The drawn maps: every group counted, every circle a link that a finger can hit, small on the wire."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import combinations
from math import hypot
from xml.etree import ElementTree

import brotli
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.directory.map.drawing import CHANGE_OVER, WIDTH, region_map, world_map
from konbit.directory.map.path import line, shape
from konbit.directory.map.seals import Cluster, Press, gather, short_number
from konbit.engines.geodesy import Box

SVG = "{http://www.w3.org/2000/svg}"
LABELS = ("Manchester", "Port-au-Prince", "Dakar", "Recife", "Montréal", "Kolkata")


def together(members: Sequence[Cluster]) -> str:
    return "/groups/?all=" + ",".join(sorted(cluster.label for cluster in members))


def cluster(lat: float, lon: float, count: int = 1, label: str = "Manchester", *names: str) -> Cluster:
    return Cluster(lat, lon, count, label, f"/groups/?near={label}", names)


def forty() -> list[Cluster]:
    chance = random.Random(7)
    return [
        cluster(chance.uniform(-45, 65), chance.uniform(-170, 178), chance.randint(1, 4000), LABELS[i % 6])
        for i in range(40)
    ]


def drawn(clusters: list[Cluster], bounds: Box | None = None) -> ElementTree.Element:
    words = {"title": "Groups on a map", "description": "Forty places.", "together": together}
    return ElementTree.fromstring(
        region_map(clusters, bounds, **words) if bounds else world_map(clusters, **words)
    )


def links(svg: ElementTree.Element, which: str = "clusters-wide") -> list[ElementTree.Element]:
    return svg.findall(f"{SVG}g[@class='{which}']/{SVG}a")


def circles(svg: ElementTree.Element, which: str) -> list[tuple[float, float, float]]:
    found = (link.find(f"{SVG}circle") for link in links(svg, which))
    return [(float(each.get("cx")), float(each.get("cy")), float(each.get("r"))) for each in found]


def counted(svg: ElementTree.Element, which: str) -> int:
    labels = (link.get("aria-label").replace(",", "") for link in links(svg, which))
    return sum(int(re.match(r"\d+", label)[0]) for label in labels)


@pytest.mark.parametrize(("which", "least"), [("clusters-wide", CHANGE_OVER), ("clusters-narrow", 288)])
def test_every_circle_is_a_target_of_24_pixels_and_none_overlaps_another(which: str, least: int) -> None:
    svg = drawn(forty())
    found = circles(svg, which)
    height = float(svg.get("height"))
    assert found
    for x, y, radius in found:
        assert 2 * radius * least / WIDTH >= 23.9
        assert radius <= x <= WIDTH - radius
        assert radius <= y <= height - radius
    for (x1, y1, r1), (x2, y2, r2) in combinations(found, 2):
        assert hypot(x1 - x2, y1 - y2) >= r1 + r2


def test_no_group_is_lost_when_circles_are_gathered() -> None:
    clusters = forty()
    svg = drawn(clusters)
    total = sum(each.count for each in clusters)
    assert counted(svg, "clusters-wide") == counted(svg, "clusters-narrow") == total
    assert len(links(svg, "clusters-narrow")) < len(links(svg, "clusters-wide"))


def test_the_world_with_forty_clusters_is_small_on_the_wire() -> None:
    words = {"title": "Groups on a map", "description": "Forty places.", "together": together}
    assert len(brotli.compress(world_map(forty(), **words).encode())) <= 8_000


def test_a_circle_says_how_many_groups_are_near_which_place() -> None:
    (link,) = links(drawn([cluster(53.5, -2.2, 1430, "Manchester")]))
    assert link.get("aria-label") == "1,430 groups near Manchester"
    assert link.get("href") == "/groups/?near=Manchester"
    assert link.find(f"{SVG}text").text == "1.4k"


def test_a_single_group_is_called_by_its_name() -> None:
    (link,) = links(drawn([cluster(53.5, -2.2, 1, "Manchester", "Unicorn Grocery")]))
    assert link.get("aria-label") == "Unicorn Grocery, near Manchester"
    assert "single" in link.get("class").split()


def test_neighbours_become_one_circle_that_leads_to_all_of_them() -> None:
    near = [cluster(53.5, -2.2, 143, "Manchester", "A"), cluster(53.8, -1.5, 88, "Leeds", "B")]
    (link,) = links(drawn(near))
    assert link.get("aria-label") == "231 groups near Manchester"
    assert link.get("href") == "/groups/?all=Leeds,Manchester"
    assert link.find(f"{SVG}title").text == "A, B and 229 more"


def test_a_drawing_has_no_style_and_no_script_and_a_hostile_name_stays_text() -> None:
    evil = '"><script>alert(1)</script>'
    svg = world_map(
        [Cluster(10, 10, 1, evil, '/?a=1&b="2"', (evil,))], title=evil, description=evil, together=together
    )
    tree = ElementTree.fromstring(svg)
    for element in tree.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "desc", "path", "g", "a", "title", "circle", "text"}
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
    assert tree.get("aria-label") == evil


def test_an_empty_world_is_still_a_world() -> None:
    svg = drawn([])
    assert links(svg) == []
    assert len(svg.find(f"{SVG}path[@class='land']").get("d")) > 5000


def test_a_region_across_the_180_meridian_shows_both_sides_next_to_each_other() -> None:
    svg = drawn(
        [cluster(-18.1, 178.4, 12, "Suva"), cluster(-13.8, -171.8, 5, "Apia")], Box(-25, -10, 170, -165)
    )
    (suva, _y, _r), (apia, _y2, _r2) = sorted(circles(svg, "clusters-wide"))
    assert 0 < suva < apia < WIDTH


def test_a_region_draws_only_what_lies_in_it() -> None:
    svg = drawn([cluster(53.5, -2.2, 3), cluster(-8, -34.9, 5, "Recife")], Box(50, 59, -8, 2))
    assert [link.get("aria-label") for link in links(svg)] == ["3 groups near Manchester"]
    assert len(svg.find(f"{SVG}path[@class='land']").get("d")) < 6000


def test_a_region_of_one_point_is_a_degree_wide_around_it() -> None:
    svg = drawn([cluster(18.5, -72.3, 3)], Box(18.5, 18.5, -72.3, -72.3))
    (x, y, _radius) = circles(svg, "clusters-wide")[0]
    assert (x, y) == (pytest.approx(480, abs=0.1), pytest.approx(320, abs=0.1))


def test_the_drawing_speaks_the_language_of_the_reader() -> None:
    with translation.override("fr"):
        (link,) = links(drawn([cluster(53.5, -2.2, 1430)]))
    assert link.find(f"{SVG}text").text == "1,4k"


POINTS = st.tuples(st.floats(0, 960), st.floats(0, 420), st.integers(1, 10**6))


@settings(deadline=None, max_examples=60)
@given(st.lists(POINTS, max_size=40), st.sampled_from([288, 640]), st.randoms())
def test_gathering_keeps_every_group_and_does_not_depend_on_the_order(
    points: list[tuple[float, float, int]], least: int, chance: random.Random
) -> None:
    press = Press(960, 420, least)
    placed = [(x, y, cluster(0, 0, count, str(i))) for i, (x, y, count) in enumerate(points)]
    seals = gather(placed, press)
    assert sum(seal.count for seal in seals) == sum(count for _x, _y, count in points)
    for one, other in combinations(seals, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius
    chance.shuffle(placed)
    assert gather(placed, press) == seals


@pytest.mark.parametrize(
    ("count", "short"),
    [
        (1, "1"),
        (999, "999"),
        (1000, "1.0k"),
        (9949, "9.9k"),
        (9999, "10k"),
        (12345, "12k"),
        (999_499, "999k"),
        (999_600, "1.0M"),
        (1_250_000, "1.2M"),
        (23_000_000, "23M"),
    ],
)
def test_large_numbers_are_written_short(count: int, short: str) -> None:
    assert short_number(count) == short


def test_paths_step_from_point_to_point_without_adding_up_errors() -> None:
    assert shape([(1, 2), (4.25, 2), (4.25, 10.5)]) == "M1 2l3.2 0 0 8.5z"
    assert line([(0.5, -3), (-2, -3.5)]) == "M.5 -3l-2.5-.5"
    assert shape([(1, 1), (1.01, 1.01)]) == ""
