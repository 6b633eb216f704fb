"""Forms of gatherings: asking for points, bringing them in, sorting and settling them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import NONE, Choices
from konbit.decisions.actions.gatherings import LONGEST_TITLE, GatheringDraft
from konbit.decisions.actions.point_outcomes import PointOutcome
from konbit.decisions.actions.points import LONGEST, PointDraft
from konbit.decisions.actions.sorting import Merged
from konbit.decisions.models import Point
from konbit.directory.forms.fields import PartialDate

LONGEST_LIST = 400_000


class GatheringForm(WordedForm):
    """For what points are collected, until when."""

    worded = ("title", "text")
    folded = ("language", "audience")

    title = forms.CharField(label=_("What are points collected for?"), max_length=LONGEST_TITLE)
    text = Text(
        3, label=_("What people should know"),
        help_text=_("What the points are for, who decides about them, and when."),
    )  # fmt: skip
    until = PartialDate(label=_("Points can be brought in until"))
    audience = audience_field()
    field_order = ("title", "text", "until")

    def draft(self) -> GatheringDraft:
        """What was written."""
        said = self.cleaned_data
        return GatheringDraft(
            said["language"], said["title"], said["text"], said["until"], said["audience"] or "public"
        )


class NewGatheringForm(GatheringForm):
    """A gathering that begins."""

    key = Sent()


class _Brought(WordedForm):
    """In whose name points come. `others`: whether any group may be named."""

    brought_by = forms.ChoiceField(label=_("In the name of"), required=False)
    other = forms.CharField(
        label=_("Or of another group"), required=False, max_length=300,
        help_text=_("Its name, or the address of its page."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, groups: Choices, others: bool, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["brought_by"].choices = [*groups, ("", _("nobody in particular"))]  # type: ignore[attr-defined]
        if groups:
            self.fields["brought_by"].initial = groups[0][0]
        else:
            del self.fields["brought_by"]
        if not others:
            del self.fields["other"]


class PointForm(WordedForm):
    """The words of a point."""

    worded = ("title", "text", "heading")
    folded: tuple[str, ...] = ("heading", "language")

    title = Text(2, label=_("The point, in one sentence"), max_length=LONGEST, required=True)
    text = Text(4, label=_("What for, and why"))
    heading = forms.CharField(label=_("Under which heading"), max_length=LONGEST, required=False)

    def draft(self, brought_by: str = "") -> PointDraft:
        """What was written."""
        return PointDraft(self.cleaned_data["language"], **self.words, brought_by=brought_by)


class NewPointForm(_Brought, PointForm):
    """A point that is brought in."""

    key = Sent()
    field_order = ("title", "text", "brought_by", "other")


class PointsForm(_Brought):
    """Many points at once."""

    folded = ("language",)

    points = Text(
        10, label=_("One point on every line"), max_length=LONGEST_LIST,
        help_text=_(
            "Or paste a table from a spreadsheet, with its first line: the column “point”, and if you like "
            "“text” and “heading”."
        ),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file with such lines"), required=False, help_text=_("Text or CSV, in UTF-8.")
    )
    key = Sent()
    field_order = ("points", "file", "brought_by", "other")

    def clean(self) -> dict[str, Any]:
        """The lines, from the field or from the file."""
        said = super().clean() or self.cleaned_data
        file = said.get("file")
        if file is None:
            return said
        if file.size > LONGEST_LIST:
            self.add_error("file", _("This file is too large. Part it."))
            return said
        try:
            said["points"] = "\n".join(
                filter(None, (said.get("points", ""), file.read().decode("utf-8-sig")))
            )
        except UnicodeDecodeError:
            self.add_error("file", _("This is no text in UTF-8. Save it as “CSV UTF-8”, or paste its lines."))
        return said


class _OfPoints(WordedForm):
    """Something that is done with points that were chosen on a list."""

    points = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput)

    def __init__(self, data: Any = None, *, numbers: list[int], **said: Any) -> None:
        said["initial"] = {"points": numbers} | said.get("initial", {})
        super().__init__(data, **said)
        self.fields["points"].choices = [(one, one) for one in numbers]  # type: ignore[attr-defined]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the points."""
        return [int(one) for one in self.cleaned_data["points"]]


class HeadingForm(_OfPoints):
    """Points come under a heading."""

    folded = ("language",)

    heading = forms.CharField(
        label=_("Heading"), max_length=LONGEST, required=False,
        help_text=_("Leave it empty to take them out of theirs."),
    )  # fmt: skip
    field_order = ("heading",)


class MergeForm(_OfPoints):
    """One point is made of several."""

    worded = ("title", "text")
    folded = ("language",)

    into = forms.TypedChoiceField(
        label=_("Put them into a point that was made of others"), coerce=int, empty_value=None, required=False
    )
    title = Text(2, label=_("Or write what all of them say, in one sentence"), max_length=LONGEST)
    text = Text(4, label=_("In more words"))
    key = Sent()
    field_order = ("title", "text", "into")

    def __init__(self, data: Any = None, *, merged: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        if merged:
            self.fields["into"].choices = [*NONE, *merged]  # type: ignore[attr-defined]
        else:
            del self.fields["into"]
            self.fields["title"].label = _("What all of them say, in one sentence")

    def merged(self) -> Merged:
        """Into what."""
        said = self.cleaned_data
        return Merged(said["language"], said["title"], said["text"], said.get("into"))


class OutcomeForm(_OfPoints, ByResolutionForm):
    """What becomes of points."""

    worded = ("reason",)
    folded = ("language", "on")

    outcome = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    vote = forms.ChoiceField(label=_("Or by which vote"), required=False)
    referred_to = forms.CharField(
        label=_("To whom it is referred"), required=False, max_length=300,
        help_text=_("The name of the body, or the address of its page."),
    )  # fmt: skip
    field_order = ("outcome", "referred_to", "reason", "resolution", "agreed", "vote")

    def __init__(self, data: Any = None, *, votes: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            *((one.value, one.label) for one in Point.Outcome if one != Point.Outcome.OPEN),
            (Point.Outcome.OPEN.value, _("open again")),
        ]
        self.fields["resolution"].help_text = _("What is decided names the resolution, or the vote.")
        self.fields["reason"].help_text = _("Whoever brought it in will read this.")
        if len(votes) > 1:
            self.fields["vote"].choices = votes  # type: ignore[attr-defined]
        else:
            del self.fields["vote"]

    def said(self, referred_to: str) -> PointOutcome:
        """What becomes of them."""
        said = self.cleaned_data
        return PointOutcome(
            said["outcome"], said["language"], said["reason"], self.agreed_by, said.get("vote", ""),
            referred_to,
        )  # fmt: skip
