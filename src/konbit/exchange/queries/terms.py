"""The rules of a circle: which hold on a day, and what they say in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.exchange import amounts, prices
from konbit.exchange.kinds import KINDS
from konbit.exchange.kinds.declared import Kind, Rule, Sort
from konbit.exchange.models import Circle, Currency, Terms
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class RuleLine:
    """A rule as it stands: its title, and what it says in one sentence."""

    word: str
    title: str
    sentence: str


@dataclass(frozen=True)
class PastTerms:
    """Rules that held from a day until a day (None: they hold), and the resolution by which (uid)."""

    from_on: date
    until_on: date | None
    lines: tuple[RuleLine, ...]
    resolution: str


@dataclass(frozen=True)
class TermsPage:
    """All rules that ever held in a circle, the newest first."""

    uid: str
    title: Multilingual
    past: tuple[PastTerms, ...]


def terms_history(viewer: Viewer, uid: str) -> TermsPage:
    """All rules that ever held in a circle (uid). A resolution is named to who may see it.

    Raises `NotFound`.
    """
    circle, _sight = seen_thing(viewer, Circle, uid)
    rows = list(circle.terms.select_related("resolution").order_by("-from_on", "-pk"))
    seen = {one.uid for one in seen_things(viewer, [row.resolution for row in rows if row.resolution])}
    past = (
        PastTerms(
            row.from_on, row.until_on, rules_in_words(circle, kind_of_circle(circle).defaults() | row.values),
            row.resolution.uid if row.resolution and row.resolution.uid in seen else "",
        )
        for row in rows
    )  # fmt: skip
    return TermsPage(uid, circle.title, tuple(past))


def kind_of_circle(circle: Circle) -> Kind:
    """What the kind of a circle declares."""
    return KINDS[circle.kind]


def terms_on(circle_id: int, on: date | None = None) -> Terms | None:
    """The row of rules that holds on a day; None: today's."""
    rows = Terms.objects.filter(circle=circle_id)
    if on is None:
        return rows.filter(until_on=None).first()
    return rows.filter(from_on__lte=on).order_by("-from_on", "-pk").first()


def terms_of(circle: Circle, on: date | None = None) -> Mapping[str, Any]:
    """What every rule of a circle says on a day, by its word; what was never said is as by default."""
    row = terms_on(circle.pk, on)
    return kind_of_circle(circle).defaults() | (dict(row.values) if row else {})


def rules_in_words(circle: Circle, values: Mapping[str, Any]) -> tuple[RuleLine, ...]:
    """Every rule of a circle as a sentence, in the order of its kind."""
    return tuple(
        RuleLine(rule.word, str(rule.title), in_words(rule, values.get(rule.word), circle.currency))
        for rule in kind_of_circle(circle).rules
    )


def in_words(rule: Rule, value: Any, currency: Currency) -> str:
    """What a rule says with a value, in one sentence."""
    if value is None or value is False:
        return str(rule.none or _("This is not ruled."))
    return str(rule.sentence) % {"value": shown(rule, value, currency)}


def shown(rule: Rule, value: Any, currency: Currency) -> str:
    """A value as people read it."""
    if rule.sort == Sort.AMOUNT:
        return amounts.shown(int(value), currency)
    if rule.sort == Sort.DAYS:
        return ngettext("%(count)d day", "%(count)d days", int(value)) % {"count": int(value)}
    if rule.sort == Sort.PERCENT:
        return f"{int(value) / 100:g} %"
    if rule.sort == Sort.PRICE:
        return prices.kept(str(value)).shown
    if rule.sort == Sort.CHOICE:
        return str(next((one.title for one in rule.choices if one.word == value), value))
    return str(value)
