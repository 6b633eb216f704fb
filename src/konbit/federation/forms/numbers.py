"""A field for a number as people write it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from konbit.base.errors import Problem
from konbit.federation.numbers import number_typed, read_number


class Amount(forms.CharField):
    """A number with a decimal point or comma; None when nothing is said."""

    def __init__(self, **said: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"required": False, "max_length": 40, "widget": widget, **said})

    def prepare_value(self, value: Any) -> Any:
        """The number as the reader writes it."""
        return number_typed(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number, exact."""
        text = str(super().clean(value))
        if not text:
            return None
        try:
            return read_number(text)
        except Problem as problem:
            raise ValidationError(f"{problem.what} {problem.remedy}") from problem
