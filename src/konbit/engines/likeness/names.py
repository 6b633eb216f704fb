"""Names as words: what tells one group from another, and what most names have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..folding import fold

MOST_FORMS, MOST_WORDS, MOST_LETTERS = 12, 12, 200
"""Names of a record, words and letters of a name that are compared; what stands further back is not."""


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
    the first letters of others.
    """

    words: tuple[str, ...]
    letters: str
    acronyms: frozenset[str] = frozenset()

    @property
    def initials(self) -> tuple[str, str]:
        """Its first letters, as an acronym would have them: of all words, and without legal forms."""
        telling = [word for word in self.words if word not in LEGAL_FORMS]
        return "".join(word[0] for word in self.words), "".join(word[0] for word in telling)


NO_FORM = Form((), "")
"""The form of a name that has no letters."""


@lru_cache(maxsize=16_384)
def form_of(name: str) -> Form:
    """A name taken apart: at most `MOST_WORDS` words, each once, in their order, without the little ones.

    What stands after `MOST_LETTERS` letters is left aside.
    """
    name = name[:MOST_LETTERS]
    plain = fold(name)
    spelt = _LETTERS_APART.findall(plain)
    for apart in spelt:
        plain = plain.replace(apart, apart.replace(" ", ""), 1)
    said = _ONE_WORD.sub("co", plain).split()
    if not said:
        return NO_FORM
    compared = [word for word in said if word not in _STOP] or said
    words = tuple(dict.fromkeys(map(_plain, compared)))[:MOST_WORDS]
    telling = [word for word in words if word not in LEGAL_FORMS] or words
    shouted = name.isupper() and len(said) > 1
    capitals = [] if shouted else [word.casefold() for word in _CAPITALS.findall(name)]
    likely = [*capitals, *(apart.replace(" ", "") for apart in spelt)] if capitals or spelt else ()
    return Form(
        words,
        "".join(telling),
        frozenset(word for word in likely if len(word) in _ACRONYM and word not in LEGAL_FORMS),
    )


def _plain(word: str) -> str:
    if len(word) >= _SHORTEST_PLURAL and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    return _ALIKE.get(word, word)


def forms_of(names: tuple[str, ...]) -> list[Form]:
    """The different forms of a record's names that have words at all, at most `MOST_FORMS`."""
    forms = [form for name in names[:MOST_FORMS] if (form := form_of(name)).words]
    return forms if len(forms) < 2 else list(dict.fromkeys(forms))
