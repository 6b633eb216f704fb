"""New editions of a source: what is kept, changed, added, gone; batch by batch, the missing ones at the end.

A source that looks wrong stops and asks. What is gone is only shown as not seen, until a second edition
without it, or a person, says so.
"""

from konbit.directory.actions.syncing.deciding import say_closed, say_other_key, say_there
from konbit.directory.actions.syncing.doubting import doubt, doubt_words, never, stop
from konbit.directory.actions.syncing.feeds import (
    follow,
    follow_known,
    is_web,
    queue_due,
    read_feed,
    unfollow,
)
from konbit.directory.actions.syncing.jobs import ask_for, leave, work_on_edition
from konbit.directory.actions.syncing.noting import keep_file, mapping_for, note_edition, whose
from konbit.directory.actions.syncing.runs import Outcome, compare, sync_file

__all__ = [
    "Outcome",
    "ask_for",
    "compare",
    "doubt",
    "doubt_words",
    "follow",
    "follow_known",
    "is_web",
    "keep_file",
    "leave",
    "mapping_for",
    "never",
    "note_edition",
    "queue_due",
    "read_feed",
    "say_closed",
    "say_other_key",
    "say_there",
    "stop",
    "sync_file",
    "unfollow",
    "whose",
    "work_on_edition",
]
