"""Lists that are read again by themselves, and their new editions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy

from konbit.directory.actions.importing import Whose
from konbit.directory.forms.importing import LICENCES, READABLE

MOST_DAYS = 366


class EveryForm(forms.Form):
    """Where a list is read, and how often."""

    address = forms.CharField(
        label=gettext_lazy("Where the list stands"),
        help_text=gettext_lazy("The address of the file itself; it begins with https://."),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    every_days = forms.IntegerField(
        label=gettext_lazy("Read it again every … days"),
        help_text=gettext_lazy("0: only when you ask for it."),
        min_value=0,
        max_value=MOST_DAYS,
        initial=7,
    )


class FollowForm(EveryForm):
    """A list that is to be read from an address; whose it is and who may use it."""

    name = forms.CharField(label=gettext_lazy("What the list is called"), max_length=200)
    licence = forms.ChoiceField(
        label=gettext_lazy("Who may use this list"), choices=LICENCES, initial="CC BY 4.0"
    )
    attribution = forms.CharField(
        label=gettext_lazy("Who made it"),
        help_text=gettext_lazy("Stands beside everything that comes from the list."),
        required=False,
        max_length=200,
    )
    field_order = ("name", "address", "every_days", "licence", "attribution")

    def whose(self) -> Whose:
        """Whose list it is."""
        said: dict[str, Any] = self.cleaned_data
        return Whose(said["name"], said["licence"], said["attribution"])


class EditionForm(forms.Form):
    """A new edition of a list that is known here."""

    file = forms.FileField(
        label=gettext_lazy("The new edition"),
        help_text=gettext_lazy("Its columns are understood as those of the last one."),
        allow_empty_file=True,
        validators=[FileExtensionValidator(READABLE)],
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in READABLE)}),
    )
