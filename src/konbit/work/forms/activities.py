"""Forms of an activity: adding one in under a minute, changing it, a row of the table, a note."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from konbit.base.text import pick, with_words
from konbit.directory.forms.fields import Lines, PartialDate
from konbit.work.forms.fields import DeadlineField, HandsField
from konbit.work.hands import CONTRIBUTOR
from konbit.work.numbered import numbered_with
from konbit.work.queries.activities import Decided
from konbit.work.queries.choices import states
from konbit.work.queries.outline import Outline


class ActivityForm(forms.Form):
    """An activity: the first three questions are enough. Words are of one language."""

    text = forms.CharField(
        label=_("What is to be done?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    who = HandsField()
    deadline = DeadlineField()
    section = forms.TypedChoiceField(
        label=_("Section"), required=False, coerce=int, empty_value=None, choices=()
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    code = forms.CharField(
        label=_("Code"), max_length=40, required=False, help_text=_("Left empty, it is given the next one.")
    )
    detail = forms.CharField(
        label=_("More about it"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 3})
    )
    numbered = Lines(label=_("Goals of its own, one a line"), max_length=3000)
    serves = forms.MultipleChoiceField(
        label=_("Which goals does it serve?"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    contributors = HandsField(role=CONTRIBUTOR, label=_("Who contributes"), help_text="")
    deliverable = forms.CharField(label=_("What comes out of it"), required=False, max_length=2000)
    deliverable_url = forms.URLField(
        label=_("Where it can be found"), required=False, max_length=500, assume_scheme="https"
    )
    resolution = forms.TypedChoiceField(
        label=_("Where it was decided"), required=False, coerce=int, empty_value=None, choices=()
    )
    state = forms.ChoiceField(label=_("How it stands"), required=False, choices=states)

    BASIC = ("text", "who", "deadline", "section")
    FURTHER = (
        "code", "state", "detail", "numbered", "serves", "contributors", "deliverable", "deliverable_url",
        "resolution",
    )  # fmt: skip

    def __init__(
        self, *args: Any, outline: Outline, resolutions: tuple[Decided, ...], language: str, **said: Any
    ) -> None:
        super().__init__(*args, **said)
        self._choices("section", [("", "—"), *((one.id, one.name) for one in outline.sections)])
        self._choices("serves", [(goal.code, f"{goal.code}. {goal.text[:120]}") for goal in outline.goals])
        titles = [(one.id, pick(one.title, language).text[:120]) for one in resolutions]
        self._choices("resolution", [("", "—"), *titles])
        for name, there in (
            ("section", outline.sections), ("serves", outline.goals), ("resolution", resolutions)
        ):  # fmt: skip
            if not there:
                del self.fields[name]

    def _choices(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def basic(self) -> list[forms.BoundField]:
        """The questions that are enough."""
        return [self[name] for name in self.BASIC if name in self.fields]

    @property
    def further(self) -> list[forms.BoundField]:
        """The other questions."""
        return [self[name] for name in self.FURTHER if name in self.fields]

    def clean_deliverable_url(self) -> str:
        """An address that a browser opens as a page, never a script."""
        address: str = self.cleaned_data["deliverable_url"]
        if address and not address.startswith(("http://", "https://")):
            raise ValidationError(now("Write an address that begins with https://."))
        return address

    def said(self, language: str, standing: Any = None) -> dict[str, Any]:
        """What was said, as actions take it; `standing`: the activity whose words in other languages stay."""
        given = self.cleaned_data
        words = {
            name: with_words(getattr(standing, name, {}), language, given[name])
            for name in ("text", "detail", "deliverable")
        }
        return {
            **words,
            "numbered": numbered_with(getattr(standing, "numbered", []), language, given["numbered"]),
            "section_id": given.get("section"),
            "code": given["code"].strip() or getattr(standing, "code", ""),
            "serves": given.get("serves", []),
            "deadline": given["deadline"],
            "takers": (*given["who"], *given["contributors"]),
            "deliverable_url": given["deliverable_url"],
            **({"resolution_id": given["resolution"]} if "resolution" in given else {}),
            **({"state": given["state"]} if given.get("state") else {}),
        }


class RowForm(forms.Form):
    """What changes most often, in the table itself."""

    state = forms.ChoiceField(label=_("How it stands"), choices=states)
    deadline = DeadlineField(help_text="")
    who = HandsField(help_text="")


class StateForm(forms.Form):
    """How an activity stands, for those who take part but do not edit."""

    state = forms.ChoiceField(label=_("How it stands"), choices=states)


class NoteForm(forms.Form):
    """What happened, on which day."""

    text = forms.CharField(
        label=_("What happened?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    on = PartialDate(label=_("On which day"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        self.fields["on"].initial = timezone.localdate().isoformat()
