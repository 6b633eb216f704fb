"""Work behind the pages: tasks from the queue, the index that follows, wiping after erasures."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress

from django.core.management import call_command
from django.db import close_old_connections

from konbit.assembly.actions.closing import approve_due
from konbit.assembly.actions.letters import send_due_letters
from konbit.base.locks import WORKING, Held, hold
from konbit.directory.actions.digesting import send_due_digests
from konbit.directory.actions.turning import turn_the_day
from konbit.directory.tasks import read_due_feeds
from konbit.exchange.actions.listing_letters import tell_of_listings
from konbit.exchange.actions.paying import turn_payments
from konbit.exchange.journal.sealing import seal_new
from konbit.search.actions import apply_changes
from konbit.site.keeping.cleansing import cleanse_if_due


def forget_old_sessions() -> None:
    """Delete the sessions that are over."""
    call_command("clearsessions")


# What is done again and again, and the pause before each time in seconds. The first makes an edit findable
# within a second.
REPEATED: tuple[tuple[Callable[[], object], float], ...] = (
    (apply_changes, 0.3),
    (cleanse_if_due, 5.0),
    (read_due_feeds, 60.0),
    (forget_old_sessions, 3600.0),
    (turn_the_day, 600.0),
    (send_due_digests, 600.0),
    (approve_due, 600.0),
    (send_due_letters, 600.0),
    (seal_new, 10.0),
    (turn_payments, 300.0),
    (tell_of_listings, 600.0),
)
REST = 5.0  # seconds after a failure

log = logging.getLogger(__name__)


def keep_doing(act: Callable[[], object], pause: float, stopped: threading.Event) -> None:
    """Do something again and again until stopped. Whether there is anything to do is a query, so nothing is
    lost when this is killed; a failure is logged and tried again."""
    while not stopped.wait(pause):
        try:
            act()
        except Exception:
            log.exception("%s failed; trying again.", act.__name__)
            stopped.wait(REST)
        finally:
            close_old_connections()


def work_until_stopped() -> None:
    """Run what is repeated beside huey's consumer, which handles the signals, until it is stopped."""
    from huey.contrib.djhuey import HUEY

    stopped = threading.Event()
    threads = [
        threading.Thread(target=keep_doing, args=(act, pause, stopped), daemon=True)
        for act, pause in REPEATED
    ]
    for thread in threads:
        thread.start()
    with ExitStack() as held:
        with suppress(Held):  # by another process that works here too
            held.enter_context(hold(WORKING))
        HUEY.create_consumer(workers=1, initial_delay=0.1, max_delay=1.0, periodic=True).run()
    stopped.set()
    for thread in threads:
        thread.join(timeout=10)
