"""Statutes in the index: title, levels, places, and what their rules ask, in the words of each language.

Rules about one body only are not in it: not everybody may know of that body.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from konbit.base.text import Multilingual, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.queries.of_group import open_to
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.directory.shipped.table import LANGUAGES
from konbit.engines.statutes import Rule as Asked
from konbit.federation.models import Level, Region, Rule, Statutes
from konbit.federation.queries.asking_words import kept_ask
from konbit.federation.queries.statutes import known, statutes_links
from konbit.federation.rule_words import in_full
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200
Part = TypeVar("Part", Level, Region, Rule)


def build_statutes(ids: list[int]) -> Iterator[Document]:
    """The documents of these statutes; removed ones have none."""
    rows = list(Statutes.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    levels = _parts(Level.objects.filter(statutes__in=rows))
    regions = _parts(Region.objects.filter(statutes__in=rows))
    rules = _parts(Rule.objects.filter(statutes__in=rows).exclude(level=None).select_related("level"))
    for row in rows:
        if row.pk not in opens:
            continue
        texts = [*_said(row.note)]
        for level in levels[row.pk]:
            texts += [*_said(level.title), *(said for one in level.colleges for said in _said(one["title"]))]
        for region in regions[row.pk]:
            texts += _said(region.title)
        for rule in rules[row.pk]:
            texts += _said(rule.note)
        for language in LANGUAGES:
            with override(language):
                texts += _asked(language, levels[row.pk], regions[row.pk], rules[row.pk])
        yield Document(
            id=row.pk, title="\n".join(_said(row.title))[:2000], body="\n".join(filter(None, texts)),
            visible=opens[row.pk],
        )  # fmt: skip


def show_statutes(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How statutes are named in a list of results."""
    rows = list(Statutes.objects.filter(pk__in=ids))
    links = {one.uid: one for one in statutes_links(viewer, rows)}
    return {
        row.pk: Shown(
            sentence(row.title, language)[:LONGEST_TITLE], links[row.uid].url, _("Statutes"), "scale",
            links[row.uid].group.name,
        )
        for row in rows
        if row.uid in links
    }  # fmt: skip


def _parts(rows: Iterable[Part]) -> defaultdict[int, list[Part]]:
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for row in rows:
        found[row.statutes_id].append(row)
    return found


def _asked(
    language: str, levels: Iterable[Level], regions: Iterable[Region], rules: Iterable[Rule]
) -> list[str]:
    """What the rules ask, in one language."""
    names = {one.word: sentence(one.title, language) or one.word for one in levels}
    names |= {one.word: sentence(one.title, language) or one.word for one in regions}
    names |= {
        str(college["word"]): sentence(college["title"], language)
        for level in levels
        for college in level.colleges
    }
    asked = ((rule, kept_ask(rule.asks)) for rule in rules)
    return [
        in_full(Asked(rule.word, "", known(ask, names), rule.college), names) for rule, ask in asked if ask
    ]


def _said(text: Multilingual) -> list[str]:
    return list(text.values())


STATUTES_DOCUMENTS = {
    kind_of(Statutes): Documents(
        build=build_statutes,
        ids=ids_of(Statutes.objects.filter(removed_at=None)),
        touched_by=told_anew(Statutes, parts={Level: "statutes", Region: "statutes", Rule: "statutes"}),
        show=show_statutes,
        title=gettext_lazy("Statutes"),
    )
}
"""What the room registers of statutes for the index."""
