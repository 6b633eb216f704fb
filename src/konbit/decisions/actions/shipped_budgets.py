"""Loading the invented budget by ballots that Konbit ships, once, and counting it: what people changed or
removed stays."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.actions.budget_voting import SHARES, settle_budget
from konbit.decisions.budget_votes import frozen_rules, word_of
from konbit.decisions.canonical import hash_of
from konbit.decisions.counting import counted
from konbit.decisions.methods import rules_as_data
from konbit.decisions.models import Ballot, Budget, Channel, Entitled, Option, Participation, Project, Vote
from konbit.decisions.queries.methods import shipped_methods
from konbit.decisions.queries.rolls import roll_hash
from konbit.decisions.shipped.budgets_reading import AskedFor, BudgetEntry, budgets
from konbit.directory.actions.shipping import SHIPPED, Shipping, shipped_uid
from konbit.engines.count import drawn_order

_PLACE = uuid.UUID("b7c4a3a1-70c9-4a8c-9a6e-5a1c5d0e2f44")


def load_budgets() -> int:
    """Bring in the shipped budgets that are not here yet. Returns the number of budgets made."""
    with recording(SHIPPED, "load example") as batch:
        loading = _Loading(batch)
        return sum(loading.budget(entry) for entry in budgets())


class _Loading(Shipping):
    """Budgets with their projects, ballots and what came of them."""

    def budget(self, entry: BudgetEntry) -> bool:
        """A budget whose vote is counted. Whether it was made now."""
        budget = self.make(
            Budget, entry.root, key=_key(entry.root.code), title=entry.title, text=entry.text,
            amount=entry.amount, currency=entry.currency, state=Budget.State.VOTING.value,
        )  # fmt: skip
        if budget is None:
            return False
        projects = [self._project(budget, one) for one in entry.projects]
        vote = self._vote(budget, entry)
        for project in projects:
            self._option(vote, project)
        for number, named in enumerate(entry.ballots, start=1):
            self._ballot(vote, number, named)
        self._count(vote, budget)
        return True

    def _project(self, budget: Budget, entry: AskedFor) -> Project:
        code = f"{budget.uid} project {entry.number}"
        project = Project(
            uid=shipped_uid("Project", code), key=_key(code), budget=budget, number=entry.number,
            title=entry.title, text=entry.text, cost=entry.cost, state=Project.State.FEASIBLE.value,
        )  # fmt: skip
        add(self.batch, project)
        return project

    def _vote(self, budget: Budget, entry: BudgetEntry) -> Vote:
        rules = next(one for one in shipped_methods() if one.word == SHARES)
        ended = _at(entry.closed_on)
        code = f"{entry.root.code} vote"
        vote = Vote(
            uid=shipped_uid("Vote", code), key=_key(code), group=budget.group, source=budget.source,
            by=SHIPPED, title=entry.question, method=SHARES, unit=rules.unit,
            rules={"method": rules_as_data(rules), "budget": frozen_rules(budget)},
            secrecy=Vote.Secrecy.ANONYMOUS.value, opened_at=ended, closes_at=ended,
            seed=hashlib.sha256(code.encode()).hexdigest()[:32],
        )  # fmt: skip
        add(self.batch, vote)
        change(self.batch, budget, vote=vote)
        return vote

    def _option(self, vote: Vote, project: Project) -> None:
        option = Option(
            vote=vote, word=word_of(project.number), title=project.title, text=project.text,
            cost=project.cost, order=project.number,
        )  # fmt: skip
        add(self.batch, option)
        change(self.batch, project, option=option)

    def _ballot(self, vote: Vote, number: int, named: tuple[int, ...]) -> None:
        line = Entitled(vote=vote, number=number)
        add(self.batch, line)
        Participation.objects.create(vote=vote, entitled=line, channel=Channel.WEB)
        said = {"points": {word_of(one): 1 for one in named}}
        Ballot.objects.create(id=_key(f"{vote.uid} ballot {number}"), vote=vote, said=said)

    def _count(self, vote: Vote, budget: Budget) -> None:
        drawn = roll_hash(vote)
        words = [one.word for one in vote.options.all()]
        ties = list(drawn_order(words, f"{vote.seed}\n{drawn}"))
        change(self.batch, vote, rules={**vote.rules, "ties": ties}, roll_hash=drawn)
        result: Any = counted(vote)
        change(
            self.batch, vote, state=Vote.State.CLOSED.value, closed_at=vote.closes_at, result=result,
            result_hash=hash_of(result),
        )  # fmt: skip
        settle_budget(self.batch, vote)


def _at(day: str) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time(18)))


def _key(code: str) -> uuid.UUID:
    return uuid.uuid5(_PLACE, code)
