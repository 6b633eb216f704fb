"""Forms of accompaniments: beginning one, its aim and time, a visit."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm
from konbit.directory.forms.fields import PartialDate
from konbit.directory.forms.sections import Folding
from konbit.federation.actions.accompaniments import (
    LONGEST_STEP,
    LONGEST_TEXT,
    AccompanimentDraft,
    VisitDraft,
)

SUPPORTS, SUPPORTED = "supports", "supported"
SIDES = ((SUPPORTS, _("We go along with another group")), (SUPPORTED, _("Another group goes along with us")))


class AccompanimentForm(WordedForm):
    """To what end, for how long."""

    worded = ("aim",)
    folded = ("language",)

    aim = Text(3, label=_("To what end?"), required=True, help_text=_("What shall be reached together."))
    valid_from = PartialDate(label=_("Since when?"))
    valid_until = PartialDate(label=_("Until when?"), help_text=_("Empty: it goes on."))
    field_order: tuple[str, ...] = ("aim", "valid_from", "valid_until")

    def draft(self) -> AccompanimentDraft:
        """What was written."""
        said = self.cleaned_data
        return AccompanimentDraft(said["language"], said["aim"], said["valid_from"], said["valid_until"])


class NewAccompanimentForm(AccompanimentForm):
    """Two groups begin to go along together."""

    side = forms.ChoiceField(
        label=_("Who goes along with whom?"), choices=SIDES, initial=SUPPORTS, widget=forms.RadioSelect
    )
    other = forms.CharField(
        label=_("The other group"),
        max_length=300,
        help_text=_("Its name as in the directory, or the address of its page."),
    )
    key = Sent()
    field_order = ("side", "other", *AccompanimentForm.field_order)


class VisitForm(Folding):
    """A visit, or a talk."""

    on = PartialDate(label=_("When was it?"), help_text=_("Empty: today."))
    text = Text(5, label=_("What did you see and hear?"), max_length=LONGEST_TEXT)
    next_step = Text(2, label=_("The next step"), max_length=LONGEST_STEP, help_text=_("Who does what."))
    next_on = PartialDate(label=_("By when?"), help_text=_("It then stands in the calendar of both groups."))

    def draft(self) -> VisitDraft:
        """What was written."""
        said = self.cleaned_data
        return VisitDraft(said["text"], said["on"], said["next_step"], said["next_on"])


class NewVisitForm(VisitForm):
    """A visit that is told for the first time."""

    key = Sent()
