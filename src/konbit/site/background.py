"""Work behind the pages: tasks from the queue, and the index that follows the chronicle."""

from __future__ import annotations

import logging
import threading
from contextlib import ExitStack, suppress

from django.db import close_old_connections

from konbit.base.locks import WORKING, Held, hold
from konbit.search.actions import apply_changes

PAUSE = 0.3  # seconds between two looks at the chronicle: an edit is findable within a second

log = logging.getLogger(__name__)


def keep_index_fresh(stopped: threading.Event) -> None:
    """Apply the chronicle to the index until stopped. What is not yet indexed is a query, so nothing is
    lost when this is killed; a failure is logged and tried again."""
    while not stopped.wait(PAUSE):
        try:
            apply_changes()
        except Exception:
            log.exception("The index could not be brought up to date; trying again.")
            stopped.wait(5)
        finally:
            close_old_connections()


def work_until_stopped() -> None:
    """Run the indexer beside huey's consumer, which handles the signals, until the process is stopped."""
    from huey.contrib.djhuey import HUEY

    stopped = threading.Event()
    indexer = threading.Thread(target=keep_index_fresh, args=(stopped,), daemon=True)
    indexer.start()
    with ExitStack() as held:
        with suppress(Held):  # by another process that works here too
            held.enter_context(hold(WORKING))
        HUEY.create_consumer(workers=1, initial_delay=0.1, max_delay=1.0, periodic=True).run()
    stopped.set()
    indexer.join(timeout=10)
