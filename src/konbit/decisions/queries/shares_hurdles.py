"""What stands in the way of a vote about money."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from konbit.decisions.budget_votes import Unfit, rules_of_budget, standing
from konbit.decisions.hurdles import Hurdle
from konbit.decisions.models import Vote


def shares_hurdles(vote: Vote) -> Iterator[Hurdle]:
    """Whether there is money, and every project has its cost."""
    try:
        rules = rules_of_budget(vote)
    except Unfit:
        words = _("This vote belongs to no budget, so there is no money to share out.")
        yield Hurdle("budget", f"{words} {_('Begin a budget, and put that to the vote.')}", forbids=True)
        return
    if vote.options.filter(withdrawn_on=None, cost=None).exists():
        words = _("Some projects have no cost. Take them out, and propose them in the budget.")
        yield Hurdle("cost", words, forbids=True)
    if any((one.cost or 0) > rules["amount"] for one in standing(vote)):
        words = _("Some projects cost more than there is in all: they can’t win.")
        yield Hurdle("dear", words, forbids=False)
