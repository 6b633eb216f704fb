"""The form of a study."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Text, WordedForm, audience_field
from konbit.directory.forms.fields import PartialDate
from konbit.learning.actions.studies import StudyDraft


class StudyForm(WordedForm):
    """How somebody looked into a question."""

    worded = ("title", "question", "method", "sample", "limits")
    folded = ("language", "audience")

    title = forms.CharField(label=_("What was looked at"), max_length=300)
    question = Text(2, label=_("With which question"))
    method = Text(3, label=_("How"), help_text=_("Interviews, counting, walking through it together…"))
    sample = Text(2, label=_("Whom or what was looked at"), help_text=_("How many, chosen how."))
    limits = Text(2, label=_("What it cannot tell"))
    url = forms.CharField(label=_("Where it can be read"), max_length=500, required=False)
    valid_from = PartialDate(label=_("From when"))
    valid_until = PartialDate(label=_("Until when"))
    audience = audience_field()

    def draft(self) -> StudyDraft:
        """What was written."""
        said = self.cleaned_data
        return StudyDraft(
            said["language"], self.words, said["url"], said["valid_from"], said["valid_until"],
            said["audience"] or "public",
        )  # fmt: skip
