"""Names as words: what tells one group from another, and what most names have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..folding import fold

MOST_FORMS, MOST_WORDS = 12, 12
"""Names of a record, and words of a name, that are compared; what stands further back is left aside."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL_FORMS = _words(
    "limited plc llp llc incorporated company corp cic cio cooperative society gmbh eg ev ug kg sarl"
    " scop scic sas sa sca asbl vzw aps srl spa scrl slu sll sccl sal bv nv oy ab"
)
"""Words that say what a group is in law; registers write them, people leave them out."""

COMMON = _words(
    "association asociacion associacao associazione club community comunidad comunidade comite"
    " committee social solidarity solidaire solidaria housing habitat credit union trust centre group"
    " grupo groupe network rede red reseau worker trabajador travailleur farm farmer producer productor"
    " produtor market food energy energie energia project projet proyecto service development school"
    " foundation fundacion fondation working men institute supporter federation federacion local"
    " national workshop atelier shop store cafe women mujer femme art health care land garden jardin"
    " bank banque banco fund consumer agricultural"
)
"""Words found in many names anywhere: a small collection cannot know how common they are."""

_STOP = _words(
    "the of and for in at on a an de la le les des du d l el los las y e et en da do das dos del della"
    " di und der die das fur van het een i o au aux um uma un une"
)
_ONE_WORD = re.compile(r"\bco (?=op)")
_LETTERS_APART = re.compile(r"(?<!\w)\w(?: \w)+(?!\w)")
_CAPITALS = re.compile(r"\b[A-Z]{3,8}\b")
_ACRONYM = range(3, 9)
_ALIKE = {
    word: said
    for said, words in {
        "cooperative": "coop cooperativa cooperatif cooperativo genossenschaft koperativ",
        "limited": "ltd ltda",
        "society": "soc",
        "association": "assoc assn asso",
        "incorporated": "inc",
        "company": "co",
        "centre": "center",
        "organisation": "organization org",
        "saint": "st",
        "community": "comm",
    }.items()
    for word in words.split()
}
_SHORTEST_PLURAL = 5


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a name.

    words: as they are compared. letters: of the words that tell, run together. acronyms: words that look like
    first letters. initials: the first letters of all words, of those compared, of those that tell.
    """

    words: tuple[str, ...]
    letters: str
    acronyms: frozenset[str]
    initials: frozenset[str]


NO_FORM = Form((), "", frozenset(), frozenset())
"""The form of a name that has no letters."""


@lru_cache(maxsize=65_536)
def form_of(name: str) -> Form:
    """A name taken apart: at most `MOST_WORDS` words, each once, in their order, without the little ones."""
    spelt: list[str] = []
    plain = _LETTERS_APART.sub(lambda found: _joined(found[0], spelt), _ONE_WORD.sub("co", fold(name)))
    said = plain.split()
    if not said:
        return NO_FORM
    compared = [word for word in said if word not in _STOP] or said
    words = tuple(dict.fromkeys(map(_plain, compared)))[:MOST_WORDS]
    telling = [word for word in words if word not in LEGAL_FORMS] or words
    capitals = [] if name.isupper() and len(said) > 1 else map(str.casefold, _CAPITALS.findall(name))
    return Form(
        words,
        "".join(telling),
        frozenset(word for word in (*spelt, *capitals) if len(word) in _ACRONYM),
        frozenset(
            first for several in (said, words, telling) if len(first := _initials(several)) in _ACRONYM
        ),
    )


def _joined(letters: str, spelt: list[str]) -> str:
    spelt.append(letters.replace(" ", ""))
    return spelt[-1]


def _plain(word: str) -> str:
    if len(word) >= _SHORTEST_PLURAL and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    return _ALIKE.get(word, word)


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def forms_of(names: tuple[str, ...]) -> list[Form]:
    """The different forms of a record's names that have words at all, at most `MOST_FORMS`."""
    forms = dict.fromkeys(form_of(name) for name in names[:MOST_FORMS])
    return [form for form in forms if form.words]
