"""What names say for and against two records being one group."""

from __future__ import annotations

from itertools import product
from math import fsum

from rapidfuzz import fuzz

from . import weights
from .context import Context
from .evidence import Evidence, Kind
from .names import LEGAL_FORMS, Form, form_of, forms_of
from .record import Record


def of_names(a: Record, b: Record, context: Context) -> list[Evidence]:
    """The evidence of the two forms that are most alike; nothing where one has no name."""
    pairs = product(_weighed(a, context), _weighed(b, context))
    compared = [_of_forms(one, other, context) for one, other in pairs]
    return max(compared, key=_total, default=[])


def _total(found: list[Evidence]) -> tuple[float, list[float]]:
    """What evidence comes to, and its parts, so that which of two equals comes first makes no difference."""
    bits = sorted(one.weight for one in found)
    return fsum(bits), bits


Weighed = tuple[Form, dict[str, float]]


def _weighed(record: Record, context: Context) -> list[Weighed]:
    town = form_of(record.locality).words
    return [
        (form, {word: word_weight(word, town, context) for word in form.words})
        for form in forms_of(record.names)
    ]


def word_weight(word: str, town: tuple[str, ...], context: Context) -> float:
    """The bits of a word in the name of a record whose town is called so."""
    return context.word_bits(word) * (weights.OWN_TOWN if word in town else 1)


def _of_forms(mine: Weighed, others: Weighed, context: Context) -> list[Evidence]:
    (a, bits_a), (b, bits_b) = mine, others
    same = bits_a.keys() & bits_b.keys()
    only_a = [word for word in a.words if word not in same]
    only_b = [word for word in b.words if word not in same]
    acronym = min(a.acronyms.intersection(b.initials) | b.acronyms.intersection(a.initials), default="")
    if acronym and same <= LEGAL_FORMS:
        return [Evidence("acronym", round(weights.ACRONYM_LETTER * len(acronym), 2), (acronym,))]
    shared = fsum(min(bits_a[word], bits_b[word]) for word in same)
    rest_a, rest_b = fsum(bits_a[word] for word in only_a), fsum(bits_b[word] for word in only_b)
    other, more = min(rest_a, rest_b), abs(rest_a - rest_b)
    near = _nearness(a, b, only_a, only_b)
    most = weights.NAME_MOST * context.world
    name = min(most, weights.SHARED_WORD * shared)
    spelling = min(most - name, weights.SHARED_WORD * weights.RESPELT * other * near)
    against = (weights.OTHER_WORDS * other + weights.MORE_WORDS * more) * (1 - near)
    words = (" ".join(only_a), " ".join(only_b))
    found: list[tuple[Kind, float, tuple[str, ...]]] = [
        ("name", name, (" ".join(a.words), " ".join(b.words))),
        ("spelling", spelling, words),
        ("other_words", max(weights.OTHER_WORDS_MOST, -against), words),
    ]
    return [Evidence(kind, bits, detail) for kind, weight, detail in found if (bits := round(weight, 2))]


def _nearness(a: Form, b: Form, only_a: list[str], only_b: list[str]) -> float:
    """How alike the words that differ are in their letters, 0 … 1: a slip, or words run together."""
    if not (only_a and only_b) or fuzz.ratio(a.letters, b.letters) < weights.ALIKE_NAMES:
        return 0.0
    alike = fuzz.ratio(_telling_letters(only_a), _telling_letters(only_b))
    return max(0.0, (alike - weights.ALIKE_LETTERS) / (100 - weights.ALIKE_LETTERS))


def _telling_letters(words: list[str]) -> str:
    return "".join(word for word in words if word not in LEGAL_FORMS)
