"""The doors between the views of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.people.audience import Viewer
from konbit.work.queries.plans import PlanPage


@dataclass(frozen=True)
class ViewLink:
    """A way to look at a plan."""

    code: str
    title: str
    current: bool


def view_links(page: PlanPage, viewer: Viewer) -> list[ViewLink]:
    """The views that mean something for this plan and this reader."""
    titles = {
        "section": _("By section"),
        "who": _("By who does it"),
        "month": _("By month"),
        "goal": _("By goal") if page.plan.goals else "",
        "wanted": _("Needs someone"),
        "late": _("Late") if page.plan.running else "",
        "quiet": _("Silent for 30 days") if page.plan.running else "",
        "mine": _("Yours") if viewer.is_someone else "",
    }
    return [ViewLink(code, title, code == page.by) for code, title in titles.items() if title]
