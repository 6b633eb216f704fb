"""How those who sit are called in one answer: by name where it is open, otherwise the same word each time."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from konbit.directory.folding import fold
from konbit.federation.models import Mandate


class PeopleNamed:
    """Two people of one name are told apart, one person with two mandates is one. `names`: those of accounts
    by opaque id."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._labels: dict[str, str] = {}
        self._taken: dict[str, int] = {}

    def label(self, row: Mandate, *, is_open: bool) -> str:
        """How somebody who has this mandate is called here."""
        name = row.name or self._names.get(row.person, "")
        key = row.person or (f"name:{fold(name)}" if name else f"row:{row.pk}")
        if key not in self._labels:
            self._labels[key] = self._new(name if name and is_open else _("somebody"))
        return self._labels[key]

    def _new(self, name: str) -> str:
        number = self._taken[name] = self._taken.get(name, 0) + 1
        return name if number == 1 else f"{name} ({number})"
