"""Reads the shipped circles, strictly: a wrong file is refused with entry and field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.text import Multilingual
from konbit.directory.shipped.roots import Root, each_once, opened, root_of, words_of
from konbit.directory.shipped.table import Table
from konbit.exchange.kinds import KINDS

FILE = Path(__file__).with_name("circles.toml")


@dataclass(frozen=True, slots=True)
class PromiseEntry:
    """Who promises whom (slugs of groups) how much, in smallest parts, in how many days, for what."""

    payer: str
    payee: str
    amount: int
    days: int
    text: Multilingual


@dataclass(frozen=True, slots=True)
class CircleEntry:
    """A circle of invented groups. `currency`: the code of its unit, which is its own where `unit` names it.
    `members`: slugs of groups. `rules`: by their words, where they are not as usual. `seed`: from which the
    order of turns is drawn, empty for no cycle; the first is in `first_turn_in` days."""

    root: Root
    kind: str
    currency: str
    unit: Multilingual
    words: dict[str, Multilingual]
    members: tuple[str, ...]
    rules: dict[str, Any]
    promises: tuple[PromiseEntry, ...]
    seed: str
    first_turn_in: int


@cache
def circles(path: Path = FILE) -> tuple[CircleEntry, ...]:
    """The circles in a file. Raises `Problem` for a wrong one, or a code that stands twice."""
    file = opened(path)
    found = tuple(_circle(table) for table in file.tables("circles", "code"))
    file.nothing_left()
    each_once((one.root.code for one in found), path.name)
    return found


def _circle(table: Table) -> CircleEntry:
    kind = table.one_of("kind", KINDS)
    members = table.texts("members")
    seed = table.text("seed", "")
    return CircleEntry(
        root=root_of(table),
        kind=kind,
        currency=table.text("currency"),
        unit=table.said("unit"),
        words=words_of(table, ("title", "text")),
        members=members,
        rules=dict(_rule(one, kind) for one in table.tables("rules", "word")),
        promises=tuple(_promise(one, members) for one in table.tables("promises")),
        seed=seed,
        first_turn_in=table.integer("first_turn_in") if seed else 0,
    )


def _rule(table: Table, kind: str) -> tuple[str, Any]:
    word = table.one_of("word", KINDS[kind].defaults())
    choices = {one.word for one in KINDS[kind].rule(word).choices}
    return word, table.one_of("choice", choices) if choices else table.integer("number")


def _promise(table: Table, members: tuple[str, ...]) -> PromiseEntry:
    payer, payee = table.one_of("payer", members), table.one_of("payee", members)
    if payer == payee:
        raise table.problem("payee", _("Nobody promises anything to herself."))
    return PromiseEntry(
        payer, payee, table.integer("amount"), table.integer("days"), table.said_in_all("text")
    )
