"""Guesses what the columns of somebody's table mean, from their headers and from what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from konbit.base.errors import Problem
from konbit.directory.cell_sorts import holds_people, shares
from konbit.directory.folding import fold
from konbit.directory.formats.cells import split_list
from konbit.directory.formats.reading import open_table
from konbit.directory.formats.table import Row, Table
from konbit.directory.header_words import language_words, phrases
from konbit.directory.known_tables import known_mapping
from konbit.directory.mapping import Mapping
from konbit.directory.targets import PRIVATE, SINGLE, split_target

SAMPLE_ROWS = 200
# Fewer signs than this are no guess at all: the column is kept as it is.
_ENOUGH = 0.4
_MOST_VALUES = 500


@dataclass(frozen=True)
class ColumnGuess:
    """What a column probably means: its target, how sure that is (0 to 1), three of its own cells.

    `private`: it tells of people, so only stewards see it until somebody ticks it.
    """

    header: str
    target: str
    confidence: float
    samples: tuple[str, ...]
    private: bool


def guess(headers: Sequence[str], sample_rows: Iterable[Row]) -> list[ColumnGuess]:
    """A guess for each header, in their order, from some of the table's rows."""
    cells: dict[str, list[str]] = {header: [] for header in headers}
    count = 0
    for row in sample_rows:
        count += 1
        for header, cell in row.cells.items():
            if header in cells and cell.strip():
                cells[header].append(cell.strip())
    known = known_mapping(headers)
    if known:
        chosen = {header: (target, 1.0) for header, target in known.columns.items()}
    else:
        chosen = _people_first(_chosen(headers, cells, count))
    guesses = []
    for header in headers:
        target, confidence = chosen.get(header, ("extra", 0.0))
        # What has no meaning here but holds numbers and addresses of people is no free reading.
        if target == "extra" and holds_people(cells[header]):
            target = "contact"
        private = split_target(target)[0] in PRIVATE
        guesses.append(ColumnGuess(header, target, round(confidence, 2), tuple(cells[header][:3]), private))
    return guesses


def mapping_from(
    guesses: Iterable[ColumnGuess], language: str = "en", country: str = "", list_separator: str = ";"
) -> Mapping:
    """The mapping that follows the guesses; private columns stay with the stewards."""
    return Mapping(
        columns={one.header: one.target for one in guesses},
        language=language,
        country=country,
        list_separator=list_separator,
    )


def guessed_mapping(path: Path, format_name: str, language: str = "en", country: str = "") -> Mapping:
    """The mapping of a file that nobody has mapped. Raises Problem when the file cannot be read."""
    table = open_table(path, format_name)
    guesses = guess(table.headers, first_rows(table))
    known = known_mapping(table.headers)
    return mapping_from(guesses, language, country, known.list_separator if known else ";")


def first_rows(table: Table) -> list[Row]:
    """Some rows from the beginning of a table; those before the place where it cannot be read on."""
    rows = table.rows()
    some: list[Row] = []
    try:
        some.extend(islice(rows, SAMPLE_ROWS))
    except Problem:  # whoever reads the whole table will tell
        if not some:
            raise
    finally:
        rows.close()
    return some


def category_values(table: Table, mapping: Mapping) -> dict[str, Counter[str]]:
    """The values of every column of terms and how often they occur, over the whole table.

    Shape: by header; a column with more than 500 different values is left out: it holds no categories.
    """
    headers = {
        header: Counter[str]()
        for header, target in mapping.columns.items()
        if split_target(target)[0] in ("terms", "primary")
    }
    for row in table.rows():
        for header in list(headers):
            headers[header].update(split_list(row.cells.get(header, ""), mapping.list_separator))
            if len(headers[header]) > _MOST_VALUES:
                del headers[header]
    return headers


def _chosen(headers: Sequence[str], cells: dict[str, list[str]], count: int) -> dict[str, tuple[str, float]]:
    """For each column with signs enough the target with the strongest, single targets given once."""
    signs = [
        (strength, -place, header, target)
        for place, header in enumerate(headers)
        for target, strength in _signs(header, cells[header], count)
        if strength >= _ENOUGH
    ]
    chosen: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for strength, _place, header, target in sorted(signs, reverse=True):
        if header in chosen or target in taken:
            continue
        chosen[header] = target, strength
        if target in SINGLE:
            taken.add(target)
    if "name" not in taken:
        chosen.update(_name_of_last_resort(headers, cells, chosen))
    for header in headers:
        if header not in chosen and any(
            target == "name" for target, _s in _signs(header, cells[header], count)
        ):
            chosen[header] = "alias", _ENOUGH
    return chosen


def _people_first(chosen: dict[str, tuple[str, float]]) -> dict[str, tuple[str, float]]:
    """The same, where a column of categories whose header names people too ("sector contact") is about them:
    a category's own words are for everyone."""
    settled = dict(chosen)
    for header, (target, strength) in chosen.items():
        private = next((one for one in _named(header) if split_target(one)[0] in PRIVATE), "")
        if private and split_target(target)[0] in ("terms", "primary", "kind"):
            settled[header] = private, strength
    return settled


def _signs(header: str, cells: Sequence[str], count: int) -> Iterator[tuple[str, float]]:
    """Targets and how strongly header and cells together speak for each."""
    named = _named(header)
    held = shares(cells, count)
    for target, strength in named.items():
        share = held.get(split_target(target)[0])
        if share is None or not cells:
            yield target, strength
        else:
            yield target, strength * (0.3 + 0.7 * share)
    for target in ("email", "website", "coordinates"):
        if target not in named and held[target] > 0.6:
            yield target, 0.8 * held[target]
    if not named and held["country name"] > 0.6:
        yield "country", 0.6
    if not named and held["phone"] > 0.8:
        yield "phone", 0.6


def _named(header: str) -> dict[str, float]:
    """Targets that the header names: wholly, or with some of its words."""
    words = fold(header.replace(".", " ")).split()
    if not words:
        return {}
    language = language_words().get(words[-1]) if len(words) > 1 else None
    if language:
        words = words[:-1]
    target = phrases().get(" ".join(words))
    if target:
        return {_in_language(target, language): 0.95}
    found: dict[str, float] = {}
    for length in range(min(len(words), 4), 0, -1):
        for start in range(len(words) - length + 1):
            target = phrases().get(" ".join(words[start : start + length]))
            if target and len("".join(words[start : start + length])) > 2:
                share = 0.5 + 0.3 * length / len(words) - 0.02 * start
                found.setdefault(_in_language(target, language), share)
    return found


def _in_language(target: str, language: str | None) -> str:
    if not language:
        return target
    return {"description": f"description:{language}", "name": "alias"}.get(target, target)


def _name_of_last_resort(
    headers: Sequence[str], cells: dict[str, list[str]], chosen: dict[str, tuple[str, float]]
) -> dict[str, tuple[str, float]]:
    """The first column of short texts that are nearly all different: most likely the names."""
    for header in headers:
        texts = cells[header]
        if header in chosen or not texts:
            continue
        wordy = sum(1 for text in texts if len(text) < 120 and any(letter.isalpha() for letter in text))
        if wordy >= 0.9 * len(texts) and len(set(texts)) >= 0.9 * len(texts):
            return {header: ("name", 0.3)}
    return {}
