"""Forms of priorities: adopting, writing again, ending."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.actions.agreed import Agreed
from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices
from konbit.directory.forms.fields import PartialDate
from konbit.federation.actions.priorities import PriorityDraft


def _statement() -> forms.CharField:
    return Text(
        2, label=_("What do you want first?"), max_length=600, required=True,
        help_text=_("One sentence that everybody can say again."),
    )  # fmt: skip


def _why() -> forms.CharField:
    return Text(3, label=_("Why this, and why now?"))


def _themes() -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=_("Of what it speaks"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("So that priorities of one theme find each other, whatever their words and languages."),
    )  # fmt: skip


def _draft(said: dict[str, Any]) -> PriorityDraft:
    return PriorityDraft(
        said["language"], said["statement"], said["why"], tuple(said["themes"]), said["valid_from"],
        said["valid_until"], said["audience"] or "public",
    )  # fmt: skip


class AdoptForm(ByResolutionForm):
    """A group adopts a priority by a resolution."""

    worded = ("statement", "why")
    folded = ("themes", "language", "audience", "valid_from")

    statement = _statement()
    why = _why()
    themes = _themes()
    valid_from = PartialDate(label=_("From when"), help_text=_("Empty: from the day of the resolution."))
    valid_until = PartialDate(label=_("Until when"), help_text=_("Empty: until you end it."))
    audience = audience_field()
    key = Sent()
    field_order = ("statement", "why", "resolution", "agreed", "valid_until", "themes", "valid_from")

    def __init__(self, data: Any = None, *, themes: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]
        for name in ("reason", "on"):
            del self.fields[name]

    @property
    def agreed_by(self) -> Agreed:
        """By which resolution; one that is written down now is of the day from which the priority holds, and
        open to the same people."""
        self.cleaned_data["on"] = self.cleaned_data["valid_from"]
        return replace(super().agreed_by, audience=self.cleaned_data["audience"])

    def draft(self) -> PriorityDraft:
        """What was written."""
        return _draft(self.cleaned_data)


class PriorityForm(WordedForm):
    """A priority's words again, or in another language; its themes and time."""

    worded = ("statement", "why")
    folded = ("audience",)

    statement = _statement()
    why = _why()
    valid_from = PartialDate(label=_("From when"))
    valid_until = PartialDate(label=_("Until when"), help_text=_("Empty: until you end it."))
    themes = _themes()
    audience = audience_field()
    field_order = ("language", "statement", "why", "valid_from", "valid_until", "themes", "audience")

    def __init__(self, data: Any = None, *, themes: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]

    def draft(self) -> PriorityDraft:
        """What was written."""
        return _draft(self.cleaned_data)


class EndForm(ByResolutionForm):
    """A priority ends by a resolution."""

    field_order = ("resolution", "agreed", "reason", "on")
