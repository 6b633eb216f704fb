"""A network's own lists of words: made, changed, and given up word by word, in several languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import Multilingual
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.writing import GROUP
from konbit.directory.models import Group, Scheme, Term
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer

SCHEME, TERM = "directory.scheme", "directory.term"
MOST_WORDS = 300
LONGEST = 200  # characters of a word or title


@dataclass(frozen=True)
class Word:
    """A word of a list in one or more languages; `code` is empty for a new one. Emptied, it is given up."""

    label: Multilingual
    code: str = ""


@dataclass(frozen=True)
class WordList:
    """What a network says with a list: its title by language, which filter its words feed, its words."""

    title: Multilingual
    facet: str = ""
    words: Sequence[Word] = field(default_factory=tuple)


def make_list(viewer: Viewer, uid: str, said: WordList) -> int:
    """Make a list of words for a network and the groups in it. Returns the id of the list.

    Raises `NotFound`, `NotAllowed`, and `Problem` for a list without a title or words, or words told twice.
    """
    network = _network(viewer, uid)
    words = _fitting(said)
    with recording(viewer.actor, "make words") as batch:
        scheme = Scheme(network=network, title=said.title, facet=said.facet)
        scheme.code = _free_code(network, said.title)
        scheme.save(force_insert=True)
        _write(batch, scheme, words)
        _noted(batch, network, scheme, None)
    return scheme.pk


def change_list(viewer: Viewer, uid: str, scheme_id: int, said: WordList) -> None:
    """Say a list anew. Words keep their codes whatever they are called; one that is left out or emptied is
    no longer offered, and stays with the groups that have it. Raises as `make_list` does."""
    network = _network(viewer, uid)
    scheme = Scheme.objects.filter(pk=scheme_id, network=network).first()
    if scheme is None:
        raise NotFound(_("There is no such list of words."), remedy=_("Look in the list of all."))
    words = _fitting(said)
    with recording(viewer.actor, "change words") as batch:
        Group.objects.select_for_update().get(pk=network.pk)
        before = _told(scheme)
        scheme.title, scheme.facet = said.title, said.facet
        scheme.save(update_fields=["title", "facet"])
        _write(batch, scheme, words)
        if before != _told(scheme):
            _noted(batch, network, scheme, before)


def _network(viewer: Viewer, uid: str) -> Group:
    group, sight = seen_group(viewer, uid)
    sight.must("organise")
    if group.kind != Group.Kind.NETWORK:
        raise Problem(
            _("Only a network has lists of words of its own."),
            group.name,
            _("Write what you need into the group's description, or ask its network."),
        )
    return group


def _fitting(said: WordList) -> list[Word]:
    """The words that say something. Raises `Problem` for what cannot stand."""
    words = [Word(_cut(word.label), word.code) for word in said.words]
    words = [word for word in words if word.label]
    if not _cut(said.title):
        raise Problem(_("The list has no title."), remedy=_("Write one, in one language at least."))
    if not words:
        raise Problem(_("The list has no words."), remedy=_("Write one at least."))
    if len(words) > MOST_WORDS:
        raise Problem(
            _("A list holds at most %(most)s words.") % {"most": MOST_WORDS},
            remedy=_("Make two lists of it."),
        )
    seen: set[tuple[str, str]] = set()
    for word in words:
        for language, label in word.label.items():
            if (language, label.casefold()) in seen:
                raise Problem(
                    _("“%(word)s” stands there twice.") % {"word": label}, language, _("Leave one out.")
                )
            seen.add((language, label.casefold()))
    return words


def _cut(text: Multilingual) -> Multilingual:
    cleaned = {language: " ".join(said.split())[:LONGEST] for language, said in text.items()}
    return {language: said for language, said in cleaned.items() if said}


def _free_code(network: Group, title: Multilingual) -> str:
    """A code that no list has: the network's id and the beginning of the title."""
    name = slugify(next(iter(_cut(title).values())))[:40] or "words"
    code, number = f"{network.uid}/{name}", 1
    while Scheme.objects.filter(code=code).exists():
        number += 1
        code = f"{network.uid}/{name}-{number}"
    return code


def _write(batch: Batch, scheme: Scheme, words: list[Word]) -> None:
    """Give a list these words in this order; others are retired."""
    there = {term.code: term for term in scheme.terms.all()}
    codes = set(there)
    kept = set()
    for order, word in enumerate(words):
        term = there.get(word.code)
        if term is None:
            term = Term(scheme=scheme, code=_word_code(word.label, codes))
            codes.add(term.code)
        before = _term_told(term) if term.pk else None
        kept.add(term.code)
        term.label, term.order, term.retired_on = word.label, order, None
        if before != _term_told(term):
            term.save()
            batch.changed(TERM, term.pk, before, _term_told(term))
    for term in there.values():
        if term.code not in kept and term.retired_on is None:
            before = _term_told(term)
            term.retired_on = date.today()
            term.save(update_fields=["retired_on"])
            batch.changed(TERM, term.pk, before, _term_told(term))


def _word_code(label: Multilingual, taken: set[str]) -> str:
    name = slugify(next(iter(label.values())))[:60] or "word"
    code, number = name, 1
    while code in taken:
        number += 1
        code = f"{name}-{number}"
    return code


def _term_told(term: Term) -> dict[str, Any]:
    retired = term.retired_on.isoformat() if term.retired_on else None
    return {"code": term.code, "label": term.label, "order": term.order, "retired_on": retired}


def _told(scheme: Scheme) -> dict[str, Any]:
    """A list as the chronicle keeps it."""
    words = scheme.terms.filter(retired_on=None).order_by("order", "id").values_list("label", flat=True)
    return {"title": scheme.title, "facet": scheme.facet, "words": list(words)}


def _noted(batch: Batch, network: Group, scheme: Scheme, before: dict[str, Any] | None) -> None:
    batch.changed(SCHEME, scheme.pk, before, _told(scheme))
    named = {"with": f"{SCHEME}:{scheme.pk}"}
    batch.changed(GROUP, network.pk, named, named)
