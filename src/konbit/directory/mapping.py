"""How the columns and cell values of one source's tables are to be understood; kept for its next file."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.targets import PRIVATE, is_target, split_target

KINDS = ("initiative", "collective", "network", "public_body")
AUDIENCES = ("public", "network", "group", "stewards")


class Vocabulary(Protocol):
    """The terms that are known; made by whoever has the database."""

    def knows(self, name: str) -> tuple[str, str] | None:
        """(scheme code, term code) of a term given as its address or as `scheme#code`, or None."""

    def find(self, label: str, scheme: str = "") -> tuple[str, str] | None:
        """The one term with this label in any language, in `scheme` or anywhere, or None."""


@dataclass(frozen=True)
class Mapping:
    """The meaning of a table: `columns` from header to target; `values` from header and cell value to
    `scheme#code`, where an empty text leaves the value out; `audiences` from header to who may see the
    contacts of that column; what to take where a row does not say its language, country (ISO-2) or kind.
    """

    columns: dict[str, str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    audiences: dict[str, str] = field(default_factory=dict)
    list_separator: str = ";"
    language: str = "en"
    country: str = ""
    kind: str = "initiative"

    def to_json(self) -> dict[str, Any]:
        """The mapping as JSON-able values, from which `from_json` makes it again."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: AbstractMapping[str, Any]) -> Mapping:
        """A mapping from JSON values. Raises Problem naming the entry that cannot be."""
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        unknown = set(values) - set(known)
        if unknown or "columns" not in known:
            raise _wrong(", ".join(sorted(unknown)) or "columns")
        for name in ("columns", "values", "audiences"):
            if not isinstance(known.get(name, {}), dict):
                raise _wrong(name)
        for name in ("list_separator", "language", "country", "kind"):
            if not isinstance(known.get(name, ""), str):
                raise _wrong(name)
        mapping = cls(**known)
        mapping.check()
        return mapping

    def check(self) -> None:
        """Raises Problem naming the first entry that means nothing."""
        for header, target in self.columns.items():
            if not isinstance(target, str) or not is_target(target):
                raise _wrong(f"columns, {header}: {target}")
        for header, values in self.values.items():
            if not isinstance(values, dict) or not all(isinstance(one, str) for one in values.values()):
                raise _wrong(f"values, {header}")
        for header, audience in self.audiences.items():
            if audience not in AUDIENCES:
                raise _wrong(f"audiences, {header}: {audience}")
        if self.kind not in KINDS:
            raise _wrong(f"kind: {self.kind}")
        if not self.list_separator or self.list_separator == "\\":
            raise _wrong("list_separator")

    def audience(self, header: str) -> str:
        """Who may see what a contact column holds: personal ones only stewards, unless said otherwise."""
        private = split_target(self.columns.get(header, ""))[0] in PRIVATE
        return self.audiences.get(header, "stewards" if private else "public")


def _wrong(where: str) -> Problem:
    return Problem(
        _("This part of the mapping of columns means nothing here."),
        where,
        _("Map the columns again, or correct this entry."),
    )
