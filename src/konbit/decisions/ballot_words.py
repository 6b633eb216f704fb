"""A ballot read back in plain words, before it goes into the box and wherever it is open."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from konbit.base.text import sentence
from konbit.decisions.ballots import Said, Voice, is_blank
from konbit.decisions.queries.ballot_page import BallotShown


def in_words(shown: BallotShown, voices: Sequence[Voice], language: str) -> list[str]:
    """What is said, a line for each thing; of several voices each with its number of votes."""
    if len(voices) == 1:
        return _said(shown, voices[0].said, language)
    return [
        _("%(votes)d votes: %(what)s") % {"votes": one.weight, "what": line}
        for one in voices
        for line in _said(shown, one.said, language)
    ]


def _said(shown: BallotShown, said: Said, language: str) -> list[str]:
    if is_blank(said):
        return [_("A blank ballot.")]
    if "stance" in said:
        titles = {one.word: sentence(one.title, language) for one in shown.choices}
        word = str(said["stance"])
        return [titles.get(word, word)]
    names = {one.word: one.name or sentence(one.title, language) or one.word for one in shown.options}
    if "ranks" in said:
        return [
            _("%(place)d. %(names)s")
            % {"place": place, "names": ", ".join(names.get(word, word) for word in words)}
            for place, words in enumerate(said["ranks"], 1)
        ]
    return [_pointed(shown, names.get(word, word), many) for word, many in said["points"].items()]


def _pointed(shown: BallotShown, name: str, many: int) -> str:
    if shown.is_marked:
        return name
    if shown.kind == "days":
        suits = (_("it does not suit me"), _("if need be"), _("it suits me"))
        return f"{name}: {suits[min(many, 2)]}"
    return f"{name}: {many}"
