"""Fields that several forms share: partial dates, languages, coordinates, words line by line."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from konbit.base.period import validate_partial_date
from konbit.directory.coordinates import pair
from konbit.directory.countries import country_name, known_countries
from konbit.directory.folding import fold
from konbit.directory.languages import language_code, language_name
from konbit.directory.written_dates import read_date

DATE_HELP = gettext_lazy("A year is enough: 1984, 1984-09 or 1984-09-28.")


class PartialDate(forms.CharField):
    """A year, a month or a day, however it is usually written; empty when unknown."""

    def __init__(self, **said: Any) -> None:
        super().__init__(
            **{"required": False, "max_length": 30, "help_text": DATE_HELP, **said},
        )

    def clean(self, value: Any) -> str:
        """The date as "1984", "1984-09" or "1984-09-28"."""
        text = str(super().clean(value))
        if not text:
            return ""
        found = read_date(text)
        validate_partial_date(found or text)
        return found


class Languages(forms.CharField):
    """Languages by name, separated by commas; kept as codes."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"required": False, "max_length": 500, **said})

    def prepare_value(self, value: Any) -> Any:
        """The names of the codes, for the reader."""
        if isinstance(value, list):
            return ", ".join(language_name(code, reader()) for code in value)
        return value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        """The codes, each once."""
        names = [name.strip() for name in super().clean(value).replace(";", ",").split(",") if name.strip()]
        codes = {name: language_code(name) for name in names}
        unknown = [name for name, code in codes.items() if not code]
        if unknown:
            raise ValidationError(
                _("Konbit does not know the language “%(name)s”. Write its name in another way, or its code.")
                % {"name": unknown[0]}
            )
        return list(dict.fromkeys(codes.values()))


class Language(Languages):
    """One language by name, kept as its code; empty when it is not said."""

    def prepare_value(self, value: Any) -> Any:
        """The name of the code, for the reader."""
        return language_name(value, reader()) if isinstance(value, str) and value else value

    def clean(self, value: Any) -> str:  # type: ignore[override]
        """The code."""
        return next(iter(super().clean(value)), "")


class Coordinates(forms.CharField):
    """Latitude and longitude in one field, as maps on telephones give them; kept as a pair of degrees."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"required": False, "max_length": 60, **said})

    def prepare_value(self, value: Any) -> Any:
        """The pair as text."""
        return f"{value[0]}, {value[1]}" if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[float, float] | None:  # type: ignore[override]
        """The pair, None when nothing was said."""
        text = super().clean(value)
        if not text:
            return None
        found = pair(text)
        if found is None or not (-90 <= found[0] <= 90 and -180 <= found[1] <= 180):
            raise ValidationError(
                _("This is not a point on Earth. Write it as 45.48, -73.57: north, then east.")
            )
        if found == (0.0, 0.0):
            raise ValidationError(_("0, 0 lies in the sea: leave this empty if you do not know the point."))
        return found


class Lines(forms.CharField):
    """Several words or names, one a line."""

    widget = forms.Textarea

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"required": False, "max_length": 3000, **said})
        self.widget.attrs["rows"] = 3

    def prepare_value(self, value: Any) -> Any:
        """The lines as text."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        """The lines, each once."""
        return list(
            dict.fromkeys(line.strip()[:300] for line in super().clean(value).splitlines() if line.strip())
        )


class Country(forms.ChoiceField):
    """A country by name, in the reader's language; kept as its ISO 3166 code."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"required": False, "choices": _countries, **said})


def _countries() -> list[tuple[str, str]]:
    return [("", "—"), *_named_countries(reader())]


@lru_cache(maxsize=16)
def _named_countries(language: str) -> list[tuple[str, str]]:
    named = sorted((fold(country_name(code, language)), code) for code in known_countries())
    return [(code, country_name(code, language)) for _folded, code in named]


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"
