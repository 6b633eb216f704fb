"""Looking through a whole file without writing: what would come of it, and what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from konbit.directory.actions.importing.reading import (
    Arrival,
    Reading,
    Sorted,
    Summary,
    batches,
    open_reading,
)
from konbit.directory.actions.importing.runs import failing, keep, reading_of
from konbit.directory.category_words import term_of, words_in
from konbit.directory.draft import Draft
from konbit.directory.models import ImportRun
from konbit.directory.queries.vocabulary import KnownTerms
from konbit.directory.state import State
from konbit.directory.targets import split_target

SHOWN = 50
MOST_VALUES = 300

Trial = dict[str, Any]


def preview(reading: Reading, progress: Callable[[int, float], None] | None = None) -> tuple[Summary, Trial]:
    """Read a whole file and write nothing. Returns the counts and what the page of a trial shows:

    `changed`: up to 50 groups with their parts before and after; `rejected` and `troubles`: up to 50 rows
    that could not be taken, or only in part, with the reason; `trouble_count`; `unsure`: up to 50 towns that
    need a person's eye; `values`: the words of every column of terms and how often each occurs.
    """
    summary = Summary()
    table = open_reading(reading)
    trial: Trial = {"changed": [], "rejected": [], "troubles": [], "trouble_count": 0}
    values = Values(reading)
    for sorted_, share in batches(reading, table, summary):
        trial["changed"] += map(told_change, sorted_.changed[: SHOWN - len(trial["changed"])])
        for arrival in _all(sorted_):
            values.count(arrival)
            note_troubles(trial, arrival.draft)
        if progress:
            progress(summary.rows, share)
    return summary, trial | {"values": values.told(), "counts": summary.as_dict(), "notes": summary.notes}


def look_through(run: ImportRun, progress: Callable[[int, float], None] | None = None) -> None:
    """Look through a run's file and keep in the run what was found."""
    with failing(run):
        summary, run.trial = preview(reading_of(run), progress)
        keep(run, summary, 1.0, ImportRun.State.TRIED)


def _all(sorted_: Sorted) -> list[Arrival]:
    return [*sorted_.new, *sorted_.changed, *sorted_.unchanged, *sorted_.rejected]


def note_troubles(trial: Trial, draft: Draft) -> None:
    """Add a row's troubles to a trial, as long as there is room."""
    for trouble in draft.troubles:
        told = {"row": draft.row, "name": draft.name, "column": trouble.column, "message": trouble.message}
        if trouble.fatal:
            trial["rejected"] += [told] if len(trial["rejected"]) < SHOWN else []
        else:
            trial["trouble_count"] += 1
            trial["troubles"] += [told] if len(trial["troubles"]) < SHOWN else []


def told_change(arrival: Arrival) -> Trial:
    """A changed group with its parts as they are and as they would be."""
    return {
        "name": arrival.draft.name,
        "uid": arrival.group.uid if arrival.group else "",
        "parts": told_parts(arrival.before, arrival.parts),
    }


def told_parts(before: State, after: State) -> dict[str, list[Any]]:
    """Parts as they are and as they would be. Contacts that may be a person's are not repeated here: what is
    kept of them stays where it can be erased."""
    parts = {name: [before.get(name), said] for name, said in after.items()}
    if "contacts" in parts:
        parts["contacts"] = [[_veiled(one) for one in said or []] for said in parts["contacts"]]
    return parts


def _veiled(contact: dict[str, Any]) -> dict[str, Any]:
    return contact if contact["kind"] == "website" else {**contact, "value": "…"}


class Values:
    """Counts the words in a table's columns of terms."""

    def __init__(self, reading: Reading) -> None:
        self._mapping = reading.mapping
        self._terms = KnownTerms()
        self._counts = {
            header: Counter[str]()
            for header, target in reading.mapping.columns.items()
            if split_target(target)[0] in ("terms", "primary")
        }

    def count(self, arrival: Arrival) -> None:
        """Take the words of a row; a column with too many different ones holds no categories."""
        for header in list(self._counts):
            cell = arrival.row.cells.get(header)
            if cell:
                words = words_in(cell, self._mapping.list_separator, partial(self._is_known, header))
                self._counts[header].update(word[:200] for word in words)
                if len(self._counts[header]) > MOST_VALUES:
                    del self._counts[header]

    def _is_known(self, header: str, word: str) -> bool:
        scheme = split_target(self._mapping.columns[header])[1]
        said = self._mapping.values.get(header, {})
        return word in said or term_of(word, self._terms, scheme) is not None

    def told(self) -> dict[str, dict[str, int]]:
        """By column the words, the most frequent first."""
        return {header: dict(counter.most_common()) for header, counter in self._counts.items()}
