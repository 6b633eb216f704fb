"""Secrets that people read aloud, write on paper or send in a message."""

from __future__ import annotations

import hashlib
import secrets
from itertools import pairwise

# No vowels (no words by accident), no look-alikes: 0 o, 1 l i, u v.
LETTERS = "23456789bcdfghjkmnpqrstwxz"
CODE_LENGTH = 8
HALF_LENGTH = 6
PIN_LENGTHS = (4, 6)


def new_code(length: int = CODE_LENGTH) -> str:
    """A code of letters and digits that cannot be mistaken for each other."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def plain_code(said: str) -> str:
    """A code as it is stored, from what somebody typed: capitals, spaces and dashes do not matter."""
    return "".join(letter for letter in said.casefold() if letter.isalnum())


def shown_code(code: str) -> str:
    """A code as it is printed: capitals in fours ("BCDF-2345")."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4)).upper()


def is_guessable_pin(pin: str) -> bool:
    """Whether a PIN is among the first that anybody tries: one or two digits repeated, a run, a year."""
    steps = {(int(later) - int(earlier)) % 10 for earlier, later in pairwise(pin)}
    is_year = len(pin) == 4 and pin[:2] in {"19", "20"}
    return len(set(pin)) < 3 or steps in ({1}, {9}) or is_year


def is_pin(text: str) -> bool:
    """Whether a text has the form of a PIN: 4 to 6 digits of ASCII."""
    shortest, longest = PIN_LENGTHS
    return text.isascii() and text.isdigit() and shortest <= len(text) <= longest


def new_pin() -> str:
    """A PIN of four digits that is not among the first that anybody tries."""
    while is_guessable_pin(pin := f"{secrets.randbelow(10_000):04}"):
        continue
    return pin


def new_token() -> str:
    """A token for an address: 128 bits, 22 characters."""
    return secrets.token_urlsafe(16)


def token_digest(token: str) -> str:
    """What is stored in the place of a token: from it nobody can make the link (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()
