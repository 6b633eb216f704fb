"""What can be done with a new edition: asked for on a page, done behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.actions.importing.jobs import do_job, show
from konbit.directory.actions.importing.runs import ask_anew, reading_of
from konbit.directory.actions.syncing.doubting import doubt, never
from konbit.directory.actions.syncing.runs import sync_file
from konbit.directory.models import ImportRun
from konbit.people.audience import Viewer

State = ImportRun.State
_OPEN = (State.UPLOADED, State.TRIED, State.FAILED, State.WAITING, State.RUNNING)


def ask_for(run: ImportRun, enqueue: Callable[[int], Any]) -> None:
    """Put an edition into the queue, `enqueue` being how. One that waits because it looks wrong is read all
    the same: whoever asks again has been told. Raises Problem for one that was read already."""
    if run.job != ImportRun.Job.SYNC or run.state not in _OPEN:
        raise Problem(
            _("This edition was read already."), run.file_name, _("Open its page again."), status=409
        )
    if not run.file:
        raise Problem(
            _("The file of this edition is not kept here: a command read it."),
            run.file_name,
            _("Give that command again: konbit sync."),
            status=409,
        )
    run.state, run.share, run.problem = State.WAITING, 0, {}
    run.save(update_fields=["state", "share", "problem"])
    transaction.on_commit(partial(enqueue, run.pk))


def work_on_edition(run_id: int) -> None:
    """Read the edition that a run waits for, as `importing.do_job` does."""
    do_job(run_id, {ImportRun.Job.SYNC: _read})


def _read(run: ImportRun, viewer: Viewer) -> None:
    doubts = never if run.outcome.get("asks") else doubt
    outcome = sync_file(run, reading_of(run), viewer.actor, doubts, partial(show, run))
    if not outcome.asks:
        run.file.delete(save=True)


def leave(run: ImportRun) -> None:
    """Forget an edition that looked wrong, with its file; nothing of it was written. Where it is read by
    itself, it is asked about again as long as it looks so."""
    if run.state != State.TRIED or run.job != ImportRun.Job.SYNC:
        raise Problem(_("This edition was read already, or is being read."), run.file_name, status=409)
    if run.source:
        ask_anew(run.source)
    run.file.delete(save=False)
    run.delete()
