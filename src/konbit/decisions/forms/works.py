"""The form in which somebody tells how far a project is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm
from konbit.decisions.actions.works import WorkDraft
from konbit.decisions.models import Work
from konbit.directory.forms.fields import PartialDate


class WorkForm(WordedForm):
    """How far a project is, in a sentence or two."""

    worded = ("text",)
    folded = ("language",)

    state = forms.ChoiceField(label=_("How far is it?"), choices=Work.State.choices, widget=forms.RadioSelect)
    text = Text(
        3, label=_("What happened"), required=True, max_length=2000,
        help_text=_("What anybody could see who went there. If it is stuck: what is missing."),
    )  # fmt: skip
    spent = forms.CharField(
        label=_("Spent so far"), max_length=40, required=False,
        help_text=_("In all, from the beginning. Empty: you don’t know."),
    )  # fmt: skip
    on = PartialDate(label=_("When"), help_text=_("Empty: today."))
    key = Sent()
    field_order = ("state", "text", "spent", "on")

    def draft(self) -> WorkDraft:
        """What was written."""
        said = self.cleaned_data
        return WorkDraft(said["language"], said["text"], said["state"], said["on"], said["spent"])
