"""Work that is too long for a page: done by `konbit work`, one after the other."""

from __future__ import annotations

from django_tasks import task

from konbit.directory.actions.importing.jobs import work_on


@task()
def work_on_list(run_id: int) -> None:
    """Do what an import's run waits for."""
    work_on(run_id)
