"""The filters beside a list of results: their values in the reader's words, with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import pick
from konbit.directory.asked import Asked
from konbit.directory.countries import country_name
from konbit.directory.models import Certainty, Group
from konbit.directory.queries.labels import TermLabels
from konbit.directory.queries.visible import visible_groups
from konbit.directory.queries.wording import FACET_TITLES
from konbit.people.audience import Viewer

Labeller = Callable[[str], str]

SHOWN = 8
SHOWN_AT_LENGTH = 200

TITLES: dict[str, str | Promise] = {
    **FACET_TITLES,
    "kind": gettext_lazy("Kind of group"),
    "country": gettext_lazy("Country"),
    "region": gettext_lazy("Region"),
    "network": gettext_lazy("Network"),
    "freshness": gettext_lazy("Last confirmed"),
    "term": gettext_lazy("Word"),
    "certainty": gettext_lazy("How sure"),
}


@dataclass(frozen=True)
class Choice:
    """A value of a filter: as the address says it, in words, how many results have it, whether chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter with the values that are shown; `left`: how many more there are."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    left: int

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The values that are chosen."""
        return tuple(choice for choice in self.choices if choice.chosen)


def shown_facets(
    viewer: Viewer,
    asked: Asked,
    counted: Mapping[str, list[tuple[str, int]]],
    language: str,
    terms: TermLabels,
) -> tuple[Facet, ...]:
    """The filters that are of use: those with a choice to make, or one that was made."""
    facets = (
        _facet(viewer, asked, name, values, labeller(name, language, terms))
        for name, values in counted.items()
    )
    return tuple(facet for facet in facets if len(facet.choices) > 1 or facet.chosen)


def _facet(viewer: Viewer, asked: Asked, name: str, counted: list[tuple[str, int]], told: Labeller) -> Facet:
    held = asked.chosen.get(name, ())
    most = SHOWN_AT_LENGTH if asked.more == name else SHOWN
    if name == "network":
        values = _networks(viewer, counted[: most + len(held) + SHOWN])
    else:
        values = [(value, told(value), count) for value, count in counted[: most + len(held)]]
    present = {value for value, _label, _count in values}
    missing = [value for value in held if value not in present]
    if missing:
        rest = dict(counted)
        values += [(value, label, rest.get(value, 0)) for value, label in _told(viewer, name, missing, told)]
    first = [one for number, one in enumerate(values) if number < most or one[0] in held]
    choices = [Choice(value, label, count, value in held) for value, label, count in first]
    if name == "freshness":
        choices.sort(key=lambda choice: choice.value, reverse=True)
        choices.sort(key=lambda choice: choice.value == "never")
    return Facet(name, str(TITLES[name]), tuple(choices), max(0, len(counted) - len(choices)))


def chosen_labels(
    viewer: Viewer, asked: Asked, language: str, terms: TermLabels
) -> dict[tuple[str, str], str]:
    """What was chosen, in words, by (filter, value)."""
    return {
        (name, value): label
        for name, values in asked.chosen.items()
        for value, label in _told(viewer, name, values, labeller(name, language, terms))
    }


def _told(viewer: Viewer, name: str, values: Iterable[str], told: Labeller) -> list[tuple[str, str]]:
    """Chosen values in words."""
    if name == "network":
        return [(uid, named.get(uid, uid)) for named in [network_names(viewer, values)] for uid in values]
    return [(value, told(value)) for value in values]


def _networks(viewer: Viewer, counted: list[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """The counted networks of which the viewer may know, by uid and name."""
    seen = visible_groups(viewer, [int(value) for value, _count in counted if value.isdigit()])
    return [
        (seen[int(value)].uid, seen[int(value)].name, count)
        for value, count in counted
        if value.isdigit() and int(value) in seen
    ]


def network_names(viewer: Viewer, uids: Iterable[str]) -> dict[str, str]:
    """The names of those of these networks (uids) of which the viewer may know."""
    ids = Group.objects.filter(uid__in=list(uids)).values_list("pk", flat=True)
    return {link.uid: link.name for link in visible_groups(viewer, ids).values()}


def labeller(name: str, language: str, terms: TermLabels) -> Labeller:
    """A function from a value of a facet (not of networks) to its words in a language."""
    if name == "kind":
        return lambda value: str(dict(Group.Kind.choices).get(value, value))
    if name == "certainty":
        return lambda value: str(dict(Certainty.choices).get(value, value))
    if name == "country":
        return lambda value: country_name(value, language)
    if name == "region":
        return lambda value: value.partition("/")[2] or value
    if name == "freshness":
        return lambda value: _("not confirmed yet") if value == "never" else value
    by_ref = terms.by_ref
    return lambda value: (
        pick(by_ref[value].label, language).text or value if value in by_ref else value.rpartition("#")[2]
    )
