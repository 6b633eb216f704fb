"""Rules of statutes that surely cannot both hold, at any time."""

from __future__ import annotations

from datetime import date

from konbit.directory.queries.visible import visible_groups
from konbit.engines.statutes import Roster, Rule, Unit, bounds, contradictions, ready, valid_on
from konbit.engines.statutes import Statutes as Asked
from konbit.federation.keys import GROUP, ORGAN
from konbit.federation.models import Statutes
from konbit.federation.queries.roster import organs_of
from konbit.federation.queries.roster_rules import Words, rules_of
from konbit.people.audience import Viewer


def clashes(viewer: Viewer, statutes: Statutes) -> list[tuple[int, int]]:
    """Pairs of rules (ids), each once, of every time between two changes of rules."""
    stands = list(statutes.standings.select_related("group", "level"))
    links = visible_groups(viewer, [one.group_id for one in stands])
    stands = [one for one in stands if one.group_id in links]
    organs = organs_of(viewer, statutes)
    levels = list(statutes.levels.all())
    words = Words(levels, statutes.regions.all(), stands, organs, lambda text, otherwise: otherwise)
    found, _sources, _unread = rules_of(statutes, words)
    ids = {rule.key: pk for rule, pk in found}
    rules = [rule for rule, _pk in found]
    units = [
        *(Unit(f"{GROUP}{one.group.uid}", "", one.level.word) for one in stands),
        *(Unit(f"{ORGAN}{one.uid}", "", one.level.word if one.level else "") for one in organs),
    ]
    facts = ready(Roster(units=tuple(units)))
    asked = Asked("", colleges=tuple(words.colleges.values()), rules=tuple(rules))
    pairs: dict[tuple[int, int], None] = {}
    for day in _days(rules):
        valid = [rule for rule in rules if valid_on(rule, day)]
        for fault in contradictions(asked, facts, valid):
            if fault.code == "contradiction":
                one, other = sorted(ids[key] for key in fault.keys)
                pairs[one, other] = None
    return list(pairs)


def _days(rules: list[Rule]) -> list[int]:
    """Each time begins on the first day of one of its rules; before all of them lies the first day of all."""
    return [date.min.toordinal(), *sorted({bounds(rule.since)[0] for rule in rules if rule.since})]
