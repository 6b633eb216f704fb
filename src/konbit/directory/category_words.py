"""The words in a column of categories: where one ends and the next begins, and which term each names."""

from __future__ import annotations

import re
from collections.abc import Callable

from konbit.directory.formats.cells import split_list
from konbit.directory.mapping import Vocabulary

_COMMON_CUTS = re.compile(r"[,/]")


def term_of(word: str, vocabulary: Vocabulary, scheme: str = "") -> tuple[str, str] | None:
    """(scheme code, term code) of a word: by its address, by its code in `scheme`, by its label; or None."""
    found = vocabulary.knows(word) if "://" in word or "#" in word else None
    if not found and scheme:
        found = vocabulary.knows(f"{scheme}#{word}")
    return found or vocabulary.find(word, scheme)


def words_in(cell: str, separator: str, is_known: Callable[[str], object]) -> list[str]:
    """The words of a cell, cut at the list's separator.

    A word that is not known is cut at its commas and slashes too, where that gives one that is: people write
    "housing, food", but a term may be called "food, drink and tobacco". An address is never cut.
    """
    return [part for word in split_list(cell, separator) for part in _cut(word, is_known)]


def _cut(word: str, is_known: Callable[[str], object]) -> list[str]:
    if not _COMMON_CUTS.search(word) or "://" in word or is_known(word):
        return [word]
    parts = [part.strip() for part in _COMMON_CUTS.split(word) if part.strip()]
    return parts if any(is_known(part) for part in parts) else [word]
