"""Reading somebody's file into the directory: prepared row by row, written batch by batch.

A batch is one transaction, and a row that is there unchanged is recognised by its digest: a process
killed in the middle is simply run again, nothing is lost and nothing stands there twice.
"""

from konbit.directory.actions.importing.jobs import ask, work_on
from konbit.directory.actions.importing.noting import (
    Whose,
    as_last_time,
    discard,
    new_run,
    note_upload,
    reader_language,
    source_code,
    understand,
    usual_country,
)
from konbit.directory.actions.importing.reading import Reading, Summary
from konbit.directory.actions.importing.runs import import_file
from konbit.directory.actions.importing.trying import preview

__all__ = [
    "Reading",
    "Summary",
    "Whose",
    "as_last_time",
    "ask",
    "discard",
    "import_file",
    "new_run",
    "note_upload",
    "preview",
    "reader_language",
    "source_code",
    "understand",
    "usual_country",
    "work_on",
]
