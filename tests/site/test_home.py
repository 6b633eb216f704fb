"""The front door: two doors into an empty house, the face of the network that lives in it, help for all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from konbit.directory.actions.shipped import load_example, load_vocabularies
from konbit.directory.models import Group, NetworkStyle
from konbit.search.actions import apply_changes
from konbit.site.views import help_pages
from tests.builders import a_group, a_place
from tests.directory.lists import a_network
from tests.directory.test_insights import join

pytestmark = pytest.mark.django_db


def text(address: str = "/en/") -> str:
    response = Client().get(address)
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def test_an_empty_house_invites_to_start(settings: object) -> None:
    page = text()
    assert "/en/start/" in page
    assert "See an example" not in page


def test_the_example_is_a_door_of_its_own() -> None:
    load_vocabularies()
    load_example()
    apply_changes()
    page = text()
    assert "See an example" in page
    assert "Start your network" in page
    assert page.index("See an example") < page.index("Start your network")
    assert 'class="map map-world"' in page


@pytest.fixture
def home_network() -> Group:
    network = a_network("Tables of the Delta")
    NetworkStyle.objects.create(
        network=network,
        is_home=True,
        main="#24406b",
        motto={"en": "We sow"},
        words={"group": {"en": "table"}},
    )
    join(network, a_group("Bread", places=[a_place(45.75, 4.85, "Lyon")]), a_group("Salt"))
    a_group("Somebody else")
    apply_changes()
    return network


def test_a_house_with_a_network_shows_its_face(home_network: Group) -> None:
    page = text()
    assert "<h1>Tables of the Delta</h1>" in page
    assert "We sow" in page
    assert "Add your table" in page
    assert f'name="network" value="{home_network.uid}"' in page
    assert "2 groups" in page
    assert "Somebody else" not in page
    assert "See an example" not in page
    assert "--brand-main: #24406b" in page


def test_its_colours_are_on_every_page(home_network: Group) -> None:
    assert "--brand-main: #24406b" in text("/en/groups/")


def test_the_door_speaks_the_language_of_the_reader(home_network: Group) -> None:
    for code, _name in settings.LANGUAGES:
        assert f'<html lang="{code}"' in text(f"/{code}/")


def test_help_lies_in_the_house_and_its_links_lead_on() -> None:
    page = text("/en/docs/")
    for name in ("about", "privacy", "licence", "hosting"):
        assert f'href="/en/docs/{name}/"' in page
    assert "<article" in text("/en/docs/about/")


def test_every_page_of_help_can_be_read() -> None:
    for path in help_pages.folder().rglob("*.md"):
        name = path.relative_to(help_pages.folder()).with_suffix("").as_posix()
        assert "<h1>" in text(f"/en/docs/{name}/"), name


@pytest.mark.parametrize("name", ["nothing", "../pyproject", "../../etc/passwd", "About", "a/b/c"])
def test_no_other_file_can_be_read_as_help(name: str) -> None:
    assert Client().get(f"/en/docs/{name}/").status_code == 404


def test_links_between_files_become_links_between_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "about.md").write_text(
        "# About\n\nSee [why](decisions/0001-why.md#a) and [gone](gone.md).\n\n![x](y.png)\n"
    )
    (tmp_path / "decisions" / "0001-why.md").write_text("# Why\n\n[Back](../about.md)\n")
    monkeypatch.setattr(help_pages, "folder", lambda: tmp_path)
    page = text("/en/docs/about/")
    assert 'href="/en/docs/decisions/0001-why/#a"' in page
    assert 'href="/en/docs/"' in page
    assert "<img" not in page.split("<article")[1].split("</article>")[0]
    assert 'href="/en/docs/about/"' in text("/en/docs/decisions/0001-why/")


def test_the_footer_leads_to_what_concerns_everybody() -> None:
    page = text().split('<footer class="foot">')[1]
    for address in ("/en/docs/about/", "/en/docs/", "/en/docs/privacy/", "/en/docs/licence/", "/api/docs"):
        assert f'href="{address}"' in page


def test_a_watchdog_is_answered() -> None:
    assert Client().get("/health").json().keys() == {"ready", "documents", "behind"}
