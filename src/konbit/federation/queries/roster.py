"""Statutes with all that is recorded of those who stand on their levels, ready for the engine and the text.

What the reader may not know of is not in it: a hidden group is neither named nor counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from konbit.base.period import earliest
from konbit.base.text import Multilingual, pick
from konbit.directory.models import Group, Size
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.engines.statutes import Level, Place, Roster, Rule, Unit
from konbit.engines.statutes import Statutes as Asked
from konbit.federation.formats.statutes_text import Document
from konbit.federation.formats.words_of_lines import MOST
from konbit.federation.keys import GROUP, ORGAN, word_of
from konbit.federation.models import Organ, Region, Standing, Statutes
from konbit.federation.queries.roster_events import meetings_of, votes_of
from konbit.federation.queries.roster_mandates import mandates_of
from konbit.federation.queries.roster_rules import Said, Words, rules_of, tiers_named
from konbit.federation.queries.roster_ties import memberships_of
from konbit.people.audience import Viewer

NEVER = "9999"
"""A place that begins only then stands for a kind of place of which none is recorded yet: rules can name its
kind, and nothing is asked of it."""


@dataclass(frozen=True)
class Recorded:
    """Statutes and roster, and what is behind the words: groups, bodies (uids), rules (ids); the ids of rules
    that cannot be read."""

    document: Document
    groups: Mapping[str, GroupLink]
    organs: Mapping[str, str]
    rules: Mapping[str, int]
    unread: tuple[int, ...]


def recorded(viewer: Viewer, statutes: Statutes, at: date, language: str) -> Recorded:
    """All that is recorded of statutes, as far as the viewer may know of it; how many people a group has is
    what was last said of it up to the day."""

    def said(text: Multilingual, otherwise: str) -> str:
        return pick(text, language).text or otherwise

    stands, links = _standing(viewer, statutes)
    organs = organs_of(viewer, statutes)
    levels = list(statutes.levels.all())
    regions = list(statutes.regions.select_related("within"))
    words = Words(levels, regions, stands, organs, said)
    rules, sources, unread = rules_of(statutes, words)
    asked = [rule for rule, _pk in rules]
    people = _people([one.group_id for one in stands], at)
    units = [
        *(_group(one, links[one.group_id], people.get(one.group_id)) for one in stands),
        *(_organ(one, said) for one in organs),
    ]
    mandates = tuple(mandates_of(viewer, organs, words, said))
    document = Document(
        Asked(
            said(statutes.title, statutes.uid),
            tuple(sources),
            tuple(Level(one.word, said(one.title, one.word), one.organ) for one in levels),
            tuple(words.colleges.values()),
            tuple(asked),
        ),
        Roster(
            (*_places(regions, said), *_unplaced(asked, words)),
            tuple(units),
            tuple(memberships_of(stands, organs, asked)),
            mandates,
            tuple(meetings_of(viewer, stands, organs, asked)),
            tuple(votes_of(viewer, statutes, {one.key for one in units})),
        ),
    )
    return Recorded(
        document,
        {f"{GROUP}{one.group.uid}": links[one.group_id] for one in stands},
        {f"{ORGAN}{one.uid}": one.uid for one in organs},
        {rule.key: pk for rule, pk in rules},
        tuple(unread),
    )


def _standing(viewer: Viewer, statutes: Statutes) -> tuple[list[Standing], dict[int, GroupLink]]:
    stands = statutes.standings.select_related("group", "level", "region")
    rows = list(stands.order_by("level__order", "region", "group__name", "id"))
    links = visible_groups(viewer, [one.group_id for one in rows])
    return [one for one in rows if one.group_id in links], links


def organs_of(viewer: Viewer, statutes: Statutes) -> list[Organ]:
    """The bodies that stand on levels of statutes, as far as the viewer may know of them."""
    rows = Organ.objects.filter(level__statutes=statutes, removed_at=None).select_related("group", "level")
    return seen_things(viewer, rows.prefetch_related("colleges").order_by("id"))


def _people(groups: Iterable[int], at: date) -> dict[int, int]:
    """How many members groups (ids) have: what was last said of it up to a day."""
    found: dict[int, tuple[str, int]] = {}
    rows = Size.objects.filter(group__in=list(groups), dimension__code="members").order_by("pk")
    for group, on, value in rows.values_list("group", "on", "value"):
        if on and earliest(on) > at:
            continue
        if group not in found or on >= found[group][0]:
            found[group] = on, value
    return {group: value for group, (_on, value) in found.items() if 0 <= value <= MOST}


def _group(one: Standing, link: GroupLink, people: int | None) -> Unit:
    group: Group = one.group
    return Unit(
        key=f"{GROUP}{group.uid}",
        title=link.name,
        level=one.level.word,
        place=one.region.word if one.region else "",
        since=one.valid_from or group.valid_from,
        until=one.valid_until or group.valid_until,
        people=people,
    )


def _organ(one: Organ, said: Said) -> Unit:
    level = one.level.word if one.level else ""
    title = said(one.title, str(one.get_kind_display()))
    return Unit(f"{ORGAN}{one.uid}", title, level, "", one.valid_from, one.valid_until)


def _places(regions: Iterable[Region], said: Said) -> list[Place]:
    return [
        Place(
            one.word,
            said(one.title, one.word),
            one.tier,
            one.within.word if one.within else "",
            one.valid_from,
            one.valid_until,
        )
        for one in regions
    ]


def _unplaced(rules: Iterable[Rule], words: Words) -> list[Place]:
    """One place that never was for each kind that rules name and of which there is none."""
    taken = {*words.levels, *words.regions, *words.regions.values(), *words.colleges}
    wanted = sorted(tiers_named(rules) - words.levels - set(words.regions.values()))
    return [Place(word_of(f"no {tier}", taken, "place"), "—", tier, "", NEVER) for tier in wanted]
