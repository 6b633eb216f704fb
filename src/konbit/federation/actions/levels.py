"""The levels of statutes, and the places as they part the world."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual, with_words
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.folding import fold
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.federation.actions.organs import must_be_in_order
from konbit.federation.keys import word_of
from konbit.federation.models import Level, Region, Rule, Statutes
from konbit.people.audience import Viewer

Part = TypeVar("Part", Level, Region)


@dataclass(frozen=True)
class LevelDraft:
    """A level in one language. `organ`: people sit there. `colleges`: names, where they sit by college."""

    language: str
    title: str
    organ: bool = False
    colleges: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegionDraft:
    """A place in one language; `tier`: its kind ("continent"), `within`: the id of a larger one."""

    language: str
    title: str
    tier: str
    within: int | None = None
    valid_from: str = ""
    valid_until: str = ""


def add_level(viewer: Viewer, uid: str, draft: LevelDraft) -> Level:
    """Add a level above the others to statutes (uid); one that is called so stands already, and is given
    back. Raises `Problem` without a name, `NotAllowed`, `NotFound`."""
    statutes = kept(viewer, uid)
    stands = _called(statutes.levels.all(), draft.language, _must_say(draft.title))
    if stands is not None:
        return stands
    level = Level(statutes=statutes, organ=draft.organ, order=statutes.levels.count())
    level.word = word_of(draft.title, words_taken(statutes), "level")
    level.title = with_words({}, draft.language, draft.title)
    level.colleges = _colleges(level, draft, {*words_taken(statutes), level.word})
    with recording(viewer.actor, "add level") as batch:
        add(batch, level)
    return level


def write_level(viewer: Viewer, pk: int, draft: LevelDraft) -> Level:
    """Say a level in other words, or in another language. Raises as `add_level` does, and `Problem` where a
    rule names a college that would be gone."""
    level = level_kept(viewer, pk)
    _must_say(draft.title)
    colleges = _colleges(level, draft, {*words_taken(level.statutes)})
    for word in {one["word"] for one in level.colleges} - {one["word"] for one in colleges}:
        _must_be_unnamed(level.statutes, word)
    with recording(viewer.actor, "write level") as batch:
        title = with_words(level.title, draft.language, draft.title)
        change(batch, level, title=title, organ=draft.organ, colleges=colleges)
    return level


def remove_level(viewer: Viewer, pk: int) -> Level:
    """Take a level away. Raises `Problem` where rules speak of it, or somebody stands there."""
    level = level_kept(viewer, pk)
    _must_be_unnamed(level.statutes, level.word)
    if level.rules.exists() or level.standings.exists() or level.organs.exists():
        raise Problem(
            _("Rules are about this level, or somebody stands there."),
            remedy=_("Take those away first, or put them on another level."),
            status=409,
        )
    with recording(viewer.actor, "remove level") as batch:
        remove(batch, level)
    return level


def add_region(viewer: Viewer, uid: str, draft: RegionDraft) -> Region:
    """Add a place to statutes (uid); one of its kind that is called so is given back. Raises `Problem`
    without a name or a kind, or for an end before the beginning; `NotAllowed`, `NotFound`."""
    statutes = kept(viewer, uid)
    with recording(viewer.actor, "add region") as batch:
        return named_region(batch, statutes, draft)


def named_region(batch: Batch, statutes: Statutes, draft: RegionDraft) -> Region:
    """The place that is called so, or a new one, as a part of another act. Raises as `add_region` does."""
    tier = tier_of(statutes, draft.tier)
    stands = _called(statutes.regions.filter(tier=tier), draft.language, _must_say(draft.title))
    if stands is not None:
        return stands
    must_be_in_order(draft.valid_from, draft.valid_until)
    region = Region(statutes=statutes, tier=tier, within=_within(statutes, None, draft.within))
    region.word = word_of(draft.title, {*words_taken(statutes), tier}, "place")
    region.title = with_words({}, draft.language, draft.title)
    region.valid_from, region.valid_until = draft.valid_from, draft.valid_until
    add(batch, region)
    return region


def write_region(viewer: Viewer, pk: int, draft: RegionDraft) -> Region:
    """Say something else of a place. Raises as `add_region` does, and `Problem` for a place within itself."""
    region = region_kept(viewer, pk)
    must_be_in_order(draft.valid_from, draft.valid_until)
    with recording(viewer.actor, "write region") as batch:
        change(
            batch, region, title=with_words(region.title, draft.language, _must_say(draft.title)),
            tier=tier_of(region.statutes, draft.tier), within=_within(region.statutes, region, draft.within),
            valid_from=draft.valid_from, valid_until=draft.valid_until,
        )  # fmt: skip
    return region


def remove_region(viewer: Viewer, pk: int) -> Region:
    """Take a place away; who stood in it stays on its level. Raises `Problem` where a rule names it."""
    region = region_kept(viewer, pk)
    _must_be_unnamed(region.statutes, region.word)
    with recording(viewer.actor, "remove region") as batch:
        for one in region.standings.all():
            change(batch, one, region=None)
        for inner in Region.objects.filter(within=region):
            change(batch, inner, within=region.within)
        remove(batch, region)
    return region


def kept(viewer: Viewer, uid: str) -> Statutes:
    """Statutes for whoever keeps them. Raises `NotAllowed`, `NotFound`."""
    statutes, sight = seen_thing(viewer, Statutes, uid)
    sight.must("edit")
    return statutes


def level_kept(viewer: Viewer, pk: int) -> Level:
    """A level for whoever keeps its statutes. Raises `NotAllowed`, `NotFound`."""
    level = Level.objects.select_related("statutes").filter(pk=pk).first()
    if level is None:
        raise gone()
    level.statutes = kept(viewer, level.statutes.uid)
    return level


def region_kept(viewer: Viewer, pk: int) -> Region:
    """A place for whoever keeps its statutes. Raises `NotAllowed`, `NotFound`."""
    region = Region.objects.select_related("statutes").filter(pk=pk).first()
    if region is None:
        raise gone()
    region.statutes = kept(viewer, region.statutes.uid)
    return region


def words_taken(statutes: Statutes) -> set[str]:
    """The words that name something in the lines of these statutes already."""
    found: set[str] = set()
    for word, colleges in statutes.levels.values_list("word", "colleges"):
        found |= {word, *(one["word"] for one in colleges)}
    for word, tier in statutes.regions.values_list("word", "tier"):
        found |= {word, tier}
    return found


def tier_of(statutes: Statutes, title: str) -> str:
    """The word of a kind of place: that of the kind which is there, or a new one."""
    said = " ".join(title.split())
    if not said:
        raise Problem(
            _("The kind of place has no name."), remedy=_("Write what it is: continent, region, district.")
        )
    there = set(statutes.regions.values_list("tier", flat=True))
    plain = word_of(said, (), "kind")
    if said in there or plain in there:
        return said if said in there else plain
    return word_of(said, words_taken(statutes), "kind")


def _called(rows: Iterable[Part], language: str, title: str) -> Part | None:
    return next((one for one in rows if fold(one.title.get(language, "")) == fold(title)), None)


def _colleges(level: Level, draft: LevelDraft, taken: set[str]) -> list[dict[str, object]]:
    """The colleges with these names: those that are there keep their words, in every language."""
    found: list[dict[str, object]] = []
    known = {fold(one["title"].get(draft.language) or one["word"]): one for one in level.colleges}
    for title in dict.fromkeys(name.strip() for name in draft.colleges if name.strip()):
        stands = known.get(fold(title))
        word = stands["word"] if stands else word_of(title, taken, "group")
        titles: Multilingual = {**(stands["title"] if stands else {}), draft.language: title}
        found.append({"word": word, "title": titles})
        taken.add(word)
    return found


def _within(statutes: Statutes, region: Region | None, pk: int | None) -> Region | None:
    found = statutes.regions.filter(pk=pk).first() if pk else None
    above = found
    while above is not None:
        if region is not None and above.pk == region.pk:
            raise Problem(_("A place lies in itself."), remedy=_("Choose a larger place, or none."))
        above = above.within
    return found


def _must_be_unnamed(statutes: Statutes, word: str) -> None:
    """Raise `Problem` where a rule is about this word, or names it in what it asks."""
    for asks, college in Rule.objects.filter(statutes=statutes).values_list("asks", "college"):
        if word == college or word in re.findall(r"[\w-]+", asks):
            raise Problem(_("A rule names it."), remedy=_("Change or take away that rule first."), status=409)


def _must_say(title: str) -> str:
    if not title.strip():
        raise Problem(_("It has no name."), remedy=_("Write how you call it: Local assembly, Board."))
    return title.strip()
