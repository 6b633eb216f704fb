"""The rules of statutes as the engine takes them, and the words that name what they are about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from konbit.base.text import Multilingual
from konbit.engines.statutes import COLLEGE, Ask, College, Quota, Rule, Seats, Share, Source, Units
from konbit.federation.formats.words_of_lines import KEY
from konbit.federation.keys import GROUP, ORGAN, SOURCE, word_of
from konbit.federation.models import Level, Organ, Region, Standing, Statutes
from konbit.federation.models import Rule as Row
from konbit.federation.queries.asking_words import kept_ask

Said = Callable[[Multilingual, str], str]
"""A text in the reader's language, or the word that stands for it."""


class Words:
    """The words of statutes: levels, places, groups, bodies, and colleges by their level and their own word.

    Two levels may name colleges by one word: in the lines each has a word of its own.
    """

    def __init__(
        self,
        levels: Iterable[Level],
        regions: Iterable[Region],
        stands: Iterable[Standing],
        organs: Iterable[Organ],
        said: Said,
    ) -> None:
        self.levels = {one.word for one in levels}
        self.regions = {one.word: one.tier for one in regions}
        self.groups = {f"{GROUP}{one.group.uid}" for one in stands}
        self.organs = {f"{ORGAN}{one.uid}": one.level.word if one.level else "" for one in organs}
        self.colleges: dict[str, College] = {}
        self._key: dict[tuple[str, str], str] = {}
        for level in levels:
            for one in level.colleges:
                self._add(level.word, str(one["word"]), said(one["title"], str(one["word"])))
        for organ in organs:
            if organ.level:
                for college in organ.colleges.all():
                    self._add(organ.level.word, college.word, said(college.title, college.word))

    def _add(self, level: str, word: str, title: str) -> None:
        if (level, word) in self._key:
            return
        taken = {*self.levels, *self.regions, *self.regions.values(), *self.colleges}
        key = word if word not in taken and KEY.match(word) else word_of(f"{level}-{word}", taken, "college")
        self._key[level, word] = key
        self.colleges[key] = College(key, title, level)

    def college(self, about: str, word: str) -> str:
        """The word by which the lines name a college of what a rule is about; empty for none."""
        level = self.organs.get(about, about)
        if word and (level, word) not in self._key:
            self._add(level, word, word)
        return self._key.get((level, word), "")


def rules_of(statutes: Statutes, words: Words) -> tuple[list[tuple[Rule, int]], list[Source], list[int]]:
    """The rules with the ids of their rows, where they are said, and the ids of those that cannot be read.

    A rule about a body that is not among those recorded is left out.
    """
    rows = list(statutes.rules.select_related("level", "group", "organ", "source"))
    sources = _sources(rows)
    found: list[tuple[Rule, int]] = []
    unread: list[int] = []
    for row in rows:
        about = about_of(row)
        if about not in words.levels and about not in words.groups and about not in words.organs:
            continue
        ask = _fitting(kept_ask(row.asks), about, words)
        if ask is None or not KEY.match(row.word):
            unread.append(row.pk)
            continue
        source = sources.get(_said_where(row))
        rule = Rule(
            row.word, about, ask, words.college(about, row.college), row.valid_from, row.valid_until,
            source.key if source else "",
        )  # fmt: skip
        found.append((rule, row.pk))
    return found, list(sources.values()), unread


def about_of(row: Row) -> str:
    """What a rule is about, by its word."""
    if row.level is not None:
        return row.level.word
    if row.group is not None:
        return f"{GROUP}{row.group.uid}"
    return f"{ORGAN}{row.organ.uid}" if row.organ is not None else ""


def _fitting(ask: Ask | None, about: str, words: Words) -> Ask | None:
    """What is asked, of what there is; None where it asks for a level that there is not."""
    match ask:
        case Units() if ask.of not in words.levels:
            return None
        case Seats():
            pairs = ((_other(ask.per, key, about, words), number) for key, number in ask.other)
            return replace(ask, other=tuple((key, number) for key, number in pairs if key))
    return ask


def _other(per: str, key: str, about: str, words: Words) -> str:
    if per == COLLEGE:
        return words.college(about, key)
    known: Collection[str] = words.groups if per in words.levels else words.regions
    return key if key in known else ""


def tiers_named(rules: Iterable[Rule]) -> set[str]:
    """What rules ask something for each of, or in one of: kinds of places, perhaps levels."""
    found = set()
    for rule in rules:
        if isinstance(rule.ask, Units):
            found.add(rule.ask.alike)
        if isinstance(rule.ask, Seats | Quota | Share):
            found.add(rule.ask.per)
    return found - {"", COLLEGE}


def _said_where(row: Row) -> tuple[str, str]:
    return (row.source.name if row.source else "", row.address)


def _sources(rows: Iterable[Row]) -> dict[tuple[str, str], Source]:
    found: dict[tuple[str, str], Source] = {}
    for row in rows:
        said = _said_where(row)
        if any(said) and said not in found:
            found[said] = Source(f"{SOURCE}{len(found) + 1}", ", ".join(filter(None, said)))
    return found
