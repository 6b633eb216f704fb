"""The form with which a plan's sheet is brought."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from konbit.directory.forms.fields import Language
from konbit.work.formats.plan_rows import LARGEST


class SheetForm(forms.Form):
    """A spreadsheet, and the language of what it says."""

    file = forms.FileField(
        label=_("Your spreadsheet"), help_text=_("XLSX or CSV. Nothing changes before you have looked.")
    )
    language = Language(
        label=_("In which language is it written?"), help_text=_("Only where its columns do not say it.")
    )

    def clean_file(self) -> Any:
        """A file that is not too large for a plan."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(
                now("This file is too large: at most %(most)s megabytes.") % {"most": LARGEST // 1_000_000}
            )
        return file
