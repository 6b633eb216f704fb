"""Time bank: an hour of anybody is an hour."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Doing, Kind, Own, Rule, Sort, from_query
from konbit.exchange.kinds.usual_rules import (
    BALANCES_SEEN,
    HOUR_PRICE,
    LEAVING,
    PAYING_DOINGS,
    SILENCE,
    SILENCE_MEANS,
    WARNING,
    limits_as_agreed,
)

KIND = Kind(
    word="timebank",
    order=20,
    title=_("Time bank"),
    meaning=_("We help each other, and an hour of anybody is an hour."),
    story=_(
        "Who helps for an hour has an hour to spend: on a lesson, on company at the doctor’s, on a hand in "
        "the garden. Care is counted like everything else. Nobody asks what an hour would cost elsewhere."
    ),
    icon="clock",
    sorts=("time",),
    rules=(
        Rule(
            "below", Sort.AMOUNT, _("How many hours a member may be helped before she helps"), 20 * 60,
            _("A member may be helped for %(value)s more than she has helped."),
            none=_("A member may be helped for as long as she needs."),
            help=_("Who cannot give hours is not left alone: see the common pot."),
        ),
        Rule(
            "above", Sort.AMOUNT, _("How many hours a member may gather"), 60 * 60,
            _("A member may gather %(value)s. Then it is time to be helped, or to give some to the pot."),
            none=_("A member may gather as many hours as she likes."),
        ),
        WARNING,
        HOUR_PRICE,
        BALANCES_SEEN,
        SILENCE,
        SILENCE_MEANS,
    ),
    owns=(
        Own("opening", _("Opening balances"), _("What stood in the notebook before we began here."), None),
        Own("pot", _("Common pot"), _("Hours that members give for those who cannot give any."), None),
    ),
    limits=limits_as_agreed,
    doings=(
        Doing("ask", _("Ask for hours that you gave"), "hand-coins", "exchange:ask-payment"),
        Doing("promises", _("What is to be given later"), "calendar-clock", "exchange:promises"),
        *PAYING_DOINGS,
    ),
    leaving=LEAVING,
    parts=("exchange/care_hours/price.html",),
    shown={"price": from_query("konbit.exchange.queries.care_hours.price_shown")},
)  # fmt: skip
