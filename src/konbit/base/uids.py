"""Short permanent ids for addresses that are written on paper: no vowels, no look-alikes."""

from __future__ import annotations

import hashlib
import secrets

LETTERS = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 9


def new_uid() -> str:
    """An id that nothing has yet (more than 7 · 10¹² there are)."""
    return _letters(secrets.randbelow(len(LETTERS) ** LENGTH))


def uid_from(text: str) -> str:
    """The id that follows from a text: the same text, the same id."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    return _letters(number)


def _letters(number: int) -> str:
    letters = []
    for _place in range(LENGTH):
        number, one = divmod(number, len(LETTERS))
        letters.append(LETTERS[one])
    return "".join(letters)
