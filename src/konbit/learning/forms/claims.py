"""Forms of claims: stating, moving, putting into other words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices
from konbit.directory.forms.fields import PartialDate
from konbit.learning.actions.claims import ClaimDraft, MoveDraft
from konbit.learning.queries import choices


class ClaimForm(WordedForm):
    """A claim in one sentence, under which conditions it holds, what would change our mind."""

    worded = ("statement", "conditions", "would_change")
    folded = ("language", "audience")

    statement = Text(
        2, label=_("What we say is so"), max_length=1000, required=True,
        help_text=_("One sentence that could turn out to be wrong."),
    )  # fmt: skip
    conditions = Text(
        2, label=_("Under which conditions"), help_text=_("It holds where, for whom, as long as…")
    )
    would_change = Text(2, label=_("What would change our mind?"), help_text=_("What would have to be seen."))
    settle_by = PartialDate(label=_("When we want to know"))
    priority = forms.TypedChoiceField(
        label=_("To which priority it belongs"), coerce=int, empty_value=None, required=False
    )
    audience = audience_field()
    field_order: tuple[str, ...] = ("statement", "conditions", "would_change", "settle_by", "priority")

    def __init__(self, data: Any = None, *, priorities: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["priority"].choices = priorities  # type: ignore[attr-defined]

    def draft(self) -> ClaimDraft:
        """What was written."""
        said = self.cleaned_data
        return ClaimDraft(
            language=said["language"], **self.words, settle_by=said["settle_by"], priority=said["priority"],
            audience=said["audience"] or "public",
        )  # fmt: skip


class NewClaimForm(ClaimForm):
    """A claim that is written down for the first time."""

    state = forms.ChoiceField(
        label=_("How sure are we?"), choices=choices.first_states, initial="assumption",
        widget=forms.RadioSelect,
    )  # fmt: skip
    key = Sent()
    field_order = ("statement", "state", *ClaimForm.field_order[1:])


class ToMoveForm(ByResolutionForm):
    """Where a claim goes, by a resolution."""

    def draft(self, after: str = "") -> MoveDraft:
        """Where it goes, by what, why."""
        said = self.cleaned_data
        return MoveDraft(
            said.get("after", after), self.agreed_by, said["reason"], said["language"], said["on"]
        )


class MoveForm(ToMoveForm):
    """A claim goes into another state."""

    after = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    field_order = ("after", "resolution", "agreed", "reason")

    def __init__(self, data: Any = None, *, ways: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["after"].choices = ways  # type: ignore[attr-defined]


class ReplaceForm(ToMoveForm):
    """Another wording takes the place of a claim."""

    worded = ("statement", "conditions", "would_change", "reason")

    statement = Text(2, label=_("The new wording"), max_length=1000, required=True)
    conditions = Text(2, label=_("Under which conditions"))
    would_change = Text(2, label=_("What would change our mind?"))
    key = Sent()
    field_order = ("statement", "conditions", "would_change", "resolution", "agreed", "reason")

    def new(self) -> ClaimDraft:
        """The new wording."""
        said = self.cleaned_data
        return ClaimDraft(said["language"], said["statement"], said["conditions"], said["would_change"])
