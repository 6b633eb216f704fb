"""How many, of what, when: sizes by any dimension."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.directory.forms.fields import PartialDate
from konbit.directory.forms.sections import RowForm, RowsForm
from konbit.directory.queries.choices import dimensions

MOST = 10**15


class SizeForm(RowForm):
    """One count."""

    dimension = forms.TypedChoiceField(
        label=gettext_lazy("Of what"), required=False, choices=dimensions, coerce=int, empty_value=None
    )
    value = forms.IntegerField(
        label=gettext_lazy("How many"), required=False, min_value=0, max_value=MOST, localize=True
    )
    on = PartialDate(label=gettext_lazy("As of"))

    def clean(self) -> dict[str, Any]:
        """A number needs its dimension and the other way round."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("DELETE"):
            return said
        if said.get("value") is not None and not said.get("dimension"):
            self.add_error("dimension", _("What is counted here?"))
        if said.get("dimension") and said.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("How many are there?"))
        return said


class SizesForm(RowsForm):
    """Counts that the group gives of itself; those that a source gives stand beside them."""

    part = "sizes"
    row = SizeForm

    def says(self, cleaned: Mapping[str, Any]) -> bool:
        """Nought is a count too."""
        return cleaned["value"] is not None

    def entry(self, cleaned: Mapping[str, Any]) -> Any:
        """A count as a part of the state."""
        return {"dimension": cleaned["dimension"], "value": cleaned["value"], "on": cleaned["on"]}
