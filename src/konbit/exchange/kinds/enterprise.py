"""Common enterprise: all give to what belongs to all, and what is left is shared by what everybody gave."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Choice, Doing, Kind, Own, Rule, Sort, from_query
from konbit.exchange.kinds.lending_rules import OUTSIDE, never_below_nothing
from konbit.exchange.kinds.usual_rules import BALANCES_SEEN

KIND = Kind(
    word="enterprise",
    order=35,
    title=_("Common enterprise"),
    meaning=_("We all give work and goods to what belongs to us all, and share what is left."),
    story=_(
        "A common field, a mill, a bakery: each of its members serves the collective. What everybody gives "
        "is counted. When there is a surplus, a part stays in common and the rest is shared by what "
        "everybody gave, to the cent. It is the opposite of a konbit, in which the collective serves each "
        "of its members."
    ),
    icon="factory",
    sorts=("time", "own"),
    rules=(
        Rule("by", Sort.CHOICE, _("By what the surplus is shared"), "work", "%(value)s", choices=(
            Choice("work", _("The surplus is shared by what everybody gave.")),
            Choice("half", _("Half of the surplus goes to all alike, half by what everybody gave.")),
            Choice("alike", _("The surplus goes to all alike.")))),
        Rule("reserve", Sort.PERCENT, _("How much of the surplus stays in common"), 2000,
             _("Before sharing, %(value)s of the surplus stays in the common reserve."),
             none=_("Nothing of the surplus stays in common."), most=10000),
        Rule("noted", Sort.CHOICE, _("Who writes down what was given"), "keepers", "%(value)s", choices=(
            Choice("keepers", _("Those who keep the books write down what everybody gave.")),
            Choice("members", _("Everybody writes down what she gave; those who keep the books can mend "
                                "it.")))),
        BALANCES_SEEN,
    ),
    owns=(
        Own("pot", _("Given to the enterprise"),
            _("What was given and not yet counted in a sharing. It stands on the accounts of who gave it, "
              "and here below nothing."), None),
        Own("opening", _("Opening balances"), _("What stood in the notebook before we began here."), None),
        replace(OUTSIDE, later=True),
        Own("reserve", _("Common reserve"), _("What stays in common of every surplus."), later=True),
    ),
    limits=never_below_nothing,
    doings=(
        Doing("give", _("Write down what was given"), "clipboard-check", "exchange:note-given"),
        Doing("share", _("Share a surplus"), "chart-pie", "exchange:share-surplus", True),
        Doing("pay_out", _("Pay out what was shared"), "hand-coins", "exchange:pay-out-share", True),
        Doing("use", _("Use the reserve"), "hand-helping", "exchange:use-reserve", True),
    ),
    leaving=(
        Choice("settle", _("She waits for the next sharing"),
               _("What she gave is counted then, and paid out to her; she leaves afterwards.")),
        Choice("gift", _("What she gave stays with the others"), _("It is not counted in the next sharing.")),
    ),
    pays=False,
    parts=("exchange/enterprise/part.html",),
    shown={"enterprise": from_query("konbit.exchange.queries.enterprise.enterprise_shown")},
)  # fmt: skip
