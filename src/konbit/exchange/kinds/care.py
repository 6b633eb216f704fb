"""Care hours: the unpaid care of everybody, written down so that it is seen; nobody owes anything."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Choice, Doing, Kind, Rule, Sort, from_query
from konbit.exchange.kinds.usual_rules import HOUR_PRICE

KIND = Kind(
    word="care",
    order=22,
    title=_("Care hours"),
    meaning=_("We write down the care that nobody pays for, so that it is seen."),
    story=_(
        "Children, elders, the sick, the kitchen, water and wood: much of the work that keeps us alive is "
        "never counted. Here everybody writes down her hours. Nobody has a balance, and nobody owes "
        "anything; together they show how much care there is."
    ),
    icon="heart",
    sorts=("time",),
    rules=(
        HOUR_PRICE,
        Rule("seen", Sort.CHOICE, _("Who sees the hours of a member"), "own", "%(value)s", choices=(
            Choice("own", _("Everybody sees her own hours, and the sum of all.")),
            Choice("members", _("All members see what everybody wrote down.")))),
    ),
    member_accounts=(),
    doings=(Doing("care", _("Write down care"), "plus", "exchange:new-care"),),
    leaving=(Choice("go", _("She goes as she came"), _("There is nothing to settle.")),),
    pays=False,
    parts=("exchange/care_hours/part.html",),
    shown={"care": from_query("konbit.exchange.queries.care_hours.care_shown")},
)  # fmt: skip
