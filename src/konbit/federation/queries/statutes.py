"""Statutes of a group as a page shows them: levels, places, rules in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from konbit.assembly.queries.agreed_shown import (
    ResolutionShown,
    SourceShown,
    resolutions_shown,
    source_shown,
)
from konbit.base.text import Multilingual, pick
from konbit.directory.models import Group
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import period_words
from konbit.engines.statutes import Ask, Seats
from konbit.engines.statutes import Rule as Asked
from konbit.federation.keys import GROUP, ORGAN
from konbit.federation.models import Level, Organ, Rule, Statutes
from konbit.federation.queries.asking_words import kept_ask
from konbit.federation.queries.clashes import clashes
from konbit.federation.queries.roster_rules import about_of
from konbit.federation.rule_words import in_full
from konbit.people.audience import Audience, Viewer

MOST = 200


@dataclass(frozen=True)
class StatutesLink:
    """Statutes as lists and other pages name them."""

    uid: str
    title: Multilingual
    group: GroupLink
    rules: int
    certainty: str

    @property
    def url(self) -> str:
        """The address of their page."""
        return reverse("federation:statutes", args=[self.uid])


@dataclass(frozen=True)
class RuleShown:
    """A rule in words. `state`: "now", "past" or "coming"; `readable`: whether it still says something."""

    id: int
    word: str
    about: str
    about_url: str
    asked: str
    kind: str
    period: str
    state: str
    note: Multilingual
    source: SourceShown | None
    address: str
    certainty: str
    resolution: ResolutionShown | None

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"rule-{self.word}"


@dataclass(frozen=True)
class CollegeShown:
    """A college as the rules name it."""

    word: str
    title: Multilingual


@dataclass(frozen=True)
class LevelShown:
    """A level with its rules: those that hold, or will, and those that held."""

    id: int
    word: str
    title: Multilingual
    organ: bool
    colleges: tuple[CollegeShown, ...]
    rules: tuple[RuleShown, ...]
    past: tuple[RuleShown, ...]


@dataclass(frozen=True)
class RegionShown:
    """A place as the statutes part the world."""

    id: int
    title: Multilingual
    within: Multilingual | None
    period: str


@dataclass(frozen=True)
class StatutesPage:
    """Statutes with everything that their reader may know of them. `others`: rules about one body only."""

    link: StatutesLink
    note: Multilingual
    levels: tuple[LevelShown, ...]
    others: tuple[RuleShown, ...]
    regions: tuple[tuple[str, tuple[RegionShown, ...]], ...]
    audience: str
    source: SourceShown | None
    may_edit: bool
    may_check: bool


@dataclass(frozen=True)
class StatutesOfGroup:
    """The statutes of a group."""

    group: GroupLink
    statutes: tuple[StatutesLink, ...]
    may_edit: bool


def statutes_of_group(viewer: Viewer, uid: str) -> StatutesOfGroup:
    """The statutes of a group (uid), as far as the viewer may know of them. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    rows = Statutes.objects.filter(group=group, removed_at=None).order_by("-made_at", "-id")[:MOST]
    links = statutes_links(viewer, rows)
    return StatutesOfGroup(visible_groups(viewer, [group.pk])[group.pk], tuple(links), sight.may("edit"))


def statutes_links(viewer: Viewer, rows: Iterable[Statutes]) -> list[StatutesLink]:
    """Those of these statutes of which the viewer may know, in their order."""
    seen = seen_things(viewer, rows)
    groups = keepers(viewer, seen)
    counted: dict[int, int] = {}
    for pk in Rule.objects.filter(statutes__in=seen, level__isnull=False).values_list("statutes", flat=True):
        counted[pk] = counted.get(pk, 0) + 1
    return [
        StatutesLink(one.uid, one.title, groups[one.group_id], counted.get(one.pk, 0), one.certainty)
        for one in seen
    ]


def statutes_page(viewer: Viewer, uid: str, language: str) -> StatutesPage:
    """The page of statutes (uid). Raises `NotFound`."""
    statutes, sight = seen_thing(viewer, Statutes, uid)
    levels = list(statutes.levels.all())
    rules = rules_shown(viewer, statutes, levels, language)
    about = {one.word: [rule for rule in rules if rule.about == one.word] for one in levels}
    regions: dict[str, list[RegionShown]] = {}
    for one in statutes.regions.select_related("within").order_by("tier", "id"):
        shown = RegionShown(
            one.pk,
            one.title or {"": one.word},
            one.within.title if one.within and one.within.statutes_id == statutes.pk else None,
            period_words(one.valid_from, one.valid_until),
        )
        regions.setdefault(one.tier, []).append(shown)
    return StatutesPage(
        link=statutes_links(viewer, [statutes])[0],
        note=statutes.note,
        levels=tuple(_level(one, about[one.word]) for one in levels),
        others=tuple(rule for rule in rules if rule.about not in about),
        regions=tuple((tier, tuple(listed)) for tier, listed in regions.items()),
        audience=str(Audience(statutes.audience).label),
        source=source_shown(statutes.source, statutes.address),
        may_edit=sight.may("edit"),
        may_check=sight.may("take part"),
    )


def _level(one: Level, rules: list[RuleShown]) -> LevelShown:
    return LevelShown(
        one.pk,
        one.word,
        one.title or {"": one.word},
        one.organ,
        tuple(CollegeShown(str(college["word"]), college["title"]) for college in one.colleges),
        tuple(rule for rule in rules if rule.state != "past"),
        tuple(rule for rule in rules if rule.state == "past"),
    )


def rules_shown(
    viewer: Viewer, statutes: Statutes, levels: Iterable[Level], language: str
) -> list[RuleShown]:
    """The rules of statutes in words; those about a body of which the viewer may not know are left out."""
    rows = list(statutes.rules.select_related("level", "group", "organ__group", "source", "resolution"))
    groups = visible_groups(viewer, {row.group_id for row in rows if row.group_id})
    organs = {one.pk: one for one in seen_things(viewer, [row.organ for row in rows if row.organ])}
    names = names_in(statutes, levels, language)
    names |= groups_named_in(viewer, [kept_ask(row.asks) for row in rows])
    names |= {f"{GROUP}{link.uid}": link.name for link in groups.values()}
    names |= {f"{ORGAN}{one.uid}": _title(one, language) for one in organs.values()}
    agreed = resolutions_shown(viewer, [row.resolution for row in rows if row.resolution])
    urls = {f"{GROUP}{link.uid}": link.url for link in groups.values()}
    return [
        _rule(row, names, urls, agreed.get(row.resolution_id or 0))
        for row in rows
        if (row.group_id is None or row.group_id in groups)
        and (row.organ_id is None or row.organ_id in organs)
    ]


def names_in(statutes: Statutes, levels: Iterable[Level], language: str) -> dict[str, str]:
    """What levels, colleges and places of statutes are called, by word."""
    found: dict[str, str] = {}
    for level in levels:
        found |= {str(one["word"]): pick(one["title"], language).text for one in level.colleges}
        found[level.word] = pick(level.title, language).text or level.word
    for region in statutes.regions.all():
        found[region.word] = pick(region.title, language).text or region.word
    return found


def groups_named_in(viewer: Viewer, asks: Iterable[Ask | None]) -> dict[str, str]:
    """The names of groups for which rules ask another number of seats, as far as the viewer may know of
    them."""
    keys = {key for ask in asks if isinstance(ask, Seats) for key, _number in ask.other}
    uids = [key.removeprefix(GROUP) for key in keys if key.startswith(GROUP)]
    ids = Group.objects.filter(uid__in=uids).values_list("pk", flat=True) if uids else ()
    return {f"{GROUP}{link.uid}": link.name for link in visible_groups(viewer, ids).values()}


def known(ask: Ask, names: Collection[str]) -> Ask:
    """What a rule asks, without what it asks of those who have no name here."""
    if not isinstance(ask, Seats):
        return ask
    return replace(ask, other=tuple((key, number) for key, number in ask.other if key in names))


def _title(one: Organ, language: str) -> str:
    return pick(one.title, language).text or str(one.get_kind_display())


def _rule(
    row: Rule, names: dict[str, str], urls: dict[str, str], resolution: ResolutionShown | None
) -> RuleShown:
    about, ask = about_of(row), kept_ask(row.asks)
    asked = in_full(Asked(row.word, about, known(ask, names), row.college), names) if ask else row.asks
    return RuleShown(
        id=row.pk,
        word=row.word,
        about=about if row.level_id else names.get(about, about),
        about_url=urls.get(about, ""),
        asked=asked,
        kind=type(ask).__name__.lower() if ask else "",
        period=period_words(row.valid_from, row.valid_until),
        state=_state(row),
        note=row.note,
        source=source_shown(row.source, row.address),
        address="" if row.source else row.address,
        certainty=row.certainty,
        resolution=resolution,
    )


def _state(row: Rule) -> str:
    if row.period.covers(date.today()):
        return "now"
    begins, _ends = row.period.bounds
    return "coming" if begins > date.today() else "past"


def clashing(viewer: Viewer, uid: str, page: StatutesPage) -> tuple[tuple[RuleShown, RuleShown], ...]:
    """The rules of this page that surely cannot both hold, two by two."""
    statutes, _sight = seen_thing(viewer, Statutes, uid)
    rules = {rule.id: rule for level in page.levels for rule in (*level.rules, *level.past)}
    rules |= {rule.id: rule for rule in page.others}
    pairs = clashes(viewer, statutes)
    return tuple((rules[one], rules[other]) for one, other in pairs if one in rules and other in rules)
