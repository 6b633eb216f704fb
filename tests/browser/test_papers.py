"""Papers and the shipped circles in the browser: a statement is saved without a script, the example opens."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Instance, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough
from tests.browser.test_circles import START

pytestmark = pytest.mark.browser

SHIPPED = """
import json
from konbit.exchange.models import Circle
print(json.dumps({one.kind: one.uid for one in Circle.objects.filter(by="konbit")}))
"""


@dataclass(frozen=True)
class Made:
    """A network in the care of “member”, its circle, her account there, and a round that is found."""

    market: str
    circle: str
    account: str
    round: str


@pytest.fixture(scope="module")
def made(instance: Instance) -> Made:
    """Made once for this module."""
    return Made(**json.loads(instance.python(START).splitlines()[-1]))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_statement_and_notices_are_saved_without_a_script(visit: Visit, made: Made, width: int) -> None:
    address = f"/en/accounts/{made.account}/statement"
    page = visit(address, width=width, user="member")
    page.get_by_text("On paper (PDF)").click()
    audit(page)
    targets_are_large_enough(page)
    page = visit(address, width=width, script=False, user="member")
    page.get_by_text("On paper (PDF)").click()
    no_sideways_scroll(page, width)
    shoot(page, f"papers-statement-{width}")
    page.get_by_label("From which day").fill("2020-01-01")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Make the PDF").click()
    words = "".join(one.extract_text() for one in PdfReader(saved.value.path()).pages)
    assert "lessons for the children" in words
    page.goto(page.url.split("/en/")[0] + f"/en/exchange/clearing/{made.round}/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="On paper (PDF)").click()
    assert Path(saved.value.suggested_filename).suffix == ".pdf"
    no_sideways_scroll(page, width)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_shipped_circles_open_for_everybody(visit: Visit, instance: Instance, width: int) -> None:
    for kind, uid in json.loads(instance.python(SHIPPED).splitlines()[-1]).items():
        page = visit(f"/en/exchange/circles/{uid}/", width=width)
        expect(page.get_by_text("invented example").first).to_be_visible()
        audit(page)
        no_sideways_scroll(page, width)
        shoot(page, f"papers-{kind}-{width}")
        page = visit(f"/en/exchange/circles/{uid}/", width=width, user="organiser")
        audit(page)
        no_sideways_scroll(page, width)
        shoot(page, f"papers-{kind}-kept-{width}")


@pytest.mark.parametrize("kind", ["gifts", "credit"])
def test_a_new_circle_asks_only_what_is_needed(visit: Visit, made: Made, kind: str) -> None:
    page = visit(f"/en/groups/{made.market}/circles/new/{kind}", width=360, user="member")
    assert page.get_by_label("In what does it count?").count() == (kind == "credit")
    no_sideways_scroll(page, 360)
    shoot(page, f"papers-new-{kind}-360")
