"""What can be done with a new edition: asked for on a page, done behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.locks import Held, hold
from konbit.directory.actions.importing.runs import reading_of
from konbit.directory.actions.syncing.doubting import doubt, never
from konbit.directory.actions.syncing.runs import sync_file
from konbit.directory.models import ImportRun
from konbit.directory.queries.imports import run_lock
from konbit.people.audience import SYSTEM, viewer_of

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
    """Read the edition that a run stands for. Does nothing while another process does it, or when it is done.

    What goes wrong stands in the run, for its page to say; only what nobody foresaw is raised.
    """
    run = ImportRun.objects.select_related("source", "by").filter(pk=run_id).first()
    if run is None:
        return
    try:
        with hold(run_lock(run)):
            run.refresh_from_db()
            if run.state in (State.WAITING, State.RUNNING) and run.job == ImportRun.Job.SYNC:
                _read(run)
    except (Held, Problem):
        return


def _read(run: ImportRun) -> None:
    actor = (viewer_of(run.by) if run.by else SYSTEM).actor
    doubts = never if run.outcome.get("asks") else doubt
    outcome = sync_file(run, reading_of(run), actor, doubts, lambda rows, share: _show(run, rows, share))
    if not outcome.asks:
        run.file.delete(save=True)


def _show(run: ImportRun, rows: int, share: float) -> None:
    """Tell the page how far the reading is."""
    ImportRun.objects.filter(pk=run.pk).update(rows=rows, share=round(share * 100))


def leave(run: ImportRun) -> None:
    """Forget an edition that looked wrong, with its file; nothing of it was written."""
    if run.state != State.TRIED or run.job != ImportRun.Job.SYNC:
        raise Problem(_("This edition was read already, or is being read."), run.file_name, status=409)
    run.file.delete(save=False)
    run.delete()
