"""Making a balanced group, its rules, nominating, answering, choosing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from konbit.assembly.actions.nominating import LONGEST_GROUP, LONGEST_NAME
from konbit.assembly.actions.panels import (
    LONGEST_DIMENSION,
    LONGEST_PURPOSE,
    LONGEST_SEED,
    LONGEST_TITLE,
    LONGEST_VALUE,
    MOST_PEOPLE,
    PanelSaid,
    Rule,
)
from konbit.assembly.actions.resolving import LONGEST_RESOLUTION, Decision
from konbit.assembly.models import Resolution
from konbit.assembly.queries.panel_people import Question
from konbit.assembly.queries.panel_words import DIMENSIONS, VALUES, dimension_of, value_of
from konbit.base.text import Multilingual, pick
from konbit.directory.forms.fields import Language, PartialDate, reader
from konbit.directory.forms.sections import Folding
from konbit.people.audience import Audience


class _Suggesting(forms.TextInput):
    """Free words with suggestions under them."""

    template_name = "assembly/parts/suggesting.html"

    def __init__(self, suggestions: Sequence[Any]) -> None:
        super().__init__()
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """As Django's, with the suggestions and the id of their list."""
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}-suggestions"
        context["widget"]["attrs"]["list"] = listed
        return {**context, "listed": listed, "suggestions": self.suggestions}


class _People(forms.IntegerField):
    def __init__(self, **said: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": MOST_PEOPLE, **said})


class PanelForm(Folding):
    """What is said of a panel, in one language."""

    folded = ("language",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("Such as: core group, preparing committee."),
        max_length=LONGEST_TITLE,
    )
    purpose = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=LONGEST_PURPOSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    least = _People(label=gettext_lazy("At least how many people?"), initial=10)
    most = _People(label=gettext_lazy("At most how many people?"), initial=12, min_value=1)
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        help_text=gettext_lazy(
            "Whoever sees it sees its rules and, once it is confirmed, who sits; what nominees say of"
            " themselves stays with those who choose."
        ),
        choices=Audience.choices,
        initial="public",
    )
    seed_from = forms.CharField(
        label=gettext_lazy("If lots are drawn: where will the seed come from?"),
        help_text=gettext_lazy(
            "Something that nobody can know or choose today, such as: the numbers of the national lottery of"
            " 5 December. Empty: you choose by hand, or say it later."
        ),
        max_length=LONGEST_SEED,
        required=False,
    )
    language = Language(label=gettext_lazy("In which language do you write?"))

    def panel(self) -> PanelSaid:
        """What the form says; it must be valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return PanelSaid(**{**said, "language": said["language"] or reader()})


class RuleForm(forms.Form):
    """At least, at most so many people with a trait."""

    dimension = forms.CharField(
        label=gettext_lazy("What counts?"),
        help_text=gettext_lazy("One of those suggested, or any word of yours."),
        max_length=LONGEST_DIMENSION,
        widget=_Suggesting(list(DIMENSIONS.values())),
    )
    value = forms.CharField(
        label=gettext_lazy("Which people?"),
        max_length=LONGEST_VALUE,
        widget=_Suggesting([label for values in VALUES.values() for label in values.values()]),
    )
    least = _People(label=gettext_lazy("At least"), required=False)
    most = _People(label=gettext_lazy("At most"), required=False)

    def rule(self) -> Rule:
        """The rule that the form says; it must be valid."""
        said = self.cleaned_data
        dimension = dimension_of(said["dimension"])
        return Rule(dimension, value_of(dimension, said["value"]), said["least"] or 0, said["most"])


class NominationForm(forms.Form):
    """Who is nominated."""

    name = forms.CharField(label=gettext_lazy("Her or his name"), max_length=LONGEST_NAME)
    group = forms.CharField(
        label=gettext_lazy("From which group?"),
        help_text=gettext_lazy("A name, or the address of a group's page here."),
        max_length=LONGEST_GROUP,
        required=False,
    )


def group_said(words: str) -> str:
    """The uid in the address of a group's page, or the words themselves."""
    return words.split("/g/", 1)[1].split("/")[0] if "/g/" in words else words


class AnswerForm(forms.Form):
    """What a nominee says of herself, as far as rules ask for it."""

    def __init__(
        self, data: Any = None, *, questions: Sequence[Question], traits: Mapping[str, str], **said: Any
    ) -> None:
        super().__init__(data, **said)
        self._dimensions = [dimension for dimension, _label, _choices in questions]
        for number, (dimension, label, choices) in enumerate(questions):
            self.fields[f"trait-{number}"] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=False,
                initial=traits.get(dimension, ""),
                widget=forms.RadioSelect,
            )

    def traits(self) -> dict[str, str]:
        """What the form says, by dimension; it must be valid."""
        return {
            dimension: self.cleaned_data[f"trait-{number}"]
            for number, dimension in enumerate(self._dimensions)
        }


class StandingForm(AnswerForm):
    """Standing for a panel oneself."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=LONGEST_NAME)
    group = forms.CharField(label=gettext_lazy("From which group?"), max_length=LONGEST_GROUP, required=False)


class SeedForm(forms.Form):
    """The public seed."""

    seed = forms.CharField(
        label=gettext_lazy("The seed, as it became public"),
        help_text=gettext_lazy("Write it exactly as others will, to repeat the drawing: 4 8 15 16 23 42."),
        max_length=LONGEST_SEED,
    )


class ConfirmingForm(forms.Form):
    """The resolution by which a panel is confirmed: one that stands, or one that is written now."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    resolution = forms.ChoiceField(label=gettext_lazy("A resolution that stands here"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or write it now: what was agreed?"),
        max_length=LONGEST_RESOLUTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decided_on = PartialDate(label=gettext_lazy("When?"))
    how = forms.ChoiceField(
        label=gettext_lazy("How?"), choices=Resolution.How.choices, initial="consent", required=False
    )

    def __init__(
        self, data: Any = None, *, resolutions: Sequence[tuple[str, Multilingual]], **said: Any
    ) -> None:
        super().__init__(data, **said)
        listed = [(uid, pick(title, reader()).text) for uid, title in resolutions]
        self.fields["resolution"].choices = [("", "–"), *listed]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of both must be said."""
        said = super().clean() or self.cleaned_data
        if not said.get("resolution") and not said.get("text", "").strip():
            self.add_error(
                "resolution",
                gettext_lazy("Choose the resolution that confirms the panel, or write it below."),
            )
        return said

    def decision(self, audience: str) -> Decision:
        """The resolution that is written now; the form must be valid."""
        said = self.cleaned_data
        return Decision(
            text=said["text"],
            language=reader(),
            how=said["how"] or "consent",
            decided_on=said["decided_on"],
            audience=audience,
        )
