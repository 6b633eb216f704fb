"""Finds terms by address, by code or by label, in memory: files name them in all three ways."""

from __future__ import annotations

import re
from collections.abc import Iterable

from konbit.directory.folding import fold

TermName = tuple[str, str]

# ESSGlobal has moved house several times; its schemes and codes have not changed.
_ESSGLOBAL = re.compile(
    r"https?://(?:purl\.org/essglobal|(?:[\w-]+\.)*lod\.coop/essglobal/[\w.]+"
    r"|w3id\.solidarityeconomy\.coop/essglobal/[\w.]+)/standard/([\w-]+)/([\w.-]+)/?\Z"
)


class TermFinder:
    """A `Vocabulary` over terms that are added to it one by one."""

    def __init__(self) -> None:
        self._known: dict[str, TermName] = {}
        self._by_label: dict[tuple[str, str], TermName] = {}
        self._anywhere: dict[str, TermName | None] = {}

    def add(self, scheme: str, code: str, labels: Iterable[str] = (), addresses: Iterable[str] = ()) -> None:
        """Makes a term known by `scheme#code`, by its addresses, and by its labels and other words."""
        term = (scheme, code)
        self._known[f"{scheme}#{code}"] = term
        for address in addresses:
            self._known[address] = term
        for label in labels:
            words = fold(label)
            if words:
                self._by_label.setdefault((scheme, words), term)
                # A label that two terms share names neither of them.
                self._anywhere[words] = None if self._anywhere.get(words, term) != term else term

    def knows(self, name: str) -> TermName | None:
        """(scheme code, term code) of a term given as its address or as `scheme#code`, or None."""
        found = self._known.get(name)
        if found or "://" not in name:
            return found
        match = _ESSGLOBAL.match(name)
        return self._known.get(f"essglobal/{match[1]}#{match[2]}") if match else None

    def find(self, label: str, scheme: str = "") -> TermName | None:
        """The one term with this label, accents and case ignored, in `scheme` or anywhere; or None."""
        words = fold(label)
        return self._by_label.get((scheme, words)) if scheme else self._anywhere.get(words)
