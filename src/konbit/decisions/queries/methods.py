"""Methods of deciding: those that are shipped, those that a network made its own, and that of a vote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.base.text import Multilingual
from konbit.decisions.methods import Rules, choice_from_data, rules_from_data
from konbit.decisions.models import Kind, Method, Vote
from konbit.decisions.shipped.methods_reading import methods
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.people.audience import Viewer


def shipped_methods() -> tuple[Rules, ...]:
    """The methods that come with Konbit, in the order in which they are offered."""
    return methods()


def method_named(viewer: Viewer, word_or_uid: str) -> Rules:
    """A method by the word of a shipped one, or the uid of a group's own. Raises `NotFound`."""
    shipped = _shipped(word_or_uid)
    if shipped is not None:
        return shipped
    row, _sight = seen_thing(viewer, Method, word_or_uid)
    return rules_of_method(row)


def rules_of(vote: Vote) -> Rules:
    """The rules of a vote: those that were frozen when it opened, before that those of its method now, a
    shipped one in the unit that was chosen for the vote. Raises `NotFound` where that is gone."""
    if frozen := vote.rules.get("method"):
        return rules_from_data(frozen)
    shipped = _shipped(vote.method)
    if shipped is not None:
        return replace(shipped, unit=vote.unit)
    row = Method.objects.filter(uid=vote.method, removed_at=None).first()
    if row is None:
        raise NotFound(_("The method of this vote is gone."), remedy=_("Choose another one for it."))
    return rules_of_method(row)


def method_titles(viewer: Viewer, votes: Iterable[Vote]) -> dict[int, Multilingual]:
    """What the methods of votes (by their ids) are called, asked for at once; the general word of the kind
    for one that is removed, or that the viewer may not know of."""
    listed = list(votes)
    words: dict[str, Multilingual] = {one.word: one.title for one in methods()}
    own = {one.method for one in listed} - words.keys()
    rows = list(Method.objects.filter(uid__in=own)) if own else []
    seen = {one.uid for one in seen_things(viewer, rows)}
    words |= {one.uid: one.title if one.uid in seen else _of_kind(one.kind) for one in rows}
    return {one.pk: _title(one, words, one.method in own - seen) for one in listed}


def _title(vote: Vote, words: Mapping[str, Multilingual], is_unseen: bool) -> Multilingual:
    frozen = vote.rules.get("method")
    if not frozen:
        return words.get(vote.method, {})
    return _of_kind(frozen.get("kind", "")) if is_unseen else rules_from_data(frozen).title


def _of_kind(kind: str) -> Multilingual:
    """The general word for a kind, in the language of the page."""
    return {get_language() or "en": str(Kind(kind).label)} if kind in Kind.values else {}


def as_shown(rules: Rules, title: Multilingual) -> Rules:
    """Rules as a page names them: where their own title is not told, neither is what it means."""
    return rules if title == rules.title else replace(rules, title=title, meaning={})


def rules_of_method(row: Method) -> Rules:
    """What a group's own method says."""
    return Rules(
        word=row.uid, kind=row.kind, title=row.title, meaning=row.meaning,
        choices=tuple(choice_from_data(one) for one in row.choices), unit=row.unit, quorum=row.quorum,
        majority=row.majority, majority_of=row.majority_of, blocks=row.blocks, least=row.least, most=row.most,
        dots=row.dots, rounds=row.rounds, fallback=row.fallback,
    )  # fmt: skip


def _shipped(word: str) -> Rules | None:
    return next((one for one in methods() if one.word == word), None)
