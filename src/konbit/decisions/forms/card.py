"""Code and PIN of a member card, where it opens a ballot."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.directory.forms.sections import Folding


class CardForm(Folding):
    """What stands on the card, and what its holder keeps in her head."""

    code = forms.CharField(
        label=_("Code on the card"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    pin = forms.CharField(
        label=_("PIN"),
        max_length=6,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
