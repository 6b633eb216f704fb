"""Forms of gains: telling of one, what happened to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices
from konbit.directory.forms.fields import Country, PartialDate
from konbit.federation.actions.gains import GainDraft, TurnDraft
from konbit.federation.models import Gain, Turn

FIRST = [
    (Turn.Kind.GAINED.value, _("we gained it")),
    (Turn.Kind.KEPT.value, _("it was there, and we keep it")),
]


class GainForm(WordedForm):
    """What was gained or kept, of what kind it is, for where it holds."""

    worded = ("title", "text")
    folded = ("language", "audience", "struggle")

    title = Text(1, label=_("What was gained or kept?"), max_length=300, required=True)
    text = Text(3, label=_("What does it give, and to whom?"))
    firmness = forms.ChoiceField(
        label=_("Of what kind is it?"), choices=Gain.Firmness.choices, initial=Gain.Firmness.PROJECT,
        widget=forms.RadioSelect, help_text=_("From this one sees what undoing it would take."),
    )  # fmt: skip
    institution = forms.CharField(
        label=_("Which institution granted it?"), max_length=300, required=False,
        help_text=_("Empty where it is your own."),
    )  # fmt: skip
    place = forms.CharField(label=_("For where does it hold?"), max_length=200, required=False)
    country = Country(label=_("In which country?"))
    struggle = forms.ChoiceField(label=_("Out of which struggle did it come?"), required=False)
    audience = audience_field()

    def __init__(self, data: Any = None, *, struggles: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["struggle"].choices = struggles  # type: ignore[attr-defined]

    def draft(self) -> GainDraft:
        """What was written of the gain itself."""
        names = (
            "language", "title", "text", "firmness", "institution", "place", "country", "struggle",
        )  # fmt: skip
        said = {name: self.cleaned_data[name] for name in names}
        return GainDraft(**said, audience=self.cleaned_data["audience"] or "public")


class NewGainForm(GainForm):
    """A gain that is told for the first time, with how it began."""

    kind = forms.ChoiceField(
        label=_("How did it begin?"), choices=FIRST, initial=Turn.Kind.GAINED, widget=forms.RadioSelect
    )
    on = PartialDate(label=_("Since when?"))
    address = forms.CharField(label=_("Where can it be looked up?"), max_length=500, required=False)
    key = Sent()
    field_order = (
        "title", "kind", "on", "text", "firmness", "institution", "place", "country", "address",
    )  # fmt: skip

    def beginning(self) -> TurnDraft:
        """How it began."""
        said = self.cleaned_data
        return TurnDraft(said["language"], said["kind"], said["on"], "", said["address"])


class TurnForm(WordedForm):
    """What happened to a gain."""

    worded = ("text",)
    folded = ("language",)

    kind = forms.ChoiceField(
        label=_("What happened to it?"), choices=Turn.Kind.choices, widget=forms.RadioSelect
    )
    on = PartialDate(label=_("When?"))
    text = Text(3, label=_("Tell it in a sentence or two"))
    address = forms.CharField(
        label=_("Where can it be looked up?"), max_length=500, required=False,
        help_text=_("The address of a page, or where it stands in a paper."),
    )  # fmt: skip
    field_order = ("kind", "on", "text", "address")

    def draft(self) -> TurnDraft:
        """What was written."""
        return TurnDraft(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class NewTurnForm(TurnForm):
    """A turn that is told now."""

    key = Sent()
