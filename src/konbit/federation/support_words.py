"""The support functions and what groups do with them, in words and symbols."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.federation.models import Support

TIE = "supports"
"""The kind of tie in which a support stands: who answers for an end of one answers for a support too."""

_SYMBOLS = {
    "finance": "coins", "training": "graduation-cap", "research": "microscope", "technical": "wrench",
    "legal": "scale", "marketing": "store", "workforce": "users", "voice": "megaphone",
    "other": "hand-helping",
}  # fmt: skip


@dataclass(frozen=True)
class Function:
    """A support function as pages name it."""

    code: str

    @property
    def label(self) -> str:
        """Its name, as a heading begins."""
        words = str(Support.Function(self.code).label)
        return words[:1].upper() + words[1:]

    @property
    def symbol(self) -> str:
        """The name of its symbol."""
        return _SYMBOLS[self.code]


FUNCTIONS = tuple(Function(code) for code in Support.Function.values)
"""All of them, in their order; what is none of those with a name stands last."""
