"""What a meeting leaves behind in this room: a task in the group's plan."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from konbit.base.errors import Problem
from konbit.base.registry import Made, Wish
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.directory.models import Group
from konbit.directory.queries.visible import sight_of
from konbit.people.audience import Viewer
from konbit.work.actions.activities import check, groups_meant, put
from konbit.work.actions.plans import put_plan
from konbit.work.deadlines import Due, Written, read_deadline
from konbit.work.hands import read_hands
from konbit.work.models import Activity
from konbit.work.queries.lines import address_of
from konbit.work.queries.plans import current_plan


def make_activity(viewer: Viewer, group_id: int, wish: Wish) -> Made:
    """Make a wish an activity of the plan by which the group works, or of a new plan of this year. The same
    key again gives the one that stands.

    Raises `NotAllowed`, and `Problem` for a wish without words.
    """
    group = Group.objects.get(pk=group_id)
    sight_of(viewer, group).must("take part")
    made = once(Activity, wish.key, lambda: _make(viewer, group, wish))
    title = next(iter(made.text.values()), made.code)
    return Made("work.activity", made.pk, title, address_of(made.uid))


def _make(viewer: Viewer, group: Group, wish: Wish) -> Activity:
    if not wish.text.strip():
        raise Problem(_("Say what is to be done."), remedy=_("Write it in a few words."), status=422)
    with recording(viewer.actor, "make from meeting") as batch:
        plan = current_plan(group.pk) or put_plan(batch, viewer, group, _this_year(wish.language))
        said = {
            "text": {wish.language: wish.text.strip()},
            "takers": read_hands(wish.who),
            "deadline": _deadline(wish.until),
            "resolution_id": wish.resolution,
        }
        check(viewer, plan, said)
        return put(batch, plan, said, key=wish.key, groups=groups_meant(viewer, plan, said))


def _deadline(until: str) -> Written:
    """A partial date as the wish has it, or words that somebody wrote."""
    return Written("dated", (Due("due", "", until),)) if until[:4].isdigit() else read_deadline(until)


def _this_year(language: str) -> dict[str, object]:
    year = str(timezone.localdate().year)
    with override(language):
        title = _("Plan of %(year)s") % {"year": year}
    return {"title": {language: title}, "valid_from": year, "valid_until": year}
