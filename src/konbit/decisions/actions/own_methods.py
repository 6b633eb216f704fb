"""Methods that a group makes its own: begun from a shipped one, with its own words, quorum and majority."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough, with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.methods import Rules, in_parts, part_of
from konbit.decisions.models import Method
from konbit.decisions.queries.methods import method_named
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer

LONGEST_TITLE, LONGEST_MEANING, MOST_POINTS = 200, 4000, 1000


@dataclass(frozen=True)
class MethodDraft:
    """What a group makes of a method, in one language. `begun_from`: word of the shipped one, which gives its
    kind and its answers; `choices`: what those are called here, by word."""

    language: str
    title: str
    meaning: str = ""
    begun_from: str = "majority"
    unit: str = "heads"
    quorum: str = ""
    majority: str = ""
    majority_of: str = "cast"
    blocks: int | None = None
    most: int = 1
    dots: int | None = None
    rounds: int = 2
    fallback: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


def make_method(viewer: Viewer, group_uid: str, draft: MethodDraft, key: uuid.UUID) -> str:
    """A group makes a method its own. Returns its uid; the same key again gives the one that stands. Raises
    `Problem`, `NotAllowed`, `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("edit")
    return once(Method, key, lambda: _made(viewer, group, draft, key)).uid


def _made(viewer: Viewer, group: Group, draft: MethodDraft, key: uuid.UUID) -> Method:
    base = method_named(viewer, draft.begun_from)
    method = Method(
        group=group, key=key, by=viewer.actor, kind=base.kind, begun_from=base.word, least=base.least
    )
    for name, value in _columns(method, base, draft).items():
        setattr(method, name, value)
    with recording(viewer.actor, "make method") as batch:
        add(batch, method)
    return method


def change_method(viewer: Viewer, uid: str, draft: MethodDraft) -> None:
    """Write an own method anew: votes that are open keep what was frozen. Raises as above."""
    method, sight = seen_thing(viewer, Method, uid)
    sight.must("edit")
    with recording(viewer.actor, "change method") as batch:
        change(batch, method, **_columns(method, method_named(viewer, method.begun_from), draft))


def _columns(method: Method, base: Rules, draft: MethodDraft) -> dict[str, Any]:
    words = {
        "title": short_enough(draft.title, LONGEST_TITLE),
        "meaning": draft.meaning.strip()[:LONGEST_MEANING],
    }
    if not 1 <= draft.most <= MOST_POINTS or not 0 <= draft.rounds <= 20:
        raise Problem(_("So many points or rounds can’t be."), remedy=_("Write smaller numbers."))
    return {
        **in_language(method, draft.language, words), "choices": _choices(method, base, draft),
        "unit": draft.unit, "quorum": _part(draft.quorum), "majority": _part(draft.majority),
        "majority_of": draft.majority_of, "blocks": draft.blocks or None, "most": draft.most,
        "dots": draft.dots or None, "rounds": draft.rounds, "fallback": draft.fallback,
    }  # fmt: skip


def _part(text: str) -> str:
    text = in_parts(text)
    try:
        part_of(text)
    except ValueError:
        raise Problem(
            _("“%(text)s” is no part.") % {"text": text[:40]},
            remedy=_("Write 2/3 or 60 % for at least so much, or >1/2 for more than half."),
        ) from None
    return text.replace(" ", "")


def _choices(method: Method, base: Rules, draft: MethodDraft) -> list[dict[str, Any]]:
    """The answers with what they are called here, where it is said."""
    there = {one["word"]: one for one in method.choices}
    found = []
    for one in base.choices:
        kept = there.get(one.word) or asdict(one)
        if said := draft.choices.get(one.word, "").strip()[:LONGEST_TITLE]:
            kept = {**kept, "title": with_words(kept["title"], draft.language, said)}
        found.append(kept)
    return found
