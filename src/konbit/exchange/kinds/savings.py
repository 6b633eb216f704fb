"""Savings group: members buy shares at meetings, lend to each other, and share out at the end."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Choice, Doing, Kind, Rule, Sort, from_query
from konbit.exchange.kinds.lending_rules import (
    APPROVAL,
    CHARGE,
    LENDING_DOINGS,
    LOANS,
    LOANS_SEEN,
    MOST_INSTALMENTS,
    MOST_MORATORIUM,
    OUTSIDE,
    SOCIAL,
    YESES,
    never_below_nothing,
)
from konbit.exchange.kinds.usual_rules import BALANCES_SEEN

KIND = Kind(
    word="savings",
    order=50,
    title=_("Savings group"),
    meaning=_("We save together at every meeting, lend to each other, and share out at the end."),
    story=_(
        "At each meeting everybody buys shares. Out of what is in the box, members get loans and pay them "
        "back in parts. A social fund helps in need. At the end of the year all is shared out to the cent, "
        "in proportion to what everybody saved."
    ),
    icon="piggy-bank",
    sorts=("money", "own"),
    rules=(
        Rule("share_value", Sort.AMOUNT, _("What a share costs"), 500, _("A share costs %(value)s."),
             least=1),
        Rule("most_shares", Sort.NUMBER, _("How many shares one may buy at a meeting"), 5,
             _("At a meeting, everybody buys at most so many shares: %(value)s."), least=1, most=1000),
        Rule("social", Sort.AMOUNT, _("What everybody gives to the social fund at a meeting"), None,
             _("At each meeting everybody gives %(value)s to the social fund."),
             none=_("Everybody gives to the social fund what she can.")),
        Rule("multiple", Sort.NUMBER, _("How many times one’s savings one may borrow"), 3,
             _("Loans of a member are at most so many times what she saved: %(value)s."), least=1, most=100),
        MOST_INSTALMENTS, MOST_MORATORIUM, CHARGE, APPROVAL, YESES, LOANS_SEEN,
        Rule("social_end", Sort.CHOICE, _("What becomes of the social fund at the end"), "equal", "%(value)s",
             choices=(Choice("equal", _("What is left of the social fund goes to all alike.")),
                      Choice("savings", _("What is left of the social fund goes to all as they saved.")))),
        BALANCES_SEEN,
    ),
    owns=(OUTSIDE, LOANS, SOCIAL),
    limits=never_below_nothing,
    doings=(
        *LENDING_DOINGS,
        Doing("back", _("Give savings back"), "undo-2", "exchange:savings-back", True),
        Doing("share_out", _("Share out"), "chart-pie", "exchange:share-out", True),
    ),
    leaving=(Choice("settle", _("She gets back what she saved"),
                    _("Give her savings back first; loans and promises are settled before.")),),
    pays=False,
    at_meetings=True,
    parts=("exchange/savings/part.html",),
    shown={"savings": from_query("konbit.exchange.queries.savings.savings_shown")},
)  # fmt: skip
