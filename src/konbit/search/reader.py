"""The index as this process has it open."""

from __future__ import annotations

import threading
from pathlib import Path

import tantivy

from konbit.search.index import current, empty_index, open_at, read_state

Edition = tuple[str, int]
"""Which build of the index, and when it was last committed to (ns): answers of one edition never differ."""


class Reader:
    """Opens the index again when a new build took the place of the old one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index: tantivy.Index | None = None
        self._opened: Path | None = None
        self._committed = 0

    def index(self) -> tuple[tantivy.Index, Edition]:
        """The index in use with everything committed to it, and its edition; an empty one until one was
        built."""
        with self._lock:
            for _attempt in range(3):  # the folder goes if a new build takes its place right now
                try:
                    return self._fresh(), (str(self._opened), self._committed)
                except (OSError, ValueError):
                    self._opened = None
            return empty_index(), ("", 0)

    def _fresh(self) -> tantivy.Index:
        link = current()
        place = link.parent / link.readlink()
        committed = (place / "meta.json").stat().st_mtime_ns
        if self._index is None or place != self._opened:
            if read_state() is None:
                raise ValueError("made by another version")
            self._index = open_at(place)
            self._index.config_reader("manual")
            self._opened, self._committed = place, 0
        if committed != self._committed:
            self._index.reload()
            self._committed = committed
        return self._index


reader = Reader()
