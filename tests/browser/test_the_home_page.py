"""The front door, as people with any screen, any light, and no script come to it."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.browser.conftest import Visit
from tests.browser.pages import (
    audit,
    keyboard_path,
    layout_shift,
    no_sideways_scroll,
    shoot,
    targets_are_large_enough,
    transfer_sizes,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_everyone_can_read_and_press_it(visit: Visit, width: int, scheme: Literal["light", "dark"]) -> None:
    page = visit("/en/", width=width, scheme=scheme)
    shoot(page, f"home-{width}-{scheme}")
    audit(page)
    targets_are_large_enough(page)


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt-br"])
def test_it_fits_the_smallest_screen_in_every_language(visit: Visit, language: str) -> None:
    page = visit(f"/{language}/", width=320)
    shoot(page, f"home-320-{language}")
    no_sideways_scroll(page, 320)


def test_it_is_whole_without_script(visit: Visit) -> None:
    page = visit("/en/", script=False)
    shoot(page, "home-without-script")
    assert page.locator("h1").is_visible()
    page.locator("h1").click()


def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit: Visit) -> None:
    page = visit("/en/")
    assert len(keyboard_path(page)) >= 3


def test_it_costs_little(visit: Visit) -> None:
    page = visit("")
    first = transfer_sizes(page, "/en/")
    assert first["total"] <= 90_000, first
    assert first["document"] <= 20_000, first
    assert first["stylesheet"] <= 8_000, first
    assert first.get("script", 0) <= 20_000, first
    assert first.get("font", 0) <= 45_000, first
    later = transfer_sizes(page, "/en/")
    assert later["total"] <= 25_000, later


def test_nothing_moves_while_it_loads(visit: Visit) -> None:
    page = visit("/en/")
    page.wait_for_load_state("networkidle")
    assert layout_shift(page) < 0.01
