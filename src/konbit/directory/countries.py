"""Countries by the names that people give them, in the languages of those who do."""

from __future__ import annotations

from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from konbit.directory.folding import fold

_LANGUAGES = ("en", "fr", "es", "pt", "it", "de", "nl", "ca", "eu", "gl", "ro", "pl", "el", "sv", "da", "fi")
# What stands in people's tables and in no list of countries; parts of a state lead to the state.
_ALSO = {
    "GB": (
        *("uk", "u k", "great britain", "britain", "england", "scotland", "wales", "cymru", "alba"),
        *("northern ireland", "royaume uni", "angleterre", "ecosse", "inglaterra", "escocia", "reino unido"),
    ),
    "US": ("usa", "u s a", "u s", "us of a", "america", "etats unis d amerique", "eeuu", "ee uu", "eua"),
    "GR": ("el", "hellas"),
    "CZ": ("czech republic", "republique tcheque", "republica checa"),
    "NL": ("holland", "hollande", "holanda", "the netherlands"),
    "MK": ("macedonia", "fyrom"),
    "CD": ("drc", "rdc", "democratic republic of congo", "republique democratique du congo"),
    "CI": ("ivory coast",),
    "KR": ("korea", "republic of korea"),
    "VN": ("viet nam",),
    "HT": ("ayiti",),
    "BO": ("estado plurinacional de bolivia",),
    "VE": ("republica bolivariana de venezuela",),
    "IR": ("iran",),
    "SY": ("syria",),
    "RU": ("russian federation",),
    "TR": ("turkey",),
    "SZ": ("swaziland",),
    "MM": ("burma",),
    "CV": ("cape verde",),
    "TL": ("east timor",),
    "PS": ("palestine",),
    "XK": ("kosovo",),
    "IE": ("republic of ireland", "eire"),
}


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """The ISO 3166 code (two capitals) of a country named or coded in any of our languages, or nothing."""
    return _names().get(fold(text), "")


@cache
def known_countries() -> frozenset[str]:
    """Every ISO 3166 code of a country or territory."""
    return frozenset(
        code
        for code in map(str, Locale("en").territories)
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    )


def country_name(code: str, language: str) -> str:
    """The name of a country in a language, else in English, else the code."""
    for wanted in (language, language.split("-")[0], "en"):
        try:
            name = Locale.parse(wanted, sep="-").territories.get(code)
        except (ValueError, UnknownLocaleError):
            continue
        if name:
            return str(name)
    return code


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        territories = Locale(language).territories
        for code in known_countries():
            if code in territories:
                names.setdefault(fold(territories[code]), code)
    for code in known_countries():
        names[code.lower()] = code
    for code, also in _ALSO.items():
        names.update(dict.fromkeys(map(fold, also), code))
    return names
