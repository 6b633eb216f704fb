"""On SQLite a commit waits for the disk and one writes at a time: who comes meanwhile shares the next one.

Nobody waits for company: the first one writes at once. Those who come while the disk works queue up, and one
of them writes for all.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from konbit.base.errors import Problem
from konbit.exchange.journal.entries import Booked, Sent

Outcome = tuple[Booked, ...] | Problem
Write = Callable[[Sequence[Sent]], list[Outcome]]

MOST = 200
"""How many go into one commit."""


@dataclass
class _Waiting:
    sent: Sent
    done: threading.Event = field(default_factory=threading.Event)
    outcome: Outcome | None = None
    error: BaseException | None = None


_queue: list[_Waiting] = []
_queue_lock = threading.Lock()
_one_writes = threading.Lock()


def booked(sent: Sent, write: Write) -> Outcome:
    """What became of this, once it is on the disk. Raises what the database raised."""
    mine = _Waiting(sent)
    with _queue_lock:
        _queue.append(mine)
    with _one_writes:
        others = mine.done.is_set()
        while not mine.done.is_set():
            _write_for_all(write)
    if mine.error is not None:
        raise mine.error
    assert mine.outcome is not None
    if others and isinstance(mine.outcome, Problem):
        return write([sent])[0]  # why it is refused, in the language of who asks
    return mine.outcome


def _write_for_all(write: Write) -> None:
    with _queue_lock:
        some = _queue[:MOST]
        del _queue[:MOST]
    try:
        for one, outcome in zip(some, write([each.sent for each in some]), strict=True):
            one.outcome = outcome
    except BaseException as error:
        for one in some:
            one.error = error
    finally:
        for one in some:
            one.done.set()
