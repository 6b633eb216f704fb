"""Konbit rota: all work on the field of one, each time of another one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Choice, Doing, Kind, Rule, Sort, from_query

KIND = Kind(
    word="rota",
    order=30,
    title=_("Konbit: working each other’s fields"),
    meaning=_("We all work on the field of one of us; the next time on another’s."),
    story=_(
        "Konbit in Haiti, mutirão in Brazil, minga in the Andes, dugnad in Norway: all come for a day to the "
        "field, the roof or the kitchen of one of us. Whose turn is next is known to all. The collective "
        "serves each of its members, and nobody ever owes a day."
    ),
    icon="sprout",
    sorts=("time",),
    rules=(
        Rule("next", Sort.CHOICE, _("Whose field is next"), "waited", "%(value)s", choices=(
            Choice("waited", _("Next is the field of who has waited longest.")),
            Choice("need", _("Whose field is next we decide together, by who needs it most.")))),
        Rule("food", Sort.CHOICE, _("Who brings food"), "host", "%(value)s", choices=(
            Choice("host", _("Whose field it is cooks for all.")),
            Choice("all", _("Everybody brings something to eat.")),
            Choice("pot", _("We cook together, out of the common pot.")))),
        Rule("away", Sort.CHOICE, _("Who cannot come"), "says", "%(value)s", choices=(
            Choice("says", _("Who cannot come says so before. Nothing has to be made good.")),
            Choice("sends", _("Who cannot come sends somebody if she can.")))),
        Rule("hours", Sort.YES, _("How long everybody worked is written down"), False,
             _("We write down how long everybody worked, for our own memory."),
             none=_("We write down who came, and not for how long.")),
    ),
    member_accounts=(),
    doings=(Doing("day", _("Plan a day"), "calendar-plus", "exchange:new-field-day"),),
    leaving=(Choice("go", _("She goes as she came"), _("Nobody owes a day, so that there is nothing to "
                                                       "settle.")),),
    pays=False,
    parts=("exchange/rota/part.html",),
    shown={"rota": from_query("konbit.exchange.queries.rota.rota_shown")},
)  # fmt: skip
