"""Forms of promises: an invoice or a debt that is written down; a reason why it is not so."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Text
from konbit.directory.forms.sections import Folding
from konbit.exchange.actions.promises import PromiseDraft
from konbit.exchange.forms.paying import PayForm
from konbit.exchange.queries.pay_page import PayPage


class PromiseForm(PayForm):
    """Who owes whom how much, until when."""

    folded = ()

    def __init__(self, data: Any = None, *, page: PayPage, **said: Any) -> None:
        super().__init__(data, page=page, **said)
        self.fields["payer"].choices = page.payees  # type: ignore[attr-defined]
        self.fields["payer"].label = _("Who is to pay?")
        self.fields["payee"].label = _("To whom?")
        self.fields["due_on"].label = _("Until which day")
        self.fields["due_on"].help_text = _("Empty: whenever it suits.")

    def draft(self) -> PromiseDraft:
        """What was written."""
        said = self.cleaned_data
        return PromiseDraft(said["payer"], said["payee"], said["amount"], said["due_on"], text=said["words"])


class DisputeForm(Folding):
    """Why it is not so."""

    why = Text(3, label=_("What is not right?"), required=True)
    sure = forms.CharField(widget=forms.HiddenInput, required=False)
