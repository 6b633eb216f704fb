"""If groups federated: what they could form, who would speak for whom, as a page shows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.directory.queries.wording import date_words
from konbit.engines.statutes import Facts, Simulation, simulate
from konbit.federation.formats.statutes_text import Document
from konbit.federation.queries.checked import ChoicesOf, choices_of
from konbit.federation.queries.findings import Linked
from konbit.federation.rule_words import asked
from konbit.federation.telling import formed_words, voice_words
from konbit.federation.words import MOST_NAMES, lack, missing

MOST = 500
"""So many groups can be tried together."""


@dataclass(frozen=True)
class FormedShown:
    """What some could form. `could`: who could join, by key and name; `more`: how many besides."""

    words: str
    forms: bool
    could: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True)
class StillOpen:
    """What some of those who join lack today, or what cannot be told of them."""

    asked: str
    lack: str
    missing: str
    units: tuple[Linked, ...]


@dataclass(frozen=True)
class Federated:
    """`joining`: how many federate; `wrong`: what is wrong with what was asked."""

    at: str
    day: str
    wrong: str
    joining: tuple[str, ...]
    groups: tuple[ChoicesOf, ...]
    formed: tuple[FormedShown, ...]
    voices: tuple[str, ...]
    lacking: tuple[StillOpen, ...]
    found: Simulation
    names: Mapping[str, str]


def federated(
    document: Document,
    facts: Facts,
    joining: Collection[str],
    day: date,
    *,
    wrong: str,
    names: Mapping[str, str],
    urls: Mapping[str, str] | None = None,
) -> Federated:
    """What these groups (keys) could form on a day; keys that nothing has are passed over and told."""
    organs = {level.key for level in document.statutes.levels if level.organ}
    there = {unit.key for unit in document.roster.units if unit.level not in organs}
    keys = [key for key in dict.fromkeys(joining) if key in there]
    if len(keys) < len(set(joining)):
        wrong = wrong or _("One of these groups is not recorded here; it is left out.")
    if len(keys) > MOST:
        keys, wrong = (
            keys[:MOST],
            _("That is too many to try at once; the first %(number)s are tried.") % {"number": MOST},
        )
    found = simulate(document.statutes, facts, keys, day)
    return Federated(
        at=day.isoformat(),
        day=date_words(day.isoformat()),
        wrong=wrong,
        joining=tuple(keys),
        groups=choices_of(document, names, set(keys)),
        formed=tuple(
            FormedShown(
                formed_words(one, names),
                bool(one.most),
                tuple((key, names.get(key, key)) for key in one.could_join[:MOST_NAMES]),
                max(0, len(one.could_join) - MOST_NAMES),
            )
            for one in found.formed
        ),
        voices=tuple(voice_words(one, names) for one in found.voices),
        lacking=_still_open(found, names, urls or {}),
        found=found,
        names=names,
    )


def _still_open(
    found: Simulation, names: Mapping[str, str], urls: Mapping[str, str]
) -> tuple[StillOpen, ...]:
    """Those of whom the same is told together."""
    alike: dict[tuple[str, str, str], list[Linked]] = {}
    for one in found.lacking:
        lacks = one.state == "lacks"
        told = (
            asked(one.rule, one.slot, names),
            lack(one, names) if lacks else "",
            "" if lacks else missing(one),
        )
        alike.setdefault(told, []).append(Linked(names.get(one.unit, one.unit), urls.get(one.unit, "")))
    return tuple(StillOpen(*told, tuple(units)) for told, units in alike.items())
