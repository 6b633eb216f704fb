"""What can be chosen where a rule is written: about whom, for each of what, the kinds, the usual ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.queries.choices import Choices, short
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import visible_groups
from konbit.engines.statutes import BASES, COLLEGE, COUNTINGS, SPANS, Seats
from konbit.federation.keys import GROUP, ORGAN
from konbit.federation.models import Level, Organ, Rule, Statutes
from konbit.federation.queries.asking_words import kept_ask
from konbit.federation.queries.statutes import groups_named_in, names_in
from konbit.federation.rule_words import counting
from konbit.people.audience import Viewer

MOST = 300


@dataclass(frozen=True)
class RuleChoices:
    """What statutes offer to a rule."""

    about: Choices
    levels: Choices
    tiers: Choices
    per: Choices
    colleges: Choices


@dataclass(frozen=True)
class Kind:
    """A kind of rule, in words."""

    code: str
    title: Any
    example: Any


@dataclass(frozen=True)
class Usual:
    """A rule as many have it: in words, its kind, and what stands in its form."""

    code: str
    words: Any
    kind: str
    said: dict[str, Any] = field(default_factory=dict)


KINDS = (
    Kind(
        "units", gettext_lazy("How many groups form it"), gettext_lazy("At least seven groups of one area.")
    ),
    Kind("people", gettext_lazy("How many people are in it"), gettext_lazy("Seven to twenty people.")),
    Kind(
        "seats",
        gettext_lazy("Seats for each college, place or member"),
        gettext_lazy("Two for each continent, Oceania one, Asia three."),
    ),
    Kind(
        "quota",
        gettext_lazy("Who must be among them"),
        gettext_lazy("At least one woman; one youth for each region; where three sit, two men never."),
    ),
    Kind("share", gettext_lazy("Which part of them"), gettext_lazy("At least half are women.")),
    Kind("quorum", gettext_lazy("How many must be there"), gettext_lazy("More than half of the members.")),
    Kind(
        "majority",
        gettext_lazy("How many must be in favour"),
        gettext_lazy("80 % of those present change the charter."),
    ),
    Kind("rhythm", gettext_lazy("How often it meets"), gettext_lazy("At least every three months.")),
    Kind("term", gettext_lazy("How long a mandate lasts"), gettext_lazy("Four years at most.")),
    Kind("again", gettext_lazy("How often in a row"), gettext_lazy("Twice at most.")),
    Kind(
        "rotation", gettext_lazy("It passes on"), gettext_lazy("The secretariat goes on to another member.")
    ),
    Kind(
        "confirmation",
        gettext_lazy("It ends unless confirmed"),
        gettext_lazy("Mandates on condition expire on their day."),
    ),
)
USUAL = (
    Usual("parity", gettext_lazy("One woman and one man"), "quota", {"least": 1}),
    Usual(
        "two-men-never",
        gettext_lazy("Where three sit, two men never"),
        "quota",
        {"dimension": "gender", "value": "man", "most": 1, "where": 3},
    ),
    Usual(
        "youth",
        gettext_lazy("One youth for each region"),
        "quota",
        {"dimension": "youth", "value": "yes", "least": 1},
    ),
    Usual(
        "continents",
        gettext_lazy("Two for each continent, Oceania one, Asia three"),
        "seats",
        {
            "number": 2,
            "tier": gettext_lazy("continent"),
            "exceptions": gettext_lazy(
                "Africa 2\nAsia 3\nEurope 2\nLatin America and the Caribbean 2\nNorth America 2\nOceania 1"
            ),
        },
    ),
    Usual(
        "colleges",
        gettext_lazy("Four, four, two and two by college"),
        "seats",
        {
            "number": 2,
            "per": COLLEGE,
            "exceptions": gettext_lazy(
                "Businesses 4\nCommunity organisations 4\nUnions 2\nAssociate members 2"
            ),
        },
    ),
)
"""Rules as many have them; the names of places and colleges can be changed in the form."""


def kind_named(code: str) -> Kind | None:
    """A kind of rule by its code."""
    return next((kind for kind in KINDS if kind.code == code), None)


def usual_named(code: str) -> Usual | None:
    """A usual rule by its code."""
    return next((one for one in USUAL if one.code == code), None)


def rule_choices(viewer: Viewer, statutes: Statutes) -> RuleChoices:
    """What these statutes offer to a rule of theirs."""
    levels = list(statutes.levels.all())
    organs = seen_things(viewer, _organs(statutes))
    tiers = sorted(set(statutes.regions.values_list("tier", flat=True)))
    named = [(one.word, short(one.title) or one.word) for one in levels]
    per = [(COLLEGE, _("college")), *((tier, tier) for tier in tiers), *_groups_of(levels, named)]
    return RuleChoices(
        about=[
            *((word, _("Each “%(level)s”") % {"level": title}) for word, title in named),
            *_bodies(viewer, statutes, organs),
        ],
        levels=_groups_of(levels, named),
        tiers=[(tier, tier) for tier in tiers],
        per=per,
        colleges=_colleges(levels, organs),
    )


def exceptions_of(viewer: Viewer, rule: Rule, language: str) -> tuple[tuple[str, int | None], ...]:
    """The other numbers of seats of a rule that is there, by name; not of groups that are hidden."""
    ask = kept_ask(rule.asks)
    if not isinstance(ask, Seats):
        return ()
    names = names_in(rule.statutes, rule.statutes.levels.all(), language)
    names |= groups_named_in(viewer, [ask])
    return tuple((names[key], number) for key, number in ask.other if key in names)


def countings() -> Choices:
    """In what is counted."""
    return [(one, counting(one)) for one in COUNTINGS]


def bases() -> Choices:
    """Of what a majority is a part."""
    words = {
        "cast": _("of the votes for and against"),
        "present": _("of those present"),
        "entitled": _("of all who may vote"),
    }
    return [(one, words[one]) for one in BASES]


def spans() -> Choices:
    """Days, weeks, months, years."""
    words = {"day": _("days"), "week": _("weeks"), "month": _("months"), "year": _("years")}
    return [(one, words[one]) for one in SPANS]


def _groups_of(levels: list[Level], named: Choices) -> Choices:
    return [pair for level, pair in zip(levels, named, strict=True) if not level.organ]


def _organs(statutes: Statutes) -> list[Organ]:
    rows = Organ.objects.filter(level__statutes=statutes, removed_at=None).select_related("group")
    return list(rows.prefetch_related("colleges").order_by("id")[:MOST])


def _bodies(viewer: Viewer, statutes: Statutes, organs: list[Organ]) -> Choices:
    """Rules can be about one body only: those on a level, as far as the viewer may know of them."""
    ids = statutes.standings.values_list("group", flat=True)[:MOST]
    links = visible_groups(viewer, ids).values()
    return [
        *((f"{ORGAN}{one.uid}", short(one.title) or str(one.get_kind_display())) for one in organs),
        *sorted(((f"{GROUP}{link.uid}", link.name) for link in links), key=lambda one: one[1].casefold()),
    ]


def _colleges(levels: list[Level], organs: list[Organ]) -> Choices:
    found: dict[str, str] = {}
    for level in levels:
        for one in level.colleges:
            found.setdefault(str(one["word"]), short(one["title"]) or str(one["word"]))
    for organ in organs:
        for college in organ.colleges.all():
            found.setdefault(college.word, short(college.title) or college.word)
    return list(found.items())
