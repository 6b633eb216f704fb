"""Work that is too long for a page: done by `konbit work`, one after the other."""

from __future__ import annotations

from django_tasks import task

from konbit.base.locks import Held
from konbit.directory.actions import syncing
from konbit.directory.actions.importing.jobs import work_on
from konbit.directory.actions.looking_up import look_up_some
from konbit.directory.actions.pairing import find_pairs
from konbit.directory.geocoding.asking import is_on
from konbit.directory.queries.imports import source_of_done


@task()
def work_on_list(run_id: int) -> None:
    """Do what an import's run waits for; then look up its addresses, where an operator named a geocoder."""
    work_on(run_id)
    if is_on() and (source := source_of_done(run_id)):
        look_up_addresses.enqueue(source)


@task()
def look_up_addresses(source: int, after: int = 0) -> None:
    """Ask the geocoder for some addresses of a source, and again for the next ones after other work."""
    try:
        portion = look_up_some(source, after)
    except Held:
        return
    if portion.after:
        look_up_addresses.enqueue(source, portion.after)


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
