"""Statutes on a day, as a page shows them: the rules, when they change, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from konbit.engines.statutes import Facts, check
from konbit.federation.formats.statutes_text import Document
from konbit.federation.queries.eras import Era, eras
from konbit.federation.queries.findings import NO_PLACES, CheckShown, Places, RuleSaid, rules_by_level, shown


@dataclass(frozen=True)
class Choice:
    """A group that could federate, to be marked in a form."""

    key: str
    name: str
    chosen: bool = False


@dataclass(frozen=True)
class ChoicesOf:
    """Groups of one level in one place."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Checked:
    """`at`: the day, ISO 8601; `wrong`: what is wrong with the day that was asked for."""

    title: str
    at: str
    wrong: str
    eras: tuple[Era, ...]
    rules: list[tuple[str, list[RuleSaid]]]
    found: CheckShown
    groups: tuple[ChoicesOf, ...]


def checked(
    document: Document,
    facts: Facts,
    day: date,
    last: date,
    *,
    wrong: str,
    names: Mapping[str, str],
    places: Places = NO_PLACES,
) -> Checked:
    """Statutes on a day; `last`: the day on which the present time is looked at."""
    report = check(document.statutes, facts, day)
    return Checked(
        title=document.statutes.title,
        at=day.isoformat(),
        wrong=wrong,
        eras=eras(document.statutes.rules, day, last),
        rules=rules_by_level(document.statutes, names),
        found=shown(report, places, names),
        groups=choices_of(document, names, set()),
    )


def choices_of(document: Document, names: Mapping[str, str], chosen: set[str]) -> tuple[ChoicesOf, ...]:
    """The groups of all levels but organs, by level and place."""
    organs = {level.key for level in document.statutes.levels if level.organ}
    found: dict[tuple[str, str], list[Choice]] = {}
    for unit in document.roster.units:
        if unit.level not in organs:
            key = (unit.level, unit.place)
            name = names.get(unit.key, unit.title)
            found.setdefault(key, []).append(Choice(unit.key, name, unit.key in chosen))
    return tuple(
        ChoicesOf(
            ", ".join(names.get(one, one) for one in key if one),
            tuple(choices),
        )
        for key, choices in found.items()
    )
