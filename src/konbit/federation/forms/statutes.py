"""Forms of statutes: their title, levels, places, who stands where, votes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import NONE, Choices
from konbit.directory.forms.fields import Language, Lines, PartialDate
from konbit.directory.forms.sections import Folding
from konbit.federation.actions.levels import LevelDraft, RegionDraft
from konbit.federation.actions.polls import PollDraft
from konbit.federation.actions.standing import StandDraft
from konbit.federation.actions.statutes import StatutesDraft
from konbit.federation.formats.words_of_lines import MOST
from konbit.federation.queries import rule_choices


class StatutesForm(WordedForm):
    """What statutes are called, and who may see them."""

    worded = ("title", "note")
    folded = ("language", "note")

    title = forms.CharField(label=_("What you call them"), max_length=200, required=True)
    note = Text(3, label=_("Note"), help_text=_("When they were adopted, where their text can be read."))
    audience = audience_field()
    field_order: tuple[str, ...] = ("title", "audience")

    def draft(self) -> StatutesDraft:
        """What was written."""
        said = self.cleaned_data
        return StatutesDraft(said["language"], said["title"], said["note"], said["audience"] or "public")


class NewStatutesForm(StatutesForm):
    """Statutes that begin empty, or from a worked example."""

    example = forms.ChoiceField(
        label=_("Start from"), required=False, widget=forms.RadioSelect,
        help_text=_("Its levels and rules are copied with their sources, not the invented groups."),
    )  # fmt: skip
    key = Sent()
    field_order = ("title", "example", "audience")

    def __init__(self, data: Any = None, *, examples: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["example"].choices = [("", _("Nothing: we write our own")), *examples]  # type: ignore[attr-defined]


class ReadForm(Folding):
    """Statutes as lines of text, pasted or as a file."""

    text = forms.CharField(
        label=_("The lines"), required=False, max_length=2_000_000, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("They begin with: statutes “their name”. Levels and rules are taken, not the groups."),
    )  # fmt: skip
    file = forms.FileField(label=_("Or a file of such lines"), required=False)
    language = Language(label=_("Language of these words"), required=False)
    audience = audience_field()
    key = Sent()


class LevelForm(WordedForm):
    """A level on which groups, or bodies, stand."""

    worded = ("title",)
    folded = ("language",)

    title = forms.CharField(
        label=_("Name"), max_length=120, required=True,
        help_text=_("Group, local assembly, federation; board, congress, committee."),
    )  # fmt: skip
    organ = forms.BooleanField(label=_("People sit there: a board, a congress, a committee"), required=False)
    colleges = Lines(
        label=_("Colleges"),
        help_text=_("One a line, where those who sit are chosen by parts of the members: users, workers."),
    )
    field_order = ("title", "organ", "colleges")

    def draft(self) -> LevelDraft:
        """What was written."""
        said = self.cleaned_data
        return LevelDraft(said["language"], said["title"], said["organ"], tuple(said["colleges"]))


class RegionForm(WordedForm):
    """A place as the statutes part the world."""

    worded = ("title",)
    folded = ("language", "valid_from", "valid_until")

    title = forms.CharField(label=_("Name"), max_length=120, required=True)
    tier = forms.CharField(
        label=_("Which kind of place"), max_length=40,
        help_text=_("One word for all of its kind: continent, region, area."),
    )  # fmt: skip
    within = forms.TypedChoiceField(label=_("It lies in"), coerce=int, empty_value=None, required=False)
    valid_from = PartialDate(label=_("Since when it is one"))
    valid_until = PartialDate(label=_("Until when it was"))
    field_order = ("title", "tier", "within")

    def __init__(self, data: Any = None, *, larger: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["within"].choices = [*NONE, *larger]  # type: ignore[attr-defined]

    def draft(self) -> RegionDraft:
        """What was written."""
        said = self.cleaned_data
        return RegionDraft(
            said["language"], said["title"], said["tier"], said["within"], said["valid_from"],
            said["valid_until"],
        )  # fmt: skip


class StandForm(Folding):
    """On which level, in which place, since when."""

    level = forms.TypedChoiceField(label=_("On which level"), coerce=int)
    region = forms.TypedChoiceField(label=_("In which place"), coerce=int, empty_value=None, required=False)
    valid_from = PartialDate(label=_("Since when"))
    valid_until = PartialDate(label=_("Until when"))

    def __init__(self, data: Any = None, *, levels: Choices, regions: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        if regions:
            self.fields["region"].choices = [*NONE, *regions]  # type: ignore[attr-defined]
        else:
            del self.fields["region"]

    def draft(self) -> StandDraft:
        """What was written."""
        said = self.cleaned_data
        return StandDraft(said["level"], said.get("region"), said["valid_from"], said["valid_until"])


class PollForm(Folding):
    """A resolution that was a vote of which rules speak."""

    resolution = forms.ChoiceField(
        label=_("Which resolution"), help_text=_("Only those whose votes for and against were counted.")
    )
    matter = forms.CharField(
        label=_("It was a vote on"), required=False, max_length=40,
        help_text=_("The matter in the word of the rule; empty, if the rule names none."),
    )  # fmt: skip
    organ = forms.ChoiceField(label=_("Who voted"), required=False)
    counted_in = forms.ChoiceField(label=_("Counted in"), choices=rule_choices.countings)
    present = forms.IntegerField(label=_("How many were there"), required=False, min_value=0, max_value=MOST)
    entitled = forms.IntegerField(label=_("How many may vote"), required=False, min_value=0, max_value=MOST)

    def __init__(self, data: Any = None, *, resolutions: Choices, organs: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["resolution"].choices = resolutions  # type: ignore[attr-defined]
        self.fields["organ"].choices = [("", _("the group itself")), *organs]  # type: ignore[attr-defined]

    def draft(self) -> PollDraft:
        """What was written."""
        said = self.cleaned_data
        return PollDraft(
            said["resolution"], said["matter"], said["organ"], said["counted_in"], said["present"],
            said["entitled"],
        )  # fmt: skip


class EndRuleForm(ByResolutionForm):
    """A rule ends by a resolution."""

    worded = ()
    folded = ("language",)

    on = PartialDate(
        label=_("From when on it holds no longer"), help_text=_("Empty: the day of the resolution.")
    )
    field_order = ("resolution", "agreed", "on")

    def __init__(self, data: Any = None, **said: Any) -> None:
        super().__init__(data, **said)
        del self.fields["reason"]
