"""Forms of supports: saying several at once, saying one differently, ending one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.directory.forms.fields import PartialDate
from konbit.directory.forms.sections import Folding
from konbit.federation.actions.supports import SupportDraft
from konbit.federation.models import Support
from konbit.federation.support_words import FUNCTIONS

DOES = (
    (Support.Does.GIVES.value, _("We give it")),
    (Support.Does.USES.value, _("We use it")),
    (Support.Does.LACKS.value, _("We lack it")),
)


def functions() -> list[tuple[str, str]]:
    """The support functions to choose from."""
    return [(one.code, one.label) for one in FUNCTIONS]


class SupportForm(WordedForm):
    """What a group gives, uses or lacks."""

    worded = ("what",)
    folded = ("language", "audience")

    does = forms.ChoiceField(label=_("What do you do?"), choices=DOES, widget=forms.RadioSelect)
    functions = forms.MultipleChoiceField(
        label=_("Which support?"), choices=functions, widget=forms.CheckboxSelectMultiple,
        help_text=_("Several at once, if the rest is the same for all."),
        error_messages={"required": _("Tick one or several.")},
    )  # fmt: skip
    other = forms.CharField(
        label=_("To whom, or from whom?"), max_length=300, required=False,
        help_text=_("A group by its name here; it can then say whether it is so. Empty: all, or not said."),
    )  # fmt: skip
    territory = forms.CharField(
        label=_("Where?"), max_length=200, required=False,
        help_text=_("A quarter, a town, a region, in your own words. Empty: where your group is."),
    )  # fmt: skip
    what = Text(2, label=_("What exactly?"), help_text=_("Such as: loans without interest for tools."))
    valid_from = PartialDate(label=_("Since when?"))
    valid_until = PartialDate(label=_("Until when?"), help_text=_("Empty: it goes on."))
    audience = audience_field()
    field_order: tuple[str, ...] = (
        "does", "functions", "other", "territory", "what", "valid_from", "valid_until",
    )  # fmt: skip

    def draft(self) -> SupportDraft:
        """What was written."""
        said = self.cleaned_data
        return SupportDraft(
            language=said["language"], does=said["does"], functions=tuple(said["functions"]),
            other=said["other"], territory=said["territory"], what=said["what"],
            valid_from=said["valid_from"], valid_until=said["valid_until"],
            audience=said["audience"] or "public",
        )  # fmt: skip


class NewSupportForm(SupportForm):
    """It is said for the first time."""

    key = Sent()


class OneSupportForm(SupportForm):
    """One that stands there already, said differently."""

    functions = forms.ChoiceField(label=_("Which support?"), choices=functions)  # type: ignore[assignment]

    def clean_functions(self) -> tuple[str, ...]:
        """The one function."""
        return (self.cleaned_data["functions"],)


class EndForm(Folding):
    """When something ended."""

    on = PartialDate(label=_("When did it end?"), help_text=_("Empty: today. A year is enough."))


def initial_of(row: Support, other: str) -> dict[str, Any]:
    """What a support says now, for a form; `other`: the name of the other group."""
    names = ("does", "territory", "valid_from", "valid_until", "audience")
    return {**{name: getattr(row, name) for name in names}, "functions": row.function, "other": other}
