"""Speaking, opening a debate, and writing positions in it."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.actions import conversing, debating
from konbit.people.audience import Audience


class SpeakForm(forms.Form):
    """What somebody says. `sides`: the positions of the debate, for which one can speak."""

    text = forms.CharField(
        label=_("What do you say?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=conversing.LONGEST,
        strip=True,
    )
    position = forms.TypedChoiceField(
        label=_("This speaks for"), required=False, coerce=int, empty_value=None
    )
    behalf = forms.CharField(
        label=_("In whose name?"),
        help_text=_("Somebody who is not at a keyboard. People of the group read the name, nobody else."),
        required=False,
        max_length=120,
    )
    answers = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: object = None,
        *,
        sides: list[tuple[int, str]] = [],  # noqa: B006 - only read
        answers: int | None = None,
    ) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), "answers": answers}, auto_id="speak_%s")  # type: ignore[arg-type]
        if sides:
            field: forms.TypedChoiceField = self.fields["position"]  # type: ignore[assignment]
            field.choices = [("", _("no position in particular")), *sides]
        else:
            del self.fields["position"]

    def words(self, language: str) -> conversing.Words:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return conversing.Words(
            key=said["key"],
            text=said["text"],
            language=language,
            behalf=said["behalf"],
            position=said.get("position"),
            answers=said["answers"],
        )


class DebateForm(forms.Form):
    """A question that people do not agree upon yet."""

    title = forms.CharField(
        label=_("What is it about?"),
        help_text=_("Best as a question: “Do we sell to supermarkets?”"),
        max_length=debating.LONGEST_TITLE,
    )
    audience = forms.ChoiceField(
        label=_("Who may read it?"), choices=Audience.choices, initial=Audience.GROUP
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class PositionForm(forms.Form):
    """A named position, in the words of those who hold it."""

    title = forms.CharField(label=_("Its name"), max_length=debating.LONGEST_TITLE)
    text = forms.CharField(
        label=_("In the words of those who hold it"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=debating.LONGEST,
    )


class AgreedForm(forms.Form):
    """What is agreed beneath the positions."""

    text = forms.CharField(
        label=_("What all agree upon"),
        help_text=_("Leave it empty if nothing is. What stood here before can be read in its history."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=debating.LONGEST,
        required=False,
    )
