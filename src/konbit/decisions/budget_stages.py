"""From which stage of a budget one goes to which, and what stands in each."""

from __future__ import annotations

from typing import Final

from konbit.decisions.models import Budget, Project, Vote

_S = Budget.State

WAYS: Final[dict[str, tuple[str, ...]]] = {
    _S.PREPARING: (_S.PROPOSING,),
    _S.PROPOSING: (_S.REVIEWING, _S.PREPARING),
    _S.REVIEWING: (_S.PROPOSING,),
    _S.VOTING: (_S.REVIEWING,),
    _S.WORKING: (_S.ENDED,),
    _S.ENDED: (_S.WORKING,),
}
"""What people say by hand; into the vote, and out of it, leads the vote itself."""

REVIEWED: Final = (Project.State.FEASIBLE, Project.State.NOT_FEASIBLE)
DONE: Final = (Project.State.BOUGHT, Project.State.NOT_BOUGHT)


def rules_stand(budget: Budget) -> bool:
    """Whether money and rules are fixed: a vote is prepared that was not given up."""
    return budget.vote is not None and budget.vote.state != Vote.State.GIVEN_UP


def may_propose(budget: Budget) -> bool:
    """Whether projects are taken."""
    return budget.state == Budget.State.PROPOSING
