"""All that is asked of every page, in two visits: a first one at 320 px, a later one at 1280 px."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser.pages import (
    CHECKS,
    audit,
    layout_shift,
    no_sideways_scroll,
    shoot,
    targets_are_large_enough,
    transfer_sizes,
)

# Bytes over the wire at a first visit, by type; and at a later one.
FIRST = {"document": 20_000, "stylesheet": 8_000, "script": 20_000, "font": 45_000, "total": 90_000}
LATER = 25_000
MAP_MORE = 45_000


def look_over(page: Page, path: str, name: str, action: str, *, map_more: int = 0, besides: str = "") -> None:
    """Visit a page as two people would, and fail if one of them could not read, reach or afford it.

    `page` has not been anywhere with its cache; `action` is a selector of what people come for, which the
    keyboard must reach; `map_more` are bytes that the interactive map may cost besides; `besides` names
    targets of an essential size.
    """
    page.set_viewport_size({"width": 320, "height": 640})
    costs_no_more(transfer_sizes(page, path), FIRST, map_more)
    assert layout_shift(page) < 0.01, f"{path} moves by itself at 320 px"
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page, besides=besides)
    shoot(page, f"{name}-320")

    page.set_viewport_size({"width": 1280, "height": 800})
    costs_no_more(transfer_sizes(page, path), {"total": LATER}, 0)
    assert layout_shift(page) < 0.01, f"{path} moves by itself at 1280 px"
    targets_are_large_enough(page, besides=besides)
    audit(page)
    shoot(page, f"{name}-light")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"{name}-dark")
    keyboard_reaches(page, action)


def costs_no_more(sizes: dict[str, int], most: dict[str, int], map_more: int) -> None:
    """Fail if more came over the wire than a poor line bears."""
    over = {
        kind: (sizes[kind], bytes_)
        for kind, bytes_ in most.items()
        if sizes.get(kind, 0) > bytes_ + (map_more if kind in ("total", "script", "stylesheet") else 0)
    }
    assert not over, f"more bytes than allowed (came, allowed): {over}; in all: {sizes}"


def keyboard_reaches(page: Page, action: str, most: int = 120) -> None:
    """Fail if Tab does not lead to the first visible thing of this selector, or focus is unseen."""
    wanted = page.locator(action).locator("visible=true").first
    assert wanted.count(), f"{page.url}: there is no {action}"
    handle = wanted.element_handle()
    page.evaluate("() => { document.activeElement?.blur?.(); window.scrollTo(0, 0) }")
    for _step in range(most):
        page.keyboard.press("Tab")
        said: dict[str, Any] | None = page.evaluate(
            f"wanted => {{ {CHECKS}; const at = focused();"
            " return at && { ...at, there: document.activeElement === wanted } }",
            handle,
        )
        if said is None:
            break
        assert said["visible"], f"{page.url}: nobody sees that the focus is on {said['name']}"
        if said["there"]:
            return
    raise AssertionError(f"{page.url}: the keyboard does not reach {action}")
