"""The index on disk: its schema, its one writer, and the cursor into the chronicle.

The index is derived and disposable. Each build has a folder of its own, and the link `current` names the
one in use, so that a new build takes the place of the old one at once. `state.json` in it holds the digest
of the schema it was made with and the last change it contains; a different schema means: build it again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tantivy
from django.conf import settings

from konbit.engines.cells import ZOOMS, cells
from konbit.search.documents import Document, all_documents, counted_names, facet_names

FORMAT = 10  # raise it when documents are written differently under an unchanged schema
ANALYZER = "folded"
SLOTS = 2
NOTHING = "\u2205"  # stands in the first slot where there is no value
NUMBERS = "numbers"  # the field of the numbers that can be summed, each a column of its own
FILLED = "filled"  # the field that tells which columns beside the first a document needs
RESTRICTED = "restricted"  # the token, given to no viewer, of what is not open to everyone


@dataclass(frozen=True)
class State:
    """What the index on disk contains."""

    schema: str
    cursor: int


def folder() -> Path:
    """Where the index, and any that is being built, lies."""
    return Path(settings.KONBIT_HOME) / "index"


def current() -> Path:
    """The link to the index in use; it leads nowhere until one was built."""
    return folder() / "current"


def schema_digest() -> str:
    """Changes whenever an index made by another version of the code could not be read right."""
    made_with = [
        FORMAT,
        facet_names(),
        sorted(counted_names()),
        ZOOMS,
        list(all_documents()),
    ]  # a kind is kept as its place in the list
    return hashlib.sha256(json.dumps(made_with).encode()).hexdigest()[:16]


def cell_field(zoom: int) -> str:
    """The name of the field that holds the map cell at a zoom."""
    return f"c{zoom:02d}"


def facet_field(name: str) -> str:
    """The name of the field that holds all values of a facet: what a choice is looked up in."""
    return f"f_{name}"


def slot_field(name: str, slot: int) -> str:
    """The name of the column that holds one value of a facet: what is counted. The first has one for every
    document, the others only where there is one.

    Counting a column with at most one value per document is twenty times as fast as one with several.
    """
    return f"f_{name}_{slot}"


def overflow_field(name: str) -> str:
    """The name of the column of the values that found no slot."""
    return f"f_{name}_more"


def build_schema() -> tantivy.Schema:
    """Text folded (case and accents ignored); facets, place and cells as columns."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("id", fast=True)
    builder.add_unsigned_field("kind_number", fast=True)
    builder.add_text_field("title", tokenizer_name=ANALYZER, index_option="freq")
    builder.add_text_field("text", tokenizer_name=ANALYZER, index_option="freq")
    builder.add_text_field("visible", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("alphabetical", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_float_field("lat", fast=True)
    builder.add_float_field("lon", fast=True)
    for zoom in ZOOMS:
        builder.add_unsigned_field(cell_field(zoom), fast=True, indexed=True)
    builder.add_text_field(FILLED, tokenizer_name="raw", index_option="basic")
    builder.add_json_field(NUMBERS, fast=True, tokenizer_name="raw", index_option="basic")
    for name in facet_names():
        builder.add_text_field(facet_field(name), tokenizer_name="raw", index_option="basic")
    for name in sorted(counted_names()):
        for column in (*(slot_field(name, slot) for slot in range(SLOTS)), overflow_field(name)):
            builder.add_text_field(column, tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


@lru_cache(maxsize=1)
def analyzer() -> tantivy.TextAnalyzer:
    """Splits text into words without case and accents; the same for documents and questions."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    folded = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    return folded.filter(tantivy.Filter.remove_long(60)).build()


def words_of(text: str) -> list[str]:
    """The words of a text as the index knows them."""
    return analyzer().analyze(text)


def open_at(path: Path) -> tantivy.Index:
    """Open the index of a folder, or make it in an empty one."""
    index = tantivy.Index(build_schema(), path=str(path))
    index.register_tokenizer(ANALYZER, analyzer())
    return index


def empty_index() -> tantivy.Index:
    """An index in memory without a document: what is searched until one was built."""
    index = tantivy.Index(build_schema())
    index.register_tokenizer(ANALYZER, analyzer())
    return index


def read_state() -> State | None:
    """The state of the index on disk; None where there is none that this code can read."""
    try:
        content = json.loads((current() / "state.json").read_text())
        state = State(content["schema"], content["cursor"])
    except (OSError, ValueError, KeyError):
        return None
    return state if state.schema == schema_digest() else None


def write_state(path: Path, cursor: int) -> None:
    """Note what the index at `path` contains, at once or not at all."""
    fresh = path / "state.json.new"
    fresh.write_text(json.dumps({"schema": schema_digest(), "cursor": cursor}))
    os.replace(fresh, path / "state.json")


@contextmanager
def only_writer() -> Iterator[None]:
    """Wait until no other process writes the index. The lock goes with its process."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def new_folder() -> Path:
    """An empty folder for a build; what builds that were cut short left behind goes."""
    _remove_all_but(current().resolve())
    fresh = folder() / secrets.token_hex(6)
    fresh.mkdir()
    return fresh


def put_in_use(fresh: Path) -> None:
    """Make a finished build the index in use, at once, and remove the one before."""
    link = folder() / "current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(fresh.name)
    os.replace(link, current())
    _remove_all_but(fresh.resolve())


def _remove_all_but(kept: Path) -> None:
    for path in folder().iterdir():
        if path.is_dir() and not path.is_symlink() and path.resolve() != kept:
            shutil.rmtree(path, ignore_errors=True)


def alphabetical(title: str) -> str:
    """What names are sorted by: the beginning of the folded title. Its length is the price of a column."""
    return " ".join(words_of(title))[:40]


def as_tantivy(kind: str, document: Document, kind_number: int, columns: Columns) -> tantivy.Document:
    """A room's document as the index takes it."""
    made = tantivy.Document()
    made.add_text("key", f"{kind}:{document.id}")
    made.add_unsigned("id", document.id)
    made.add_unsigned("kind_number", kind_number)
    made.add_text("title", document.title)
    made.add_text("text", f"{document.title}\n{document.body}")
    made.add_text("alphabetical", alphabetical(document.title))
    made.add_text("visible", kind_token(kind))
    for token in document.visible:
        made.add_text("visible", visible_token(kind, token))
    if "public" not in document.visible:
        made.add_text("visible", RESTRICTED)
    _add_facets(made, document, columns)
    if document.numbers:
        made.add_json(NUMBERS, dict(document.numbers))
    if document.lat is not None and document.lon is not None:
        made.add_float("lat", document.lat)
        made.add_float("lon", document.lon)
        for zoom, cell in zip(ZOOMS, cells(document.lat, document.lon), strict=True):
            made.add_unsigned(cell_field(zoom), cell)
    return made


def visible_token(kind: str, token: str) -> str:
    """What opens documents of a kind to those who hold a token: both in one, so that they are one look-up."""
    return f"{kind} {token}"


def kind_token(kind: str) -> str:
    """Stands on every document of a kind and opens none: by it other kinds are left out in one look-up."""
    return f"kind {kind}"


Columns = tuple[tuple[str, str, tuple[str, ...], str], ...]


def columns() -> Columns:
    """Each facet's name with its fields, the columns only where it is counted: put together once for all
    documents of a build."""
    counted = counted_names()
    return tuple(
        (
            name,
            facet_field(name),
            tuple(slot_field(name, slot) for slot in range(SLOTS)) if name in counted else (),
            overflow_field(name),
        )
        for name in facet_names()
    )


def _add_facets(made: tantivy.Document, document: Document, columns: Columns) -> None:
    add, facets = made.add_text, document.facets
    for name, looked_up, slots, overflow in columns:
        values = list(dict.fromkeys(facets.get(name, ())))
        for value in values:
            add(looked_up, value)
        if not slots:
            continue
        add(slots[0], values[0] if values else NOTHING)
        for column, value in zip(slots[1:], values[1:], strict=False):
            add(column, value)
            add(FILLED, column)
        if len(values) > SLOTS:
            add(FILLED, overflow)
            for value in values[SLOTS:]:
                add(overflow, value)
