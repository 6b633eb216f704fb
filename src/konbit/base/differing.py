"""What changed between two wordings, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Piece:
    """Words that "stayed", "went" or "came"."""

    kind: str
    words: str


def differing(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both wordings in their order; capitals and punctuation at the edges of words do not
    count as a difference. What stayed is told as the later wording has it."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, [_bare(one) for one in old], [_bare(one) for one in new], autojunk=False)
    pieces: list[Piece] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("stayed", " ".join(new[start:end])))
            continue
        if first < last:
            pieces.append(Piece("went", " ".join(old[first:last])))
        if start < end:
            pieces.append(Piece("came", " ".join(new[start:end])))
    return tuple(pieces)


def _bare(word: str) -> str:
    return word.strip(".,;:()“”«»\"'").casefold() or word
