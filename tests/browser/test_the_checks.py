"""The checks themselves: they find what is wrong with a page, and leave alone what is right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import Guard, audit, keyboard_path, no_sideways_scroll, targets_are_large_enough

pytestmark = pytest.mark.browser

FRAME = '<!doctype html><html lang="en"><head><title>Page</title></head><body><main><h1>Page</h1>{}</main>'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of no instance."""
    context = browser.new_context(viewport={"width": 800, "height": 600})
    yield context.new_page()
    context.close()


def show(page: Page, content: str) -> Page:
    """The page with this in its main part."""
    page.set_content(FRAME.format(content))
    return page


def test_a_violation_is_told_with_its_place_and_reason(page: Page) -> None:
    show(page, '<img id="sun" src="data:,"><p>Words</p>')
    with pytest.raises(AssertionError, match=r"(?s)image-alt.*#sun.*alt attribute"):
        audit(page)
    with pytest.raises(AssertionError, match="color-contrast"):
        audit(show(page, '<p style="color: #bbb; background: #fff">Faint words</p>'))
    audit(show(page, "<p>Words</p>"))


TINY = 'style="display: inline-block; width: 10px; height: 10px; padding: 0; border: 0; font-size: 6px"'
SMALL_ONES = f"<button {TINY}>a</button><button {TINY}>b</button>"
FAR = '<span style="display: inline-block; width: 40px"></span>'
LARGE_ONES = SMALL_ONES.replace("10px", "24px")


@pytest.mark.parametrize(
    "content",
    [
        SMALL_ONES,
        f"<div>{SMALL_ONES.replace('button', 'a').replace('<a ', '<a href=# ')}</div>",
        f"<button {TINY}>a</button>{LARGE_ONES}",
        '<ul style="line-height: 1; font-size: 12px"><li><a href="#1">One</a><li><a href="#2">Two</a></ul>',
        '<svg width="60" height="20"><a href="#1"><circle cx="8" cy="8" r="6"/></a>'
        '<a href="#2"><circle cx="24" cy="8" r="6"/></a></svg>',
    ],
)
def test_small_targets_side_by_side_are_found(page: Page, content: str) -> None:
    with pytest.raises(AssertionError, match="too small"):
        targets_are_large_enough(show(page, content))


@pytest.mark.parametrize(
    "content",
    [
        LARGE_ONES,
        f"<button {TINY}>alone</button>",
        f"<button {TINY}>a</button>{FAR}<button {TINY}>b</button>",
        '<p style="line-height: 1">Read <a href="#1">this</a> or <a href="#2">that</a> before you go on.</p>',
        "<label style='display: block; padding: 8px'><input type='checkbox'> Bread</label>"
        "<label style='display: block; padding: 8px'><input type='checkbox'> Roses</label>",
        f"<div hidden>{SMALL_ONES}</div>",
        f"<div inert>{SMALL_ONES}</div>",
        '<svg width="90" height="40"><a href="#1"><circle cx="14" cy="14" r="12"/></a>'
        '<a href="#2"><circle cx="44" cy="14" r="12"/></a></svg>',
    ],
)
def test_large_lonely_and_inline_targets_are_let_be(page: Page, content: str) -> None:
    targets_are_large_enough(show(page, content))


def test_targets_of_an_essential_size_can_be_named(page: Page) -> None:
    targets_are_large_enough(show(page, SMALL_ONES.replace("<button", '<button class="pin"')), besides=".pin")


def test_what_sticks_out_of_a_small_screen_is_named(page: Page) -> None:
    show(page, '<p id="banner" style="width: 400px">Wide</p>')
    with pytest.raises(AssertionError, match="#banner"):
        no_sideways_scroll(page, 320)
    no_sideways_scroll(page, 480)
    no_sideways_scroll(
        show(page, '<div style="overflow-x: auto"><p style="width: 400px">Table</p></div>'), 320
    )
    assert page.viewport_size == {"width": 800, "height": 600}


def test_the_keyboard_path_is_told_and_an_unseen_focus_found(page: Page) -> None:
    show(page, '<a href="#1">One</a> <button>Two</button>')
    assert [name.split("“")[1].rstrip("”") for name in keyboard_path(page)] == ["One", "Two"]
    show(page, '<a href="#1" style="outline: none">One</a> <button>Two</button>')
    with pytest.raises(AssertionError, match="One"):
        keyboard_path(page)


def test_a_request_to_another_host_and_a_refused_script_are_found(browser: Browser) -> None:
    context = browser.new_context()
    guard = Guard(context, "http://127.0.0.1:1")
    context.route("**/*", lambda route: route.fulfill(body="", content_type="text/css"))
    page = context.new_page()
    page.set_content(
        '<link rel="stylesheet" href="http://elsewhere.example/x.css">', wait_until="networkidle"
    )
    with pytest.raises(AssertionError, match=r"elsewhere\.example"):
        guard.check()
    guard.elsewhere.clear()
    page.evaluate("setTimeout(() => { throw new Error('the oven is cold') })")
    page.wait_for_timeout(100)
    with pytest.raises(AssertionError, match="the oven is cold"):
        guard.check()
    context.close()
