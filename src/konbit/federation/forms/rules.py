"""One small form for each kind of thing that a rule can ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.engines.statutes import (
    Again,
    Ask,
    Base,
    Confirmation,
    Counting,
    Majority,
    People,
    Quorum,
    Quota,
    Rhythm,
    Rotation,
    Seats,
    Share,
    Span,
    Term,
    Units,
)
from konbit.federation.actions.rules import RuleDraft
from konbit.federation.forms.parts_of import PartField, SeatLines
from konbit.federation.forms.rule_form import Number, RuleForm
from konbit.federation.queries import rule_choices


class UnitsForm(RuleForm):
    """How many groups form it."""

    of = forms.ChoiceField(label=gettext_lazy("It is formed by groups of this level"))
    least = Number(gettext_lazy("At least"))
    most = Number(gettext_lazy("At most"))
    alike = forms.ChoiceField(label=gettext_lazy("All in one place of this kind"), required=False)
    asked_first = ("of", "least", "most", "alike")

    def ask(self) -> Ask:
        """How many of which level."""
        return Units(self.cleaned_data["of"], *self.range_of(), self.cleaned_data["alike"])


class PeopleForm(RuleForm):
    """How many people."""

    least = Number(gettext_lazy("At least"))
    most = Number(gettext_lazy("At most"))
    asked_first = ("least", "most")

    def ask(self) -> Ask:
        """How many people."""
        return People(*self.range_of())


class SeatsForm(RuleForm):
    """Seats for each college, place or member."""

    number = Number(gettext_lazy("Seats for each"), help_text=gettext_lazy("Empty if nobody knows how many."))
    per = forms.ChoiceField(label=gettext_lazy("For each"), required=False)
    tier = forms.CharField(
        label=gettext_lazy("Or for each place of another kind"), required=False, max_length=40,
        help_text=gettext_lazy("A continent, a region, a district; name the places below."),
    )  # fmt: skip
    exceptions = SeatLines(
        label=gettext_lazy("By name, where it is another number"),
        help_text=gettext_lazy("One a line: Oceania 1. What is not here yet is written down with it."),
    )
    asked_first = ("number", "per", "tier", "exceptions")

    def ask(self) -> Ask:
        """Seats for each; the exceptions are named by their words when they are written."""
        said = self.cleaned_data
        return Seats(said["tier"].strip() or said["per"], said["number"])

    def clean(self) -> dict[str, Any]:
        """For each of something."""
        said = super().clean()
        if not (said.get("per") or (said.get("tier") or "").strip()):
            self.add_error("per", _("Choose for each of what, or write another kind of place."))
        return said


class QuotaForm(RuleForm):
    """Who must be among them."""

    dimension = forms.CharField(
        label=gettext_lazy("What people say of themselves"), max_length=40, initial="gender",
        help_text=gettext_lazy("One word: gender, youth, language. Only they say it, and only if they want."),
    )  # fmt: skip
    value = forms.CharField(
        label=gettext_lazy("What counts"), max_length=40,
        help_text=gettext_lazy("The word that they say: woman, man, yes."),
    )  # fmt: skip
    least = Number(gettext_lazy("At least"))
    most = Number(gettext_lazy("At most"))
    per = forms.ChoiceField(label=gettext_lazy("For each"), required=False)
    where = Number(
        gettext_lazy("Only where so many sit"), least=1,
        help_text=gettext_lazy("“Where three sit, two men never”: 3, and at most 1 man."),
    )  # fmt: skip
    asked_first = ("dimension", "value", "least", "most", "per", "where")

    def ask(self) -> Ask:
        """So many who say it."""
        said = self.cleaned_data
        least, most = self.range_of()
        return Quota(*_trait(said), least, most, said["per"], said["where"])


class ParityForm(RuleForm):
    """One woman and one man: two rules in one."""

    per = forms.ChoiceField(label=gettext_lazy("For each"), required=False)
    asked_first = ("per",)

    def ask(self) -> Ask:
        """At least one woman."""
        return Quota("gender", "woman", 1, None, self.cleaned_data["per"])

    def drafts(self) -> list[RuleDraft]:
        """At least one woman; at least one man."""
        draft = self.draft()
        man = Quota("gender", "man", 1, None, self.cleaned_data["per"])
        return [draft, replace(draft, ask=man)]


class ShareForm(RuleForm):
    """Which part of them."""

    dimension, value = QuotaForm.base_fields["dimension"], QuotaForm.base_fields["value"]
    part = PartField(label=gettext_lazy("At least this part"))
    above = forms.BooleanField(label=gettext_lazy("More than that"), required=False)
    per = forms.ChoiceField(label=gettext_lazy("For each"), required=False)
    asked_first = ("dimension", "value", "part", "above", "per")

    def ask(self) -> Ask:
        """Such a part says it."""
        said = self.cleaned_data
        return Share(*_trait(said), replace(said["part"], more=said["above"]), said["per"])


class QuorumForm(RuleForm):
    """How many must be there."""

    part = PartField(label=gettext_lazy("At least this part of those who may come"))
    above = forms.BooleanField(label=gettext_lazy("More than that"), required=False)
    counting = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=rule_choices.countings)
    asked_first: tuple[str, ...] = ("part", "above", "counting")

    def ask(self) -> Ask:
        """Such a part is present."""
        said = self.cleaned_data
        return Quorum(cast(Counting, said["counting"]), replace(said["part"], more=said["above"]))


class MajorityForm(QuorumForm):
    """How many must be in favour."""

    part = PartField(label=gettext_lazy("At least this part is in favour"))
    of = forms.ChoiceField(label=gettext_lazy("Of whom"), choices=rule_choices.bases)
    matter = forms.CharField(
        label=gettext_lazy("In which matter"), required=False, max_length=40,
        help_text=gettext_lazy("Empty: in any. Say it in the same word where you record the vote."),
    )  # fmt: skip
    asked_first = ("part", "above", "of", "counting", "matter")

    def set_choices(self, name: str, choices: list[Any]) -> None:
        """What can be chosen; of whom is always the same."""
        if name != "of":
            super().set_choices(name, choices)

    def ask(self) -> Ask:
        """Such a part is in favour."""
        said = self.cleaned_data
        part = replace(said["part"], more=said["above"])
        matter = " ".join(said["matter"].split())
        return Majority(cast(Counting, said["counting"]), part, cast(Base, said["of"]), matter)


class RhythmForm(RuleForm):
    """How often it meets."""

    number = Number(gettext_lazy("At least once in"), least=1, required=True)
    span = forms.ChoiceField(label=gettext_lazy("Days, weeks, months or years"), choices=rule_choices.spans)
    asked_first = ("number", "span")

    def ask(self) -> Ask:
        """A meeting at least so often."""
        return Rhythm(self.cleaned_data["number"], cast(Span, self.cleaned_data["span"]))


class TermForm(RhythmForm):
    """How long a mandate lasts."""

    number = Number(gettext_lazy("At most"), least=1, required=True)

    def ask(self) -> Ask:
        """No mandate lasts longer."""
        return Term(self.cleaned_data["number"], cast(Span, self.cleaned_data["span"]))


class AgainForm(RuleForm):
    """How often in a row."""

    most = Number(gettext_lazy("At most so many mandates one after the other"), least=1, required=True)
    asked_first = ("most",)

    def ask(self) -> Ask:
        """Nobody more often."""
        return Again(self.cleaned_data["most"])


class RotationForm(RuleForm):
    """It passes on."""

    plain = Rotation()


class ConfirmationForm(RuleForm):
    """It ends unless confirmed."""

    plain = Confirmation()


FORMS: dict[str, type[RuleForm]] = {
    "units": UnitsForm, "people": PeopleForm, "seats": SeatsForm, "quota": QuotaForm, "share": ShareForm,
    "quorum": QuorumForm, "majority": MajorityForm, "rhythm": RhythmForm, "term": TermForm,
    "again": AgainForm, "rotation": RotationForm, "confirmation": ConfirmationForm,
}  # fmt: skip
"""By the kind of what is asked."""


class _Amending(ByResolutionForm):
    """By which resolution; what the new rule asks stands in the form of its kind."""

    worded = ("note",)
    folded = (*RuleForm.folded, "on")

    def __init__(self, data: Any = None, **said: Any) -> None:
        super().__init__(data, **said)
        del self.fields["reason"]
        self.order_fields(["resolution", "agreed"])
        self.fields["valid_from"].label = gettext_lazy("From when on the new rule holds")
        self.fields["valid_from"].help_text = gettext_lazy("Empty: from the day of the resolution on.")


def amending(kind: str) -> type[Any]:
    """The form by which a rule of a kind takes the place of one that held until then."""
    return type(f"Amending{kind.capitalize()}Form", (_Amending, FORMS[kind]), {})


def first_said(ask: Ask, exceptions: tuple[tuple[str, int | None], ...]) -> dict[str, Any]:
    """What stands in the form of a rule that is there."""
    found = {name: getattr(ask, name) for name in ask.__slots__}
    if isinstance(ask, Share | Quorum | Majority):
        found["above"] = ask.part.more
    if isinstance(ask, Units | People | Quota):
        found["least"] = ask.least or None
    if isinstance(ask, Seats):
        found["exceptions"] = exceptions
    return found


def _trait(said: dict[str, Any]) -> tuple[str, str]:
    return " ".join(said["dimension"].split()), " ".join(said["value"].split())
