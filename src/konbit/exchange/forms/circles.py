"""Forms of circles: beginning one, its rules, its members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import Choices
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts, prices
from konbit.exchange.actions.circles import LONGEST_TITLE, CircleDraft
from konbit.exchange.actions.members import MemberDraft
from konbit.exchange.kinds.declared import Choice, Kind, Rule, Sort
from konbit.exchange.models import Currency


class CircleForm(WordedForm):
    """The name of a circle and what it is for."""

    worded = ("title", "text")
    folded: tuple[str, ...] = ("language",)

    title = forms.CharField(label=gettext_lazy("What is the circle called?"), max_length=LONGEST_TITLE)
    text = Text(3, label=gettext_lazy("What is it for?"))
    audience = audience_field()

    def draft(self, kind: str) -> CircleDraft:
        """What was written."""
        said = self.cleaned_data
        return CircleDraft(
            said["language"], kind, said["title"], said["text"], audience=said["audience"] or "group"
        )


class _UnitSelect(forms.Select):
    """An empty choice is a choice: a unit of one's own."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Browsers would refuse the empty choice."""
        return False


class _UnitName(forms.TextInput):
    """Needed or not by what is chosen above."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Browsers do not know what is chosen above."""
        return False


class UnitField(forms.ChoiceField):
    """In what is counted; one of the choices always, of which one may be empty."""

    widget = _UnitSelect

    def validate(self, value: Any) -> None:
        """Raises for what is not among the choices."""
        if not self.valid_value(value):
            raise forms.ValidationError(_("Choose one of the list."))


class OwnUnitField(forms.CharField):
    """The name of a unit of one's own: needed by whoever chose to count in one, which only the form knows."""

    widget = _UnitName

    def validate(self, value: Any) -> None:
        """Empty is right where another unit is chosen."""


class NewCircleForm(CircleForm):
    """A circle that begins: also in what it counts, where there is anything to choose."""

    key = Sent()
    currency = UnitField(label=gettext_lazy("In what does it count?"))
    unit = OwnUnitField(
        label=gettext_lazy("What is your own unit called?"), max_length=40,
        help_text=gettext_lazy(
            "For example kòb, grains or suns. Leave it empty if you chose another unit above."
        ),
    )  # fmt: skip
    field_order = ("title", "text", "currency", "unit", "audience")

    def __init__(self, data: Any = None, *, kind: Kind, currencies: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.kind = kind
        own = [("", _("In a unit of our own"))] if "own" in kind.sorts else []
        only = [word for _title, choices in currencies for word, _name in choices]
        self.only = only[0] if len(only) == 1 and not own else ""
        self.fields["currency"].choices = [*own, *currencies]  # type: ignore[attr-defined]
        if not own:
            del self.fields["unit"]
        if self.only:
            del self.fields["currency"]

    def clean(self) -> dict[str, Any]:
        """A unit of one's own needs a name."""
        said = super().clean() or self.cleaned_data
        if "unit" in self.fields and not said.get("currency") and not said.get("unit"):
            self.add_error("unit", _("Say what your unit is called, or choose another one above."))
        return said

    def draft(self, kind: str) -> CircleDraft:
        """What was written."""
        said = self.cleaned_data
        return CircleDraft(
            said["language"], kind, said["title"], said["text"], said.get("currency", self.only),
            said.get("unit", ""), said["audience"] or "group",
        )  # fmt: skip


class TermsForm(ByResolutionForm):
    """The rules of a circle, one field each, by the kind's declaration."""

    worded: tuple[str, ...] = ()
    folded: tuple[str, ...] = ("language", "on")

    def __init__(
        self, data: Any = None, *, kind: Kind, currency: Currency, values: Any, agreed: bool, **said: Any
    ) -> None:
        super().__init__(data, **said)
        self.kind, self.currency = kind, currency
        del self.fields["reason"]
        if not agreed:
            for name in ("resolution", "agreed", "on"):
                self.fields[name].widget = forms.HiddenInput()
        for rule in kind.rules:
            field = _field_of(rule, currency)
            field.initial = _written(rule, values.get(rule.word), currency)
            self.fields[f"rule_{rule.word}"] = field
        self.order_fields([f"rule_{rule.word}" for rule in kind.rules])

    def clean(self) -> dict[str, Any]:
        """Amounts are read in the circle's unit."""
        said = super().clean() or self.cleaned_data
        for rule in self.kind.rules:
            name = f"rule_{rule.word}"
            if rule.sort == Sort.AMOUNT and said.get(name):
                try:
                    said[name] = amounts.read(said[name], self.currency)
                except Problem as problem:
                    self.add_error(name, f"{problem.what} {problem.remedy}")
            elif rule.sort == Sort.PRICE and said.get(name):
                try:
                    said[name] = prices.read(said[name]).stored
                except Problem as problem:
                    self.add_error(name, f"{problem.what} {problem.remedy}")
            elif rule.sort == Sort.PERCENT and said.get(name) is not None:
                said[name] = int(said[name] * 100)
        return said

    @property
    def values(self) -> dict[str, Any]:
        """What the rules say, by their words; None where a field is empty."""
        said = {rule.word: self.cleaned_data.get(f"rule_{rule.word}") for rule in self.kind.rules}
        return {word: None if value == "" else value for word, value in said.items()}


class MemberForm(Folding):
    """Who is let in: by their names, or a group by its own."""

    many = Text(
        4, label=gettext_lazy("Names"),
        help_text=gettext_lazy(
            "One a line, as it stands in the notebook. Who has an account here can take hers over later."
        ),
    )  # fmt: skip
    group = forms.CharField(
        label=gettext_lazy("Or a group"), max_length=300, required=False,
        help_text=gettext_lazy("Its name, or the address of its page."),
    )  # fmt: skip
    folded = ("group",)
    asked_for = ("many",)

    @property
    def drafts(self) -> list[MemberDraft]:
        """Those who are named, except a group."""
        lines = self.cleaned_data["many"].splitlines()
        return [MemberDraft(name=" ".join(one.split())) for one in lines if one.strip()]


class HandOverForm(Folding):
    """Who a member is, who stood there by her name alone."""

    person = forms.ChoiceField(label=gettext_lazy("Who of your group is she?"), required=False)
    group = forms.CharField(
        label=gettext_lazy("Or a group"), max_length=300, required=False,
        help_text=gettext_lazy("Its name, or the address of its page."),
    )  # fmt: skip
    folded = ("group",)
    asked_for = ("person",)

    def __init__(self, data: Any = None, *, people: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["person"].choices = [("", "—"), *people]  # type: ignore[attr-defined]


class LeaveForm(Folding):
    """What becomes of a balance."""

    key = Sent()
    choice = forms.ChoiceField(label=gettext_lazy("What becomes of her balance?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, choices: tuple[Choice, ...], **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["choice"].choices = [(one.word, f"{one.title}: {one.meaning}") for one in choices]  # type: ignore[attr-defined]
        self.fields["choice"].initial = choices[0].word if choices else ""


class LimitForm(Folding):
    """The limits of one account."""

    below = forms.CharField(label=gettext_lazy("How far below nothing"), max_length=40, required=False)
    above = forms.CharField(label=gettext_lazy("How much at most"), max_length=40, required=False)

    def __init__(self, data: Any = None, *, currency: Currency, **said: Any) -> None:
        super().__init__(data, **said)
        self.currency = currency

    def clean(self) -> dict[str, Any]:
        """Amounts are read in the account's unit; empty: no limit."""
        said = super().clean() or self.cleaned_data
        for name in ("below", "above"):
            words = (said.get(name) or "").strip()
            try:
                said[name] = amounts.read(words, self.currency) if words else None
            except Problem as problem:
                self.add_error(name, f"{problem.what} {problem.remedy}")
        return said


class OpeningForm(Folding):
    """The lines of a notebook."""

    key = Sent()
    lines = Text(
        10, label=gettext_lazy("What stands in the notebook"), required=True, max_length=100_000,
        help_text=gettext_lazy("A line each: name or number, then the amount. With a minus for who owes."),
    )  # fmt: skip


def _field_of(rule: Rule, currency: Currency) -> forms.Field:
    helps = [rule.help, _("Empty: %(words)s") % {"words": rule.none} if rule.none else ""]
    counted = {Sort.DAYS: _("In days."), Sort.PERCENT: _("In percent.")}
    helps.insert(0, counted.get(rule.sort, ""))
    help_text = " ".join(str(one) for one in helps if one)
    said: dict[str, Any] = {"label": rule.title, "help_text": help_text, "required": not rule.none}
    if rule.sort in (Sort.AMOUNT, Sort.PRICE):
        return forms.CharField(max_length=40, **said)
    if rule.sort == Sort.CHOICE:
        choices = [(one.word, one.title) for one in rule.choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)
    if rule.sort == Sort.YES:
        return forms.BooleanField(**{**said, "required": False})
    if rule.sort == Sort.PERCENT:
        return forms.DecimalField(
            min_value=0, max_value=(rule.most or 10000) // 100, decimal_places=2, **said
        )
    return forms.IntegerField(min_value=rule.least, max_value=rule.most, **said)


def _written(rule: Rule, value: Any, currency: Currency) -> Any:
    if value is None:
        return None
    if rule.sort == Sort.AMOUNT:
        return amounts.written(int(value), currency)
    if rule.sort == Sort.PRICE:
        return prices.kept(str(value)).written
    return f"{int(value) / 100:g}" if rule.sort == Sort.PERCENT else value
