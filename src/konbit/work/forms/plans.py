"""Forms of a plan: its head, its goals and sections, what is carried over from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from konbit.base.text import with_words
from konbit.directory.forms.fields import PartialDate
from konbit.people.audience import Audience
from konbit.work.actions.plans import GoalLine, SectionLine
from konbit.work.queries.outline import Outline


class PlanForm(forms.Form):
    """What a plan is called, for which time, what it is for, who may see it: words in one language."""

    title = forms.CharField(label=_("What is it called?"), max_length=300)
    valid_from = PartialDate(label=_("From"))
    valid_until = PartialDate(label=_("Until"))
    aim = forms.CharField(
        label=_("The main aim"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    introduction = forms.CharField(
        label=_("Introduction"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    audience = forms.ChoiceField(label=_("Who may see it?"), choices=Audience.choices)

    def said(self, language: str, standing: Any = None) -> dict[str, Any]:
        """What was said, the words beside those of other languages (`standing`: a plan's facts)."""
        given = self.cleaned_data
        words = {
            name: with_words(getattr(standing, name, {}), language, given[name])
            for name in ("title", "aim", "introduction")
        }
        return {**words, **{name: given[name] for name in ("valid_from", "valid_until", "audience")}}


class GoalForm(forms.Form):
    """One goal of a plan."""

    code = forms.CharField(label=_("Letter"), max_length=20, required=False)
    text = forms.CharField(
        label=_("Goal"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """A goal with words has a letter."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("text", "").strip() and not given.get("code", "").strip():
            raise ValidationError(now("Give this goal a letter: A, B, C."))
        return given


class SectionForm(forms.Form):
    """One section of a plan."""

    section = forms.IntegerField(required=False, widget=forms.HiddenInput)
    code = forms.CharField(label=_("Number"), max_length=20, required=False)
    title = forms.CharField(label=_("Section"), max_length=300, required=False)
    beneath = forms.BooleanField(label=_("Beneath the one above"), required=False)


GoalForms = forms.formset_factory(GoalForm, extra=2, max_num=60)
SectionForms = forms.formset_factory(SectionForm, extra=3, max_num=300)


class OutlineForms:
    """The goals and sections of a plan as one form. An empty title or goal takes that line away."""

    def __init__(self, outline: Outline, data: Any = None) -> None:
        goals = [{"code": goal.code, "text": goal.text} for goal in outline.goals]
        sections = [
            {"section": one.id, "code": one.code, "title": one.title, "beneath": one.beneath}
            for one in outline.sections
        ]
        self.goals = GoalForms(data, initial=goals, prefix="goals")
        self.sections = SectionForms(data, initial=sections, prefix="sections")

    def is_valid(self) -> bool:
        """Whether all lines can be taken."""
        return self.goals.is_valid() and self.sections.is_valid()

    def goal_lines(self) -> list[GoalLine]:
        """The goals that stay."""
        given = (form.cleaned_data for form in self.goals)
        return [GoalLine(one["code"].strip(), one["text"]) for one in given if one.get("text", "").strip()]

    def section_lines(self) -> list[SectionLine]:
        """The sections that stay."""
        given = (form.cleaned_data for form in self.sections)
        return [
            SectionLine(one["section"], one["code"].strip(), one["title"], one["beneath"])
            for one in given
            if one.get("title", "").strip()
        ]


class CarryForm(forms.Form):
    """The plan into which unfinished activities go, one that is there or a new one, and which of them."""

    into = forms.ChoiceField(label=_("Into which plan?"), required=False, choices=())
    title = forms.CharField(label=_("What is the new plan called?"), max_length=300, required=False)
    valid_from = PartialDate(label=_("From"))
    valid_until = PartialDate(label=_("Until"))
    activities = forms.MultipleChoiceField(
        label=_("What goes on"), widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, unfinished: Any, others: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        self.fields["activities"].choices = unfinished  # type: ignore[attr-defined]
        self.fields["activities"].initial = [uid for uid, _title in unfinished]
        self.fields["into"].choices = [("", now("A new one")), *others]  # type: ignore[attr-defined]
        if not others:
            del self.fields["into"]
            self.fields["title"].required = True

    def clean(self) -> dict[str, Any]:
        """A new plan has a title."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("into") and not given.get("title", "").strip():
            self.add_error("title", now("Say what the new plan is called."))
        return given

    def said(self, language: str) -> dict[str, Any]:
        """The columns of the new plan."""
        given = self.cleaned_data
        times = {name: given[name] for name in ("valid_from", "valid_until")}
        return {"title": {language: given["title"].strip()}, **times}
