"""Setting off debts: groups that buy from each other pay less money, because their debts meet in circles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Doing, Kind, Own
from konbit.exchange.kinds.usual_rules import BALANCES_SEEN, LEAVING, SILENCE, SILENCE_MEANS

PROMISES = Doing("promises", _("Who owes whom"), "receipt", "exchange:promises")
CLEARING = Doing("clearing", _("Clear our debts"), "repeat", "exchange:clearing-rounds")

KIND = Kind(
    word="setoff",
    order=60,
    title=_("Clearing of debts"),
    meaning=_("We owe each other in circles, so we let it meet instead of paying."),
    story=_(
        "A owes B, B owes C, C owes A: nobody has to pay the part that is common to all three. Members write "
        "down what they owe and confirm it; Konbit finds the most that can be let go. Nobody ends up with "
        "more or less than before."
    ),
    icon="repeat",
    sorts=("money", "own", "time"),
    rules=(BALANCES_SEEN, SILENCE, SILENCE_MEANS),
    owns=(
        Own("opening", _("Opening balances"), _("What stood in the notebook before we began here."), None),
        Own("pot", _("Common pot"), _("What members leave to all.")),
    ),
    doings=(PROMISES, CLEARING),
    leaving=LEAVING,
)
