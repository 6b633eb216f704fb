"""Terms of one scheme, ticked, and which of them is the main one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from konbit.directory.forms.sections import SectionForm
from konbit.directory.queries.choices import SchemeChoice
from konbit.directory.state import State


class TermsForm(SectionForm):
    """The terms of one scheme, and the main one of them; those of all others stay as they are."""

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
        self.fields["main"] = forms.TypedChoiceField(
            label=_("Which of them is the main one"),
            help_text=_("It stands first on the page and in lists."),
            required=False,
            choices=[("", _("None more than the others")), *choices],
            coerce=int,
            empty_value=None,
        )

    def initial_of(self, state: State) -> dict[str, Any]:
        """The terms that are ticked, and the first of the main ones."""
        return {"terms": [term for term, _primary in state["terms"]], "main": self._main(state)}

    def wanted(self) -> State:
        """All terms of the group with this scheme's as they were ticked; a main one counts as ticked. Where
        the main one stays the same, others that are main stay so too."""
        own = {term.id for term in self.scheme.terms}
        main = self.cleaned_data["main"]
        ticked = {*self.cleaned_data["terms"], *([main] if main else [])}
        same = main == self._main(self.state)
        kept = [
            [term, primary if same or term not in own else term == main]
            for term, primary in self.state["terms"]
            if term not in own or term in ticked
        ]
        there = {term for term, _primary in kept}
        new = [term.id for term in self.scheme.terms if term.id in ticked - there]
        return {"terms": kept + [[term, term == main] for term in new]}

    def _main(self, state: State) -> int | None:
        own = {term.id for term in self.scheme.terms}
        return next((term for term, primary in state["terms"] if primary and term in own), None)
