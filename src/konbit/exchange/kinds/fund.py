"""Solidarity fund: what is given to it is lent to who needs it, and comes back to be lent again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Choice, Kind, Own, Rule, Sort, from_query
from konbit.exchange.kinds.lending_rules import (
    APPROVAL,
    CHARGE,
    LENDING_DOINGS,
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
    word="fund",
    order=55,
    title=_("Solidarity fund"),
    meaning=_("We give to a fund that lends to whoever of us needs it."),
    story=_(
        "What is given to the fund stays in it: nobody gets it back for herself. It is "
        "lent to members, comes "
        "back in parts, and is lent again. What cannot come back is let go by a resolution."
    ),
    icon="hand-helping",
    sorts=("money", "own"),
    rules=(
        Rule("most_loan", Sort.AMOUNT, _("The most that is lent to one member"), 100000,
             _("At most %(value)s is lent to one member."), none=_("A loan may be as large as the fund.")),
        MOST_INSTALMENTS, MOST_MORATORIUM, CHARGE, APPROVAL, YESES, LOANS_SEEN, BALANCES_SEEN,
    ),
    owns=(OUTSIDE, Own("loans", _("Loan fund"), _("What was given and is not lent today.")), SOCIAL),
    limits=never_below_nothing,
    doings=LENDING_DOINGS,
    leaving=(Choice("settle", _("What she gave stays"), _("Her loans are paid back first.")),),
    pays=False,
    at_meetings=True,
    parts=("exchange/savings/part.html",),
    shown={"savings": from_query("konbit.exchange.queries.savings.savings_shown")},
)  # fmt: skip
