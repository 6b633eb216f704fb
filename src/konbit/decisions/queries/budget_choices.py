"""What can be chosen in forms of budgets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from konbit.assembly.queries.choices import Choices, short
from konbit.decisions.models import Budget, Project, Unit, Vote
from konbit.decisions.queries.proposing import proposing_groups
from konbit.decisions.queries.secrecy import FEWEST
from konbit.directory.models import Role
from konbit.people.audience import Viewer

FORMS = [
    (Budget.Form.BALLOTS.value, _("Everybody votes on proposals")),
    (Budget.Form.CYCLE.value, _("A cycle of assemblies: plenaries, delegates, a council")),
]
BALLOTS = [
    (Budget.Says.APPROVAL.value, _("All projects that one wants (simplest)")),
    (Budget.Says.COST.value, _("Projects that together cost no more than the budget")),
    (Budget.Says.POINTS.value, _("Points, to one project or to several")),
]
UTILITIES = [
    ("cost", _("What it costs: projects with many supporters come first (usual)")),
    ("cardinality", _("Each the same: cheap projects come first")),
    ("points", _("The points that were given to it")),
]
COMPLETIONS = [
    ("add1u", _("Shares grow until nothing more fits; then the most votes come first (usual)")),
    ("add1", _("Shares grow until nothing more fits")),
    ("u", _("The most votes come first, as long as it fits")),
    ("none", _("It stays for another time")),
]


SECRECY = [
    (Vote.Secrecy.ANONYMOUS.value, _("Anonymous: ballots are kept without names; this house is trusted")),
    (Vote.Secrecy.OPEN.value, _("Open: everybody who sees the vote sees who voted how")),
]
UNITS = [(one.value, one.label) for one in Unit]


def usual_secrecy(budget: Budget) -> str:
    """How secret its vote is where nobody chooses: open where so few take part in the group that no ballot
    could be secret."""
    people = Role.objects.filter(group=budget.group_id).values("person").distinct().count()
    return Vote.Secrecy.OPEN if people < FEWEST else Vote.Secrecy.ANONYMOUS


def proposing_choices(viewer: Viewer, budget: Budget) -> Choices:
    """The groups in whose name the viewer may propose."""
    return [(uid, link.name) for uid, link in proposing_groups(viewer, budget).items()]


def area_choices(budget: Budget) -> Choices:
    """The areas of a budget."""
    return [(one.pk, short(one.title)) for one in budget.areas.all()]


def rival_choices(project: Project) -> Choices:
    """The other projects of its budget that are not withdrawn."""
    others = project.budget.projects.exclude(pk=project.pk).exclude(state=Project.State.WITHDRAWN)
    return [(one.uid, f"{one.number}. {short(one.title)}") for one in others]
