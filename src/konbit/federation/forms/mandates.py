"""Forms of mandates: giving, changing, ending, confirming, passing on, what somebody says of herself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices
from konbit.directory.forms.fields import Lines, PartialDate
from konbit.directory.forms.sections import Folding
from konbit.federation.actions.mandates import MandateDraft
from konbit.federation.queries.traits import trait_words, value_words

OPTIONAL = ("person", "college", "seat", "region", "resolution")
"""Fields that are there only where something can be chosen."""


class MandateForm(WordedForm):
    """Who sits, for whom, from when until when."""

    worded = ("task", "condition")
    folded: tuple[str, ...] = (
        "holder",
        "task",
        "region",
        "condition",
        "confirm_by",
        "resolution",
        "audience",
        "language",
    )
    field_order: tuple[str, ...] = (
        *("name", "person", "speaks_for", "college", "seat", "valid_from", "valid_until"),
        *("holder", "task", "region", "condition", "confirm_by", "resolution", "language"),
    )

    name = forms.CharField(
        label=_("Who sits there"), max_length=200, required=False,
        help_text=_("Her name, as she wants it to stand here."),
    )  # fmt: skip
    person = forms.ChoiceField(
        label=_("Her account here"), required=False,
        help_text=_("So that she finds the mandate under “Your mandates”."),
    )  # fmt: skip
    speaks_for = forms.CharField(
        label=_("For which group she speaks"), max_length=300, required=False,
        help_text=_("Its name, or the address of its page."),
    )  # fmt: skip
    college = forms.TypedChoiceField(
        label=_("In which college"), coerce=int, empty_value=None, required=False
    )
    seat = forms.TypedChoiceField(label=_("On which seat"), coerce=int, empty_value=None, required=False)
    valid_from = PartialDate(label=_("From when"))
    valid_until = PartialDate(label=_("Until when"))
    holder = forms.CharField(
        label=_("Or which group has the role itself"), max_length=300, required=False,
        help_text=_("For hosting, a fiscal sponsor, a secretariat: its name, or the address of its page."),
    )  # fmt: skip
    task = forms.CharField(
        label=_("As what"), max_length=300, required=False, help_text=_("Chair, treasurer, hosts the office.")
    )
    region = forms.TypedChoiceField(label=_("For which region"), coerce=int, empty_value=None, required=False)
    condition = forms.CharField(
        label=_("On which condition"), max_length=500, required=False,
        help_text=_("Such as: that money for it is raised."),
    )  # fmt: skip
    confirm_by = PartialDate(
        label=_("By when it is to be confirmed"), help_text=_("Unless it is, the mandate ends on that day.")
    )
    resolution = forms.ChoiceField(label=_("By which resolution"), required=False)
    audience = audience_field()

    def __init__(
        self, data: Any = None, *, choices: Mapping[str, Choices], hosted: bool = False, **said: Any
    ) -> None:
        super().__init__(data, **said)
        for name in OPTIONAL:
            if len(choices.get(name, ())) > 1:
                self.fields[name].choices = choices[name]  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        self.fields["audience"].label = gettext("Who can see the name")
        self.fields["audience"].initial = "group"
        if hosted:
            self.folded = tuple(name for name in self.folded if name != "holder")
            self.fields["holder"].label = gettext("Which group has the role")
            self.fields["name"].label = gettext("Or who has it")
            self.order_fields(["holder"])

    def draft(self, person: str = "") -> MandateDraft:
        """What was written. `person`: what stands there, where nobody can be chosen."""
        said = self.cleaned_data
        return MandateDraft(
            language=said["language"], name=said["name"], person=said.get("person", person),
            holder=said["holder"], speaks_for=said["speaks_for"], college=said.get("college"),
            seat=said.get("seat"), region=said.get("region"), task=said["task"],
            valid_from=said["valid_from"], valid_until=said["valid_until"], condition=said["condition"],
            confirm_by=said["confirm_by"], resolution=said.get("resolution", ""),
            audience=said["audience"] or "group",
        )  # fmt: skip


class NewMandateForm(MandateForm):
    """A mandate that is given."""

    key = Sent()


class PassOnForm(NewMandateForm):
    """A role goes to the next: she keeps seat and college."""

    def __init__(
        self, data: Any = None, *, choices: Mapping[str, Choices], hosted: bool = False, **said: Any
    ) -> None:
        kept = {name: several for name, several in choices.items() if name not in ("college", "seat")}
        super().__init__(data, choices=kept, hosted=hosted, **said)
        self.fields["name"].label = gettext("Or who does") if hosted else gettext("Who takes it over")
        if hosted:
            self.fields["holder"].label = gettext("Which group takes it over")
        self.fields["valid_from"].required = True
        self.fields["valid_from"].help_text = gettext("The one before ends then: the day before, in one act.")


class DayForm(Folding):
    """A day on which something happened."""

    on = PartialDate(label=_("On which day"), required=True)


class DeclareForm(Folding):
    """What she says of herself, each where she wants to."""

    others = Lines(
        label=_("Anything else that your statutes ask"),
        help_text=_("One a line: a word, then what you say, such as “language kreyòl”."),
        max_length=1000,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        asked: Mapping[str, tuple[str, ...]],
        said: Mapping[str, str],
        herself: bool,
    ) -> None:
        super().__init__(data)
        self.asked = tuple(asked)
        for name, values in asked.items():
            stands = said.get(name, "")
            known = [*values, *([stands] if stands and stands not in values else [])]
            self.fields[f"is_{name}"] = forms.ChoiceField(
                label=trait_words(name), required=False, initial=stands,
                choices=[("", gettext("I’d rather not say")), *((one, value_words(one)) for one in known)],
            )  # fmt: skip
        others = [f"{name} {value}" for name, value in said.items() if name not in asked]
        self.fields["others"].initial = others
        if not herself:
            self.fields["told"] = forms.BooleanField(label=gettext("She told us herself"), required=False)
        self.order_fields([*(f"is_{name}" for name in asked), "others", "told"])

    @property
    def said(self) -> dict[str, str]:
        """What was said, by word."""
        said = {name: self.cleaned_data[f"is_{name}"] for name in self.asked}
        for line in self.cleaned_data["others"]:
            name, _blank, value = line.partition(" ")
            said[name] = value.strip()
        return said

    @property
    def told_herself(self) -> bool:
        """Whether it is ticked that she told it."""
        return bool(self.cleaned_data.get("told"))
