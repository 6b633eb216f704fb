"""The form in which a network says whose word goes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

PLACES = 4


class OrderForm(forms.Form):
    """Numbered choices: whose word is shown first, whose where the first says nothing, and so on."""

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str]], order: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, PLACES + 1):
            self.fields[f"choice_{number}"] = forms.ChoiceField(
                label=_("%(number)s. choice") % {"number": number},
                choices=[("", "–"), *choices],
                required=False,
                initial=order[number - 1] if number <= len(order) else "",
            )

    def order(self) -> list[str]:
        """The codes in their order, each once; empty places are passed over."""
        said = (self.cleaned_data[f"choice_{number}"] for number in range(1, PLACES + 1))
        return list(dict.fromkeys(code for code in said if code))
