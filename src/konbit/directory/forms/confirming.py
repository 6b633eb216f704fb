"""What is different, and who may be asked about it; what came of a call; a campaign."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.directory.actions.caring import LONGEST_TEXT
from konbit.directory.actions.proposing import LONGEST_WORDS

DIFFERENT = (
    ("wrong", gettext_lazy("Something that stands there is not true any more")),
    ("place", gettext_lazy("It is somewhere else")),
    ("closed", gettext_lazy("It is no more")),
    ("other", gettext_lazy("Something else")),
)
"""What may be different, by the code of the trouble that it is reported as."""


class DifferentForm(forms.Form):
    """What is different, and how it is now."""

    trouble = forms.ChoiceField(
        label=gettext_lazy("What is different?"), choices=DIFFERENT, initial="wrong", widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("How is it now?"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reach = forms.CharField(
        label=gettext_lazy("How can they ask you, if they must?"),
        help_text=gettext_lazy("Telephone or e-mail. Only those who look after the network see it."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        """That it is no more needs no words; anything else does."""
        said = super().clean() or {}
        if said.get("trouble") != "closed" and not (said.get("text") or "").strip():
            self.add_error("text", _("Write how it is now."))
        return said


class AskForm(forms.Form):
    """Why somebody may look after a group."""

    text = forms.CharField(
        label=gettext_lazy("Who are you in this group?"),
        help_text=gettext_lazy("Somebody of the network reads this and may call the group."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CampaignForm(forms.Form):
    """A campaign: its name, and the day since which a confirmation counts."""

    name = forms.CharField(label=gettext_lazy("What you call it"), max_length=200)
    since = forms.DateField(
        label=gettext_lazy("Call those who were last confirmed before"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **said: Any) -> None:
        today = date.today()
        said.setdefault("initial", {})
        said["initial"] = {
            "name": _("Still true in %(year)s?") % {"year": today.year},
            "since": date(today.year, 1, 1),
            **said["initial"],
        }
        super().__init__(*args, **said)
