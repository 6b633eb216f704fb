"""Tontine: all pay in, one receives, until everybody had her turn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Choice, Doing, Kind, Own, Rule, Sort, from_query
from konbit.exchange.kinds.usual_rules import BALANCES_SEEN

SETTLE = Choice(
    "settle", _("She settles first"),
    _("Somebody takes over her hand and what she paid in, or all is settled at the end of the cycle."),
)  # fmt: skip

KIND = Kind(
    word="tontine",
    order=40,
    title=_("Tontine"),
    meaning=_("We all pay in, and one of us receives it; the next time another one."),
    story=_(
        "Susu, tanda, chama, sòl, djanggi: twelve people pay in every month, and each month one of them "
        "takes it home, until everybody had her turn. In Europe the word has a second meaning: an annuity "
        "after the banker Lorenzo de Tonti (1653), in which the shares of those who die go to "
        "those who live on. That is a bet on lives, and this is none: here everybody receives as much as "
        "she pays in."
    ),
    icon="refresh-cw",
    sorts=("money", "own", "time"),
    rules=(
        Rule("amount", Sort.AMOUNT, _("What one hand pays in at each turn"), 1000,
             _("One hand pays in %(value)s at each turn."), least=1),
        Rule("every", Sort.NUMBER, _("How many weeks or months lie between two turns"), 1,
             _("Between two turns lie so many weeks or months: %(value)s."), least=1, most=52),
        Rule("period", Sort.CHOICE, _("Weeks or months"), "months", "%(value)s", choices=(
            Choice("weeks", _("We count in weeks.")), Choice("months", _("We count in months.")))),
        Rule("order", Sort.CHOICE, _("Who receives when"), "draw", "%(value)s", choices=(
            Choice("draw", _("The order is drawn by lot, once, so that everybody can draw it again.")),
            Choice("need", _("Before each turn, members say why they need it, and we decide together.")),
            Choice("bid", _("Who leaves most of it to the others receives next; what she leaves is theirs.")),
            Choice("resolution", _("We agree upon the order before we begin.")))),
        Rule("bid_most", Sort.PERCENT, _("The most that may be left to the others"), 3000,
             _("Where bids decide, nobody leaves more than %(value)s of it to the others."), most=10000),
        Rule("guarantee", Sort.PERCENT, _("How much goes to the guarantee fund"), None,
             _("With each payment, %(value)s more goes to the guarantee fund; it comes back at the end."),
             none=_("There is no guarantee fund."), most=5000),
        Rule("late", Sort.DAYS, _("When somebody is late"), 3,
             _("Who has not paid %(value)s after the day is late. All members see it; the fund pays in "
               "meanwhile as far as it can, and is paid back."),
             none=_("Nobody is ever called late."), most=90),
        Rule("fine", Sort.AMOUNT, _("What being late costs"), None,
             _("Who is late pays %(value)s to the guarantee fund."), none=_("Being late costs nothing.")),
        Rule("early_end", Sort.CHOICE, _("If we end early"), "even_out", "%(value)s", choices=(
            Choice("even_out", _("If we end early, who received more than she paid in gives it back.")),
            Choice("stop", _("If we end early, everybody keeps what she has.")))),
        BALANCES_SEEN,
    ),
    owns=(
        Own("guarantee", _("Guarantee fund"), _("It pays in for who is late, and comes back at the end.")),
        Own("outside", _("Settled in cash"), _("What a cycle left over, settled from hand to hand."), None),
    ),
    doings=(
        Doing("meeting", _("Note who paid in"), "clipboard-check", "exchange:tontine-meeting", True),
        Doing("sheet", _("A sheet for the wall"), "printer", "exchange:tontine-sheet"),
        Doing("promises", _("What is to be paid later"), "calendar-clock", "exchange:promises"),
    ),
    leaving=(SETTLE,),
    pays=False,
    at_meetings=True,
    parts=("exchange/tontines/part.html",),
    shown={"tontine": from_query("konbit.exchange.queries.tontine.tontine_shown")},
)  # fmt: skip
