"""Forms of votes: the question, what can be chosen, colleges, the roll, what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konbit.assembly.actions.resolving import Decision
from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import NONE, Choices
from konbit.decisions.actions.colleges import CollegeDraft
from konbit.decisions.actions.options import OptionDraft
from konbit.decisions.actions.rolls import EntitledDraft
from konbit.decisions.actions.votes import MOST_PROXIES, MOST_SEATS, VoteDraft
from konbit.decisions.models import Entitled, Unit, Vote
from konbit.directory.forms.fields import PartialDate
from konbit.directory.forms.sections import Folding

MINUTE = "%Y-%m-%dT%H:%M"


class Moment(forms.DateTimeField):
    """A day and an hour."""

    def __init__(self, **said: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE)
        super().__init__(widget=widget, input_formats=[MINUTE, "%Y-%m-%d %H:%M"], **said)

    def prepare_value(self, value: Any) -> Any:
        """A moment in the hour of this place."""
        return timezone.localtime(value) if isinstance(value, datetime) and value.tzinfo else value


class VoteForm(WordedForm):
    """A question and how it is decided."""

    worded = ("title", "text")
    folded = ("language", "unit", "seats", "proxies", "passes_up")

    title = forms.CharField(label=_("What is to be decided"), max_length=300)
    text = Text(8, label=_("What one should know"), max_length=20_000)
    method = forms.ChoiceField(
        label=_("How it is decided"), widget=forms.RadioSelect,
        help_text=_("For a quorum, make one of these your own under “Your ways of deciding”."),
    )  # fmt: skip
    secrecy = forms.ChoiceField(
        label=_("Who sees who voted how"), choices=Vote.Secrecy, initial="open", widget=forms.RadioSelect,
        help_text=_("Belenios is a voting server that keeps ballots locked even from those who run it."),
    )  # fmt: skip
    closes_at = Moment(label=_("Until when one can vote"), required=False)
    unit = forms.ChoiceField(
        label=_("What is counted"), choices=[("", _("as the way of deciding says")), *Unit.choices],
        required=False, help_text=_("Quorum and majority are counted in it, too."),
    )  # fmt: skip
    seats = forms.IntegerField(
        label=_("Seats, where people are elected"), min_value=1, max_value=MOST_SEATS, initial=1
    )
    proxies = forms.IntegerField(
        label=_("For how many others somebody may vote"), min_value=0, max_value=MOST_PROXIES, initial=0
    )
    passes_up = forms.ChoiceField(
        label=_("If the question came from a network: how the answer goes up"), choices=Vote.Passing,
        initial="block",
    )  # fmt: skip
    audience = audience_field()
    field_order = ("title", "text", "method", "secrecy", "audience", "closes_at")

    def __init__(self, data: Any = None, *, methods: Choices, **said: Any) -> None:
        row = said.get("row")
        if row is not None:
            names = (
                "method", "secrecy", "closes_at", "unit", "seats", "proxies", "passes_up", "audience"
            )  # fmt: skip
            said["initial"] = {name: getattr(row, name) for name in names}
        super().__init__(data, **said)
        self.fields["method"].choices = methods  # type: ignore[attr-defined]

    @property
    def says_more(self) -> bool:
        """Whether a folded field says something else than at first, or is wrong."""
        told = [bound for bound in self.more if bound.name != "language"]
        return any(bound.errors or str(bound.value()) != str(bound.field.initial) for bound in told)

    def draft(self, handoff: str = "") -> VoteDraft:
        """What was written. `handoff`: where the vote is taken elsewhere, as it stands."""
        said = self.cleaned_data
        return VoteDraft(
            language=said["language"], **self.words, method=said["method"], unit=said["unit"],
            secrecy=said["secrecy"], closes_at=said["closes_at"], proxies=said["proxies"],
            seats=said["seats"], audience=said["audience"] or "public", passes_up=said["passes_up"],
            handoff=handoff,
        )  # fmt: skip


class NewVoteForm(VoteForm):
    """A vote that is prepared for the first time."""

    key = Sent()


class OpenVoteForm(WordedForm):
    """What can still be said of a vote that is open: a translation, a later end."""

    worded = ("title", "text")

    title = forms.CharField(label=_("What is to be decided"), max_length=300)
    text = Text(8, label=_("What one should know"), max_length=20_000)
    closes_at = Moment(label=_("Until when one can vote"), required=False)
    field_order = ("language", "title", "text", "closes_at")

    def __init__(self, data: Any = None, *, row: Vote, **said: Any) -> None:
        self.row = row
        super().__init__(data, row=row, initial={"closes_at": row.closes_at}, **said)

    def draft(self, handoff: str = "") -> VoteDraft:
        """What was written; all else as it stands."""
        said, row = self.cleaned_data, self.row
        return VoteDraft(
            language=said["language"], **self.words, method=row.method, unit=row.unit, secrecy=row.secrecy,
            closes_at=said["closes_at"], proxies=row.proxies, seats=row.seats, audience=row.audience,
            passes_up=row.passes_up, handoff=handoff,
        )  # fmt: skip


class OptionForm(WordedForm):
    """Something that can be chosen."""

    worded = ("title", "text")

    title = forms.CharField(label=_("In a few words"), max_length=300)
    text = Text(4, label=_("What one should know of it"), max_length=8000)
    college = forms.TypedChoiceField(
        label=_("Only for this college"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, data: Any = None, *, colleges: Choices, **said: Any) -> None:
        if said.get("row") is not None:
            said["initial"] = {"college": said["row"].college_id}
        super().__init__(data, **said)
        _offer(self, colleges)

    def draft(self, cost: int | None = None) -> OptionDraft:
        """What was written. `cost`: as it stands."""
        said = self.cleaned_data
        return OptionDraft(said["language"], **self.words, college=said.get("college"), cost=cost)


class CollegeForm(WordedForm):
    """Those who vote together."""

    worded = ("title",)
    folded = ("language", "least", "most")

    title = forms.CharField(label=_("Who they are"), max_length=200)
    seats = forms.IntegerField(
        label=_("Seats of their own, where people are elected"), min_value=0, max_value=500, initial=0
    )
    part = forms.IntegerField(
        label=_("Their part in a decision"), min_value=1, max_value=1_000_000, initial=1,
        help_text=_("Beside the parts of the other colleges: 1 and 1 is half each, 2 and 1 two thirds."),
    )  # fmt: skip
    least = forms.IntegerField(
        label=_("Of all, the statutes give them at least (%)"), min_value=0, max_value=100, required=False
    )
    most = forms.IntegerField(
        label=_("Of all, the statutes give them at most (%)"), min_value=0, max_value=100, required=False
    )

    def __init__(self, data: Any = None, **said: Any) -> None:
        if said.get("row") is not None:
            said["initial"] = {one: getattr(said["row"], one) for one in ("seats", "part", "least", "most")}
        super().__init__(data, **said)

    def draft(self) -> CollegeDraft:
        """What was written."""
        said = self.cleaned_data
        return CollegeDraft(
            said["language"], said["title"], said["seats"], said["part"], said["least"], said["most"]
        )


class NamesForm(Folding):
    """People for the roll, as a list gives them."""

    names = Text(
        10, label=_("Names"), required=True, max_length=40_000,
        help_text=_("One a line, as they stand in your list."),
    )  # fmt: skip
    college = forms.TypedChoiceField(label=_("College"), coerce=int, empty_value=None, required=False)

    def __init__(self, data: Any = None, *, colleges: Choices) -> None:
        super().__init__(data)
        _offer(self, colleges)

    @property
    def listed(self) -> list[str]:
        """The names, without empty lines."""
        return [" ".join(one.split()) for one in self.cleaned_data["names"].splitlines() if one.strip()]


class EntitledForm(Folding):
    """Who may vote. `row`: the line as it stands; `is_open`: whether a reason is asked."""

    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("Empty: the name of the group.")
    )
    group = forms.CharField(
        label=_("For which group"), max_length=300, required=False,
        help_text=_("Its name, or the address of its page. Empty: for herself."),
    )  # fmt: skip
    college = forms.TypedChoiceField(label=_("College"), coerce=int, empty_value=None, required=False)
    weight = forms.IntegerField(label=_("How many votes"), min_value=1, max_value=1_000_000, initial=1)
    mandate = forms.ChoiceField(
        label=_("What her group asks of her"), choices=Entitled.Mandate, initial="free"
    )
    reason = forms.CharField(
        label=_("Why the roll changes now"),
        max_length=300,
        help_text=_("Everybody who sees the roll sees it."),
    )

    def __init__(
        self, data: Any = None, *, colleges: Choices, is_open: bool = False, row: Any = None
    ) -> None:
        initial = {}
        if row is not None:
            names = ("name", "weight", "mandate")
            initial = {name: getattr(row, name) for name in names} | {"college": row.college_id}
            initial["group"] = row.group.name if row.group else ""
        super().__init__(data, initial=initial)
        _offer(self, colleges)
        if not is_open:
            del self.fields["reason"]

    def draft(self, group: str, person: str = "") -> EntitledDraft:
        """What was written. `group`: uid of the group that was named."""
        said = self.cleaned_data
        return EntitledDraft(
            name=said["name"], person=person, group=group, college=said.get("college"),
            weight=said["weight"], mandate=said["mandate"], reason=said.get("reason", ""),
        )  # fmt: skip


class StrikeForm(Folding):
    """Why somebody goes off the roll of an open vote."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Everybody who sees the roll sees it.")
    )


class OutcomeForm(WordedForm):
    """What came of a vote, as a resolution."""

    worded = ("title", "text")

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    text = Text(6, label=_("What was agreed"), max_length=20_000, required=True)
    review_on = PartialDate(label=_("When you look at it again"))

    def decision(self) -> Decision:
        """What was written."""
        said = self.cleaned_data
        return Decision(
            text=said["text"], language=said["language"], title=said["title"], review_on=said["review_on"]
        )


def _offer(form: Any, colleges: Choices) -> None:
    if colleges:
        form.fields["college"].choices = [*NONE, *colleges]
    else:
        del form.fields["college"]
