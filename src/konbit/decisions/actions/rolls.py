"""The roll of a vote: who may vote, for whom, in which college, with how many votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.actions.colleges import college_of
from konbit.decisions.actions.votes import locked_vote
from konbit.decisions.models import Entitled, Unit, Vote
from konbit.directory.models import Group, Role
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import seen_group, visible_groups
from konbit.people.audience import Viewer

MOST_WEIGHT, LONGEST_NAME, LONGEST_REASON = 1_000_000, 200, 300


@dataclass(frozen=True)
class EntitledDraft:
    """Who may vote. `person`: opaque id of an account, empty for none; `group`: uid of the group for which
    she votes, or which votes itself; `college`: its id; `reason`: needed once the vote is open."""

    name: str = ""
    person: str = ""
    group: str = ""
    college: int | None = None
    weight: int = 1
    mandate: str = Entitled.Mandate.FREE
    reason: str = ""


def add_entitled(viewer: Viewer, vote_uid: str, draft: EntitledDraft) -> int:
    """Put somebody on the roll; once the vote is open dated, with a reason. Returns the line's id. Raises
    `Problem`, `NotAllowed`, `NotFound`."""
    with recording(viewer.actor, "add to the roll") as batch:
        vote = locked_vote(viewer, vote_uid)
        line = Entitled(vote=vote, number=_next(vote), **_columns(viewer, vote, draft), **_dated(vote, draft))
        _must_be_new(vote, line)
        add(batch, line)
    return line.pk


def change_entitled(viewer: Viewer, vote_uid: str, entitled_id: int, draft: EntitledDraft) -> None:
    """Write a line of the roll anew, as long as the vote is prepared. Raises as `add_entitled` does."""
    with recording(viewer.actor, "change the roll") as batch:
        vote = locked_vote(viewer, vote_uid)
        line = _line(vote, entitled_id)
        if vote.state != Vote.State.DRAFT:
            raise Problem(
                _("The roll was frozen when this vote opened."),
                remedy=_("Strike this line and add another one: both say on which day, and why."),
                status=409,
            )
        change(batch, line, **(_columns(viewer, vote, draft) | {"person": draft.person or line.person}))


def strike_entitled(viewer: Viewer, vote_uid: str, entitled_id: int, reason: str = "") -> None:
    """Take somebody off the roll: before the vote opens without a trace, later dated and with a reason, and
    not who has voted. Raises as `add_entitled` does."""
    with recording(viewer.actor, "strike off the roll") as batch:
        vote = locked_vote(viewer, vote_uid)
        line = _line(vote, entitled_id)
        if vote.state == Vote.State.DRAFT:
            remove(batch, line)
            return
        if hasattr(line, "participation"):
            raise Problem(
                _("She has voted, and her vote counts."), remedy=_("Leave the line as it is."), status=409
            )
        dated = _dated(vote, EntitledDraft(reason=reason))
        change(batch, line, until_on=dated["from_on"], reason=dated["reason"])


def fill_from_members(viewer: Viewer, vote_uid: str) -> int:
    """Put everybody on the roll who has a part in the group. Returns how many came new."""
    with recording(viewer.actor, "fill the roll") as batch:
        vote = _draft(viewer, vote_uid)
        there = set(vote.roll.values_list("person", flat=True))
        people = {
            role.person.opaque_id: role.person.name
            for role in Role.objects.filter(group=vote.group_id).select_related("person").order_by("pk")
        }
        new = [{"person": key, "name": name} for key, name in people.items() if key not in there]
        return _add_all(batch, vote, new)


def fill_from_groups(viewer: Viewer, vote_uid: str) -> int:
    """Put every group on the roll that is itself a member of the network. Returns how many came new."""
    with recording(viewer.actor, "fill the roll") as batch:
        vote = _draft(viewer, vote_uid)
        there = set(vote.roll.values_list("group", flat=True))
        direct = [pk for pk, above in members_of(vote.group_id).items() if vote.group_id in above]
        links = visible_groups(viewer, [pk for pk in direct if pk not in there])
        ordered = sorted(links.values(), key=lambda one: (one.name, one.id))
        return _add_all(batch, vote, [{"group_id": one.id, "name": one.name} for one in ordered])


def fill_with_names(viewer: Viewer, vote_uid: str, names: Sequence[str], college: int | None = None) -> int:
    """Put people on the roll of whom no more than the names are known, as a list gives them; who stands there
    by the same name stays as she is. `college`: in which all of them vote. Returns how many came new."""
    with recording(viewer.actor, "fill the roll") as batch:
        vote = _draft(viewer, vote_uid)
        there = set(vote.roll.values_list("name", flat=True))
        new = [one for one in dict.fromkeys(names) if one not in there]
        if not new:
            raise Problem(_("Nobody new is named."), remedy=_("Write a name on each line."))
        drafts = [EntitledDraft(name=one, college=college) for one in new]
        return _add_all(batch, vote, [_columns(viewer, vote, one) for one in drafts])


def _add_all(batch: Batch, vote: Vote, new: list[dict[str, Any]]) -> int:
    for number, said in enumerate(new, start=_next(vote)):
        add(batch, Entitled(vote=vote, number=number, **said))
    return len(new)


def _draft(viewer: Viewer, vote_uid: str) -> Vote:
    vote = locked_vote(viewer, vote_uid)
    if vote.state != Vote.State.DRAFT:
        raise Problem(
            _("The roll was frozen when this vote opened."),
            remedy=_("Add who is missing one by one, with a reason."),
            status=409,
        )
    return vote


def _next(vote: Vote) -> int:
    return (vote.roll.aggregate(most=Max("number"))["most"] or 0) + 1


def _line(vote: Vote, entitled_id: int) -> Entitled:
    found = vote.roll.filter(pk=entitled_id, until_on=None).first()
    if found is None:
        raise gone()
    return found


def _columns(viewer: Viewer, vote: Vote, draft: EntitledDraft) -> dict[str, Any]:
    group: Group | None = seen_group(viewer, draft.group)[0] if draft.group else None
    name = draft.name.strip()[:LONGEST_NAME] or (group.name if group else "")
    if not name and not draft.person:
        raise Problem(_("Nobody is named."), remedy=_("Write a name, or choose a group."))
    if not 1 <= draft.weight <= MOST_WEIGHT or (vote.unit != Unit.WEIGHTS and draft.weight != 1):
        raise Problem(
            _("So many votes can’t be given here."),
            remedy=_("Where people or groups are counted everybody has one; else write 1 or more."),
        )
    college = college_of(vote, draft.college) if draft.college is not None else None
    return {
        "name": name, "person": draft.person, "group": group, "college": college, "weight": draft.weight,
        "mandate": draft.mandate,
    }  # fmt: skip


def _dated(vote: Vote, draft: EntitledDraft) -> dict[str, Any]:
    if vote.state == Vote.State.DRAFT:
        return {}
    reason = draft.reason.strip()[:LONGEST_REASON]
    if vote.state != Vote.State.OPEN or not reason:
        raise Problem(
            _("The roll was frozen when this vote opened."),
            remedy=_("As long as it is open the roll can be mended: say why."),
        )
    return {"from_on": date.today(), "reason": reason}


def _must_be_new(vote: Vote, line: Entitled) -> None:
    """Raise where somebody stands on the roll already."""
    is_there = bool(line.person) and vote.roll.filter(person=line.person).exists()
    if vote.unit == Unit.ORGANISATIONS and line.group is not None:
        is_there = is_there or vote.roll.filter(group=line.group, until_on=None).exists()
    if is_there:
        raise Problem(_("This one is on the roll already."), remedy=_("Change the line that is there."))
