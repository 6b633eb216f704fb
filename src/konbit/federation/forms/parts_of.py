"""Fields of rules: parts of a whole, numbers of seats line by line."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.engines.statutes import Part
from konbit.federation.formats.words_of_lines import MOST

_PERCENT = re.compile(r"(\d{1,3})\s*%?\Z", re.ASCII)
_FRACTION = re.compile(r"(\d{1,7})\s*/\s*(\d{1,7})\Z", re.ASCII)
_SEATS = re.compile(r"(?P<name>.*\S)[\s:=]+(?P<number>\d{1,6}|\?)\Z")
UNKNOWN = "?"


class PartField(forms.CharField):
    """A part of a whole: "80 %", "2/3"; kept as number and whole."""

    def __init__(self, **said: Any) -> None:
        help_text = gettext_lazy("In percent, or as a fraction: 80 %, 2/3.")
        super().__init__(**{"max_length": 20, "help_text": help_text, **said})

    def prepare_value(self, value: Any) -> Any:
        """The part as text."""
        if isinstance(value, Part):
            return f"{value.number} %" if value.whole == 100 else f"{value.number}/{value.whole}"
        return value

    def clean(self, value: Any) -> Any:
        """The part, at least so much."""
        text = super().clean(value).strip()
        if not text:
            return None
        if (found := _PERCENT.match(text)) and int(found[1]) <= 100:
            return Part(int(found[1]), 100)
        if (found := _FRACTION.match(text)) and 0 < int(found[2]) <= MOST and int(found[1]) <= int(found[2]):
            return Part(int(found[1]), int(found[2]))
        raise ValidationError(_("This is not a part of a whole. Write 80 %, or 2/3."))


class SeatLines(forms.CharField):
    """Seats by name, one a line: "Oceania 1"; a question mark where the number is not known."""

    widget = forms.Textarea

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"required": False, "max_length": 4000, **said})
        self.widget.attrs["rows"] = 4

    def prepare_value(self, value: Any) -> Any:
        """The lines as text."""
        if isinstance(value, (list, tuple)):
            return "\n".join(f"{name} {UNKNOWN if number is None else number}" for name, number in value)
        return value

    def clean(self, value: Any) -> Any:
        """Pairs of a name and a number."""
        found: dict[str, int | None] = {}
        for line in super().clean(value).splitlines():
            text = " ".join(line.split())
            if not text:
                continue
            match = _SEATS.match(text)
            if not match:
                raise ValidationError(
                    _("In the line “%(line)s” the number is missing. Write a name, then how many: Oceania 1.")
                    % {"line": text[:60]}
                )
            name = match["name"].strip(" :=")
            if name in found:
                raise ValidationError(_("“%(name)s” stands there twice.") % {"name": name[:60]})
            found[name] = None if match["number"] == UNKNOWN else int(match["number"])
        return tuple(found.items())
