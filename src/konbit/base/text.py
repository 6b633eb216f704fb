"""Text in any language, side by side: `{"en": "Bakery", "ht": "Boulanjri"}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from konbit.base.errors import Problem

Multilingual = dict[str, str]

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*\Z")


@dataclass(frozen=True)
class Said:
    """A text as it can be shown: what it says, in which language, and whether that was the one wanted."""

    text: str
    language: str
    wanted: bool


def pick(text: Multilingual | None, language: str, fallbacks: tuple[str, ...] = ("en",)) -> Said:
    """The text in `language`, else in a relative of it (pt for pt-br), else in a fallback, else in any.

    An empty text gives `Said("", language, True)`: nothing is missing where nothing was said.
    """
    said = {code: words for code, words in (text or {}).items() if words}
    if not said:
        return Said("", language, True)
    root = language.split("-")[0]
    for code in (language, root):
        if code in said:
            return Said(said[code], code, True)
    for code in said:
        if code.split("-")[0] == root:
            return Said(said[code], code, True)
    for code in fallbacks:
        if code in said:
            return Said(said[code], code, False)
    code = next(iter(said))
    return Said(said[code], code, False)


def validate_multilingual(value: object) -> None:
    """Django validator: a mapping of language codes to text."""
    right = isinstance(value, dict) and all(
        isinstance(code, str) and LANGUAGE_CODE.match(code) and isinstance(words, str)
        for code, words in value.items()
    )
    if not right:
        raise ValidationError(_("Write text as language and words, such as {“en”: “Bakery”}."))


class MultilingualField(models.JSONField):
    """A column of `Multilingual` text; empty is `{}`."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.validators.append(validate_multilingual)


def every_word(*texts: Multilingual) -> str:
    """What texts say in all their languages, a line each: what an index of words is made of."""
    return "\n".join(words for text in texts for words in text.values())


def with_words(text: Multilingual | None, language: str, words: str) -> Multilingual:
    """The text with other words in one language; no words take that language out."""
    said = {**(text or {}), language: words.strip()}
    return {code: one for code, one in said.items() if one}


def in_language(row: Any, language: str, words: Mapping[str, str]) -> dict[str, Multilingual]:
    """What the columns of a row say once these words stand there in one language; the others stay."""
    return {name: with_words(getattr(row, name), language, said) for name, said in words.items()}


def sentence(text: Multilingual, language: str) -> str:
    """A text on one line in the language of the reader, for titles and lists."""
    return " ".join(pick(text, language).text.split())


def short_enough(text: str, most: int) -> str:
    """Text without space around it. Raises `Problem` where nothing or too much is said; nothing is cut."""
    said = text.strip().replace("\x00", "")
    if not said:
        raise Problem(_("Nothing is written yet."), remedy=_("Write a few words."), status=422)
    if len(said) > most:
        raise Problem(
            _("This is too long: %(count)d characters.") % {"count": len(said)},
            remedy=_("Part it: at most %(most)d at once.") % {"most": most},
            status=422,
        )
    return said
