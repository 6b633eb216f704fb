"""Gifts: what is given is counted, and nothing is owed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Choice, Doing, Kind, from_query

KIND = Kind(
    word="gifts",
    order=25,
    title=_("Gifts"),
    meaning=_("We give what we can and take what we need, and count only how often."),
    story=_(
        "Somebody cooks for a neighbour, minds a child, repairs a roof. We write down that it happened, so "
        "that all see what goes round. Nobody has a balance, and nobody owes anything."
    ),
    icon="heart-handshake",
    sorts=("time",),
    rules=(),
    member_accounts=(),
    doings=(Doing("gift", _("Write down a gift"), "plus", "exchange:new-gift"),),
    leaving=(Choice("go", _("She goes as she came"), _("There is nothing to settle.")),),
    pays=False,
    parts=("exchange/gifts/part.html",),
    shown={"gifts": from_query("konbit.exchange.queries.gifts.gifts_shown")},
)  # fmt: skip
