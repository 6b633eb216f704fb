"""Terms of one scheme, ticked."""

from __future__ import annotations

from typing import Any

from django import forms

from konbit.directory.forms.sections import SectionForm
from konbit.directory.queries.choices import SchemeChoice
from konbit.directory.state import State


class TermsForm(SectionForm):
    """The terms of one scheme; those of all others stay as they are, and so does which are the main ones."""

    def __init__(self, data: Any = None, *, state: State, scheme: SchemeChoice, **said: Any) -> None:
        self.scheme = scheme
        super().__init__(data, state=state, **said)
        choices = [(term.id, "\u2003" * term.depth + term.label) for term in scheme.terms]
        self.fields["terms"] = forms.TypedMultipleChoiceField(
            label=scheme.heading,
            required=False,
            choices=choices,
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
        )

    def initial_of(self, state: State) -> dict[str, Any]:
        """The terms that are ticked."""
        return {"terms": [term for term, _primary in state["terms"]]}

    def wanted(self) -> State:
        """All terms of the group with this scheme's as they were ticked."""
        own = {term.id for term in self.scheme.terms}
        ticked = set(self.cleaned_data["terms"])
        kept = [[term, primary] for term, primary in self.state["terms"] if term not in own or term in ticked]
        there = {term for term, _primary in kept}
        return {"terms": kept + [[term.id, False] for term in self.scheme.terms if term.id in ticked - there]}
