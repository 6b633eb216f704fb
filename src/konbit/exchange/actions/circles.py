"""Beginning a circle, opening it, ending it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.exchange.actions.terms import checked, write_terms
from konbit.exchange.actions.units import currency_for
from konbit.exchange.kinds import KINDS
from konbit.exchange.kinds.declared import Kind, Sort
from konbit.exchange.models import Account, Circle, Currency, Obligation, Payment
from konbit.exchange.queries.units import currency_chosen
from konbit.people.audience import Audience, Viewer

LONGEST_TITLE = 200


@dataclass(frozen=True)
class CircleDraft:
    """What somebody writes of a circle, in one language.

    `kind`: a word of `exchange.kinds`. `currency`: a code of everybody's, the uid of a unit of the group's
    own, or empty for a new unit that is called `unit`. `values`: of its rules, by their words.
    """

    language: str
    kind: str
    title: str
    text: str = ""
    currency: str = ""
    unit: str = ""
    audience: str = Audience.GROUP
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        """The texts by their columns."""
        return {"title": short_enough(self.title, LONGEST_TITLE), "text": self.text}


def begin_circle(viewer: Viewer, group: str, draft: CircleDraft, key: uuid.UUID) -> str:
    """A group (uid) begins a circle, with its rules and its own accounts. Returns the uid; the same key again
    gives the circle that stands. Raises `Problem`, `NotAllowed`, `NotFound`."""
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")
    return once(Circle, key, lambda: _begun(viewer, keeper, draft, key)).uid


def write_circle(viewer: Viewer, uid: str, draft: CircleDraft) -> Circle:
    """Write the name and the words of a circle again, in one language. Raises as `begin_circle` does."""
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("edit")
    with recording(viewer.actor, "write circle") as batch:
        rows.change(
            batch, circle, audience=draft.audience, **in_language(circle, draft.language, draft.words)
        )
    return circle


def open_circle(viewer: Viewer, uid: str) -> Circle:
    """Let a circle run: from today on, value moves by its rules.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("edit")
    if circle.state != Circle.State.DRAFT:
        raise Problem(_("This circle runs already, or it has ended."), remedy=_("Look at its page."))
    if not circle.members.filter(left_on=None).exists():
        raise Problem(_("Nobody is in this circle yet."), remedy=_("Add its members first."))
    with recording(viewer.actor, "open circle") as batch:
        rows.change(batch, circle, state=Circle.State.OPEN, opened_on=date.today())
    return circle


def close_circle(viewer: Viewer, uid: str) -> Circle:
    """End a circle in which nothing is open any more. Raises `Problem` where a balance, a promise or a
    payment on its way is left; `NotAllowed`, `NotFound`."""
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("edit")
    with transaction.atomic():
        circle = Circle.objects.select_for_update().get(pk=circle.pk)
        accounts = list(circle.accounts.select_for_update().filter(closed_on=None).order_by("pk"))
        _must_be_settled(circle)
        with recording(viewer.actor, "close circle") as batch:
            for account in accounts:  # under their locks, so that no payment slips in
                rows.change(batch, account, closed_on=date.today())
            rows.change(batch, circle, state=Circle.State.CLOSED, closed_on=date.today())
    return circle


def remove_circle(viewer: Viewer, uid: str) -> Circle:
    """Take away a circle in which nothing was booked. It can be brought back.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("edit")
    if circle.accounts.exclude(version=0).exists():
        raise Problem(
            _("Something was booked in this circle, and what is booked stays."),
            remedy=_("Settle it and end it instead."),
            status=409,
        )
    with recording(viewer.actor, "remove circle") as batch:
        rows.change(batch, circle, removed_at=timezone.now())
    return circle


def _begun(viewer: Viewer, keeper: Group, draft: CircleDraft, key: uuid.UUID) -> Circle:
    kind = KINDS.get(draft.kind)
    if kind is None:
        raise Problem(_("There is no such kind of circle."), remedy=_("Choose one of the list."))
    with transaction.atomic():
        currency = _unit(viewer, keeper, draft)
        values = checked(kind, {**_usual(kind, currency), **draft.values})
        if currency.sort not in kind.sorts:
            raise Problem(
                _("This kind of circle does not count in that."), remedy=_("Choose another unit for it.")
            )
        circle = Circle(
            key=key, group=keeper, by=viewer.actor, kind=kind.word, currency=currency,
            audience=draft.audience, **in_language(Circle(), draft.language, draft.words),
        )  # fmt: skip
        with recording(viewer.actor, "begin circle") as batch:
            rows.add(batch, circle)
            for own in [one for one in kind.owns if not one.later]:
                account = Account(
                    circle=circle, currency=currency, word=own.word, least=own.least, most=own.most
                )
                rows.add(batch, account)
        write_terms(viewer.actor, circle, values)
    return circle


def _usual(kind: Kind, currency: Currency) -> dict[str, Any]:
    """What its rules say at first. They speak of money with cents; a unit of one's own is counted whole."""
    values = kind.defaults()
    if currency.sort == Currency.Sort.OWN:
        amounts = {rule.word for rule in kind.rules if rule.sort == Sort.AMOUNT and rule.default}
        values |= {word: values[word] // 100 for word in amounts}
    return values


def _unit(viewer: Viewer, keeper: Group, draft: CircleDraft) -> Currency:
    """In what a circle counts: what is chosen, or a unit that gets its name now."""
    if draft.currency:
        chosen = currency_chosen(viewer, keeper.pk, draft.currency)
        return currency_for(chosen) if isinstance(chosen, str) else chosen
    name = short_enough(draft.unit, 40)
    code = name[:12].upper()
    stands = Currency.objects.filter(group=keeper, code=code).first()
    if stands is not None:
        return stands
    unit = Currency(group=keeper, sort=Currency.Sort.OWN, code=code, title={draft.language: name})
    with recording(viewer.actor, "name unit") as batch:
        rows.add(batch, unit)
    return unit


def _must_be_settled(circle: Circle) -> None:
    if circle.state != Circle.State.OPEN:
        raise Problem(_("This circle does not run."), remedy=_("Look at its page."))
    accounts = circle.accounts.exclude(balance=0).exclude(word="opening").exclude(word="outside")
    on_the_way = (Payment.State.NEW, Payment.State.PENDING, Payment.State.ACCEPTED)
    waiting = Payment.objects.filter(payer__circle=circle, state__in=on_the_way).exists()
    promised = circle.obligations.exclude(state__in=(Obligation.State.DONE, Obligation.State.LET_GO)).exists()
    if accounts.exists() or waiting or promised:
        raise Problem(
            _("Something is still open in this circle."),
            remedy=_("Settle what stands on its accounts, its promises, and payments on their way first."),
            status=409,
        )
