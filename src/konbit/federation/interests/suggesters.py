"""What this room looks for between members of a network: only what everybody may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from konbit.base.period import holding_on
from konbit.base.registry import Common, Suggester
from konbit.base.text import pick
from konbit.directory.countries import country_name
from konbit.directory.folding import fold
from konbit.directory.models import Place, Relation, RelationKind, Tagging
from konbit.directory.queries.labels import TermLabel, term_labels
from konbit.directory.queries.membership import AT_ONCE
from konbit.directory.queries.visible import visible_groups
from konbit.directory.queries.wording import FACET_TITLES
from konbit.federation.models import Priority, Support, Theme
from konbit.people.audience import ANYONE, Audience, Viewer

_NAMED = (Place.Precision.EXACT, Place.Precision.DISTRICT, Place.Precision.TOWN)
_OPEN: dict[str, Any] = {"audience": Audience.PUBLIC, "removed_at": None}


def _portions(groups: Collection[int]) -> Iterator[list[int]]:
    listed = sorted(groups)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


def _alike(words: str) -> Callable[[str, str], str]:
    return lambda _one, _other: words


def _name(label: TermLabel) -> str:
    return pick(label.label, get_language() or "en").text


def themes(_viewer: Viewer, groups: Collection[int]) -> Iterable[Common]:
    """What several want first: a theme of their priorities that hold today."""
    holders: defaultdict[int, set[int]] = defaultdict(set)
    for some in _portions(groups):
        wanted = Priority.objects.filter(holding_on(date.today()), group__in=some, **_OPEN)
        rows = Theme.objects.filter(priority__in=wanted)
        for term, group in rows.values_list("term", "priority__group"):
            holders[term].add(group)
    labels = term_labels().by_id
    for term, found in holders.items():
        if len(found) > 1:
            words = _("Both want this first: %(term)s.") % {"term": _name(labels[term])}
            yield Common(str(term), frozenset(found), _alike(words))


def terms(_viewer: Viewer, groups: Collection[int]) -> Iterable[Common]:
    """What several say of themselves with the same word."""
    holders: defaultdict[int, set[int]] = defaultdict(set)
    for some in _portions(groups):
        for term, group in Tagging.objects.filter(
            holding_on(date.today()), group__in=some, term__retired_on=None
        ).values_list("term", "group"):
            holders[term].add(group)
    labels = term_labels().by_id
    for term, found in holders.items():
        label = labels[term]
        if len(found) > 1 and label.facet != "motive":
            told = {"what": FACET_TITLES.get(label.facet, FACET_TITLES[""]), "term": _name(label)}
            words = _("%(what)s: %(term)s, both.") % told
            yield Common(str(term), frozenset(found), _alike(words))


def places(_viewer: Viewer, groups: Collection[int]) -> Iterable[Common]:
    """Who is in the same town or region, as exactly as each lets it be known."""
    holders: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    names: dict[tuple[str, ...], str] = {}
    language = get_language() or "en"
    for some in _portions(groups):
        rows = Place.objects.filter(group__in=some).exclude(precision=Place.Precision.NONE)
        for group, precision, locality, region, country in rows.values_list(
            "group", "precision", "locality", "region", "country"
        ):
            told = [("region", region)]
            if precision in _NAMED:
                told.append(("town", locality))
            for kind, name in told:
                if name.strip():
                    key: tuple[str, ...] = (kind, fold(name), country)
                    holders[key].add(group)
                    names.setdefault(key, name.strip())
    for key, found in holders.items():
        if len(found) > 1:
            where = country_name(key[2], language) if key[2] else ""
            words = _("Both are in %(place)s.") % {"place": ", ".join(filter(None, (names[key], where)))}
            yield Common("/".join(key), frozenset(found), _alike(words))


def supports(_viewer: Viewer, groups: Collection[int]) -> Iterable[Common]:
    """Who gives a support, or says so in the directory, that another lacks."""
    gives: defaultdict[str, set[int]] = defaultdict(set)
    lacks: defaultdict[str, set[int]] = defaultdict(set)
    for some in _portions(groups):
        rows = Support.objects.filter(holding_on(date.today()), group__in=some, **_OPEN)
        rows = rows.exclude(answer=Support.Answer.NO)
        for does, function, group in rows.values_list("does", "function", "group"):
            if does != Support.Does.USES:
                (gives if does == Support.Does.GIVES else lacks)[function].add(group)
        said = Tagging.objects.filter(holding_on(date.today()), group__in=some, term__scheme__facet="support")
        for function, group in said.values_list("term__code", "group"):
            gives[function].add(group)
    for function, wanting in lacks.items():
        if giving := gives.get(function, set()) - wanting:
            yield Common(function, frozenset(giving), _given(function), frozenset(wanting))


def _given(function: str) -> Callable[[str, str], str]:
    def say(giver: str, wanting: str) -> str:
        what = Support.Function(function).label
        named = {"giver": giver, "other": wanting, "what": what}
        return _("%(giver)s gives what %(other)s lacks: %(what)s.") % named

    return say


def suppliers(_viewer: Viewer, groups: Collection[int]) -> Iterable[Common]:
    """Who has the same supplier, or supplies the same customer."""
    among = set(groups)
    holding = Relation.objects.filter(holding_on(date.today()), kind=RelationKind.SUPPLIES)
    supplied: defaultdict[int, set[int]] = defaultdict(set)
    supplying: defaultdict[int, set[int]] = defaultdict(set)
    for subject, object_ in holding.values_list("subject", "object"):
        if object_ in among:
            supplied[subject].add(object_)
        if subject in among:
            supplying[object_].add(subject)
    several = {
        pk for told in (supplied, supplying) for pk, found in told.items() if len(found) > 1
    }  # those of only one are nobody's in common
    links = visible_groups(ANYONE, several)
    for told, words in (
        (supplied, gettext_lazy("%(name)s supplies both.")),
        (supplying, gettext_lazy("Both supply %(name)s.")),
    ):
        for pk in sorted(told.keys() & links.keys()):
            if len(told[pk]) > 1:
                key = f"{'from' if told is supplied else 'to'}/{pk}"
                yield Common(key, frozenset(told[pk]), _alike(str(words) % {"name": links[pk].name}))


SUGGESTERS = (
    Suggester("theme", gettext_lazy("What they want first"), themes),
    Suggester("support", gettext_lazy("What one gives and the other lacks"), supports),
    Suggester("supplier", gettext_lazy("Who supplies them, or whom they supply"), suppliers),
    Suggester("term", gettext_lazy("What they say of themselves"), terms),
    Suggester("place", gettext_lazy("Where they are"), places),
)
