"""Languages by the names that people give them, in the languages of those who do."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from konbit.base.text import LANGUAGE_CODE
from konbit.directory.folding import fold

_NAMED_IN = ("en", "fr", "es", "pt", "it", "de", "ca", "ht")
_ALSO = {
    "ht": ("kreyol", "kreyol ayisyen", "creole", "creole haitien", "haitian", "haitian creole"),
    "pt-br": ("brazilian portuguese", "portugues do brasil", "portugues brasileiro"),
    "qu": ("runasimi", "kichwa"),
    "gn": ("avañe e", "guarani"),
    "nl": ("flemish", "flamand", "nederlands"),
    "de": ("deutsch",),
    "es": ("castellano",),
    "eu": ("euskara", "euskera"),
    "sw": ("kiswahili",),
    "wo": ("wolof",),
    "ay": ("aymar aru",),
    "ar": ("العربية",),
    "ja": ("日本語",),
    "ko": ("한국어",),
    "zh": ("中文",),
    "hi": ("हिन्दी",),
}


def language_code(text: str) -> str:
    """The code of a language named or coded in any of our languages ("creole" → "ht"), or nothing."""
    bare = text.strip().lower().replace("_", "-")
    return _names().get(fold(text)) or (bare if LANGUAGE_CODE.match(bare) and _known(bare) else "")


def language_name(code: str, reader: str) -> str:
    """The name of a language in the reader's, else in its own, else in English, else its code."""
    for wanted in (reader, reader.split("-")[0], code, "en"):
        try:
            locale = Locale.parse(wanted, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
        name = locale.languages.get(code.replace("-", "_")) or locale.languages.get(code.split("-")[0])
        if name:
            return (
                f"{name} ({code})" if "-" in code and code.replace("-", "_") not in locale.languages else name
            )
    return code


def _known(code: str) -> bool:
    return code.split("-")[0] in Locale("en").languages


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for named_in in _NAMED_IN:
        try:
            languages = Locale(named_in).languages
        except UnknownLocaleError:
            continue
        for code, name in languages.items():
            if code.isalpha():
                names.setdefault(fold(name), code.lower())
    for code, also in _ALSO.items():
        names.update(dict.fromkeys(map(fold, also), code))
    return names
