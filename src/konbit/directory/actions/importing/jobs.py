"""What can be done with a run: asked for on a page, done behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.locks import Held, hold
from konbit.directory.actions.importing.bringing_back import bring_edits, look_through_edits
from konbit.directory.actions.importing.runs import import_file, reading_of
from konbit.directory.actions.importing.taking_back import bring_back, take_back
from konbit.directory.actions.importing.trying import look_through
from konbit.directory.models import ImportRun
from konbit.directory.queries.imports import run_lock
from konbit.people.audience import SYSTEM, Viewer, viewer_of

AT_ONCE = 600_000
"""Bytes: a smaller file is looked through while its page is waited for."""

State, Job = ImportRun.State, ImportRun.Job
_FROM: dict[str, frozenset[str]] = {
    Job.TRY: frozenset({State.UPLOADED, State.TRIED, State.FAILED}),
    Job.READ: frozenset({State.UPLOADED, State.TRIED, State.FAILED, State.TAKEN_BACK}),
    Job.TAKE_BACK: frozenset({State.DONE, State.FAILED}),
    Job.BRING_BACK: frozenset({State.TAKEN_BACK}),
}


def ask(run: ImportRun, job: str, enqueue: Callable[[int], Any]) -> None:
    """Put a job for a run into the queue, `enqueue` being how; a small file is looked through at once.

    Asking again for the job that a run waits for, or in which it was stopped, begins it again. Raises
    Problem for a job that does not fit where the run stands.
    """
    begun = run.state in (State.WAITING, State.RUNNING) and run.job == job
    if not begun and run.state not in _FROM[job]:
        raise Problem(
            _("This cannot be done now: the file is “%(state)s”.") % {"state": run.get_state_display()},
            run.file_name,
            _("Open the page of the import again."),
            status=409,
        )
    run.job, run.state, run.share, run.problem = job, State.WAITING, 0, {}
    run.save(update_fields=["job", "state", "share", "problem"])
    if job == Job.TRY and run.file.size <= AT_ONCE:
        work_on(run.pk)
    else:
        transaction.on_commit(partial(enqueue, run.pk))


def work_on(run_id: int) -> None:
    """Do what is to be done with a list that a run waits for, as `do_job` does."""
    do_job(run_id, _JOBS)


def do_job(run_id: int, jobs: Mapping[str, Callable[[ImportRun, Viewer], Any]]) -> None:
    """Do the job that a run waits for, if it is one of these. Does nothing while another process does it, or
    when it is done.

    What goes wrong stands in the run, for its page to say; only what nobody foresaw is raised.
    """
    run = ImportRun.objects.select_related("source", "by").filter(pk=run_id).first()
    if run is None:
        return
    try:
        with hold(run_lock(run)):
            run.refresh_from_db()
            if run.state in (State.WAITING, State.RUNNING) and run.job in jobs:
                jobs[run.job](run, viewer_of(run.by) if run.by else SYSTEM)
    except (Held, Problem):
        return


def _try(run: ImportRun, viewer: Viewer) -> None:
    ImportRun.objects.filter(pk=run.pk).update(state=State.RUNNING)
    if run.source is None:
        look_through_edits(viewer, run, lambda summary, share: show(run, summary.rows, share))
    else:
        look_through(run, lambda rows, share: show(run, rows, share))


def _read(run: ImportRun, viewer: Viewer) -> None:
    if run.source is None:
        bring_edits(viewer, run)
    else:
        import_file(run, reading_of(run), viewer.actor)
    run.file.delete(save=True)


def show(run: ImportRun, rows: int, share: float) -> None:
    """Tell the page of a run how far its file is read."""
    ImportRun.objects.filter(pk=run.pk).update(rows=rows, share=round(share * 100))


_JOBS: dict[str, Callable[[ImportRun, Viewer], Any]] = {
    Job.TRY: _try,
    Job.READ: _read,
    Job.TAKE_BACK: lambda run, viewer: take_back(run, viewer.actor),
    Job.BRING_BACK: lambda run, viewer: bring_back(run, viewer.actor),
}
