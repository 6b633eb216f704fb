"""Forms of study modules, their parts, circles and sittings."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Text, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices
from konbit.base.text import pick
from konbit.directory.forms.fields import reader
from konbit.directory.forms.sections import Folding
from konbit.learning.actions.circles import CircleDraft, SittingDraft
from konbit.learning.actions.modules import ModuleDraft, PartDraft


class ModuleForm(WordedForm):
    """Something to study together."""

    worded = ("title", "introduction", "exercise")
    folded = ("language", "licence", "audience")

    title = forms.CharField(label=_("What is studied"), max_length=300)
    introduction = Text(4, label=_("What it is about, and for whom"))
    exercise = Text(5, label=_("The exercise at the end"))
    licence = forms.CharField(label=_("Licence"), max_length=120, required=False, initial="CC BY 4.0")
    audience = audience_field()

    def draft(self) -> ModuleDraft:
        """What was written."""
        said = self.cleaned_data
        return ModuleDraft(said["language"], self.words, said["licence"], said["audience"] or "public")


class PartForm(WordedForm):
    """A part of a module; `plain`: its fields that are in no language."""

    plain: tuple[str, ...] = ()
    folded = ("language",)

    def __init__(self, data: Any = None, *, row: Any = None, readings: list[Any], **said: Any) -> None:
        if row is not None:
            said["initial"] = {name: getattr(row, name) for name in self.plain}
        super().__init__(data, row=row, **said)
        if "reading_id" in self.fields:
            titles = [(one.pk, pick(one.title, reader()).text) for one in readings]
            self.fields["reading_id"].choices = [("", _("all of them")), *titles]  # type: ignore[attr-defined]

    def draft(self) -> PartDraft:
        """What was written."""
        columns = {name: self.cleaned_data[name] for name in self.plain}
        return PartDraft(self.cleaned_data["language"], self.words, columns)


class ReadingForm(PartForm):
    """A text to read."""

    worded = ("title", "look_for")
    plain = ("author", "published", "url", "pages", "minutes")

    title = forms.CharField(label=_("Title of the text"), max_length=300)
    author = forms.CharField(label=_("Who wrote it"), max_length=200, required=False)
    published = forms.CharField(label=_("Where and when it was published"), max_length=200, required=False)
    url = forms.URLField(
        label=_("Where it can be read"), max_length=500, required=False, assume_scheme="https"
    )
    pages = forms.CharField(label=_("Which pages"), max_length=40, required=False)
    minutes = forms.IntegerField(label=_("How many minutes"), min_value=0, max_value=6000, required=False)
    look_for = Text(3, label=_("What to look for"))


class QuestionForm(PartForm):
    """A question that guides the reading."""

    worded = ("text",)
    plain = ("reading_id",)

    text = Text(2, label=_("The question"), required=True)
    reading_id = forms.TypedChoiceField(
        label=_("Of which text"), coerce=int, empty_value=None, required=False
    )


class FigureForm(PartForm):
    """A figure, told in words."""

    worded = ("title", "shows")
    plain = ("number", "view")

    number = forms.CharField(label=_("Its number"), max_length=20, required=False)
    title = forms.CharField(label=_("Title of the figure"), max_length=300)
    shows = Text(4, label=_("What it shows, told in words"))
    view = forms.RegexField(
        r"^/[^/\\].*$|^$", label=_("A page here that shows the like"), max_length=300, required=False,
        help_text=_("An address of this house without the language, such as /g/abc/rings."),
    )  # fmt: skip


PART_FORMS: dict[str, type[PartForm]] = {
    "reading": ReadingForm,
    "question": QuestionForm,
    "figure": FigureForm,
}


class CircleForm(WordedForm):
    """People who study together."""

    worded = ("title", "note")
    folded = ("language", "audience")

    group = forms.ChoiceField(label=_("People of which group"))
    title = forms.CharField(label=_("What the circle is called"), max_length=300)
    note = Text(3, label=_("Who is invited, what to bring"))
    audience = audience_field()

    def __init__(self, data: Any = None, *, groups: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]

    def draft(self) -> CircleDraft:
        """What was written."""
        said = self.cleaned_data
        return CircleDraft(said["language"], self.words, said["audience"] or "public")


class SittingForm(Folding):
    """A date of a circle."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = forms.ChoiceField(label=_("In the time of"), choices=lambda: [(one, one) for one in zones()])
    minutes = forms.IntegerField(label=_("How many minutes"), min_value=5, max_value=1440, initial=90)
    place = forms.CharField(label=_("Where"), max_length=300, required=False)
    readings = forms.TypedMultipleChoiceField(
        label=_("What is read for it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = Text(
        4, label=_("What came out of it"), help_text=_("Afterwards: what you found, what stays open.")
    )

    def __init__(self, data: Any = None, *, readings: list[Any], **said: Any) -> None:
        super().__init__(data, **said)
        titles = [(one.pk, pick(one.title, reader()).text) for one in readings]
        self.fields["readings"].choices = titles  # type: ignore[attr-defined]
        if not titles:
            del self.fields["readings"]

    def draft(self) -> SittingDraft:
        """What was written."""
        said = self.cleaned_data
        return SittingDraft(
            at=datetime.combine(said["day"], said["hour"]),
            zone=said["zone"],
            minutes=said["minutes"],
            place=said["place"],
            readings=tuple(said.get("readings", ())),
            note=said["note"],
        )


def zones() -> list[str]:
    """The time zones by the names of their cities."""
    return ["UTC", *sorted(one for one in available_timezones() if "/" in one and not one.startswith("Etc/"))]
