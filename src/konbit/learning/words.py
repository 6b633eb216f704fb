"""Words in one language, put beside those in others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from konbit.base.text import Multilingual, with_words


def in_language(row: Any, language: str, words: Mapping[str, str]) -> dict[str, Multilingual]:
    """What the columns of a row say once these words stand there in one language; the others stay."""
    return {name: with_words(getattr(row, name), language, said) for name, said in words.items()}
