"""Following what was decided: how far each project is, and what was spent so far."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.errors import Problem
from konbit.base.period import earliest
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.models import Project, Work
from konbit.decisions.queries.cycle_rows import project_kept, work_kept
from konbit.people.audience import Viewer

LONGEST = 2000


@dataclass(frozen=True)
class WorkDraft:
    """How far a project is, in one language. `on`: a partial date, empty: today; `spent`: in all so
    far, as typed; empty: not said."""

    language: str
    text: str
    state: str = Work.State.BEGUN
    on: str = ""
    spent: str = ""


def tell_work(viewer: Viewer, project_uid: str, draft: WorkDraft, key: uuid.UUID) -> Work:
    """Tell how far a project is that got the money. The same key again gives what stands. Raises `Problem`
    where it got none, or the day is still to come; `NotAllowed`, `NotFound`."""
    project = project_kept(viewer, project_uid)
    if project.state != Project.State.BOUGHT:
        raise Problem(
            _("Only a project that got the money can be followed."),
            remedy=_("Wait until it is decided."),
        )

    def make() -> Work:
        work = Work(key=key, project=project)
        for name, value in _columns(work, draft).items():
            setattr(work, name, value)
        with recording(viewer.actor, "tell work") as batch:
            add(batch, work)
        return work

    return once(Work, key, make)


def change_work(viewer: Viewer, work_id: int, draft: WorkDraft) -> Work:
    """Mend or translate what was told. Raises as `tell_work` does."""
    work = work_kept(viewer, work_id)
    with recording(viewer.actor, "change work") as batch:
        change(batch, work, **_columns(work, draft))
    return work


def remove_work(viewer: Viewer, work_id: int) -> Work:
    """Take away what was told by mistake; it can be brought back."""
    work = work_kept(viewer, work_id)
    with recording(viewer.actor, "remove work") as batch:
        remove(batch, work)
    return work


def _columns(work: Work, draft: WorkDraft) -> dict[str, Any]:
    on = draft.on or date.today().isoformat()
    if earliest(on) > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Write the day on which it was so."))
    text = short_enough(draft.text, LONGEST)
    return {
        **in_language(work, draft.language, {"text": text}),
        "state": draft.state,
        "on": on,
        "spent": money.read(draft.spent, work.project.budget.currency) if draft.spent.strip() else None,
    }
