"""The form of something that is done by a resolution."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.actions.agreed import Agreed
from konbit.assembly.forms.worded import Sent, Text, WordedForm
from konbit.assembly.queries.choices import Choices
from konbit.directory.forms.fields import PartialDate


class ByResolutionForm(WordedForm):
    """Something that is done by a resolution: one that stands, or one that is written down now."""

    worded: tuple[str, ...] = ("reason",)
    folded: tuple[str, ...] = ("language", "on")
    asked_for: tuple[str, ...] = ("resolution", "agreed")
    """One of them is needed."""

    resolution = forms.ChoiceField(
        label=_("By which resolution"), required=False,
        help_text=_("In which your group agreed upon it."),
    )  # fmt: skip
    agreed = Text(
        2, label=_("Or write down what you agreed"),
        help_text=_("Only if it is not in the list yet. It becomes a resolution of your group."),
    )  # fmt: skip
    sent = Sent()
    reason = Text(3, label=_("Why"), help_text=_("What we saw, in which cases."))
    on = PartialDate(label=_("On which day"), help_text=_("Empty: the day of the resolution, or today."))

    def __init__(self, data: Any = None, *, resolutions: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["resolution"].choices = [("", "—"), *resolutions]  # type: ignore[attr-defined]

    @property
    def agreed_by(self) -> Agreed:
        """By which resolution it is done, one that stands or one that is written down now."""
        said = self.cleaned_data
        on = said["on"] or date.today().isoformat()
        return Agreed(said["resolution"], said["agreed"], said["language"], on, said["sent"])
