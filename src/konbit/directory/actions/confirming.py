"""Answers to the question whether what stands there is still true, by those who hold a link."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.directory.actions.proposing import Aside, report
from konbit.directory.actions.writing import change_groups
from konbit.directory.models import Group
from konbit.directory.queries.still_true import asked_by
from konbit.directory.queries.versions import version_of
from konbit.people.audience import ANYONE


class ChangedMeanwhile(Problem):
    """What stands there is not what she saw when she said that it is true."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this while you were reading."),
            remedy=_("Look at it once more, and say again whether it is true."),
            status=409,
        )


def confirm_by_link(uid: str, token: str, seen: int) -> None:
    """Say that what everybody sees of a group, as of its change `seen`, is still true, by a link that asks.

    The link is what allows it, not who is signed in, so nobody is named. How sure the record is stays as it
    was: nobody knows whether the group itself answered. A question that is answered already stays so. Raises
    `ChangedMeanwhile`, and `NotFound` or `Problem` for a link that does not hold.
    """
    with recording(ANYONE.actor, "confirm by link") as batch:
        asked = asked_by(uid, token)
        if asked.is_answered:
            return
        group = Group.objects.select_for_update().get(pk=asked.group.pk)
        if version_of(group.pk) != seen:
            raise ChangedMeanwhile
        change_groups(batch, [(group, {"confirmed_on": date.today().isoformat()})])


def report_by_link(uid: str, token: str, trouble: str, aside: Aside) -> None:
    """Tell those who look after a group's network what is different, by the link that asked; it waits for
    their eyes and changes nothing before.

    Raises `NotFound` or `Problem` for a link that does not hold, and as `report` does.
    """
    asked_by(uid, token)
    report(ANYONE, uid, trouble, aside)
