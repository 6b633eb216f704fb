"""Mutual credit: who gives to the circle may take from it, without anybody printing or lending money."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Doing, Kind, Own, Rule, Sort
from konbit.exchange.kinds.usual_rules import (
    BALANCES_SEEN,
    LEAVING,
    PAYING_DOINGS,
    SILENCE,
    SILENCE_MEANS,
    WARNING,
    limits_as_agreed,
)

KIND = Kind(
    word="credit",
    order=10,
    title=_("Mutual credit"),
    meaning=_("We sell to and buy from each other, and write down who gave how much."),
    story=_(
        "Everybody begins at nothing. Who buys goes below it, who sells goes above it, and all balances "
        "together are always nothing. How far below one may go is agreed beforehand."
    ),
    icon="arrow-left-right",
    sorts=("money", "own", "time"),
    rules=(
        Rule(
            "below", Sort.AMOUNT, _("How far below nothing a member may go"), 20000,
            _("A member may go as far as %(value)s below nothing."),
            none=_("There is no limit below nothing."),
            help=_("About what a member sells to the others in two or three months."),
        ),
        Rule(
            "above", Sort.AMOUNT, _("How much a member may gather"), 40000,
            _("A member may gather up to %(value)s. Then it is time to buy from others."),
            none=_("A member may gather as much as she likes."),
        ),
        WARNING,
        BALANCES_SEEN,
        SILENCE,
        SILENCE_MEANS,
    ),
    owns=(
        Own("opening", _("Opening balances"), _("What stood in the notebook before we began here."), None),
        Own("pot", _("Common pot"), _("What members leave to all.")),
    ),
    limits=limits_as_agreed,
    doings=(
        Doing("ask", _("Ask for a payment"), "hand-coins", "exchange:ask-payment"),
        Doing("promises", _("What is to be paid later"), "calendar-clock", "exchange:promises"),
        Doing("clearing", _("Clear our debts"), "repeat", "exchange:clearing-rounds"),
        *PAYING_DOINGS,
    ),
    leaving=LEAVING,
)  # fmt: skip
