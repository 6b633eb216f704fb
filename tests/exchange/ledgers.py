"""Circles with accounts for the tests of the journal: rows and nothing else, so that any rule fits."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from konbit.directory.models import Group
from konbit.exchange.journal.posting import Booked, Line, post
from konbit.exchange.models import Account, Circle, Currency, Member, Terms
from konbit.people.audience import Viewer
from tests.builders import a_group


def a_ledger(group: Group | None = None, code: str = "KOB", **terms: Any) -> Circle:
    """An open circle of mutual credit that counts in a unit of its own."""
    group = group or a_group("Invented circle")
    currency = Currency.objects.create(group=group, sort="own", code=code, title={"en": code})
    circle = Circle.objects.create(
        group=group, kind="credit", title={"en": "Our credit"}, currency=currency, state="open"
    )
    Terms.objects.create(circle=circle, values=terms, from_on=date(2020, 1, 1))
    return circle


def an_account(circle: Circle, whose: Viewer | str = "", least: int | None = -1000, **said: Any) -> Account:
    """A member's account with a lower limit."""
    number = Member.objects.filter(circle=circle).count() + 1
    person = whose.actor if isinstance(whose, Viewer) else whose
    member = Member.objects.create(circle=circle, number=number, person=person, joined_on=date(2020, 1, 1))
    return Account.objects.create(
        circle=circle, currency=said.pop("currency", circle.currency), member=member, least=least, **said
    )


def paid(payer: Account, payee: Account, amount: int, **said: Any) -> Booked:
    """One transfer, booked."""
    key = said.pop("key", None) or uuid.uuid4()
    return post([Line(payer.pk, payee.pk, amount, **said)], key=key, by="person:test")[0]


def balance(account: Account) -> int:
    """What it has now."""
    return Account.objects.get(pk=account.pk).balance
