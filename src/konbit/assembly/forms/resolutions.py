"""Entering what was agreed, and mending how it is told."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from konbit.assembly.actions.resolving import LONGEST_RESOLUTION, LONGEST_TITLE, Decision
from konbit.assembly.models import Resolution
from konbit.directory.forms.fields import Language, PartialDate, reader
from konbit.directory.forms.sections import Folding
from konbit.people.audience import Audience


class _Count(forms.IntegerField):
    def __init__(self, **said: Any) -> None:
        super().__init__(**{"required": False, "min_value": 0, **said})


class ResolutionForm(Folding):
    """A resolution in one language."""

    folded = (
        "title", "number", "state", "in_favour", "against", "abstained", "objections", "counted_in",
        "valid_from", "valid_until", "condition", "condition_by", "replaces", "audience", "language",
    )  # fmt: skip

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label=gettext_lazy("What was agreed?"),
        max_length=LONGEST_RESOLUTION,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    decided_on = PartialDate(label=gettext_lazy("When?"))
    how = forms.ChoiceField(label=gettext_lazy("How?"), choices=Resolution.How.choices, initial="consent")
    decided_by = forms.CharField(
        label=gettext_lazy("Who agreed, in words"),
        help_text=gettext_lazy("Such as: the general assembly, 64 members."),
        max_length=300,
        required=False,
    )
    review_on = PartialDate(label=gettext_lazy("Look at it again on"))
    proof = forms.CharField(
        label=gettext_lazy("Where can it be checked?"),
        help_text=gettext_lazy("An address on the web, or where the paper lies."),
        max_length=500,
        required=False,
    )
    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("Empty: its first sentence."),
        max_length=LONGEST_TITLE,
        required=False,
    )
    number = forms.CharField(label=gettext_lazy("Its number"), max_length=40, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Was it agreed?"), choices=Resolution.State.choices, initial="adopted"
    )
    in_favour = _Count(label=gettext_lazy("For"))
    against = _Count(label=gettext_lazy("Against"))
    abstained = _Count(label=gettext_lazy("Abstained"))
    objections = _Count(label=gettext_lazy("Objections"))
    counted_in = forms.CharField(
        label=gettext_lazy("What was counted, if not people"),
        help_text=gettext_lazy("Such as: organisations, shares."),
        max_length=40,
        required=False,
    )
    valid_from = PartialDate(label=gettext_lazy("It holds from"))
    valid_until = PartialDate(label=gettext_lazy("It holds until"))
    condition = forms.CharField(
        label=gettext_lazy("Only on condition that"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    condition_by = PartialDate(label=gettext_lazy("The condition is to be met by"))
    replaces = forms.CharField(
        label=gettext_lazy("Which resolution does it replace?"),
        help_text=gettext_lazy("The address of its page."),
        max_length=200,
        required=False,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"), choices=Audience.choices, initial="public"
    )
    language = Language(label=gettext_lazy("In which language do you write?"))

    @property
    def says_more(self) -> bool:
        """Whether something that is not usual stands in a folded field, or is wrong with it."""
        usual = {"state": "adopted", "audience": "public", "language": None}
        return any(
            bound.errors or bound.value() not in (None, "", usual.get(bound.name))
            for bound in self.more
            if bound.name != "language" or bound.errors
        )

    def decision(self) -> Decision:
        """The decision that the form says; it must be valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return Decision(**{**said, "language": said["language"] or reader()})


class EndorsementForm(forms.Form):
    """Who encouraged or supports it."""

    name = forms.CharField(
        label=gettext_lazy("Who?"),
        help_text=gettext_lazy("A name, or the address of a group's page here."),
        max_length=300,
    )
    note = forms.CharField(label=gettext_lazy("In which words?"), max_length=500, required=False)
