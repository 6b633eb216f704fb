"""What becomes of points: decided by a resolution or a vote, referred to another body, not taken up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.assembly.models import Resolution
from konbit.base.errors import Problem
from konbit.base.text import in_language
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import change
from konbit.decisions.actions.sorting import standing
from konbit.decisions.models import Gathering, Point, Vote
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class PointOutcome:
    """What becomes of points. `agreed`: the resolution; `vote`: uid of a vote that decided; `referred_to`:
    uid of the body they are referred to."""

    outcome: str
    language: str = "en"
    reason: str = ""
    agreed: Agreed = field(default_factory=Agreed)
    vote: str = ""
    referred_to: str = ""


def settle_points(viewer: Viewer, uid: str, numbers: Collection[int], said: PointOutcome) -> list[Point]:
    """Say of points that stand what becomes of them; also to open them again. Returns them.

    What is decided names its resolution or its vote; what is referred, to whom; what is not taken up, why.
    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    gathering, sight = seen_thing(viewer, Gathering, uid)
    sight.must("edit")
    if gathering.state == Gathering.State.CLOSED:
        raise Problem(_("This gathering is closed."), remedy=_("Open it again first."), status=409)
    if said.outcome not in Point.Outcome.values:
        raise Problem(_("Nothing is said of what becomes of it."), remedy=_("Choose one of the answers."))
    with recording(viewer.actor, "settle points") as batch:
        points = standing(gathering, numbers)
        resolution, vote = _by(viewer, gathering, said)
        body = _body(viewer, said)
        _must_say_why(said)
        for point in points:
            words = in_language(point, said.language, {"reason": said.reason})
            change(
                batch, point, outcome=said.outcome, resolution=resolution, vote=vote, referred_to=body,
                reason=words["reason"] if said.outcome != Point.Outcome.OPEN else {},
            )  # fmt: skip
    return points


def _by(viewer: Viewer, gathering: Gathering, said: PointOutcome) -> tuple[Resolution | None, Vote | None]:
    """The resolution or the vote by which it is so."""
    if said.outcome == Point.Outcome.OPEN:
        return None, None
    vote = seen_thing(viewer, Vote, said.vote)[0] if said.vote else None
    if vote is not None and vote.state != Vote.State.CLOSED:
        raise Problem(
            _("This vote is not counted yet."),
            remedy=_("Close it, or name the resolution."),
            status=409,
        )
    named = bool(said.agreed.resolution or said.agreed.text.strip())
    if not named and (vote is not None or said.outcome != Point.Outcome.DECIDED):
        return None, vote
    return resolution_by(viewer, {gathering.group_id}, gathering.group.uid, said.agreed), vote


def _body(viewer: Viewer, said: PointOutcome) -> Group | None:
    if said.outcome != Point.Outcome.REFERRED:
        return None
    if not said.referred_to:
        raise Problem(_("To whom is it referred?"), remedy=_("Name the body that goes on with it."))
    return seen_group(viewer, said.referred_to)[0]


def _must_say_why(said: PointOutcome) -> None:
    if said.outcome == Point.Outcome.DROPPED and not said.reason.strip():
        raise Problem(
            _("Whoever brought it in wants to know why."), remedy=_("Write in a sentence why it is left.")
        )
