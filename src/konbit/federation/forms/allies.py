"""Forms of allies: an alliance asks for a shared vision, a partnership for shared resources."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Text, WordedForm
from konbit.directory.forms.fields import PartialDate
from konbit.federation.actions.allies import AllyDraft
from konbit.federation.models import Ally


class AllyForm(WordedForm):
    """Who could stand with us, and what comes next. Without `sees_contact` there is no field for it."""

    worded = ("shares", "reason")
    folded: tuple[str, ...] = ("language", "valid_from", "valid_until", "reason")
    tie = Ally.Tie.ALLIANCE.value

    who = forms.CharField(
        label=_("Who?"), max_length=300,
        help_text=_("A name, or the address of their page here."),
    )  # fmt: skip
    shares = Text(2, label=_("Which vision do we share, and where do we differ?"))
    contact = forms.CharField(
        label=_("Whom to speak to"), max_length=300, required=False,
        help_text=_("Only people of your group see this."),
    )  # fmt: skip
    next_step = forms.CharField(label=_("What comes next?"), max_length=500, required=False)
    next_on = PartialDate(label=_("By when?"), help_text=_("It stands in your calendar."))
    reason = Text(2, label=_("Why now, why not, or why no longer?"))
    valid_from = PartialDate(label=_("With us since"))
    valid_until = PartialDate(label=_("With us until"))
    field_order: tuple[str, ...] = ("who", "shares", "contact", "next_step", "next_on", "reason")

    def __init__(self, data: Any = None, *, sees_contact: bool, **said: Any) -> None:
        super().__init__(data, **said)
        if not sees_contact:
            del self.fields["contact"]

    def draft(self) -> AllyDraft:
        """What was written."""
        return AllyDraft(tie=self.tie, **self.cleaned_data)


class PartnerForm(AllyForm):
    """Who could share resources with us."""

    folded = ("language", "reason")
    tie = Ally.Tie.PARTNERSHIP.value

    shares = Text(
        3, label=_("Who gives what, and what for?"),
        help_text=_("Money, rooms, tools, hours, knowledge; and who answers for it."),
    )  # fmt: skip
    valid_from = PartialDate(label=_("From when?"))
    valid_until = PartialDate(label=_("Until when?"))
    field_order = (
        "who", "shares", "valid_from", "valid_until", "contact", "next_step", "next_on", "reason",
    )  # fmt: skip


ALLIANCE, PARTNERSHIP = AllyForm.tie, PartnerForm.tie
FORMS: dict[str, type[AllyForm]] = {one.tie: one for one in (AllyForm, PartnerForm)}
