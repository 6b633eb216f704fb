"""Statutes of a group: begun empty or from a worked example, described, taken away."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual, in_language
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory.models import Certainty, Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.engines.statutes import Rule as Asked
from konbit.federation.formats.rule_text import written_ask
from konbit.federation.formats.statutes_text import Document
from konbit.federation.models import Level, Region, Rule, Statutes
from konbit.federation.queries.worked import titled, worked_document
from konbit.people.audience import Audience, Viewer

Titled = Callable[[str], Multilingual]


@dataclass(frozen=True)
class StatutesDraft:
    """What statutes are called, in one language, and who may see them."""

    language: str
    title: str
    note: str = ""
    audience: str = Audience.PUBLIC


def begin_statutes(
    viewer: Viewer, group: str, draft: StatutesDraft, key: uuid.UUID, example: str = ""
) -> str:
    """Begin statutes of a group (uid): empty, or with the levels and rules of a worked example (its name).

    Returns their uid; the same key again gives those that stand. Raises `Problem` without a title,
    `NotAllowed`, `NotFound`.
    """
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")
    document = worked_document(example) if example else None
    return once(Statutes, key, lambda: _begun(viewer, keeper, draft, key, document)).uid


def _begun(
    viewer: Viewer, keeper: Group, draft: StatutesDraft, key: uuid.UUID, document: Document | None
) -> Statutes:
    statutes = Statutes(key=key, group=keeper, by=viewer.actor, audience=draft.audience)
    for name, text in _words(statutes, draft).items():
        setattr(statutes, name, text)
    with recording(viewer.actor, "begin statutes") as batch:
        add(batch, statutes)
        if document is not None:
            take_rules(batch, statutes, document, draft.language, is_worked=True)
    return statutes


def write_statutes(viewer: Viewer, uid: str, draft: StatutesDraft) -> None:
    """Give statutes another title or note, or show them to others. Raises as `begin_statutes` does."""
    statutes, sight = seen_thing(viewer, Statutes, uid)
    sight.must("edit")
    with recording(viewer.actor, "write statutes") as batch:
        change(batch, statutes, **_words(statutes, draft), audience=draft.audience)


def remove_statutes(viewer: Viewer, uid: str) -> Statutes:
    """Take statutes away; they can be brought back. Returns them."""
    statutes, sight = seen_thing(viewer, Statutes, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove statutes") as batch:
        change(batch, statutes, removed_at=timezone.now())
    return statutes


def _words(statutes: Statutes, draft: StatutesDraft) -> dict[str, Multilingual]:
    if not draft.title.strip():
        raise Problem(_("The statutes have no title."), remedy=_("Write what you call them."))
    return in_language(statutes, draft.language, {"title": draft.title, "note": draft.note})


def take_rules(
    batch: Batch, statutes: Statutes, document: Document, language: str, *, is_worked: bool
) -> None:
    """Write the levels, the places and the rules of a document into new statutes, without its roster.

    Of a worked example the titles come in all their languages, the rules as published, and of the places
    those that rules name, with their like: the others are invented. A rule about one body only is left out.
    """

    def said(title: str) -> Multilingual:
        return titled(title) if is_worked else {language: title}

    levels = {
        one.key: Level(
            statutes=statutes, word=one.key, title=said(one.title), organ=one.organ, order=order,
            colleges=[
                {"word": college.key, "title": said(college.title)}
                for college in document.statutes.colleges
                if college.about == one.key
            ],
        )
        for order, one in enumerate(document.statutes.levels)
    }  # fmt: skip
    for level in levels.values():
        add(batch, level)
    _take_places(batch, statutes, document, said, is_worked=is_worked)
    sources = {source.key: source.title for source in document.statutes.sources}
    certainty = Certainty.PUBLISHED if is_worked else Certainty.CONFIRMED
    for order, rule in enumerate(document.statutes.rules):
        if rule.about in levels:
            address = sources.get(rule.source, "")
            add(batch, _rule(statutes, levels[rule.about], rule, order, address, certainty))


def _rule(statutes: Statutes, level: Level, rule: Asked, order: int, address: str, certainty: str) -> Rule:
    return Rule(
        statutes=statutes, word=rule.key[:40], level=level, college=rule.college,
        asks=written_ask(rule.ask), valid_from=rule.since, valid_until=rule.until,
        address=address[:500], certainty=certainty, order=order,
    )  # fmt: skip


def _take_places(
    batch: Batch,
    statutes: Statutes,
    document: Document,
    said: Callable[[str], Multilingual],
    *,
    is_worked: bool,
) -> None:
    named = {key for rule in document.statutes.rules for key, _number in getattr(rule.ask, "other", ())}
    places = document.roster.places
    tiers = {place.tier for place in places if not is_worked or place.key in named}
    regions: dict[str, Region] = {}
    for place in places:
        if place.tier in tiers:
            regions[place.key] = Region(
                statutes=statutes, word=place.key, title=said(place.title), tier=place.tier,
                valid_from=place.since, valid_until=place.until,
            )  # fmt: skip
            add(batch, regions[place.key])
    for place in places:
        if place.within in regions and place.key in regions:
            change(batch, regions[place.key], within=regions[place.within])
