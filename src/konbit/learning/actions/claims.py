"""Writing claims, and moving them: each move by a resolution."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.assembly.models import Resolution
from konbit.base.errors import Problem
from konbit.base.period import earliest
from konbit.base.text import Multilingual, in_language
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.learning.models import Claim, Move, Priority
from konbit.learning.ways import WAYS, ways_from
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class ClaimDraft:
    """What somebody writes of a claim, in one language. `priority`: its id. `settle_by`: a partial date."""

    language: str
    statement: str
    conditions: str = ""
    would_change: str = ""
    settle_by: str = ""
    priority: int | None = None
    audience: str = Audience.PUBLIC

    @property
    def words(self) -> dict[str, str]:
        """The texts by their columns."""
        return {
            "statement": self.statement,
            "conditions": self.conditions,
            "would_change": self.would_change,
        }


@dataclass(frozen=True)
class MoveDraft:
    """Where a claim goes, by what that was agreed, why, in which language, on which day (a partial date;
    empty: that of the resolution)."""

    after: str
    agreed: Agreed
    reason: str = ""
    language: str = "en"
    on: str = ""


def state_claim(
    viewer: Viewer, group: str, draft: ClaimDraft, key: uuid.UUID, state: str = Claim.State.ASSUMPTION
) -> str:
    """A group (uid) says what it assumes, or what it wants to verify. Returns the claim's uid; the same key
    again gives the claim that stands. Raises `Problem`, `NotAllowed`, `NotFound`."""
    keeper, sight = seen_group(viewer, group)
    sight.must("take part")
    return once(Claim, key, lambda: _stated(viewer, keeper, draft, key, state)).uid


def _stated(viewer: Viewer, keeper: Group, draft: ClaimDraft, key: uuid.UUID, state: str) -> Claim:
    _must_say(draft)
    if state not in (Claim.State.ASSUMPTION, Claim.State.TO_VERIFY):
        raise Problem(
            _("A claim begins as an assumption, or as something to be verified."),
            remedy=_("Write it down so, then move it by a resolution."),
        )
    claim = Claim(
        key=key, group=keeper, state=state, by=viewer.actor, settle_by=draft.settle_by,
        audience=draft.audience, priority=_priority(viewer, draft.priority),
    )  # fmt: skip
    for name, text in in_language(claim, draft.language, draft.words).items():
        setattr(claim, name, text)
    with recording(viewer.actor, "state claim") as batch:
        add(batch, claim)
    return claim


def write_claim(viewer: Viewer, uid: str, draft: ClaimDraft) -> None:
    """Write a claim's words again in one language, its conditions, what would change our mind, the date to
    settle it. The meaning stays: for another wording see `replace_claim`. Raises as `state_claim` does."""
    claim, sight = seen_thing(viewer, Claim, uid)
    sight.must("edit")
    _must_say(draft)
    with recording(viewer.actor, "write claim") as batch:
        change(
            batch, claim, **in_language(claim, draft.language, draft.words), settle_by=draft.settle_by,
            audience=draft.audience, priority=_priority(viewer, draft.priority),
        )  # fmt: skip


def move_claim(viewer: Viewer, uid: str, draft: MoveDraft) -> None:
    """Move a claim into another state by a resolution of its group, or of the group of its framework.

    Raises `Problem` without a resolution, for a move that makes no sense, or a day that is not yet;
    `NotAllowed`, `NotFound`.
    """
    claim, sight = seen_thing(viewer, Claim, uid)
    sight.must("edit")
    with recording(viewer.actor, "move claim") as batch:
        claim = Claim.objects.select_for_update().get(pk=claim.pk)
        resolution = resolution_by(viewer, answering(claim), claim.group.uid, draft.agreed)
        if _moved_already(claim, draft.after, resolution):
            return
        _must_make_sense(claim.state, draft.after)
        _move(batch, viewer, claim, draft, resolution)


def replace_claim(viewer: Viewer, uid: str, new: ClaimDraft, draft: MoveDraft, key: uuid.UUID) -> str:
    """Put another wording in the place of a claim, by a resolution: the old one is retired and leads to the
    new one, which takes its state. Returns the uid of the new one. Raises as `move_claim` does."""
    old, sight = seen_thing(viewer, Claim, uid)
    sight.must("edit")
    _must_say(new)
    return once(Claim, key, lambda: _replaced(viewer, old, new, draft, key)).uid


def _replaced(viewer: Viewer, old: Claim, new: ClaimDraft, draft: MoveDraft, key: uuid.UUID) -> Claim:
    with recording(viewer.actor, "replace claim") as batch:
        old = Claim.objects.select_for_update().get(pk=old.pk)
        resolution = resolution_by(viewer, answering(old), old.group.uid, draft.agreed)
        if old.replaced_by_id:
            raise Problem(_("Another wording has replaced this one already."), remedy=_("Open that one."))
        claim = Claim(
            key=key, group=old.group, by=viewer.actor, settle_by=new.settle_by, order=old.order,
            audience=old.audience, priority=old.priority, state=old.state,
            **in_language(Claim(), new.language, new.words),
        )  # fmt: skip
        add(batch, claim)
        add(batch, _told(viewer, claim, "", replace(draft, after=old.state), resolution))
        if old.state != Claim.State.RETIRED:
            _move(batch, viewer, old, replace(draft, after=Claim.State.RETIRED.value), resolution)
        change(batch, old, replaced_by=claim)
    return claim


def answering(claim: Claim) -> set[int]:
    """The groups (ids) whose resolutions move a claim: its own, and that of its framework."""
    groups = {claim.group_id}
    if claim.priority is not None:
        groups.add(claim.priority.framework.group_id)
    return groups


def _moved_already(claim: Claim, after: str, resolution: Resolution) -> bool:
    """Whether this very move was made: the same form came twice."""
    last = claim.moves.order_by("-pk").first()
    return claim.state == after and last is not None and last.resolution_id == resolution.pk


def _move(batch: Batch, viewer: Viewer, claim: Claim, draft: MoveDraft, resolution: Resolution) -> None:
    add(batch, _told(viewer, claim, claim.state, draft, resolution))
    change(batch, claim, state=draft.after)


def _told(viewer: Viewer, claim: Claim, before: str, draft: MoveDraft, resolution: Resolution) -> Move:
    on = draft.on or resolution.decided_on
    if on and earliest(on) > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Write the day on which it was agreed."))
    reason: Multilingual = {draft.language: draft.reason.strip()} if draft.reason.strip() else {}
    return Move(
        claim=claim, before=before, after=draft.after, on=on, reason=reason, resolution=resolution,
        by=viewer.actor,
    )  # fmt: skip


def _must_make_sense(before: str, after: str) -> None:
    if (before, after) in WAYS:
        return
    labels = ", ".join(str(Claim.State(one).label) for one, _words in ways_from(before))
    raise Problem(
        _("What is %(state)s does not go there.") % {"state": Claim.State(before).label},
        remedy=_("From here it can become: %(states)s.") % {"states": labels},
    )


def _must_say(draft: ClaimDraft) -> None:
    if not draft.statement.strip():
        raise Problem(_("The claim says nothing."), remedy=_("Write it in one sentence."))


def _priority(viewer: Viewer, pk: int | None) -> Priority | None:
    """A priority whose framework the viewer may see."""
    if pk is None:
        return None
    found = Priority.objects.select_related("framework").filter(pk=pk).first()
    if found is None:
        raise Problem(_("There is no such priority."), remedy=_("Choose one from the list."))
    seen_thing(viewer, type(found.framework), found.framework.uid)
    return found
