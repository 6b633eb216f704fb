"""Editing in small pages: each section shows some parts of a group's state and turns them back into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _

from konbit.directory.state import State

MOST_ROWS = 40


class Folding(forms.Form):
    """A form that shows its first fields, and the others once they are asked for."""

    folded: tuple[str, ...] = ()

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields to show."""
        return [bound for bound in self.visible_fields() if bound.name not in self.folded]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields to fold away."""
        return [bound for bound in self.visible_fields() if bound.name in self.folded]

    @property
    def says_more(self) -> bool:
        """Whether something stands in a folded field, or is wrong with it."""
        return any(bound.errors or bound.value() not in (None, "") for bound in self.more)


class SectionForm(Folding):
    """The form of a section. `state` is what stands there now."""

    def __init__(self, data: Any = None, *, state: State, **said: Any) -> None:
        self.state = state
        super().__init__(data, initial=self.initial_of(state), **said)

    def initial_of(self, state: State) -> dict[str, Any]:
        """What the fields say at first."""
        return {}

    @property
    def rows(self) -> BaseFormSet[Any] | None:
        """The rows under the fields, where a section has any."""
        return None

    def wanted(self) -> State:
        """The parts of the state as they were written; the form must be valid."""
        raise KeyError(type(self).__name__)


class RowForm(Folding):
    """One entry of a section that lists things. An entry left empty is none."""


class _Rows(BaseFormSet[Any]):
    """Entries that can be taken away."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """As Django does, with the box that takes an entry away in plain words."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take this away")


class RowsForm(SectionForm):
    """A section that lists entries of one part: those that are there, and room for more.

    `part`: the part of the state; `row`: the form of an entry; `room`: for how many more there is room.
    """

    part: str
    row: type[RowForm]
    room = 2

    def __init__(self, data: Any = None, *, state: State, **said: Any) -> None:
        super().__init__(data, state=state, **said)
        made = formset_factory(
            self.row,
            formset=_Rows,
            extra=self.room,
            can_delete=True,
            can_delete_extra=False,
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS + 5,
        )
        self._rows = made(
            data,
            prefix="rows",
            initial=[self.entry_initial(one) for one in state[self.part]],
        )

    @property
    def rows(self) -> BaseFormSet[Any]:
        """The entries."""
        return self._rows

    def is_valid(self) -> bool:
        """Whether the fields and all entries are right."""
        return super().is_valid() and self._rows.is_valid()

    def entry_initial(self, one: Any) -> dict[str, Any]:
        """What the fields of an entry say at first."""
        return dict(one)

    def entry(self, cleaned: Mapping[str, Any]) -> Any:
        """An entry of the part from what was written."""
        return dict(cleaned)

    def wanted(self) -> State:
        """The part with all entries that were not emptied or taken away."""
        kept = [
            row.cleaned_data
            for row in self._rows.forms
            if row.cleaned_data and not row.cleaned_data.get("DELETE") and self.says(row.cleaned_data)
        ]
        return {self.part: [self.entry(_without_delete(cleaned)) for cleaned in kept]}

    def says(self, cleaned: Mapping[str, Any]) -> bool:
        """Whether an entry says anything."""
        return any(cleaned.values())


def _without_delete(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cleaned.items() if name != "DELETE"}


@dataclass(frozen=True)
class Section:
    """A small page of editing: its place in the address, title, who sees what stands there, its form."""

    code: str
    title: Any
    lead: Any
    symbol: str
    parts: Sequence[str]
    form: Callable[..., SectionForm]
    verb: str = "edit"
