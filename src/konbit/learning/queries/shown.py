"""A claim's state as pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.learning.models import Claim
from konbit.learning.ways import KINDS, SYMBOLS


@dataclass(frozen=True)
class State:
    """A claim's state as its badge says it."""

    code: str

    @property
    def label(self) -> str:
        """The state in the words of the reader."""
        return str(Claim.State(self.code).label)

    @property
    def kind(self) -> str:
        """The kind of its badge."""
        return KINDS.get(self.code, "")

    @property
    def symbol(self) -> str:
        """The name of its symbol."""
        return SYMBOLS[self.code]
