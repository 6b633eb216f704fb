"""Projects of a `.pb` file, as other programs for budgets write them, into a budget."""

from __future__ import annotations

from fractions import Fraction

from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add
from konbit.decisions.budget_stages import rules_stand
from konbit.decisions.formats import pb
from konbit.decisions.models import Budget, Project
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer

MOST_BYTES = 5_000_000
MOST = 1000
LONGEST_TITLE = 200


def bring_projects(viewer: Viewer, uid: str, content: bytes, name: str, language: str) -> int:
    """Take the projects of a file with their costs into a budget; ballots in it are not taken, and projects
    that stand there with the same words are left. Returns how many are new. All come in, or none. Raises
    `Problem` with the line that is wrong, `NotAllowed`, `NotFound`."""
    budget, sight = seen_thing(viewer, Budget, uid)
    sight.must("edit")
    if rules_stand(budget):
        raise Problem(
            _("The vote is prepared: its projects stay as they are."),
            remedy=_("Give the vote up first, if this has to change."),
        )
    poll = _read(content, name)
    scale = Fraction(10) ** (money.places(budget.currency) - poll.places)
    new = 0
    with recording(viewer.actor, "bring projects") as batch:
        budget = Budget.objects.select_for_update().get(pk=budget.pk)
        there = {words for one in budget.projects.all() for words in one.title.values()}
        number = budget.projects.aggregate(last=Max("number"))["last"] or 0
        for title, cost in zip(poll.names, poll.costs, strict=True):
            words = title.strip()[:LONGEST_TITLE]
            if words in there:
                continue
            there.add(words)
            new += 1
            project = Project(
                budget=budget, number=number + new, title={language: words}, person=viewer.actor,
                cost=-(-cost * scale // 1),
            )  # fmt: skip
            add(batch, project)
    return new


def _read(content: bytes, name: str) -> pb.Poll:
    if len(content) > MOST_BYTES:
        raise Problem(_("This file is too long."), name, _("Leave its ballots out: only projects are taken."))
    try:
        poll = pb.parse(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise Problem(_("This file is no text in UTF-8."), name, _("Save it as plain text.")) from error
    except Problem as problem:
        raise Problem(f"{problem.where}: {problem.what}", problem.where, problem.remedy) from problem
    if len(poll.ids) > MOST:
        raise Problem(_("These are too many projects."), name, _("Part the file into several budgets."))
    return poll
