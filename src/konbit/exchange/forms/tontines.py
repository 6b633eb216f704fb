"""Forms of tontines: a cycle, its order, a turn."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent, Text
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.actions.cycles import CycleDraft
from konbit.exchange.queries.cycles import CycleAsked, TurnAsked


class CycleForm(Folding):
    """When it begins, and how many hands everybody has."""

    key = Sent()
    starts_on = forms.DateField(
        label=gettext_lazy("The day of the first turn"), widget=forms.DateInput(attrs={"type": "date"}),
        initial=date.today,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, asked: CycleAsked, **said: Any) -> None:
        super().__init__(data, **said)
        self.asked = asked
        for member, name in asked.members:
            self.fields[f"hands_{member}"] = forms.IntegerField(
                label=_("Hands of %(name)s") % {"name": name}, min_value=0, max_value=20, initial=1
            )

    def draft(self) -> CycleDraft:
        """What was written."""
        said = self.cleaned_data
        return CycleDraft({one: said[f"hands_{one}"] for one, _n in self.asked.members}, said["starts_on"])


class DrawForm(Folding):
    """From what the order is drawn."""

    words = forms.CharField(
        label=gettext_lazy("Words or numbers that you call out together"), max_length=64, required=False,
        help_text=gettext_lazy("Empty: Konbit throws 32 digits. Either way they are shown to all members."),
    )  # fmt: skip
    sure = forms.CharField(widget=forms.HiddenInput, required=False)


class OrderForm(ByResolutionForm):
    """The order upon which the group agreed: who has which turn."""

    worded: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, asked: CycleAsked, **said: Any) -> None:
        super().__init__(data, **said)
        del self.fields["reason"]
        self.many = sum(asked.hands)
        wanted = [
            member
            for (member, _n), many in zip(asked.members, asked.hands, strict=True)
            for _h in range(many)
        ]
        for number, member in enumerate(wanted, start=1):
            self.fields[f"turn_{number}"] = forms.TypedChoiceField(
                label=_("Turn %(number)d") % {"number": number},
                choices=asked.members,
                coerce=int,
                initial=member,
            )
        self.order_fields([f"turn_{number}" for number in range(1, self.many + 1)])

    @property
    def order(self) -> list[int]:
        """The members (ids) in the order of their turns."""
        return [self.cleaned_data[f"turn_{number}"] for number in range(1, self.many + 1)]


class EndForm(ByResolutionForm):
    """By which resolution a cycle ends early."""

    worded: tuple[str, ...] = ()

    def __init__(self, data: Any = None, **said: Any) -> None:
        super().__init__(data, **said)
        del self.fields["reason"]


class BidForm(Folding):
    """Who would like a turn: what she leaves to the others, or why she needs it."""

    member = forms.TypedChoiceField(label=gettext_lazy("Who would like it?"), coerce=int)
    amount = forms.CharField(
        label=gettext_lazy("How much is left to the others"), max_length=40, required=False
    )
    reason = Text(2, label=gettext_lazy("Why it is needed now"), max_length=300)

    def __init__(self, data: Any = None, *, asked: TurnAsked, **said: Any) -> None:
        super().__init__(data, **said)
        self.currency = asked.currency
        self.fields["member"].choices = asked.members  # type: ignore[attr-defined]
        del self.fields["reason" if asked.order == "bid" else "amount"]

    def clean(self) -> dict[str, Any]:
        """The amount is read in the circle's unit."""
        said = super().clean() or self.cleaned_data
        words = (said.get("amount") or "").strip()
        try:
            said["amount"] = amounts.read(words, self.currency) if words else 0
        except Problem as problem:
            self.add_error("amount", f"{problem.what} {problem.remedy}")
        return said


class HolderForm(Folding):
    """Who receives at a turn, and why."""

    holder = forms.TypedChoiceField(label=gettext_lazy("Who receives?"), coerce=int)
    reason = forms.CharField(label=gettext_lazy("Why it is she"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, asked: TurnAsked, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["holder"].choices = asked.members  # type: ignore[attr-defined]


class SwapForm(Folding):
    """With which turn one would like to change."""

    other = forms.ChoiceField(label=gettext_lazy("With which turn?"))

    def __init__(self, data: Any = None, *, asked: TurnAsked, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["other"].choices = asked.others  # type: ignore[attr-defined]


class TakeOverForm(Folding):
    """Who takes over whose hands."""

    key = Sent()
    leaves = forms.TypedChoiceField(label=gettext_lazy("Who leaves?"), coerce=int)
    takes = forms.TypedChoiceField(label=gettext_lazy("Who takes over her hands?"), coerce=int)

    def __init__(self, data: Any = None, *, asked: CycleAsked, all_: CycleAsked, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["leaves"].choices = asked.members  # type: ignore[attr-defined]
        self.fields["takes"].choices = all_.members  # type: ignore[attr-defined]
