"""Work that is too long for a page: done by `konbit work`, one after the other."""

from __future__ import annotations

from django_tasks import task

from konbit.directory.actions import syncing
from konbit.directory.actions.importing.jobs import work_on
from konbit.directory.actions.pairing import find_pairs


@task()
def work_on_list(run_id: int) -> None:
    """Do what an import's run waits for."""
    work_on(run_id)


@task()
def work_on_edition(run_id: int) -> None:
    """Compare the new edition that a run stands for."""
    syncing.work_on_edition(run_id)


@task()
def read_feed(feed_id: int) -> None:
    """Ask a list's address whether there is a new edition."""
    syncing.read_feed(feed_id)


@task()
def look_for_doubles() -> None:
    """Compare all groups, and keep the pairs that may be one."""
    find_pairs()


def read_due_feeds() -> None:
    """Put every list whose time has come into the queue."""
    syncing.queue_due(read_feed.enqueue)
