"""Words as people mean them: accents, case, hyphens and a few abbreviations make no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_WORDS = re.compile(r"[\W_]+")
# Letters that Unicode does not take apart, as people without them on their keyboard type them.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower-case words separated by single spaces, without accents, apostrophes or punctuation.

    "Saint-Étienne" and "saint etienne" fold alike; so do "L'Aquila" and "laquila".
    """
    bare = _APOSTROPHES.sub("", text)
    if not bare.isascii():
        apart = unicodedata.normalize("NFKD", bare.casefold())
        bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_LETTERS)
    return _NOT_WORDS.sub(" ", bare.casefold()).strip()
