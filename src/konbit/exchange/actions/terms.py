"""Changing the rules of a circle: by a resolution, from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.assembly.models import Resolution
from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.directory.queries.of_group import seen_thing
from konbit.exchange import prices
from konbit.exchange.kinds.declared import Kind, Rule, Sort
from konbit.exchange.models import LARGEST, Account, Circle, Terms
from konbit.exchange.queries.terms import kind_of_circle, terms_of, terms_on
from konbit.people.audience import Viewer


def change_terms(viewer: Viewer, uid: str, values: Mapping[str, Any], agreed: Agreed) -> Terms:
    """Give a circle (uid) other rules from today on, by a resolution; the limits of its accounts follow.

    A circle that is being prepared needs no resolution. Raises `Problem` for a value that is no value of its
    rule, or for a limit beyond which somebody stands already; `NotAllowed`, `NotFound`.
    """
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("edit")
    with transaction.atomic():
        resolution = None
        if circle.state != Circle.State.DRAFT:
            resolution = resolution_by(viewer, {circle.group_id}, circle.group.uid, agreed)
        wanted = checked(kind_of_circle(circle), {**terms_of(circle), **values})
        terms = write_terms(viewer.actor, circle, wanted, resolution)
        follow(viewer.actor, circle, wanted)
    return terms


def write_terms(
    actor: str, circle: Circle, values: Mapping[str, Any], resolution: Resolution | None = None
) -> Terms:
    """Let rules hold from today on, and end those before. For actions that have asked; in a transaction."""
    today = date.today()
    before = terms_on(circle.pk)
    with recording(actor, "change rules") as batch:
        if before is not None and before.from_on == today:
            change(batch, before, values=dict(values), resolution=resolution or before.resolution)
            return before
        if before is not None:
            change(batch, before, until_on=today - timedelta(days=1))
        terms = Terms(circle=circle, values=dict(values), from_on=today, resolution=resolution)
        add(batch, terms)
    return terms


def follow(actor: str, circle: Circle, values: Mapping[str, Any]) -> None:
    """Give the accounts of members the limits that the rules say, except where a member has her own."""
    kind = kind_of_circle(circle)
    for account in Account.objects.filter(circle=circle, closed_on=None, own_limits=False).exclude(
        member=None
    ):
        least, most = kind.limits(values, account.word)
        set_limits(actor, account, least, most, values.get("warning"))


def set_limits(
    actor: str, account: Account, least: int | None, most: int | None, warning: int | None
) -> None:
    """Write the limits of an account, and where a friendly word is due (in hundredths of a percent of them).

    Raises `Problem` where the account stands beyond them.
    """
    below = least is not None and account.balance - account.held < least
    if below or (most is not None and account.balance > most):
        raise Problem(
            _("Somebody stands beyond this limit already."),
            remedy=_("Choose one that fits all balances of today, or wait until they have changed."),
            status=409,
        )
    with recording(actor, "set limits") as batch:
        change(batch, account, **limits_with_words(least, most, warning))


def limits_with_words(least: int | None, most: int | None, warning: int | None) -> dict[str, int | None]:
    """The limits of an account, and where a friendly word is due, by their columns."""
    part = None if warning is None else int(warning)
    return {
        "least": least, "most": most,
        "warn_below": None if part is None or not least else least * part // 10000,
        "warn_above": None if part is None or not most else most * part // 10000,
    }  # fmt: skip


def checked(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What rules say, by the words of the kind; raises `Problem` for a value that is none of its rule."""
    return {rule.word: _value(rule, values.get(rule.word, rule.default)) for rule in kind.rules}


def _value(rule: Rule, value: Any) -> Any:
    if rule.sort == Sort.YES:
        return bool(value)
    if rule.sort == Sort.CHOICE:
        if value not in {one.word for one in rule.choices}:
            raise _unfit(rule)
        return value
    if value is None:
        if rule.none:
            return None
        raise _unfit(rule)
    if rule.sort == Sort.PRICE:
        return _price(rule, value)
    most = LARGEST if rule.most is None else rule.most
    if type(value) is not int or not (rule.least or 0) <= value <= most:
        raise _unfit(rule)
    return value


def _price(rule: Rule, value: Any) -> str:
    try:
        price = prices.kept(str(value))
    except ValueError as error:
        raise _unfit(rule) from error
    return price.stored


def _unfit(rule: Rule) -> Problem:
    return Problem(_("This rule cannot say that."), where=str(rule.title), remedy=_("Choose another value."))
