"""What was brought to a meeting: many payments under one key, all of them or none, told line by line."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.exchange.actions.promises import kept_by
from konbit.exchange.journal.posting import sent_otherwise
from konbit.exchange.models import Account, Obligation, Transfer


class MeetingRefused(Problem):
    """Nothing of a meeting was noted, because of some lines. `lines`: what is wrong, by the member's id."""

    def __init__(self, lines: Mapping[int, str]) -> None:
        self.lines = dict(lines)
        super().__init__(
            _("Nothing was noted yet: something is wrong in one line or more."),
            remedy=_("Mend what stands beside them and send it again."),
        )


def pay_promises(
    actor: str, account: Account, amount: int, key: uuid.UUID, on: date | None = None
) -> tuple[Obligation, ...]:
    """Keep the promises of an account with an amount, the oldest first. In a transaction.

    Raises `Problem` for more than it promised.
    """
    left, kept = amount, []
    for one in open_promises(account):
        if not left:
            break
        part = min(left, one.amount - one.settled)
        kept.append(kept_by(actor, one.pk, _key(key, one), part, on))
        left -= part
    if left:
        raise Problem(_("This is more than is to be paid."), remedy=_("Write what is to be paid, or less."))
    return tuple(kept)


def open_promises(account: Account) -> list[Obligation]:
    """What an account still has to pay, the oldest first."""
    return list(account.promised.filter(state=Obligation.State.STANDS).order_by("due_on", "pk"))


def was_sent(accounts: Sequence[Account], wanted: Mapping[int, int], key: uuid.UUID) -> bool:
    """Whether this very meeting was noted before. `wanted`: amounts by account id. Raises `Problem` (409)
    where the same key came with other amounts."""
    promised = Obligation.objects.filter(payer__in=[one.pk for one in accounts])
    keys = {_key(key, one) for one in promised.only("uid")}
    stands: dict[int, int] = {}
    for payer, amount in Transfer.objects.filter(key__in=keys).values_list("payer", "amount"):
        stands[payer] = stands.get(payer, 0) + amount
    if stands and stands != {account: amount for account, amount in wanted.items() if amount}:
        raise sent_otherwise()
    return bool(stands)


def _key(key: uuid.UUID, one: Obligation) -> uuid.UUID:
    return uuid.uuid5(key, one.uid)
