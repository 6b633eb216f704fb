"""The columns of a list that waits to be read: what each probably means, with three of its own rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _

from konbit.base.text import pick
from konbit.directory.category_words import term_of
from konbit.directory.formats.reading import open_table
from konbit.directory.guessing import first_rows, guess
from konbit.directory.languages import language_name
from konbit.directory.mapping import Mapping
from konbit.directory.models import ImportRun, Scheme, Term
from konbit.directory.queries.vocabulary import KnownTerms
from konbit.directory.targets import NEED_DETAIL, PRIVATE, TARGETS, split_target

LANGUAGES = ("en", "fr", "es", "pt-br", "ht")
SHOWN_VALUES = 40
SIZE_SCHEME = "konbit/size-dimensions"


@dataclass(frozen=True)
class Option:
    """A meaning that a column can be given."""

    target: str
    label: str


@dataclass(frozen=True)
class Column:
    """A column: three of its own cells, its meaning, whether it tells of people and whether everybody may
    see them; `sure` is how sure a guess is, from 0 to 1."""

    number: int
    header: str
    samples: tuple[str, ...]
    target: str
    label: str
    sure: float
    of_people: bool
    is_public: bool


@dataclass(frozen=True)
class Word:
    """A word in a column of terms: how often it stands there, the term that it means, by name; "" none.

    `is_known`: it was understood by itself, or somebody said what it means.
    """

    name: str
    word: str
    count: int
    term: str
    is_known: bool


@dataclass(frozen=True)
class Words:
    """The words of one column of terms, those that are not understood first."""

    header: str
    words: tuple[Word, ...]
    unknown: int
    more: int


def columns_of(run: ImportRun, language: str) -> list[Column]:
    """The columns of a run's file as they will be read. Raises Problem where the file cannot be opened."""
    table = open_table(Path(run.file.path), run.format)
    mapping = Mapping.from_json(run.mapping)
    labels = {one.target: one.label for group in meanings(mapping, language) for one in group[1]}
    return [
        Column(
            number=number,
            header=one.header,
            samples=one.samples,
            target=(target := mapping.columns.get(one.header, "extra")),
            label=labels.get(target, target),
            sure=one.confidence if one.target == target else 1.0,
            of_people=split_target(target)[0] in PRIVATE,
            is_public=mapping.audience(one.header) == "public",
        )
        for number, one in enumerate(guess(table.headers, first_rows(table)))
    ]


def meanings(mapping: Mapping, language: str) -> list[tuple[str, list[Option]]]:
    """All that columns can mean, in groups for a choice; with what these columns mean already."""
    plain = [Option(name, str(label)) for name, label in TARGETS.items() if name not in NEED_DETAIL]
    described = [
        Option(
            f"description:{code}",
            _("Description in %(language)s") % {"language": language_name(code, language)},
        )
        for code in LANGUAGES
    ]
    counted = [
        Option(f"size:{code}", pick(label, language).text or code)
        for code, label in Term.objects.filter(scheme__code=SIZE_SCHEME, retired_on=None)
        .order_by("order", "id")
        .values_list("code", "label")
    ]
    schemes = [
        Option(f"terms:{code}", pick(title, language).text or code)
        for code, title in Scheme.objects.exclude(facet__in=("size", "motive"))
        .order_by("code")
        .values_list("code", "title")
    ]
    groups = [
        (_("What it says of the group"), [*plain, *described]),
        (_("Words from one list"), schemes),
        (_("How many"), counted),
    ]
    offered = {one.target for _title, options in groups for one in options}
    others = [target for target in dict.fromkeys(mapping.columns.values()) if target not in offered]
    registers = [header for header in mapping.columns if f"identifier:{slugify(header)}" not in others]
    named = [Option(target, _in_words(target)) for target in others]
    named += [
        Option(f"identifier:{slugify(header)[:60]}", _("Number in a register: %(name)s") % {"name": header})
        for header in registers
        if split_target(mapping.columns[header])[0] in ("key", "extra") and slugify(header)
    ]
    return [*groups, (_("Also"), named)] if named else groups


def _in_words(target: str) -> str:
    name, detail = split_target(target)
    return f"{TARGETS.get(name, name)} ({detail})" if detail else str(TARGETS.get(name, name))


def words_of(run: ImportRun, language: str) -> list[Words]:
    """The words in a run's columns of terms, as its trial counted them, and what each is taken for."""
    counted = run.trial.get("values", {})
    mapping = Mapping.from_json(run.mapping)
    known = KnownTerms()
    names = term_names(language)
    by_ref = {ref: name for name, ref in names.items()}
    shown = []
    for place, (header, values) in enumerate(counted.items()):
        scheme = split_target(mapping.columns.get(header, ""))[1]
        said = mapping.values.get(header, {})
        words = []
        for number, (word, count) in enumerate(values.items()):
            term = _term(known, scheme, word) if word not in said else said[word]
            name = by_ref.get(term, term) if term else ""
            words.append(Word(f"word-{place}-{number}", word, count, name, bool(term) or word in said))
        words.sort(key=lambda one: one.is_known)
        unknown = sum(1 for one in words if not one.is_known)
        shown.append(Words(header, tuple(words[:SHOWN_VALUES]), unknown, max(0, len(words) - SHOWN_VALUES)))
    return [one for one in shown if one.words]


def _term(known: KnownTerms, scheme: str, word: str) -> str:
    found = term_of(word, known, scheme)
    return f"{found[0]}#{found[1]}" if found else ""


def term_names(language: str) -> dict[str, str]:
    """Every term by the name under which a form offers it: its label, with its list where two share one."""
    rows: list[tuple[str, str, str]] = []
    terms = Term.objects.filter(retired_on=None).exclude(scheme__facet__in=("size", "motive"))
    for code, label, scheme, title in terms.order_by("scheme__code", "order", "id").values_list(
        "code", "label", "scheme__code", "scheme__title"
    ):
        rows.append(
            (pick(label, language).text or code, f"{scheme}#{code}", pick(title, language).text or scheme)
        )
    shared = _repeated(name for name, _ref, _title in rows)
    named: dict[str, str] = {}
    for name, ref, title in rows:
        whole = f"{name} – {title}" if name in shared else name
        named.setdefault(whole if whole not in named else f"{whole} ({ref})", ref)
    return named


def _repeated(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]
