"""Forms of targets, readings and indicators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices
from konbit.directory.forms.fields import PartialDate
from konbit.directory.queries.choices import certainties
from konbit.federation.actions.indicators import LONGEST_UNIT, IndicatorDraft
from konbit.federation.actions.targets import LONGEST_ADDRESS, ReadingDraft, TargetDraft
from konbit.federation.forms.numbers import Amount
from konbit.federation.models import Indicator


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What kind of number is it?"), choices=Indicator.Kind.choices,
        initial=Indicator.Kind.STOCK.value, widget=forms.RadioSelect,
        help_text=_("It says how numbers of several groups may be put together."),
    )  # fmt: skip


class TargetForm(WordedForm):
    """How much, by when: either to a goal, or between two bounds."""

    worded: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()

    baseline = Amount(label=_("Where it begins"), help_text=_("As you write numbers: 1 250 or 12,5."))
    baseline_on = PartialDate(label=_("On which day that was"))
    goal = Amount(label=_("How far it is to go"), help_text=_("It may be less than now, if it is to fall."))
    low = Amount(
        label=_("Or, if it is to be kept: not below"),
        help_text=_("One of the two bounds is enough. Then leave the goal empty."),
    )
    high = Amount(label=_("and not above"))
    due = PartialDate(label=_("By when"))
    field_order: tuple[str, ...] = ("baseline", "baseline_on", "goal", "due", "low", "high")

    def draft(self) -> TargetDraft:
        """What was written."""
        said = self.cleaned_data
        return TargetDraft(
            **{name: said[name] for name in ("baseline", "baseline_on", "goal", "low", "high", "due")}
        )


class NewTargetForm(TargetForm):
    """The same, and what is counted: something that others count too, or something new."""

    folded = ("language",)

    indicator = forms.ChoiceField(
        label=_("What is counted or measured?"), required=False,
        help_text=_("Choose what others count too: only the same can be put together."),
    )  # fmt: skip
    title = forms.CharField(label=_("Or name something new"), max_length=200, required=False)
    definition = Text(2, label=_("What exactly counts, and what does not?"))
    unit = forms.CharField(
        label=_("Unit"), max_length=LONGEST_UNIT, required=False,
        help_text=_("People, tonnes a year, hectares, percent."),
    )  # fmt: skip
    kind = _kind()
    key = Sent()
    field_order = ("indicator", "title", "definition", "unit", "kind", *TargetForm.field_order)

    def __init__(self, data: Any = None, *, indicators: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["indicator"].choices = [("", "—"), *indicators]  # type: ignore[attr-defined]
        self.fields["kind"].required = False

    def draft(self) -> TargetDraft:
        """What was written."""
        said = self.cleaned_data
        new = IndicatorDraft(
            said["language"], said["title"], said["definition"], said["unit"],
            said["kind"] or Indicator.Kind.STOCK.value,
        )  # fmt: skip
        whole = super().draft()
        return TargetDraft(indicator=said["indicator"], new=new, **whole.columns)


class ReadingForm(WordedForm):
    """What was read on a day, and where that can be checked."""

    worded = ("note",)
    folded = ("certainty", "language")

    value = Amount(label=_("How much was it?"), required=True)
    on = PartialDate(label=_("When?"), required=True)
    address = forms.CharField(
        label=_("Where it can be checked"), max_length=LONGEST_ADDRESS, required=False,
        help_text=_("A page, a book of accounts, minutes."),
    )  # fmt: skip
    note = Text(2, label=_("What one should know to read it"))
    certainty = forms.ChoiceField(label=_("How sure is it?"), choices=certainties, required=False)
    key = Sent()

    def draft(self) -> ReadingDraft:
        """What was written."""
        said = self.cleaned_data
        names = ("value", "on", "language", "note", "address")
        return ReadingDraft(
            **{name: said[name] for name in names}, certainty=said["certainty"] or "confirmed"
        )


class IndicatorForm(WordedForm):
    """What is counted, written again or in another language."""

    worded = ("title", "definition")
    folded = ("audience",)

    title = forms.CharField(label=_("Name"), max_length=200)
    definition = Text(3, label=_("What exactly counts, and what does not?"))
    unit = forms.CharField(label=_("Unit"), max_length=LONGEST_UNIT)
    kind = _kind()
    audience = audience_field()
    field_order = ("language", "title", "definition", "unit", "kind")

    def draft(self) -> IndicatorDraft:
        """What was written."""
        said = self.cleaned_data
        return IndicatorDraft(
            said["language"], said["title"], said["definition"], said["unit"], said["kind"],
            said["audience"] or "public",
        )  # fmt: skip
