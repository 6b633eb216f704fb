"""Writing the index: build it whole, or apply what the chronicle says has changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice

import tantivy

from konbit.chronicle.queries import changed_since, latest_id
from konbit.search.documents import Documents, all_documents
from konbit.search.index import (
    as_tantivy,
    columns,
    current,
    new_folder,
    only_writer,
    open_at,
    put_in_use,
    read_state,
    write_state,
)

BATCH = 5_000
WRITER_MEMORY = 200_000_000  # bytes, while everything is built
LITTLE_MEMORY = 60_000_000  # bytes, beside the work of others
MANY_CHANGES = 50_000  # from here on, building anew is faster than changing as many documents as there are


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Build the whole index beside the old one and put it in its place. Returns the number of documents.

    `progress` is told the number of documents so far. A process killed in the middle leaves the old
    index as it was.
    """
    with only_writer():
        return _rebuild(progress)


def _rebuild(progress: Callable[[int], None] | None = None) -> int:
    cursor = latest_id()
    fresh = new_folder()
    index = open_at(fresh)
    writer = index.writer(WRITER_MEMORY)
    count = 0
    for number, (kind, documents) in enumerate(all_documents().items()):
        ids = documents.ids()
        while batch := list(islice(ids, BATCH)):
            count += _add(writer, kind, number, documents, batch)
            if progress:
                progress(count)
    writer.commit()
    writer.wait_merging_threads()
    write_state(fresh, cursor)
    put_in_use(fresh)
    return count


def apply_changes() -> int:
    """Bring the index up to date with the chronicle; build it where there is none that can be read.

    Returns the number of documents made again. Doing it twice changes nothing.
    """
    state = read_state()
    if state is not None and state.cursor >= latest_id():
        return 0
    with only_writer():
        state = read_state()
        if state is None or latest_id() - state.cursor > max(MANY_CHANGES, _documents()):
            return _rebuild()
        return _apply(state.cursor)


def _documents() -> int:
    return int(open_at(current().resolve()).searcher().num_docs)


def _apply(cursor: int) -> int:
    place = current().resolve()
    writer = open_at(place).writer(LITTLE_MEMORY, 1)
    count = 0
    try:
        while True:
            changed, newest = changed_since(cursor, BATCH)
            if newest == cursor:
                return count
            for number, (kind, documents) in enumerate(all_documents().items()):
                ids = sorted(_touched(documents, changed))
                for start in range(0, len(ids), BATCH):
                    some = ids[start : start + BATCH]
                    for one in some:
                        writer.delete_documents_by_term("key", f"{kind}:{one}")
                    count += _add(writer, kind, number, documents, some)
            writer.commit()
            write_state(place, newest)
            cursor = newest
    finally:
        writer.wait_merging_threads()


def _touched(documents: Documents, changed: Iterable[tuple[str, int]]) -> set[int]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, object_id in changed:
        by_kind[kind].append(object_id)
    return {
        document_id
        for kind, ids in by_kind.items()
        if kind in documents.touched_by
        for document_id in documents.touched_by[kind](ids)
    }


def _add(writer: tantivy.IndexWriter, kind: str, number: int, documents: Documents, ids: list[int]) -> int:
    count = 0
    fields = columns()
    for document in documents.build(ids):
        writer.add_document(as_tantivy(kind, document, number, fields))
        count += 1
    return count
