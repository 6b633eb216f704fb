"""What is tapped and typed while people meet: read from small forms, each with its key."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.actions.resolving import LONGEST_RESOLUTION, Decision
from konbit.assembly.models import Attendance, Resolution
from konbit.base.errors import Problem
from konbit.directory.forms.fields import PartialDate

MARKS = (
    ("site", gettext_lazy("Here")),
    ("phone", gettext_lazy("Phone")),
    ("excused", gettext_lazy("Excused")),
    ("awaited", gettext_lazy("Not here")),
)
"""What is said of a seat with one tap."""

WAYS = Attendance.Way.choices

QUICK = tuple((how.value, how.label) for how in Resolution.How if how != Resolution.How.UNKNOWN)
"""How those who are there know that something was agreed."""


def key_of(said: QueryDict) -> uuid.UUID:
    """The key of what was sent. Raises `Problem` (422) for none."""
    try:
        return uuid.UUID(said.get("key", ""))
    except ValueError as error:
        raise Problem(_("This form lacks its key."), remedy=_("Open the page again."), status=422) from error


def marks_in(said: QueryDict) -> dict[int, str]:
    """What was said of each seat, only where it differs from what stood there when the page was made: so two
    telephones do not take back each other's taps."""
    marks = {}
    for name, value in said.items():
        prefix, _dash, pk = name.partition("-")
        if prefix == "seat" and pk.isascii() and pk.isdigit() and value != said.get(f"was-{pk}", ""):
            marks[int(pk)] = str(value)
    return marks


class DecisionForm(forms.Form):
    """A decision in two minutes: what, how, and more where there is more."""

    text = forms.CharField(max_length=LONGEST_RESOLUTION)
    how = forms.ChoiceField(choices=Resolution.How.choices, required=False)
    state = forms.ChoiceField(choices=Resolution.State.choices, required=False)
    in_favour = forms.IntegerField(min_value=0, required=False)
    against = forms.IntegerField(min_value=0, required=False)
    abstained = forms.IntegerField(min_value=0, required=False)
    objections = forms.IntegerField(min_value=0, required=False)
    decided_by = forms.CharField(max_length=300, required=False)
    condition = forms.CharField(max_length=2000, required=False)
    condition_by = PartialDate()
    review_on = PartialDate()
    valid_until = PartialDate()

    def decision(self, language: str) -> Decision:
        """The decision in this language. Raises `Problem` (422) naming the field that is wrong."""
        if not self.is_valid():
            name, (reason, *_more) = next(iter(self.errors.items()))
            raise Problem(str(reason), name, _("Correct it and press again."), status=422)
        said: dict[str, Any] = dict(self.cleaned_data)
        said["how"] = said["how"] or Resolution.How.CONSENT.value
        said["state"] = said["state"] or Resolution.State.ADOPTED.value
        return Decision(language=language, **said)
