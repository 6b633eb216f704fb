"""The form of a file that brings a circle from elsewhere."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from konbit.directory.forms.sections import Folding
from konbit.exchange.formats.circle_tables import Writing


class BringForm(Folding):
    """A file, and how its amounts are written."""

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy(
            "CSV, XLSX, or accounts and transfers as JSON. Its first row names the columns."
        ),
    )
    writing = forms.ChoiceField(
        label=gettext_lazy("How are its amounts written?"), required=False,
        choices=(
            ("", gettext_lazy("As is usual for where it comes from")),
            (Writing.AS_PEOPLE.value, gettext_lazy("As people write them: 12.50, 1:30")),
            (Writing.PARTS.value, gettext_lazy("As whole numbers of the smallest part: cents, minutes")),
            (Writing.SECONDS.value, gettext_lazy("As seconds, as TimeOverflow keeps hours")),
        ),
    )  # fmt: skip
    folded: tuple[str, ...] = ("writing",)
