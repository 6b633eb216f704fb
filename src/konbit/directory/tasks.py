"""Work that is too long for a page: done by `konbit work`, one after the other."""

from __future__ import annotations

from contextlib import suppress

from django.core.cache import cache
from django_tasks import task

from konbit.base.errors import Problem
from konbit.base.locks import Held, is_held
from konbit.directory.actions import syncing
from konbit.directory.actions.importing.jobs import work_on
from konbit.directory.actions.looking_up import look_up_some
from konbit.directory.actions.pairing import COMPARING, find_pairs
from konbit.directory.geocoding.asking import is_on
from konbit.directory.queries.imports import source_of_done

MOST_WAIT = 3_600
"""Seconds after which what was asked for may be asked for again, should nobody work behind the pages."""


@task()
def work_on_list(run_id: int) -> None:
    """Do what an import's run waits for; then look up its addresses."""
    work_on(run_id)
    look_up_what_came(run_id)


def look_up_what_came(run_id: int | None) -> None:
    """Where an operator named a geocoder, put the addresses of a run's source into the queue, once its rows
    are here."""
    if is_on() and run_id and (source := source_of_done(run_id)):
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
    """Compare the new edition that a run stands for; then look up its addresses."""
    syncing.work_on_edition(run_id)
    look_up_what_came(run_id)


@task()
def read_feed(feed_id: int) -> None:
    """Ask a list's address whether there is a new edition; then look up its addresses."""
    look_up_what_came(syncing.read_feed(feed_id))


@task()
def look_for_doubles() -> None:
    """Compare all groups, and keep the pairs that may be one; not while another process does."""
    cache.delete(COMPARING)  # what changes from now on is worth another look
    with suppress(Problem):
        find_pairs()


def ask_for_doubles() -> bool:
    """Put that into the queue, unless it waits there or is being done. Returns whether it was put there."""
    if is_held(COMPARING) or not cache.add(COMPARING, True, MOST_WAIT):
        return False
    look_for_doubles.enqueue()
    return True


def read_due_feeds() -> None:
    """Put every list whose time has come into the queue."""
    syncing.queue_due(read_feed.enqueue)
