"""What a circle can lend, and to whom how much; what a share-out gives to everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Sum

from konbit.engines.remainders import shared_out
from konbit.exchange.models import Account, Circle, Loan, Obligation
from konbit.exchange.queries.terms import terms_of


@dataclass(frozen=True)
class Share:
    """What one member (account id) gets: her savings, her part of what loans brought (below nothing: of what
    they lost), her part of the social fund; in smallest parts."""

    member: int
    account: int
    savings: int
    surplus: int
    social: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.savings + self.surplus + self.social


def own_balances(circle_id: int) -> dict[str, int]:
    """What stands on the circle's own accounts, by their words."""
    return dict(Account.objects.filter(circle=circle_id, member=None).values_list("word", "balance"))


def in_box(circle_id: int) -> int:
    """The cash that the circle has."""
    return -own_balances(circle_id).get("outside", 0)


def lendable(circle_id: int) -> int:
    """The cash that may be lent: what is in the box without the social fund."""
    own = own_balances(circle_id)
    return -own.get("outside", 0) - own.get("social", 0)


def most_for(circle: Circle, rules: Mapping[str, Any], member_id: int) -> int | None:
    """How much more a member may borrow; None: no limit but the box."""
    open_ = Loan.objects.filter(
        circle=circle, member=member_id, state__in=(Loan.State.ASKED, Loan.State.GRANTED)
    )
    asked = open_.aggregate(all=Sum("amount"))["all"] or 0
    lent = Obligation.objects.filter(
        circle=circle, payer__member=member_id, sort="instalment", state__in=("said", "stands", "disputed")
    ).aggregate(all=Sum(F("amount") - F("settled")))["all"] or 0  # fmt: skip
    if "multiple" in rules:
        saved = Account.objects.get(member=member_id, word="member").balance
        return max(int(rules["multiple"]) * saved - asked - lent, 0)
    most = rules.get("most_loan")
    return None if most is None else max(int(most) - asked - lent, 0)


def shares_of(circle: Circle) -> tuple[Share, ...]:
    """What a share-out would give today, by the number of the members; it adds up to what is in the box.

    What loans brought in goes out as everybody saved, to the last part, by the largest remainders; what they
    lost is borne alike.
    """
    accounts = list(
        Account.objects.filter(circle=circle, word="member", closed_on=None)
        .exclude(member=None)
        .order_by("member__number")
    )
    own = own_balances(circle.pk)
    saved = [one.balance for one in accounts]
    by_savings = saved if any(saved) else [1] * len(accounts)
    surplus = own.get("loans", 0)
    gains = shared_out(abs(surplus), by_savings)
    alike = terms_of(circle).get("social_end") == "equal"
    social = shared_out(own.get("social", 0), [1] * len(accounts) if alike else by_savings)
    return tuple(
        Share(one.member_id or 0, one.pk, one.balance, gain if surplus >= 0 else -gain, help_)
        for one, gain, help_ in zip(accounts, gains, social, strict=True)
    )
