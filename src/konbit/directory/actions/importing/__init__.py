"""Reading somebody's file into the directory: prepared row by row, written batch by batch.

A batch is one transaction, and a row that is there unchanged is recognised by its digest: a process
killed in the middle is simply run again, nothing is lost and nothing stands there twice.
"""

from konbit.directory.actions.importing.reading import Reading, Summary, preview
from konbit.directory.actions.importing.runs import import_file, new_run, run_import

__all__ = ["Reading", "Summary", "import_file", "new_run", "preview", "run_import"]
