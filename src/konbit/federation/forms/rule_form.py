"""What the forms of all rules have in common: about whom, since when, where it is said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.forms.worded import Sent, Text, WordedForm
from konbit.directory.forms.fields import PartialDate
from konbit.engines.statutes import Ask, Confirmation
from konbit.federation.actions.rules import RuleDraft
from konbit.federation.formats.words_of_lines import MOST
from konbit.federation.queries.rule_choices import RuleChoices


class Number(forms.IntegerField):
    """How many."""

    def __init__(self, label: Any, *, least: int = 0, required: bool = False, **said: Any) -> None:
        super().__init__(label=label, min_value=least, max_value=MOST, required=required, **said)


class RuleForm(WordedForm):
    """A rule: about whom, what it asks, since when, where it is said."""

    worded = ("note",)
    folded = ("language", "valid_until", "college", "note")
    about = forms.ChoiceField(label=gettext_lazy("About whom"))
    college = forms.ChoiceField(
        label=gettext_lazy("Only this college"), required=False,
        help_text=gettext_lazy("Where the rule is about a part of those who sit."),
    )  # fmt: skip
    valid_from = PartialDate(
        label=gettext_lazy("Since when it holds"),
        help_text=gettext_lazy("A year is enough: 1984, 1984-09 or 1984-09-28. Empty if nobody knows."),
    )
    valid_until = PartialDate(label=gettext_lazy("Until when it held"))
    address = forms.CharField(
        label=gettext_lazy("Where it is said"), required=False, max_length=500,
        help_text=gettext_lazy("Statutes of 2013, article 12; an address on the web."),
    )  # fmt: skip
    note = Text(2, label=gettext_lazy("Note"))
    key = Sent()

    asked_first: tuple[str, ...] = ()
    plain: Ask = Confirmation()
    """What it asks, where there is nothing more to say of it."""

    def __init__(self, data: Any = None, *, offered: RuleChoices, **said: Any) -> None:
        super().__init__(data, **said)
        self.set_choices("about", offered.about)
        self.set_choices("college", [("", "—"), *offered.colleges])
        if not offered.colleges:
            del self.fields["college"]
        if "of" in self.fields:
            self.set_choices("of", offered.levels)
        if "alike" in self.fields:
            self.set_choices("alike", [("", "—"), *offered.tiers])
        if "per" in self.fields:
            self.set_choices("per", [("", "—"), *offered.per])
        self.order_fields(["about", *self.asked_first, "valid_from", "address"])

    def set_choices(self, name: str, choices: list[Any]) -> None:
        """What can be chosen in a field."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def ask(self) -> Ask:
        """What the rule asks."""
        return self.plain

    def drafts(self) -> list[RuleDraft]:
        """What was written, as rules."""
        return [self.draft()]

    def draft(self) -> RuleDraft:
        """What was written."""
        said = self.cleaned_data
        return RuleDraft(
            language=said["language"], about=said["about"], ask=self.ask(),
            college=said.get("college", ""), exceptions=said.get("exceptions") or (),
            since=said["valid_from"], until=said["valid_until"], note=said["note"], address=said["address"],
        )  # fmt: skip

    def range_of(self) -> tuple[int, int | None]:
        """At least and at most."""
        return self.cleaned_data["least"] or 0, self.cleaned_data["most"]

    def clean(self) -> dict[str, Any]:
        """Numbers that leave room for something."""
        said = super().clean() or self.cleaned_data
        if {"least", "most"} <= self.fields.keys() and not self.errors:
            least, most = said.get("least"), said.get("most")
            if least is None and most is None:
                raise ValidationError(_("Write how many, at least or at most."))
            if most is not None and (least or 0) > most:
                raise ValidationError(_("At least is more than at most: look at both numbers again."))
        return said
