"""Forms of frameworks, their priorities, and adoptions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Text, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices
from konbit.base.text import pick
from konbit.directory.forms.fields import PartialDate, reader
from konbit.directory.forms.sections import Folding
from konbit.learning.actions.adopting import AdoptionDraft
from konbit.learning.actions.frameworks import FrameworkDraft, PriorityDraft


class FrameworkForm(WordedForm):
    """What a movement holds to, in one of its versions."""

    worded = ("title", "introduction")
    folded = ("language", "audience", "valid_until")

    title = forms.CharField(label=_("What it is called"), max_length=300)
    introduction = Text(4, label=_("What it is for, how it came about"))
    version = forms.CharField(
        label=_("Which version"), max_length=40, required=False, help_text=_("A year or a number: 2022.")
    )
    follows = forms.ChoiceField(label=_("The version before it"), required=False)
    valid_from = PartialDate(label=_("From when"))
    valid_until = PartialDate(label=_("Until when"))
    audience = audience_field()

    def __init__(self, data: Any = None, *, earlier: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["follows"].choices = earlier  # type: ignore[attr-defined]

    def draft(self) -> FrameworkDraft:
        """What was written."""
        said = self.cleaned_data
        return FrameworkDraft(
            said["language"], self.words, said["version"], said["follows"], said["valid_from"],
            said["valid_until"], said["audience"] or "public",
        )  # fmt: skip


class PriorityForm(WordedForm):
    """A priority, principle or hypothesis."""

    worded = ("title", "statement", "starting_point", "example")
    folded = ("language",)

    number = forms.IntegerField(label=_("Its number"), min_value=1, max_value=200)
    title = forms.CharField(label=_("In a few words"), max_length=300)
    statement = Text(3, label=_("In one sentence"))
    starting_point = Text(3, label=_("Our starting point"))
    example = Text(5, label=_("An example"))
    grew_from = forms.TypedMultipleChoiceField(
        label=_("Out of which of the version before it grew"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, roots: list[Any], **said: Any) -> None:
        super().__init__(data, **said)
        if roots:
            self.fields["grew_from"].choices = [_numbered(one, one.pk) for one in roots]  # type: ignore[attr-defined]
        else:
            del self.fields["grew_from"]

    def draft(self) -> PriorityDraft:
        """What was written."""
        said = self.cleaned_data
        grew = tuple(said.get("grew_from", ()))
        return PriorityDraft(said["language"], self.words, said["number"], grew)


class AdoptionForm(Folding):
    """A group works by a framework."""

    group = forms.ChoiceField(label=_("Which group"))
    numbers = forms.TypedMultipleChoiceField(
        label=_("Which priorities"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )  # fmt: skip
    valid_from = PartialDate(label=_("From when"))
    valid_until = PartialDate(label=_("Until when"))
    resolution = forms.ChoiceField(
        label=_("By which resolution"), required=False, help_text=_("If your group decided it.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        groups: Choices,
        priorities: list[Any],
        resolutions: Choices,
    ) -> None:
        super().__init__(data)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]
        self.fields["numbers"].choices = [_numbered(one, one.number) for one in priorities]  # type: ignore[attr-defined]
        self.fields["resolution"].choices = [("", "—"), *resolutions]  # type: ignore[attr-defined]

    def draft(self) -> AdoptionDraft:
        """What was chosen."""
        said = self.cleaned_data
        return AdoptionDraft(
            said["group"], tuple(said["numbers"]), said["valid_from"], said["valid_until"], said["resolution"]
        )


def _numbered(priority: Any, value: int) -> tuple[int, str]:
    title = pick(priority.title or priority.statement, reader()).text or _gettext("without a title")
    return value, f"{priority.number}. {title}"
