"""What people who sit can be asked to say of themselves: what rules ask, and what many rules do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.engines.statutes import Quota, Share
from konbit.federation.formats.rule_text import read_ask
from konbit.federation.formats.words_of_lines import Line
from konbit.federation.models import Rule
from konbit.federation.queries.mandate_choices import statutes_near
from konbit.people.audience import Viewer

USUAL = {"gender": ("woman", "man", "another"), "youth": ("yes", "no")}
"""What most statutes ask for, with the words in which they do."""


def asked_traits(viewer: Viewer, group: int) -> dict[str, tuple[str, ...]]:
    """What rules of a group (id) and of its networks ask people to say, with the words that they count."""
    found: dict[str, tuple[str, ...]] = dict(USUAL)
    statutes = [one.pk for one in statutes_near(viewer, group)]
    for asks in Rule.objects.filter(statutes__in=statutes, asks__startswith="includes").values_list(
        "asks", flat=True
    ):
        ask = _read(asks)
        if isinstance(ask, Quota | Share) and ask.value not in found.get(ask.dimension, ()):
            found[ask.dimension] = (*found.get(ask.dimension, ()), ask.value)
    return found


def trait_words(dimension: str) -> str:
    """A dimension as a question asks for it."""
    return {"gender": _("Gender"), "youth": _("Youth")}.get(
        dimension, dimension.replace("-", " ").capitalize()
    )


def value_words(value: str) -> str:
    """What is said of it, in words."""
    known = {"woman": _("woman"), "man": _("man"), "another": _("another"), "yes": _("yes"), "no": _("no")}
    return known.get(value, value)


def _read(asks: str) -> object:
    try:
        return read_ask(Line(asks, "", 1), lambda _sort, _key, _column: None)
    except Problem:
        return None
