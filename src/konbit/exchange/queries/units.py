"""In what can be counted: what is used near a group first, then every money of the world."""

from __future__ import annotations

from functools import cache

from babel.core import get_global
from babel.numbers import get_territory_currencies, list_currencies
from django.utils.translation import gettext as _

from konbit.assembly.queries.choices import Choices
from konbit.base import money
from konbit.base.text import sentence
from konbit.directory.forms.fields import reader
from konbit.directory.models import Place
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import visible_groups
from konbit.exchange.models import Currency
from konbit.people.audience import Viewer

HOURS = "HOUR"
"""The code of hours and minutes, which belong to everybody."""


def unit_name(currency: Currency) -> str:
    """What a unit is called in the reader's language."""
    if currency.sort == Currency.Sort.MONEY:
        return f"{money.name(currency.code)} ({currency.code})"
    if currency.sort == Currency.Sort.TIME:
        return _("Hours and minutes")
    return sentence(currency.title, reader()) or currency.code


def units_near(viewer: Viewer, group: int) -> list[Currency]:
    """The own units of a group (id) and of its networks, as far as the viewer may know of these."""
    near = visible_groups(viewer, {group, *networks_of([group])[group]})
    return list(Currency.objects.filter(group__in=near).order_by("code"))


def currency_choices(viewer: Viewer, group: int) -> Choices:
    """In what a group (id) can be paid: its own units by uid, hours and money by code, near ones first."""
    near = [HOURS, *money_near(group)]
    first = [(one.uid, unit_name(one)) for one in units_near(viewer, group)]
    first += [(code, named(code)) for code in near]
    others = [(code, named(code)) for code in _current() if code not in near]
    return [(_("Near you"), first), (_("All others"), sorted(others, key=lambda one: one[1].casefold()))]


def named(code: str) -> str:
    """Everybody's unit with this code, in the reader's language."""
    return _("Hours and minutes") if code == HOURS else f"{money.name(code)} ({code})"


def money_near(group: int) -> list[str]:
    """The money of the countries in which a group (id) and its networks are; nothing twice."""
    near = {group, *networks_of([group])[group]}
    countries = Place.objects.filter(group__in=near).exclude(country="").order_by("group", "id")
    codes = [code for one in countries.values_list("country", flat=True) for code in _money_of(one)]
    return list(dict.fromkeys(codes))[:8] or ["EUR", "USD"]


def currency_chosen(viewer: Viewer, group: int, word: str) -> Currency | str:
    """The unit behind a choice: a row, or the code of everybody's money that may not be a row yet. Raises
    `NotFound` for one that is not offered."""
    if word == HOURS or word in list_currencies():
        return word
    found = next((one for one in units_near(viewer, group) if one.uid == word), None)
    if found is None:
        raise gone()
    return found


def unit_named(viewer: Viewer, group: int, word: str) -> Currency:
    """The unit behind a choice, to read and show amounts with; money that was never used here is not kept.

    Raises `NotFound` for one that is not offered.
    """
    found = currency_chosen(viewer, group, word)
    if isinstance(found, Currency):
        return found
    stands = Currency.objects.filter(group=None, code=found).first()
    return stands or Currency(code=found, sort=Currency.Sort.MONEY, digits=money.places(found))


def _money_of(country: str) -> list[str]:
    try:
        return get_territory_currencies(country)
    except KeyError:
        return []


@cache
def _current() -> frozenset[str]:
    """The money that is legal somewhere today: the lists of history have hundreds more."""
    return frozenset(
        code for territory in get_global("territory_currencies") for code in _money_of(territory)
    )
