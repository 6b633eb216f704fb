"""Forms of a cycle: areas, how much what weighs, plenaries, hands, what the council decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent, Text, WordedForm
from konbit.assembly.queries.choices import Choices, short
from konbit.decisions.actions.areas import AreaDraft, Weighing
from konbit.decisions.actions.council import CouncilDraft
from konbit.decisions.actions.plenaries import PlenaryDraft
from konbit.decisions.models import Area, Project
from konbit.directory.forms.fields import PartialDate
from konbit.directory.forms.sections import Folding

MOST_PEOPLE = 2_000_000_000


class AreaForm(WordedForm):
    """An area: a territory or a theme with a plenary of its own."""

    worded = ("title", "why")
    folded = ("language",)

    title = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("A quarter, a village; or housing, health.")
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=Area.Kind.choices, widget=forms.RadioSelect)
    population = forms.IntegerField(
        label=_("How many people"), min_value=0, max_value=MOST_PEOPLE, required=False,
        help_text=_("Who live there, or whom it concerns. Empty: it gets nothing by population."),
    )  # fmt: skip
    need = forms.IntegerField(
        label=_("How much is lacking, from 0 to 100"), min_value=0, max_value=100, required=False,
        help_text=_("For instance: of 100 households, how many are without water."),
    )  # fmt: skip
    why = Text(2, label=_("Who says so, and what was counted"))
    council = Text(
        3, label=_("Who sits for it in the council"),
        help_text=_("One name a line. Only people of your networks see names."),
    )  # fmt: skip
    field_order: tuple[str, ...] = ("title", "kind", "need", "population", "why", "council")

    def draft(self) -> AreaDraft:
        """What was written."""
        said = self.cleaned_data
        return AreaDraft(
            language=said["language"], title=said["title"], kind=said["kind"], need=said["need"],
            population=said["population"], why=said["why"], council=said["council"],
        )  # fmt: skip


class WeighingForm(Folding):
    """How much need, population and hands weigh, and for how many people one delegate is sent."""

    need = forms.IntegerField(label=_("Need"), min_value=0, max_value=100)
    population = forms.IntegerField(label=_("Population"), min_value=0, max_value=100)
    priority = forms.IntegerField(label=_("Hands raised"), min_value=0, max_value=100)
    per = forms.IntegerField(
        label=_("One delegate for so many who come"), min_value=1, max_value=10_000,
        help_text=_("A plenary to which fewer come sends one, too."),
    )  # fmt: skip

    def draft(self) -> Weighing:
        """What was written."""
        said = self.cleaned_data
        return Weighing(said["need"], said["population"], said["priority"], said["per"])


class PlenaryForm(Folding):
    """A plenary of an area."""

    on = PartialDate(label=_("When"))
    where = forms.CharField(label=_("Where"), max_length=200, required=False)
    meeting = forms.ChoiceField(
        label=_("Which meeting it was"), required=False,
        help_text=_("If it was called here: its minutes tell the day, and who came."),
    )  # fmt: skip
    present = forms.IntegerField(
        label=_("How many came"), min_value=0, max_value=MOST_PEOPLE, required=False,
        help_text=_("Empty: as many as the minutes of the meeting name."),
    )  # fmt: skip
    delegates = Text(
        4, label=_("Whom it sends"), max_length=10_000,
        help_text=_("One name a line. Only people of your networks see names."),
    )  # fmt: skip
    key = Sent()

    def __init__(self, data: Any = None, *, meetings: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["meeting"].choices = meetings  # type: ignore[attr-defined]

    def draft(self) -> PlenaryDraft:
        """What was written."""
        said = self.cleaned_data
        return PlenaryDraft(said["on"], said["where"], said["meeting"], said["present"], said["delegates"])


class HandsForm(Folding):
    """How many hands went up for every project."""

    def __init__(
        self, data: Any = None, *, projects: Sequence[Project], hands: Mapping[int, int], present: int,
        **said: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **said)
        for one in projects:
            self.fields[one.uid] = forms.IntegerField(
                label=f"{one.number}. {short(one.title)}", min_value=0, max_value=present, required=False,
                initial=hands.get(one.pk) or None,
            )  # fmt: skip

    def draft(self) -> dict[str, int]:
        """The hands by the uid of the project."""
        return {name: count or 0 for name, count in self.cleaned_data.items()}


class CouncilForm(ByResolutionForm):
    """Which projects get the money."""

    worded = ()
    bought = forms.MultipleChoiceField(
        label=_("These get the money"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Ticked is what the dividing gives. If you decide otherwise, say why in the resolution."),
    )  # fmt: skip
    reason = None  # type: ignore[assignment]
    field_order = ("bought", "resolution", "agreed")

    def __init__(self, data: Any = None, *, projects: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["bought"].choices = projects  # type: ignore[attr-defined]

    def draft(self) -> CouncilDraft:
        """Which projects, by what."""
        return CouncilDraft(tuple(self.cleaned_data["bought"]), self.agreed_by)
