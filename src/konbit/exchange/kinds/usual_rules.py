"""Rules that many kinds of circle share, each said once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Choice, Doing, Limits, Rule, Sort


def limits_as_agreed(rules: Mapping[str, Any], _word: str) -> Limits:
    """As far below nothing, and above it, as the rules `below` and `above` say."""
    below, above = rules.get("below"), rules.get("above")
    return (None if below is None else -int(below)), (None if above is None else int(above))


BALANCES_SEEN = Rule(
    "balances_seen", Sort.CHOICE, _("Who sees the balance of a member"), "keepers",
    "%(value)s",
    choices=(
        Choice("keepers", _("Everybody sees her own balance; those who keep the books see all.")),
        Choice("members", _("All members see all balances.")),
    ),
)  # fmt: skip

SILENCE = Rule(
    "silence", Sort.DAYS, _("How long somebody has to answer a payment"), 14,
    _("Who is asked for a payment has %(value)s to answer."),
    none=_("A payment that is asked for waits until it is answered."),
    least=1, most=90,
)  # fmt: skip

SILENCE_MEANS = Rule(
    "silence_means", Sort.CHOICE, _("What happens without an answer"), "expire",
    "%(value)s",
    choices=(
        Choice("expire", _("Without an answer nothing is paid.")),
        Choice("accept", _("Without an answer it is paid.")),
    ),
)  # fmt: skip

WARNING = Rule(
    "warning", Sort.PERCENT, _("When a friendly word is due, in percent of a limit"), 8000,
    _("At %(value)s of a limit we say a friendly word."),
    none=_("Nobody is told that a limit is near."),
    most=10000,
)  # fmt: skip

HOUR_PRICE = Rule(
    "price", Sort.PRICE, _("What an hour would cost elsewhere"), None,
    _("Beside the hours we show what they would cost elsewhere: %(value)s an hour."),
    none=_("An hour is an hour: we do not say what it would cost elsewhere."),
    help=_("Such as 12.50 EUR. It is only shown, and never counted with."),
)  # fmt: skip

LEAVING = (
    Choice(
        "settle", _("She settles first"),
        _("She sells, buys or pays until her balance is nothing, and leaves then."),
    ),
    Choice(
        "gift", _("It goes to the common pot"),
        _("What she has is a gift to the pot. What she lacks she has to settle first."),
    ),
    Choice("pot", _("The common pot carries it"), _("The pot takes what she has, or pays what she lacks.")),
)  # fmt: skip
"""What can become of a balance when somebody leaves; the first is the usual one."""

PAYING_DOINGS = (
    Doing("pay", _("Write down a payment"), "arrow-left-right", "exchange:pay", for_keepers=True),
    Doing("be_paid", _("Be paid: show a QR"), "qr-code", "exchange:be-paid"),
    Doing("card", _("Be paid by card"), "credit-card", "exchange:pay-by-card"),
    Doing("list", _("Pay by list"), "list", "exchange:pay-by-list"),
    Doing("meeting", _("Write down a meeting"), "notebook-pen", "exchange:meeting-mode", for_keepers=True),
    Doing("care", _("What would fit, who may need a hand"), "heart-handshake", "exchange:care-for-circle"),
    Doing("sheet", _("A sheet for the wall"), "printer", "exchange:circle-sheet"),
)
"""What can be done wherever members pay each other."""
