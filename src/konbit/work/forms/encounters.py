"""Telling of an encounter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from konbit.directory.forms.fields import PartialDate, reader
from konbit.people.audience import Audience
from konbit.work.actions.encounters import LONGEST_TEXT, Told
from konbit.work.models import Encounter


class EncounterForm(forms.Form):
    """Who met whom, when and where, what was seen, what was taken home."""

    title = forms.CharField(
        label=gettext_lazy("What was it?"),
        help_text=gettext_lazy("Such as: Visit to the seed house of Papaye."),
        max_length=200,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Encounter.Kind.choices, widget=forms.RadioSelect
    )
    host = forms.CharField(label=gettext_lazy("Who was visited?"), max_length=300, required=False)
    visitors = forms.CharField(
        label=gettext_lazy("Who came?"),
        help_text=gettext_lazy("One group a line. Written as in the directory, its name becomes a link."),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many people?"), min_value=0, max_value=1_000_000, required=False
    )
    valid_from = PartialDate(label=gettext_lazy("When, or from when?"))
    valid_until = PartialDate(label=gettext_lazy("Until when?"), help_text="")
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=300, required=False)
    seen = forms.CharField(
        label=gettext_lazy("What was seen?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    taken_home = forms.CharField(
        label=gettext_lazy("What was taken home?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see this"), choices=Audience.choices, initial=Audience.PUBLIC
    )

    def told(self) -> Told:
        """What was written, in the language of the page."""
        said: dict[str, Any] = self.cleaned_data
        return Told(
            **{name: said[name] for name in said if name != "visitors"},
            language=reader(),
            visitors=tuple(said["visitors"].splitlines()),
        )
