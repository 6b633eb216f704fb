"""Rules and accounts of circles that lend out of what was put together, each said once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.exchange.kinds.declared import Choice, Doing, Limits, Own, Rule, Sort


def never_below_nothing(_rules: Mapping[str, Any], _word: str) -> Limits:
    """What a member has is never less than nothing; what she owes stands among the promises."""
    return 0, None


MOST_INSTALMENTS = Rule(
    "most_instalments", Sort.NUMBER, _("In how many months at most a loan comes back"), 12,
    _("A loan comes back in monthly parts, at most so many: %(value)s."), least=1, most=120,
)  # fmt: skip
MOST_MORATORIUM = Rule(
    "most_moratorium", Sort.NUMBER, _("For how many months at most nothing is paid back first"), 3,
    _("Nothing has to be paid back in the first months, if you ask for it; at most so many: %(value)s."),
    most=60,
)  # fmt: skip
CHARGE = Rule(
    "charge", Sort.PERCENT, _("What a loan costs, once"), None,
    _("A loan costs %(value)s of its amount, once. There is no interest and no other cost."),
    none=_("Loans cost nothing."), most=10000,
)  # fmt: skip
APPROVAL = Rule(
    "approval", Sort.CHOICE, _("Who grants a loan"), "members", "%(value)s",
    choices=(
        Choice("members", _("Members say yes or no to a loan.")),
        Choice("resolution", _("A loan is granted by a resolution.")),
    ),
)  # fmt: skip
YESES = Rule(
    "yeses", Sort.NUMBER, _("How many members have to say yes"), 2,
    _("Where members grant a loan, so many have to say yes: %(value)s."), least=1, most=1000,
)  # fmt: skip
LOANS_SEEN = Rule(
    "loans_seen", Sort.CHOICE, _("Who sees loans"), "members", "%(value)s",
    choices=(
        Choice("members", _("All members see who has a loan, and who is late with it.")),
        Choice("keepers", _("A loan is seen by who has it and those who keep the books; and by those who "
                            "say yes or no to it, until it is granted.")),
    ),
)  # fmt: skip

OUTSIDE = Own(
    "outside", _("Cash box"),
    _("What lies in the box is counted below nothing, because it came in from outside: -100 means that 100 "
      "lie in the box. Konbit counts it, and never holds it."), None, 0,
)  # fmt: skip
LOANS = Own(
    "loans",
    _("Loan fund"),
    _("Below nothing: so much is lent to members. Above: what loans brought in."),
    None,
)
SOCIAL = Own("social", _("Social fund"), _("For a death, an illness, a birth. What loans lose, it carries."))

LENDING_DOINGS = (
    Doing("ask", _("Ask for a loan"), "hand-coins", "exchange:new-loan"),
    Doing("promises", _("What is to be paid later"), "calendar-clock", "exchange:promises"),
    Doing("meeting", _("At the meeting"), "clipboard-check", "exchange:savings-meeting", True),
    Doing("fine", _("Write down a fine"), "pencil", "exchange:new-promise", True),
    Doing("help", _("Help somebody"), "heart-handshake", "exchange:give-out", True),
)
