"""What is asked of every page: whoever they are, people can read it, reach it and afford it.

page = visit("/en/", width=320, scheme="dark")
audit(page)                          # axe, WCAG 2.2 AA
targets_are_large_enough(page)       # 24 px, with the exceptions of WCAG 2.5.8
no_sideways_scroll(page)             # at 320 px, or any other width
shoot(page, "home-dark")             # into the folder KONBIT_SHOTS, where it is set
sizes = transfer_sizes(page, "/en/") # bytes over the wire, by type
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

CHECKS = Path(__file__).with_name("checks.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 200  # times fifty milliseconds


class Guard:
    """Notes what a context asks of other hosts, and what its console complains about."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self._own = urlsplit(home).netloc
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != self._own:
            self.elsewhere.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        refused = re.search("status of (409|422)", message.text)  # what comes back with its reasons
        cut_off = "ERR_INTERNET_DISCONNECTED" in message.text  # a test took the line away
        if message.type == "error" and not refused and not cut_off:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def check(self) -> None:
        """Fail if anything went to another host, was refused by the security policy, or broke."""
        assert not self.elsewhere, f"asked of another host: {_lines(self.elsewhere)}"
        assert not self.complaints, f"the console complains: {_lines(self.complaints)}"


def no_other_host(guard: Guard) -> None:
    """Fail if a request went to another host so far (every `visit` is checked when its test ends)."""
    assert not guard.elsewhere, f"asked of another host: {_lines(guard.elsewhere)}"


def audit(page: Page, *, only: Iterable[str] = (), without: Iterable[str] = ()) -> None:
    """Fail, saying where and why, if axe finds a violation of WCAG 2.2 AA.

    `without` leaves rules out; `only` asks for nothing but these (what another light can change, say).
    """
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE_SCRIPT} }} }}")
    rules = {"target-size": {"enabled": True}} | {rule: {"enabled": False} for rule in without}
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    else:
        options |= {"runOnly": {"type": "tag", "values": WCAG}, "rules": rules}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    report = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        f"      {' '.join(map(str, node['target']))}\n      {node['html'][:200]}\n      {_told(node)}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
    assert not report, f"{page.url}: {_lines(report)}"


def _told(node: dict[str, Any]) -> str:
    return " · ".join(check["message"] for group in ("any", "all", "none") for check in node[group])


def targets_are_large_enough(page: Page, *, besides: str = "") -> None:
    """Fail if something to press is under 24 × 24 px and none of the exceptions of WCAG 2.5.8 holds.

    Excepted are links within a sentence, and small targets so far from others that circles of 24 px around
    their middles touch none. `besides` is a selector of targets whose size is essential (pins of a map).
    """
    small: list[str] = page.evaluate(f"besides => {{ {CHECKS}; return smallTargets(besides) }}", besides)
    assert not small, f"{page.url}: to press, but too small: {_lines(small)}"


def no_sideways_scroll(page: Page, width: int = 320) -> None:
    """Fail, naming what sticks out, if the page must be scrolled sideways at this width (WCAG 1.4.10)."""
    page.wait_for_load_state()  # what was pressed may still be leading somewhere
    before = page.viewport_size or {"width": width, "height": 640}
    page.set_viewport_size({"width": width, "height": before["height"]})
    outside: list[str] = page.evaluate(f"() => {{ {CHECKS}; return sticksOut() }}")
    page.set_viewport_size(before)
    assert not outside, f"{page.url} at {width} px: wider than the screen: {_lines(outside)}"


def transfer_sizes(page: Page, path: str) -> dict[str, int]:
    """Open an address and give the bytes that came over the wire, by type and in all (`total`).

    Types are the browser's, in small letters: document, stylesheet, script, font, image, fetch. Headers
    count; what the browser still had counts nothing, so the same page asked again shows a later visit.
    """
    types: dict[str, str] = {}
    open_ones: set[str] = set()
    sizes: dict[str, int] = defaultdict(int)
    session = page.context.new_cdp_session(page)

    def answered(said: dict[str, Any]) -> None:
        types[said["requestId"]] = said["type"].lower()

    def finished(said: dict[str, Any]) -> None:
        open_ones.discard(said["requestId"])
        received = int(said["encodedDataLength"])
        sizes[types.get(said["requestId"], "other")] += received
        sizes["total"] += received

    session.on("Network.requestWillBeSent", lambda said: open_ones.add(said["requestId"]))
    session.on("Network.loadingFailed", lambda said: open_ones.discard(said["requestId"]))
    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    page.goto(path)
    page.wait_for_timeout(150)  # for what a script asks for once the page stands
    for _again in range(PATIENCE):  # the end of a request that a script gave up is not always told
        if not open_ones:
            break
        page.wait_for_timeout(50)
    session.detach()
    return dict(sizes)


def layout_shift(page: Page) -> float:
    """How much the page moved by itself so far (Cumulative Layout Shift; 0 is: not at all)."""
    return float(page.evaluate(f"() => {{ {CHECKS}; return layoutShift() }}"))


def keyboard_path(page: Page, most: int = 200) -> list[str]:
    """Press Tab through the whole page; gives what had the focus, in order. Fails where focus is unseen."""
    seen: list[str] = []
    unseen: list[str] = []
    page.evaluate("() => { document.activeElement?.blur?.(); window.scrollTo(0, 0) }")
    for _step in range(most):
        page.keyboard.press("Tab")
        said: dict[str, Any] | None = page.evaluate(f"() => {{ {CHECKS}; return focused() }}")
        if said is None or said["name"] in seen[:1]:
            break
        seen.append(said["name"])
        if not said["visible"]:
            unseen.append(said["name"])
    assert not unseen, f"{page.url}: nobody sees where the focus is: {_lines(unseen)}"
    return seen


def sign_in(page: Page, name: str, password: str) -> None:
    """Sign in with user name and password, by the form."""
    page.goto("/en/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.locator("form:has(input[name=password]) button").first.click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page as NAME.png in the folder KONBIT_SHOTS, where that is set."""
    folder = os.environ.get("KONBIT_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True, animations="disabled")


def _lines(things: Iterable[str]) -> str:
    return "".join(f"\n  - {thing}" for thing in things)
