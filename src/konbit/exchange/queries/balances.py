"""What accounts have: read from the account itself, whatever its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from konbit.exchange.models import Account


@dataclass(frozen=True)
class Balance:
    """What an account (id) has, in smallest parts.

    `held` is promised to payments on their way; `version`: how many transfers it has seen. `least`, `most`:
    its limits, None: none.
    """

    account: int
    balance: int
    held: int
    version: int
    least: int | None
    most: int | None

    @property
    def can_spend(self) -> int | None:
        """What can be paid out of it now; None: as much as one likes."""
        return None if self.least is None else self.balance - self.held - self.least

    @property
    def can_take(self) -> int | None:
        """What it can still be paid; None: as much as one likes."""
        return None if self.most is None else self.most - self.balance


@dataclass(frozen=True)
class ZeroSum:
    """Of one currency (id): how many accounts there are, and what all of them have together, which is 0."""

    currency: int
    accounts: int
    total: int

    @property
    def holds(self) -> bool:
        """Whether nothing came out of nowhere."""
        return self.total == 0


def balance_of(account_id: int) -> Balance:
    """The balance of an account. Raises `KeyError` for none."""
    return balances_of([account_id])[account_id]


def balances_of(account_ids: Iterable[int]) -> dict[int, Balance]:
    """The balances of several accounts, by id, in one query."""
    rows = Account.objects.filter(pk__in=list(account_ids)).values_list(
        "pk", "balance", "held", "version", "least", "most"
    )
    return {row[0]: Balance(*row) for row in rows}


def zero_sums(circle_id: int | None = None) -> tuple[ZeroSum, ...]:
    """The proof that all balances of a currency add up to nothing: of a circle, or of the whole instance."""
    which = Q() if circle_id is None else Q(circle=circle_id)
    rows = (
        Account.objects.filter(which)
        .values("currency")
        .annotate(many=Count("pk"), total=Sum("balance"))
        .order_by("currency")
    )
    return tuple(ZeroSum(row["currency"], row["many"], row["total"] or 0) for row in rows)
