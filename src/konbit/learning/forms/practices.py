"""Telling of practices, descents and obstacles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from konbit.directory.forms.fields import PartialDate, reader
from konbit.learning.actions.practices import LONGEST_TEXT, DescentTold, PracticeTold
from konbit.learning.models import Descent, Worked
from konbit.people.audience import Audience

WORKED = [("", gettext_lazy("not said")), *Worked.choices]


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PracticeForm(forms.Form):
    """What a practice is, who does it, where, since when; when and why it ended."""

    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("Such as: Seed bank of the women of Papaye."),
        max_length=200,
    )
    description = _words(gettext_lazy("How is it done?"))
    practised_by = forms.CharField(
        label=gettext_lazy("Who does it?"),
        help_text=gettext_lazy("Another group by its name in the directory; leave it empty if it is yours."),
        max_length=300,
        required=False,
    )
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=200, required=False)
    valid_from = PartialDate(label=gettext_lazy("Since when?"))
    valid_until = PartialDate(
        label=gettext_lazy("When did it end?"), help_text=gettext_lazy("Only if it did.")
    )
    ended = _words(gettext_lazy("Why did it end?"), gettext_lazy("Others learn from this too."))
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see this"), choices=Audience.choices, initial=Audience.PUBLIC
    )

    def told(self) -> PracticeTold:
        """What was written, in the language of the page."""
        return PracticeTold(language=reader(), **self.cleaned_data)


class DescentForm(forms.Form):
    """How a practice came out of another."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How did it come out of it?"),
        choices=Descent.Kind.choices,
        widget=forms.RadioSelect,
        initial=Descent.Kind.INSPIRED,
    )
    kept = _words(gettext_lazy("What was kept?"))
    changed = _words(gettext_lazy("What was changed?"))
    dropped = _words(gettext_lazy("What was dropped?"))
    why = _words(gettext_lazy("Why?"))
    worked = forms.ChoiceField(label=gettext_lazy("Did it work?"), choices=WORKED, required=False)
    on = PartialDate(label=gettext_lazy("When?"))
    encounter = forms.ChoiceField(label=gettext_lazy("Where did you meet?"), required=False)

    def __init__(self, *args: Any, encounters: list[tuple[str, str]], **said: Any) -> None:
        super().__init__(*args, **said)
        met = self.fields["encounter"]
        assert isinstance(met, forms.ChoiceField)
        met.choices = [("", gettext_lazy("not said")), *encounters]

    def told(self, parent_uid: str) -> DescentTold:
        """What was written, in the language of the page."""
        return DescentTold(parent_uid=parent_uid, language=reader(), **self.cleaned_data)


class ObstacleForm(forms.Form):
    """What stood in the way, what was tried, whether it worked."""

    text = forms.CharField(
        label=gettext_lazy("What stood in the way?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    strategy = _words(gettext_lazy("What was tried?"))
    worked = forms.ChoiceField(label=gettext_lazy("Did it work?"), choices=WORKED, required=False)
    on = PartialDate(label=gettext_lazy("When?"))
