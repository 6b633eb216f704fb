"""Two rows of one file that mean the same group: noticed in little memory however long the file is."""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import replace

from django.utils.translation import gettext as _

from konbit.directory.draft import Draft, Trouble


class DuplicateWatch:
    """Remembers the row of every key of a file: 12 to 24 bytes each, in a table of open addresses.

    Keys are told apart by 64 bits of a hash; among a million keys, two different ones fall together with
    a chance of one in 37 million (the birthday bound, n²/2⁶⁵).
    """

    def __init__(self) -> None:
        self._marks = array("Q", bytes(8 << 10))
        self._rows = array("L", bytes(array("L").itemsize << 10))
        self._count = 0

    def first_row(self, key: str, row: int) -> int:
        """The row that came first with this key: `row` itself when the key is new."""
        digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
        slot = self._slot(int.from_bytes(digest, "big") or 1)
        if not self._rows[slot[0]]:
            self._marks[slot[0]], self._rows[slot[0]] = slot[1], row
            self._count += 1
            if self._count * 3 > len(self._marks) * 2:
                self._grow()
            return row
        return self._rows[slot[0]]

    def settle(self, draft: Draft) -> Draft:
        """The draft, rejected with its reason when an earlier row had the same key.

        Where keys are derived from name and town, a second group of that name in that town is told apart
        by its address; only a row that repeats the address as well is rejected.
        """
        first = self.first_row(draft.key, draft.row)
        if draft.key_derived:
            key = _key_with_address(draft)
            first_there = self.first_row(key, draft.row) if key else first
            if first != draft.row and first_there == draft.row:
                return replace(draft, key=key)
        if first == draft.row:
            return draft
        if draft.key_derived:
            message = _("Row %(first)s has the same name, town and address. Leave one of them out.")
        else:
            message = _("Row %(first)s has the same identifier. Each row needs one of its own.")
        trouble = Trouble(draft.row, "", message % {"first": first}, fatal=True)
        return replace(draft, troubles=(*draft.troubles, trouble))

    def _slot(self, mark: int) -> tuple[int, int]:
        last = len(self._marks) - 1
        slot = mark & last
        while self._rows[slot] and self._marks[slot] != mark:
            slot = (slot + 1) & last
        return slot, mark

    def _grow(self) -> None:
        marks, rows = self._marks, self._rows
        size = len(marks) * 2
        self._marks = array("Q", bytes(8 * size))
        self._rows = array("L", bytes(array("L").itemsize * size))
        for mark, row in zip(marks, rows, strict=True):
            if row:
                slot, _mark = self._slot(mark)
                self._marks[slot], self._rows[slot] = mark, row


def _key_with_address(draft: Draft) -> str:
    """The key told apart by street, postcode and point; empty where the row says none of them."""
    place = draft.places[0] if draft.places else None
    if place is None or not (place.street or place.postcode or place.point):
        return ""
    address = f"{place.street}|{place.postcode}|{place.point}"
    return f"{draft.key}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
