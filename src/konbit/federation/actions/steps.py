"""What happens in a struggle: steps, positions, appeals, victories, setbacks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.federation.actions.checking import must_have_come
from konbit.federation.models import Step, Struggle
from konbit.people.audience import Viewer

HAPPENED = frozenset({Step.Kind.VICTORY.value, Step.Kind.SETBACK.value})
"""What cannot be planned."""


@dataclass(frozen=True)
class StepDraft:
    """What somebody tells of a step, in one language; `on`: a partial date, `address`: where it can be looked
    up."""

    language: str
    text: str
    kind: str = Step.Kind.STEP
    on: str = ""
    address: str = ""


def add_step(viewer: Viewer, uid: str, draft: StepDraft, key: uuid.UUID) -> Step:
    """Tell what happened, or what is planned, in a struggle (uid). The same key again gives the step that
    stands. Raises `Problem`, `NotAllowed`, `NotFound`."""
    struggle, sight = seen_thing(viewer, Struggle, uid)
    sight.must("take part")

    def make() -> Step:
        step = Step(struggle=struggle, key=key, by=viewer.actor)
        for name, value in _columns(step, draft).items():
            setattr(step, name, value)
        with recording(viewer.actor, "tell of a step") as batch:
            add(batch, step)
        return step

    return once(Step, key, make)


def write_step(viewer: Viewer, step_id: int, draft: StepDraft) -> Step:
    """Tell a step differently, or in another language: one's own, or any by those who edit."""
    step = own_step(viewer, step_id)
    with recording(viewer.actor, "tell of a step") as batch:
        change(batch, step, **_columns(step, draft))
    return step


def remove_step(viewer: Viewer, step_id: int) -> Step:
    """Take a step away: one's own, or any by those who edit. It can be brought back."""
    step = own_step(viewer, step_id)
    with recording(viewer.actor, "remove a step") as batch:
        remove(batch, step)
    return step


def own_step(viewer: Viewer, step_id: int) -> Step:
    """A step that this viewer may change. Raises `NotFound`, `NotAllowed`."""
    step = Step.objects.select_related("struggle").filter(pk=step_id).first()
    if step is None:
        raise gone()
    _struggle, sight = seen_thing(viewer, Struggle, step.struggle.uid)
    sight.must("take part" if step.by == viewer.actor else "edit")
    return step


def _columns(step: Step, draft: StepDraft) -> dict[str, Any]:
    if not draft.text.strip():
        raise Problem(_("Nothing is told yet."), remedy=_("Tell in a sentence what happened."))
    if draft.kind in HAPPENED:
        must_have_come(draft.on)
    return {
        "text": with_words(step.text, draft.language, draft.text),
        "kind": draft.kind,
        "on": draft.on,
        "address": draft.address.strip(),
    }
