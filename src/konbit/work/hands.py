"""Who does it, as plans write it, and back: names, groups, everybody, open places, teams, questions.

"Marcos, Jaerson, (African)" is three hands; "Create a team responsible to …" is one. A sentence that is no
list of names stays whole. Pure, and in English, French, Spanish and Portuguese alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

PERSON, GROUP, EVERYBODY, PLACE, TEAM, QUESTION = "person", "group", "everybody", "place", "team", "question"
RESPONSIBLE, CONTRIBUTOR = "responsible", "contributor"

LONGEST = 1000

_TEAM = re.compile(
    r"(?:to\s+)?(?:create|set\s+up|form|build|créer|constituer|former|mettre\s+en\s+place|crear|formar|constituir|"
    r"criar)\s+(?:a|an|the|une?|una?|um|uma)?\s*(?:\w+\s+)?(?:team|group|committee|équipe|groupe|comité|equipo|"
    r"grupo|comitê|equipe|comissão|comisión|commission)\b"
    r"|(?:special|new)\s+teams?\b|(?:team|équipe|equipo|equipe)s?\s+(?:to\s+be\s+created|à\s+créer|por\s+crear|"
    r"a\s+criar)\b",
    re.IGNORECASE,
)
_STILL_OPEN = re.compile(
    r"(?:needs?\s+planning|to\s+be\s+(?:decided|found|defined)|tbd|à\s+(?:planifier|définir|trouver)|"
    r"por\s+(?:planificar|definir|decidir)|a\s+(?:planejar|definir|decidir)|nobody\s+yet)\.?\Z",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"(?:each|every|everybody|everyone|all|chaque|chacun|chacune|tous|toutes|tout\s+le\s+monde|todos|todas|cada|"
    r"todo\s+el\s+mundo|todo\s+mundo)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:group|groups|team|committee|commission|council|workshop|network|association|cooperative|co-operative|"
    r"secretariat|board|college|assembly|groupe|équipe|comité|conseil|atelier|réseau|coopérative|secrétariat|collège|"
    r"grupo|equipo|equipe|comisión|comissão|consejo|conselho|taller|oficina|red|rede|asociación|associação|"
    r"cooperativa|secretaría|secretaria|colegio|asamblea|assembleia|collective|collectif|colectivo|coletivo)s?\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\((?P<who>[^()]*)\)\Z")
_WITH = re.compile(r"\s+(?:with|avec|con|com)\s+(?![^()]*\))", re.IGNORECASE)
"""Not within brackets: "(somebody with a tractor)" is one open place."""
_AND = r"(?:(?i:and|et)|y|e|&)"
"""What stands before the last name. A capital Y or E is an initial."""
_BETWEEN = re.compile(rf"\s*[,;]\s*(?:{_AND}\s+)?|\s+{_AND}\s+")
_LINKS = re.compile(rf"\A(?:{_AND}[\s,;]+)+|(?:[\s,;]+{_AND})+\Z")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_])")
_TITLES = re.compile(r"(?:^|\W)(?:dra|sra|srta|prof|mme|mlle|ing|lic|eng|arq|mgr|mrs)\Z", re.IGNORECASE)
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "da",
        "do",
        "das",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
        "et",
        "du",
        "des",
        "le",
        "of",
        "d’",
        "di",
    ]
)


@dataclass(frozen=True)
class Taker:
    """One hand: what kind it is, its name or words, whether it answers for the activity or contributes."""

    kind: str
    name: str
    role: str = RESPONSIBLE


def read_hands(text: str, role: str = RESPONSIBLE) -> tuple[Taker, ...]:
    """The hands of a cell, each once, in their order. Who stands after "with" contributes."""
    if "?" in text:
        return tuple(_with_question(text, role))
    takers = [
        taker for line in text.splitlines() for part in _sentences(line) for taker in _read_part(part, role)
    ]
    return tuple(dict.fromkeys(takers))


def _with_question(text: str, role: str) -> list[Taker]:
    """A question keeps all its words, those on the next lines too: they belong to what is asked."""
    question = " ".join(text.split())
    return [Taker(QUESTION, question[:LONGEST], role)]


def _sentences(line: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for end in _SENTENCE.finditer(line):
        if not _TITLES.search(line[start : end.start()]):
            parts.append(line[start : end.start()])
            start = end.end()
    parts.append(line[start:])
    return [bare for part in parts if (bare := " ".join(part.split()).strip(",; "))]


def _read_part(part: str, role: str) -> list[Taker]:
    """One sentence: a team to be created, everybody, a clause that stays whole, or a list of names."""
    if _TEAM.match(part):
        return [Taker(TEAM, _closed(part), role)]
    if _STILL_OPEN.match(part):
        return [Taker(QUESTION, _closed(part), role)]
    if _EVERYBODY.match(part):
        return [Taker(EVERYBODY, _closed(part), role)]
    items = [item for one in _outside_brackets(part) if (item := _LINKS.sub("", one).strip(",; "))]
    if any(_is_clause(item) for item in items):
        return [Taker(_kind(part), _closed(part), role)]
    takers: list[Taker] = []
    for item in items:
        first, *others = _WITH.split(item)
        takers += [_taker(first, role), *(_taker(other, CONTRIBUTOR) for other in others)]
    return [taker for taker in takers if taker.name]


def _outside_brackets(part: str) -> list[str]:
    """The items of a list; a separator within brackets does not separate."""
    items: list[str] = []
    start = 0
    for mark in _BETWEEN.finditer(part):
        before = part[: mark.start()]
        if before.count("(") <= before.count(")") or ")" not in part[mark.end() :]:
            items.append(part[start : mark.start()].strip())
            start = mark.end()
    items.append(part[start:].strip())
    return items


def _is_clause(item: str) -> bool:
    """Whether words say more than a name: three in small letters that no name holds."""
    words = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", item).split()
    return sum(word[:1].islower() and word.casefold() not in _PARTICLES for word in words) >= 3


def _taker(item: str, role: str) -> Taker:
    if found := _OPEN.match(item):
        return Taker(PLACE, " ".join(found["who"].split())[:LONGEST], role)
    return Taker(_kind(item), item[:LONGEST], role)


def _kind(words: str) -> str:
    first = words.split()[0] if words.split() else ""
    shouted = len(first) > 3 and first.isupper()
    return GROUP if shouted or _GROUP.search(words) else PERSON


def _closed(sentence: str) -> str:
    return sentence.rstrip(". ")[:LONGEST]


def write_hands(takers: Iterable[Taker]) -> str:
    """The hands as one cell; sentences stand on lines of their own. Who contributes stands after "with"."""
    lines: list[str] = []
    in_list = False
    for taker in takers:
        torn = taker.name.count("(") != taker.name.count(")")
        whole = torn or taker.kind in (EVERYBODY, TEAM, QUESTION) or _is_clause(taker.name)
        said = f"({taker.name})" if taker.kind == PLACE else taker.name
        if taker.role == CONTRIBUTOR and in_list and not whole:
            lines[-1] += f" with {said}"
        elif whole or not in_list:
            lines.append(said)
        else:
            lines[-1] += f", {said}"
        in_list = not whole
    return "\n".join(lines)
