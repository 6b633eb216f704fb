"""A circle as it hangs on the wall of the room where its members meet: what all of them may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import gone
from konbit.exchange.queries.circles import CirclePage
from konbit.people.sharing import passed_on, qr_svg


@dataclass(frozen=True)
class WallLine:
    """A member on the sheet; `balance` empty where the rules do not show it to all."""

    number: int
    name: str
    balance: str


@dataclass(frozen=True)
class WallSheet:
    """A circle on paper."""

    uid: str
    title: Multilingual
    meaning: str
    rules: tuple[str, ...]
    members: tuple[WallLine, ...]
    shows_balances: bool
    url: str
    qr: SafeString
    on: date


def wall_sheet(page: CirclePage) -> WallSheet:
    """The sheet of a circle, for who takes part in it. Balances only where the rules show them to all
    members: the sheet hangs where all look, whoever printed it. Raises `NotFound` for others."""
    if not page.members:
        raise gone()
    shows = page.values.get("balances_seen") == "members"
    lines = tuple(
        WallLine(one.number, one.name, (one.accounts[0].balance or "") if shows and one.accounts else "")
        for one in page.members
    )
    url = passed_on(page.line.url)
    return WallSheet(
        page.line.uid, page.line.title, str(page.kind.meaning), tuple(one.sentence for one in page.rules),
        lines, shows, url, qr_svg(url), date.today(),
    )  # fmt: skip
