"""Forms of bodies, colleges and seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices
from konbit.directory.forms.fields import PartialDate
from konbit.federation.actions.organ_parts import MOST_SEATS
from konbit.federation.actions.organs import OrganDraft
from konbit.federation.queries.organs import organ_kinds


class OrganForm(WordedForm):
    """A body in which people sit, or a role that is hosted."""

    worded = ("title", "purpose")
    folded = ("valid_until", "level", "language", "audience")
    field_order: tuple[str, ...] = ("kind", "title", "purpose", "valid_from")

    kind = forms.ChoiceField(label=_("What it is"), choices=organ_kinds)
    title = forms.CharField(
        label=_("How you call it"), max_length=300, required=False,
        help_text=_("Board, Committee of the well, Secretariat."),
    )  # fmt: skip
    purpose = Text(3, label=_("What it is there for"), help_text=_("In a few sentences."))
    valid_from = PartialDate(label=_("Since when there is one"))
    valid_until = PartialDate(label=_("Until when there was one"))
    level = forms.TypedChoiceField(
        label=_("As which body your statutes see it"), coerce=int, empty_value=None, required=False,
        help_text=_("So that rules are checked of it."),
    )  # fmt: skip
    audience = audience_field()

    def __init__(self, data: Any = None, *, levels: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        if len(levels) > 1:
            self.fields["level"].choices = levels  # type: ignore[attr-defined]
        else:
            del self.fields["level"]

    def draft(self, level: int | None = None) -> OrganDraft:
        """What was written. `level`: what stands there, where nothing can be chosen."""
        said = self.cleaned_data
        return OrganDraft(
            language=said["language"], **self.words, kind=said["kind"], valid_from=said["valid_from"],
            valid_until=said["valid_until"], level=said.get("level", level),
            audience=said["audience"] or "public",
        )  # fmt: skip


class NewOrganForm(OrganForm):
    """A body that is written down for the first time."""

    key = Sent()


class CollegeForm(WordedForm):
    """A college of a body."""

    worded = ("title",)
    folded: tuple[str, ...] = ("language",)

    title = forms.CharField(
        label=_("Who they are"), max_length=300, help_text=_("Workers, Farmers, Young people.")
    )


class NewCollegeForm(CollegeForm):
    """A college that is added. `word`: how rules name it."""

    folded = ("word", "language")

    word = forms.CharField(
        label=_("How rules name it"), max_length=36, required=False,
        help_text=_("One short word. Empty: it is made of the name."),
    )  # fmt: skip


class SeatForm(WordedForm):
    """A seat of a body."""

    worded = ("title",)
    folded = ("language",)

    title = forms.CharField(
        label=_("How the seat is called"), max_length=300, required=False,
        help_text=_("Chair, Treasurer, Seat of the valley. It can stay empty."),
    )  # fmt: skip
    college = forms.TypedChoiceField(
        label=_("In which college"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, data: Any = None, *, colleges: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        if len(colleges) > 1:
            self.fields["college"].choices = colleges  # type: ignore[attr-defined]
        else:
            del self.fields["college"]

    @property
    def college_id(self) -> int | None:
        """The college that was chosen."""
        return self.cleaned_data.get("college")


class NewSeatsForm(SeatForm):
    """Seats that are added, one or several alike."""

    number = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_SEATS, initial=1)
