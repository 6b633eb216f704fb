"""The forms of what is given without a price: a gift, hours of care."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from konbit.assembly.forms.worded import Sent
from konbit.assembly.queries.choices import Choices
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.actions.care_hours import CareDraft
from konbit.exchange.actions.gifts import GiftDraft
from konbit.exchange.models import Currency


class GiftForm(Folding):
    """Who gave what to whom, and when."""

    key = Sent()
    giver = forms.TypedChoiceField(label=gettext_lazy("Who gave"), coerce=int)
    receiver = forms.TypedChoiceField(label=gettext_lazy("Who received"), coerce=int)
    text = forms.CharField(label=gettext_lazy("What it was"), max_length=300, required=False)
    on = forms.DateField(
        label=gettext_lazy("On which day"), widget=forms.DateInput(attrs={"type": "date"}),
        initial=date.today,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, members: Sequence[tuple[int, str]], **said: Any) -> None:
        super().__init__(data, **said)
        for name in ("giver", "receiver"):
            self.fields[name].choices = members  # type: ignore[attr-defined]

    def draft(self) -> GiftDraft:
        """What was written."""
        said = self.cleaned_data
        return GiftDraft(said["giver"], said["receiver"], said["text"], said["on"])


class CareForm(Folding):
    """Who cared, for how long, for whom or what."""

    key = Sent()
    giver = forms.TypedChoiceField(label=gettext_lazy("Who cared"), coerce=int)
    long = forms.CharField(
        label=gettext_lazy("How long"), max_length=20,
        help_text=gettext_lazy("Such as 3 or 1:30 for a day, or the hours of a week."),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("What it was"), max_length=300, required=False,
        help_text=gettext_lazy("In your words. Leave it empty if it is nobody’s business."),
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("Until which day"), widget=forms.DateInput(attrs={"type": "date"}),
        initial=date.today,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, members: Choices, currency: Currency, **said: Any) -> None:
        super().__init__(data, **said)
        self.currency = currency
        self.fields["giver"].choices = members  # type: ignore[attr-defined]
        if len(members) == 1:
            self.fields["giver"].initial = members[0][0]
            self.fields["giver"].widget = forms.HiddenInput()

    def clean_long(self) -> int:
        """Minutes."""
        try:
            return amounts.read(self.cleaned_data["long"], self.currency)
        except Problem as problem:
            raise forms.ValidationError(f"{problem.what} {problem.remedy}") from problem

    def draft(self) -> CareDraft:
        """What was written."""
        said = self.cleaned_data
        return CareDraft(said["giver"], said["long"], said["text"], said["on"])
