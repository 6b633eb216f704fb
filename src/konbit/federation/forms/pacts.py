"""Forms of federating: the proposal, sending it, answering, bringing into force, leaving."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices, group_named
from konbit.base.errors import Problem
from konbit.directory.forms.fields import Language, PartialDate
from konbit.federation.actions.answering import AGREE, REFUSE, WISH, AnswerDraft
from konbit.federation.actions.holding import Holding
from konbit.federation.actions.pacts import LONGEST_CHARTER, LONGEST_TITLE, PactDraft
from konbit.people.audience import Viewer


class Groups(forms.CharField):
    """Several groups, one a line, by name or by the address of the page. Kept as uids."""

    widget = forms.Textarea

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"required": False, "max_length": 60_000, **said})
        self.widget.attrs["rows"] = 4


class GroupsForm(WordedForm):
    """A form that names groups, as far as the viewer may know of them."""

    def __init__(self, data: Any = None, *, viewer: Viewer, **said: Any) -> None:
        self.viewer = viewer
        super().__init__(data, **said)

    def named(self, words: str) -> str:
        """The uid of the group that is named, empty for no words."""
        try:
            return group_named(self.viewer, words)
        except Problem as problem:
            raise ValidationError(f"{problem.what} {problem.remedy}") from problem


class PactForm(GroupsForm):
    """What is proposed: what for, by which charter, to whom, how many have to agree."""

    worded = ("title", "aim", "charter")
    folded = ("language", "network")

    title = Text(1, label=_("What we call it"), max_length=LONGEST_TITLE, required=True)
    aim = Text(2, label=_("What for"), help_text=_("What we want to do together that none of us does alone."))
    charter = Text(
        12, label=_("Charter"), max_length=LONGEST_CHARTER,
        help_text=_("To what everybody agrees: rights, duties, how we decide, how one leaves."),
    )  # fmt: skip
    members = Groups(
        label=_("Whom we ask"),
        help_text=_("One group a line, by its name or the address of its page. Your own too, if it joins."),
    )
    needed = forms.IntegerField(
        label=_("How many have to agree"), required=False, min_value=1, max_value=999,
        help_text=_("Empty: all who are asked."),
    )  # fmt: skip
    answer_by = PartialDate(label=_("Until when they are to answer"))
    network = forms.CharField(
        label=_("The federation that they join, if it has a page already"), required=False, max_length=300,
        help_text=_("Its name or address. Empty: it gets a page when the pact comes to hold."),
    )  # fmt: skip
    key = Sent()
    field_order = ("title", "aim", "charter", "members", "needed", "answer_by")

    def clean_members(self) -> list[str]:
        """The groups by uid, as often as they were named."""
        lines = [line for line in self.cleaned_data["members"].splitlines() if line.strip()]
        return [self.named(line) for line in lines]

    def clean_network(self) -> str:
        """The network by uid."""
        return self.named(self.cleaned_data["network"])

    def draft(self) -> PactDraft:
        """What was written."""
        said, words = self.cleaned_data, self.words
        return PactDraft(
            said["language"], words["title"], words["aim"], words["charter"],
            members=said["members"], needed=said["needed"],
            network=said["network"], answer_by=said["answer_by"],
        )  # fmt: skip


class PactWordsForm(WordedForm):
    """A pact that was sent, in another language."""

    worded = ("title", "aim", "charter")

    title = Text(1, label=_("What we call it"), max_length=LONGEST_TITLE, required=True)
    aim = Text(2, label=_("What for"))
    charter = Text(12, label=_("Charter"), max_length=LONGEST_CHARTER)

    def draft(self) -> PactDraft:
        """What was written."""
        words = self.words
        return PactDraft(self.cleaned_data["language"], words["title"], words["aim"], words["charter"])


class ShortForm(forms.Form):
    """A form of few fields, none of them folded away."""

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields to show."""
        return list(self)


class SendForm(ShortForm):
    """A pact is put before the members."""

    on = PartialDate(label=_("On which day"), help_text=_("Empty: today."))
    audience = audience_field()


class AskForm(GroupsForm):
    """One more group is asked."""

    folded = ("language",)

    group = forms.CharField(
        label=_("Whom we ask"), max_length=300, help_text=_("Its name, or the address of its page.")
    )

    def clean_group(self) -> str:
        """The group by uid."""
        return self.named(self.cleaned_data["group"])


class AnswerForm(ByResolutionForm):
    """What a group answers."""

    worded = ("mandate", "reason")

    answer = forms.ChoiceField(
        label=_("What we answer"), widget=forms.RadioSelect,
        choices=[
            (AGREE, _("We agree and join.")),
            (REFUSE, _("We do not join.")),
            (WISH, _("Not yet: we would first have something amended.")),
        ],
    )  # fmt: skip
    mandate = Text(
        3, label=_("Mandate of those whom we send"),
        help_text=_("If you join: what may they agree to, what do they bring back to you first?"),
    )  # fmt: skip
    field_order = ("answer", "resolution", "agreed", "mandate", "reason")

    def __init__(self, data: Any = None, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["reason"].label = _("Why, or what you would have amended")
        self.fields["reason"].help_text = _("Needed if you do not join, or not yet.")

    def draft(self) -> AnswerDraft:
        """What was written."""
        said = self.cleaned_data
        return AnswerDraft(
            said["answer"], said["language"], self.agreed_by, said["mandate"], said["reason"], said["on"]
        )


class HoldForm(ShortForm):
    """Since when a pact holds; the name of the federation, where it has no page yet."""

    on = PartialDate(label=_("Since when"), required=True)
    name = forms.CharField(
        label=_("What the federation is called"), max_length=300, required=False,
        help_text=_("It gets a page of its own, which you look after."),
    )  # fmt: skip
    language = Language(label=_("Its main language"), required=False)

    def __init__(self, data: Any = None, *, is_new: bool, **said: Any) -> None:
        super().__init__(data, **said)
        if not is_new:
            del self.fields["name"], self.fields["language"]

    def holding(self) -> Holding:
        """What was said."""
        said = self.cleaned_data
        return Holding(said["on"], said.get("name", ""), said.get("language") or "en")


class LeaveForm(ByResolutionForm):
    """A group leaves."""

    folded = ("language",)

    def __init__(self, data: Any = None, *, resolutions: Choices, **said: Any) -> None:
        super().__init__(data, resolutions=resolutions, **said)
        self.fields["reason"].help_text = ""
        self.fields["on"].label = _("From which day on you are no longer bound")


class EndForm(ShortForm):
    """A pact ends for all."""

    on = PartialDate(label=_("On which day"), required=True)
