"""Bringing the shipped circles in: of invented groups, with promises and turns, and nothing booked, so that
one act takes all of it back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings

from konbit.base.text import sentence
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add
from konbit.directory.actions.shipping import SHIPPED, Shipping
from konbit.directory.models import Group
from konbit.exchange.actions.terms import checked, limits_with_words
from konbit.exchange.actions.units import currency_for
from konbit.exchange.kinds import KINDS
from konbit.exchange.models import Account, Circle, Currency, Cycle, Hand, Member, Obligation, Terms, Turn
from konbit.exchange.shipped.circles_reading import CircleEntry, circles
from konbit.exchange.tontine_order import day_of, drawn


def load_circles() -> int:
    """Bring in the circles of shipped groups that are here, each once. Returns how many."""
    with recording(SHIPPED, "load example") as batch:
        shipping = Shipping(batch)
        for one in circles():
            if one.root.group in shipping.groups:
                _load(shipping, one)
    return shipping.count


def _load(shipping: Shipping, entry: CircleEntry) -> None:
    currency = _unit(shipping, entry)
    circle = shipping.make(
        Circle, entry.root, kind=entry.kind, currency=currency, state=Circle.State.OPEN,
        opened_on=date.today(), **entry.words,
    )  # fmt: skip
    if circle is None:
        return
    values = checked(KINDS[entry.kind], entry.rules)
    add(shipping.batch, Terms(circle=circle, values=values, from_on=date.today()))
    for own in KINDS[entry.kind].owns:
        if not own.later:
            add(
                shipping.batch,
                Account(circle=circle, currency=currency, word=own.word, least=own.least, most=own.most),
            )
    groups = [shipping.groups[slug] for slug in entry.members if slug in shipping.groups]
    members = [_member(shipping, circle, group, number) for number, group in enumerate(groups, start=1)]
    accounts = {
        group.slug: _accounts(shipping, one, values) for group, one in zip(groups, members, strict=True)
    }
    _promises(shipping, entry, circle, accounts)
    if entry.seed and len(members) > 1:
        _cycle(shipping, entry, circle, members)


def _unit(shipping: Shipping, entry: CircleEntry) -> Currency:
    if not entry.unit:
        return currency_for(entry.currency)
    group = shipping.groups[entry.root.group]
    stands = Currency.objects.filter(group=group, code=entry.currency).first()
    if stands is None:
        stands = Currency(group=group, sort=Currency.Sort.OWN, code=entry.currency, title=entry.unit)
        add(shipping.batch, stands)
    return stands


def _member(shipping: Shipping, circle: Circle, group: Group, number: int) -> Member:
    row = Member(circle=circle, number=number, group=group, joined_on=date.today())
    add(shipping.batch, row)
    return row


def _accounts(shipping: Shipping, member: Member, values: dict[str, Any]) -> Account | None:
    """The accounts of a member, with the limits of the rules; the first of them."""
    kind = KINDS[member.circle.kind]
    rows = [
        Account(
            circle=member.circle, currency=member.circle.currency, member=member, word=word,
            **limits_with_words(*kind.limits(values, word), values.get("warning")),
        )
        for word in kind.member_accounts
    ]  # fmt: skip
    for row in rows:
        add(shipping.batch, row)
    return rows[0] if rows else None


def _promises(
    shipping: Shipping, entry: CircleEntry, circle: Circle, accounts: dict[str, Account | None]
) -> None:
    for one in entry.promises:
        payer, payee = accounts.get(one.payer), accounts.get(one.payee)
        if payer is not None and payee is not None:
            row = Obligation(
                circle=circle, payer=payer, payee=payee, amount=one.amount, by=SHIPPED, made_on=date.today(),
                due_on=date.today() + timedelta(days=one.days),
                text=sentence(one.text, settings.LANGUAGE_CODE),
            )  # fmt: skip
            add(shipping.batch, row)


def _cycle(shipping: Shipping, entry: CircleEntry, circle: Circle, members: list[Member]) -> None:
    """A cycle with a hand for each, in the order that its seed draws."""
    rules = checked(KINDS[entry.kind], entry.rules)
    starts = date.today() + timedelta(days=entry.first_turn_in)
    cycle = Cycle(
        circle=circle, number=1, amount=rules["amount"], starts_on=starts, state=Cycle.State.RUNNING,
        seed=entry.seed,
    )  # fmt: skip
    add(shipping.batch, cycle)
    for member in members:
        add(shipping.batch, Hand(cycle=cycle, member=member))
    by_number = {one.number: one for one in members}
    for step, number in enumerate(drawn(entry.seed, dict.fromkeys(by_number, 1))):
        due = day_of(starts, step, rules["every"], rules["period"])
        add(shipping.batch, Turn(cycle=cycle, number=step + 1, due_on=due, holder=by_number[number]))
