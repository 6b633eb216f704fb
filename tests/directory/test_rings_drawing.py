"""The rings drawing and its list: the same links, the same numbers, to look at and to hear."""

from __future__ import annotations

from xml.etree import ElementTree

from konbit.directory.map.rings_drawing import rings_drawing, rings_list, rings_told
from konbit.engines.rings import Item, Layout, Ring, lay_out

SVG = "{http://www.w3.org/2000/svg}"


def address(item: str) -> str:
    return f"/groups/{item}/"


def layout(outer: int = 3) -> Layout:
    return lay_out(
        (
            Ring("Neighbourhood", (Item("reso", "RESO"),)),
            Ring("Country", (Item("chantier", "Chantier de l'économie sociale"), Item("mpp", "MPP"))),
            Ring("World", tuple(Item(f"w{i}", f"Movement {i}") for i in range(outer))),
        )
    )


def drawing(of: Layout) -> ElementTree.Element:
    return ElementTree.fromstring(rings_drawing(of, address, title="The movements"))


def listed(of: Layout) -> ElementTree.Element:
    return ElementTree.fromstring(rings_list(of, address))


def test_every_circle_is_a_link_with_its_number_and_name() -> None:
    links = drawing(layout()).findall(f".//{SVG}a")
    assert [link.get("aria-label") for link in links[:3]] == [
        "1. RESO",
        "2. Chantier de l'économie sociale",
        "3. MPP",
    ]
    assert links[0].get("href") == "/groups/reso/"


def test_the_list_holds_the_same_links_in_the_same_order_with_the_same_numbers() -> None:
    links = drawing(layout()).findall(f".//{SVG}a")
    entries = listed(layout()).findall(".//li[@value]")
    assert [link.get("href") for link in links] == [entry.find("a").get("href") for entry in entries]
    assert [link.get("aria-label") for link in links] == [
        f"{entry.get('value')}. {entry.find('a').text}" for entry in entries
    ]


def test_what_is_counted_together_leads_to_its_ring_in_the_list_where_all_stand() -> None:
    crowded = layout(200)
    last = drawing(crowded).findall(f".//{SVG}a")[-1]
    assert last.get("href") == "#ring-3"
    assert last.find(f"{SVG}text").text.startswith("+")
    ring = listed(crowded).find("li[@id='ring-3']")
    assert len(ring.findall(".//li")) == 200


def test_the_drawing_tells_its_rings_from_the_centre_outward() -> None:
    told = "From the centre outward: Neighbourhood, 1 entry; Country, 2 entries; World, 3 entries."
    assert rings_told(layout()) == told
    assert drawing(layout()).find(f"{SVG}desc").text == told


def test_rings_are_groups_with_classes_for_colour_and_dashes() -> None:
    rings = [each for each in drawing(layout()).findall(f"{SVG}g") if each.get("role") == "group"]
    assert [ring.get("class") for ring in rings] == ["ring-1", "ring-2", "ring-3"]
    assert rings[1].get("aria-label") == "Country, 2 entries"
    assert all(link.findall(f"{SVG}circle[@class='rim']") for ring in rings for link in ring)


def test_an_empty_ring_says_so() -> None:
    empty = lay_out((Ring("Here", ()), Ring("There", (Item("a", "A"),))))
    assert "Nothing stands here yet." in rings_list(empty, address)
    assert len(drawing(empty).findall(f".//{SVG}a")) == 1


def test_a_hostile_name_stays_text_and_nothing_is_styled_in_place() -> None:
    evil = "<script>alert('x')</script>"
    hostile = lay_out((Ring(evil, (Item(evil, evil),)),))
    for tree in (drawing(hostile), listed(hostile)):
        for element in tree.iter():
            assert not element.tag.endswith("script")
            assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
