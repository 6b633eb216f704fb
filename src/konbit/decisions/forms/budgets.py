"""Forms of budgets and their projects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import NONE, Choices
from konbit.decisions.actions.budget_voting import ToVote
from konbit.decisions.actions.budgets import LONGEST_TITLE, MOST_POINTS, BudgetDraft, RulesDraft
from konbit.decisions.actions.projects import LONGEST_PLACE, ProjectDraft
from konbit.decisions.actions.reviewing import ReviewDraft
from konbit.decisions.queries.budget_choices import (
    BALLOTS,
    COMPLETIONS,
    FORMS,
    SECRECY,
    UNITS,
    UTILITIES,
)
from konbit.directory.forms.fields import Coordinates, PartialDate
from konbit.directory.forms.sections import Folding


class BudgetForm(WordedForm):
    """Which money is decided about, how much it is, until when proposals are taken."""

    worded = ("title", "text")
    folded = ("language", "audience")

    title = forms.CharField(label=_("Which money is decided about?"), max_length=LONGEST_TITLE)
    text = Text(
        3, label=_("What people should know"),
        help_text=_("Where the money comes from, who may propose, who decides."),
    )  # fmt: skip
    amount = forms.CharField(
        label=_("How much money"), max_length=40, help_text=_("Such as 12500 or 12,500.50.")
    )
    currency = forms.CharField(
        label=_("Currency"), max_length=3, help_text=_("Three letters: EUR, HTG, BRL.")
    )
    propose_until = PartialDate(label=_("Proposals are taken until"))
    audience = audience_field()
    field_order: tuple[str, ...] = ("title", "text", "amount", "currency", "propose_until")

    def draft(self) -> BudgetDraft:
        """What was written."""
        said = self.cleaned_data
        return BudgetDraft(
            said["language"], said["title"], said["text"], said["amount"], said["currency"],
            form=said.get("form", "ballots"), propose_until=said["propose_until"],
            audience=said["audience"] or "public",
        )  # fmt: skip


class NewBudgetForm(BudgetForm):
    """A budget that begins."""

    form = forms.ChoiceField(
        label=_("How it is decided"), choices=FORMS, initial="ballots", widget=forms.RadioSelect
    )
    key = Sent()
    field_order = ("title", "form", "amount", "currency", "propose_until", "text")


class RulesForm(Folding):
    """By which rules ballots are counted."""

    folded = ("step", "least_score", "comparison")

    ballot = forms.ChoiceField(label=_("What a ballot says"), choices=BALLOTS, widget=forms.RadioSelect)
    points = forms.IntegerField(
        label=_("How many points everybody has"), min_value=1, max_value=MOST_POINTS,
        help_text=_("Only where ballots give points."),
    )  # fmt: skip
    utility = forms.ChoiceField(
        label=_("What a project is worth to those who want it"), choices=UTILITIES, widget=forms.RadioSelect
    )
    completion = forms.ChoiceField(
        label=_("What happens to money that is left"), choices=COMPLETIONS, widget=forms.RadioSelect
    )
    step = forms.CharField(
        label=_("By how much shares grow at a time"), max_length=40, required=False,
        help_text=_("Leave it empty for a thousandth of a share."),
    )  # fmt: skip
    least_score = forms.IntegerField(
        label=_("How many votes a project needs at least"), min_value=0, max_value=10**6, required=False,
        help_text=_("0 is best: the rule itself looks after that."),
    )  # fmt: skip
    comparison = forms.BooleanField(
        label=_("If more voters are better off with what has the most votes, that is bought instead."),
        required=False,
    )  # fmt: skip

    def draft(self) -> RulesDraft:
        """What was chosen."""
        said = self.cleaned_data
        return RulesDraft(**{**said, "least_score": said["least_score"] or 0})


class ToVoteForm(WordedForm):
    """How a budget is put to the vote."""

    worded = ("title", "text")
    folded = ("language",)

    title = forms.CharField(label=_("What is asked"), max_length=LONGEST_TITLE)
    text = Text(2, label=_("What people should know"))
    secrecy = forms.ChoiceField(
        label=_("How secret it is"), choices=SECRECY, widget=forms.RadioSelect, initial="anonymous"
    )
    unit = forms.ChoiceField(
        label=_("Who counts as one"), choices=UNITS, widget=forms.RadioSelect, initial="heads"
    )
    closes_at = forms.DateTimeField(
        label=_("One can vote until"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    key = Sent()
    field_order = ("title", "text", "closes_at", "secrecy", "unit")

    def draft(self) -> ToVote:
        """What was written."""
        said = self.cleaned_data
        return ToVote(
            said["language"], said["title"], said["text"], said["secrecy"], said["unit"], said["closes_at"]
        )


class FileForm(Folding):
    """Projects from a file."""

    file = forms.FileField(label=_("A .pb file"), help_text=_("As other programs for budgets write it."))


class ProjectForm(WordedForm):
    """A project: what, what for, what it costs, where, a picture."""

    worded = ("title", "text")
    folded: tuple[str, ...] = ("point", "language")

    title = forms.CharField(label=_("What should be done?"), max_length=LONGEST_TITLE)
    text = Text(4, label=_("What for, and for whom"))
    cost = forms.CharField(
        label=_("What it costs"), max_length=40, required=False,
        help_text=_("A good guess is enough. Leave it empty if you don’t know: it will be looked at."),
    )  # fmt: skip
    where = forms.CharField(
        label=_("Where"), max_length=LONGEST_PLACE, required=False,
        help_text=_("A street, a village, a building."),
    )  # fmt: skip
    picture = forms.FileField(
        label=_("A picture"), required=False,
        help_text=_("A photo or a drawing. Where and by what it was taken is left out."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )  # fmt: skip
    point = Coordinates(
        label=_("Point on the map"),
        help_text=_("Latitude and longitude, as a map on a telephone gives them."),
    )
    area = forms.TypedChoiceField(label=_("In which area"), coerce=int, empty_value=None, required=False)
    proposed_by = forms.ChoiceField(label=_("In the name of"), required=False)
    field_order: tuple[str, ...] = ("title", "text", "cost", "area", "where", "picture", "proposed_by")

    def __init__(
        self, data: Any = None, files: Any = None, *, groups: Choices, areas: Choices, **said: Any
    ) -> None:
        super().__init__(data, files=files, **said)
        self.fields["proposed_by"].choices = [*groups, ("", _("nobody in particular"))]  # type: ignore[attr-defined]
        self.fields["area"].choices = [*NONE, *areas]  # type: ignore[attr-defined]
        if not groups:
            del self.fields["proposed_by"]
        if not areas:
            del self.fields["area"]

    def draft(self) -> ProjectDraft:
        """What was written."""
        said = self.cleaned_data
        return ProjectDraft(
            said["language"], said["title"], said["text"], said["cost"], said["where"], said["point"],
            said.get("area"), said.get("proposed_by", ""),
        )  # fmt: skip


class NewProjectForm(ProjectForm):
    """A project that is proposed."""

    key = Sent()


class EditProjectForm(ProjectForm):
    """A project that is written again."""

    no_picture = forms.BooleanField(label=_("Take the picture away"), required=False)
    field_order = ("title", "text", "cost", "where", "picture", "no_picture", "proposed_by")


class ReviewForm(WordedForm):
    """Whether a project can be done, and why."""

    worded = ("review",)
    folded = ("language",)

    feasible = forms.ChoiceField(
        label=_("Can it be done?"), choices=[("yes", _("Yes, it can be done")), ("no", _("No, it can’t"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    review = Text(
        3, label=_("Why"), help_text=_("Everybody reads this. A no needs a reason; a yes may have one.")
    )
    cost = forms.CharField(label=_("What it costs"), max_length=40, required=False)
    excludes = forms.MultipleChoiceField(
        label=_("Only one of this and these can be done"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("feasible", "review", "cost", "excludes")

    def __init__(self, data: Any = None, *, others: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["excludes"].choices = others  # type: ignore[attr-defined]
        if not others:
            del self.fields["excludes"]

    def draft(self) -> ReviewDraft:
        """What was said."""
        said = self.cleaned_data
        return ReviewDraft(
            said["feasible"] == "yes",
            said["language"],
            said["review"],
            said["cost"],
            said.get("excludes", ()),
        )
