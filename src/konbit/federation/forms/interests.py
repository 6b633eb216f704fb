"""The form with which people answer what was suggested to them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Text, WordedForm

ANSWERS = [("taken", _("We take it up: we get in touch")), ("left", _("Not for us"))]


class AnswerForm(WordedForm):
    """Taken up, or not; and why."""

    worded = ("reason",)
    folded = ("language",)

    state = forms.ChoiceField(label=_("What do you answer?"), choices=ANSWERS, widget=forms.RadioSelect)
    reason = Text(2, label=_("Why?"), help_text=_("The people of both groups can read it."))
    field_order = ("state", "reason")
