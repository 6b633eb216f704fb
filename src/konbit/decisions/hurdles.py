"""What stands in the way of a vote, or is to be known before it opens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hurdle:
    """`code`: for programs; `words`: for people. One that `forbids` keeps a vote from opening."""

    code: str
    words: str
    forbids: bool
