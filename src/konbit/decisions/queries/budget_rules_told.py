"""The rules of a budget as whoever votes reads them before she does."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.base import money
from konbit.decisions.models import Budget


def rules_told(budget: Budget) -> Iterator[str]:
    """One sentence for each rule."""
    if budget.ballot == Budget.Says.POINTS:
        yield ngettext(
            "Everybody gives %(count)d point, to one project or to several.",
            "Everybody gives up to %(count)d points, to one project or to several.",
            budget.points,
        ) % {"count": budget.points}
    elif budget.ballot == Budget.Says.COST:
        yield _("Everybody names projects that together cost no more than the whole budget.")
    else:
        yield _("Everybody names all projects that she wants. Naming one more takes nothing from the others.")
    yield _("The money is shared: every vote is worth the same part of it.")
    yield _("A project is bought when those who named it can pay for it together, each the same.")
    yield {
        "cost": _("First comes the project that has the most supporters who still have money."),
        "cardinality": _("First comes the project that costs each of its supporters least."),
        "points": _("First comes the project that costs its supporters least for each point they gave."),
    }[budget.utility]
    if budget.completion in ("add1", "add1u"):
        step = money.shown(budget.step, budget.currency) if budget.step else _("a thousandth of a share")
        yield _(
            "If money is left, all shares grow by %(step)s, again and again, and the count begins anew, "
            "until nothing more fits."
        ) % {"step": step}
        yield only_counted()
    if budget.completion in ("u", "add1u"):
        yield _("What is left then buys what still fits, the most votes first.")
    if budget.comparison:
        yield _("If more voters are better off with what has the most votes, that is bought instead.")
    if budget.least_score:
        yield ngettext(
            "A project needs at least %(count)d vote.",
            "A project needs at least %(count)d votes.",
            budget.least_score,
        ) % {"count": budget.least_score}
    yield _("Between equals the lot decides. It is drawn when the vote opens, for everybody to see.")


def only_counted() -> str:
    """That growing shares spend nothing more."""
    return _("Growing shares are only a way of counting: no more is spent than the budget.")
