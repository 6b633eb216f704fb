"""The vote that follows where objections stand and no round is left, by the method named beforehand."""

from __future__ import annotations

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add
from konbit.decisions.models import College, Entitled, Vote
from konbit.decisions.phases import fallback_key
from konbit.decisions.queries.methods import method_named
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer


def fall_back(viewer: Viewer, uid: str) -> Vote:
    """Prepare the vote by the method that a consent (uid) named for this case: the same proposal, the same
    roll. Returns it; asked again, the vote that stands. It is opened like any other.

    Raises `Problem` where the consent did not come to this, `NotAllowed`, `NotFound`.
    """
    vote, sight = seen_thing(viewer, Vote, uid)
    sight.must("edit")
    method = str(vote.result.get("fallback", ""))
    if vote.state != Vote.State.CLOSED or not method:
        raise Problem(
            _("Nothing was named beforehand, or it is not needed."),
            remedy=_("It is for objections that stand when no round is left."),
            status=409,
        )
    method_named(viewer, method)
    return once(Vote, fallback_key(vote), lambda: _following(viewer, vote, method))


def _following(viewer: Viewer, vote: Vote, method: str) -> Vote:
    following = Vote(
        key=fallback_key(vote), group=vote.group, title=vote.title, text=vote.text, method=method,
        unit=vote.unit, secrecy=vote.secrecy, proxies=vote.proxies, audience=vote.audience, by=viewer.actor,
        meeting=vote.meeting, above=vote.above, passes_up=vote.passes_up,
    )  # fmt: skip
    with recording(viewer.actor, "fall back") as batch:
        add(batch, following)
        _copy_roll(batch, vote, following)
    return following


def _copy_roll(batch: Batch, vote: Vote, following: Vote) -> None:
    """The colleges and the lines of the roll that hold, as they are."""
    colleges: dict[int | None, College | None] = {None: None}
    for one in vote.colleges.all():
        college = College(
            vote=following, title=one.title, seats=one.seats, part=one.part, least=one.least, most=one.most,
            order=one.order,
        )  # fmt: skip
        add(batch, college)
        colleges[one.pk] = college
    for line in vote.roll.filter(until_on=None):
        add(
            batch,
            Entitled(
                vote=following, number=line.number, person=line.person, name=line.name, group=line.group,
                college=colleges.get(line.college_id), weight=line.weight, mandate=line.mandate,
            ),
        )  # fmt: skip
