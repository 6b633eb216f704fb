"""Forms of struggles: taking one up, what came of it, its steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import NONE, Choices
from konbit.directory.forms.fields import PartialDate
from konbit.federation.actions.steps import StepDraft
from konbit.federation.actions.struggles import ResultDraft, StruggleDraft
from konbit.federation.models import Step, Struggle

WAYS = [
    (Struggle.Way.DEMAND.value, _("we demand it")),
    (Struggle.Way.DEFEND.value, _("we defend it")),
    (Struggle.Way.BUILD.value, _("we build it ourselves")),
]


class StruggleForm(WordedForm):
    """What is demanded, defended or built, whose rule it is, what stands in its place."""

    worded = ("title", "aim", "contested", "stand")
    folded = ("language", "audience", "resolution", "within", "valid_from")

    title = Text(1, label=_("What is it about?"), max_length=300, required=True)
    way = forms.ChoiceField(
        label=_("How do we go about it?"), choices=WAYS, initial=Struggle.Way.DEMAND,
        widget=forms.RadioSelect,
    )  # fmt: skip
    aim = Text(2, label=_("What do we want to reach?"))
    institution = forms.CharField(
        label=_("Which institution decides?"), max_length=300, required=False,
        help_text=_("Its name, or the address of its page here. Empty where we build it ourselves."),
    )  # fmt: skip
    contested = Text(2, label=_("Which rule, or which plan, is at stake?"))
    stand = Text(2, label=_("What do we put in its place?"))
    within = forms.ChoiceField(
        label=_("Of which wider struggle is it the local part?"), required=False,
        help_text=_("One of your own group, or of a network to which it belongs."),
    )  # fmt: skip
    resolution = forms.ChoiceField(label=_("By which resolution did you take it up?"), required=False)
    valid_from = PartialDate(label=_("Since when?"))
    audience = audience_field()

    def __init__(self, data: Any = None, *, wider: Choices, resolutions: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["within"].choices = wider  # type: ignore[attr-defined]
        self.fields["resolution"].choices = [*NONE, *resolutions]  # type: ignore[attr-defined]

    def draft(self) -> StruggleDraft:
        """What was written."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return StruggleDraft(**said | {"audience": said["audience"] or "public"})


class NewStruggleForm(StruggleForm):
    """A struggle that is taken up now."""

    key = Sent()


class ResultForm(WordedForm):
    """What became of a struggle."""

    worded = ("result",)
    folded = ("language",)

    state = forms.ChoiceField(
        label=_("What became of it?"), choices=Struggle.State.choices, widget=forms.RadioSelect
    )
    result = Text(3, label=_("What came of it?"), help_text=_("Also what you learned where it was lost."))
    on = PartialDate(label=_("On which day was it over?"), help_text=_("Empty: today. Only if it is over."))
    field_order = ("state", "result", "on")

    def draft(self) -> ResultDraft:
        """What was written."""
        return ResultDraft(**self.cleaned_data)


class StepForm(WordedForm):
    """Something that happened, or is planned."""

    worded = ("text",)
    folded = ("language",)

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Step.Kind.choices, initial=Step.Kind.STEP, widget=forms.RadioSelect
    )
    text = Text(3, label=_("Tell it in a sentence or two"), required=True)
    on = PartialDate(label=_("When?"), help_text=_("A day that is still to come stands in your calendar."))
    address = forms.CharField(
        label=_("Where can it be looked up?"), max_length=500, required=False,
        help_text=_("The address of a page, or where it stands in a paper."),
    )  # fmt: skip
    field_order = ("kind", "text", "on", "address")

    def draft(self) -> StepDraft:
        """What was written."""
        return StepDraft(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class NewStepForm(StepForm):
    """A step that is told now."""

    key = Sent()
