"""Debates: named positions side by side, and what is agreed beneath them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.models import Position, Thread
from konbit.assembly.queries.subjects import readable
from konbit.assembly.queries.threads import seen_thread
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.text import short_enough, with_words
from konbit.base.uids import uid_from
from konbit.chronicle.actions import recording, rows
from konbit.directory.queries.visible import seen_group, sight_of
from konbit.people.audience import Audience, Viewer

LONGEST_TITLE = 200
LONGEST = 4_000
MOST = 12
"""Positions of a debate: more than that nobody can read side by side."""


@dataclass(frozen=True)
class Question:
    """What a debate is about, in one language. `key` makes the same sent twice one debate."""

    key: uuid.UUID
    title: str
    language: str
    audience: str = Audience.PUBLIC


def start_debate(viewer: Viewer, group_uid: str, question: Question) -> Thread:
    """Open a debate in a group. Whoever takes part may. The same key gives the debate that stands.

    Raises `NotFound`, `NotAllowed`, and `Problem` for no title or an unknown audience.
    """
    group, sight = seen_group(viewer, group_uid)
    sight.must("take part")
    title = short_enough(question.title, LONGEST_TITLE)
    if question.audience not in Audience.values:
        raise Problem(_("Choose who may read it."))
    uid = uid_from(f"{viewer.actor} {question.key}")
    stands = Thread.objects.filter(uid=uid, group=group).first()
    if stands is not None:
        return stands
    thread = Thread(
        uid=uid, group=group, title={question.language: title}, audience=question.audience, by=viewer.actor
    )
    try:
        with transaction.atomic(), recording(viewer.actor, "start a debate") as batch:
            rows.add(batch, thread)
    except IntegrityError:  # sent twice at once
        return Thread.objects.get(uid=uid)
    return thread


def rename_debate(viewer: Viewer, uid: str, title: str, language: str) -> Thread:
    """Give a debate another title in one language: its author may, and those who edit for the group."""
    thread = _debate(viewer, uid)
    _must_be_own(viewer, thread.by, thread)
    with recording(viewer.actor, "rename a debate") as batch:
        rows.change(
            batch, thread, title=with_words(thread.title, language, short_enough(title, LONGEST_TITLE))
        )
    return thread


def add_position(viewer: Viewer, uid: str, title: str, text: str, language: str) -> Position:
    """Put a named position beside the others. Whoever takes part may. The same by the same person, sent
    twice, is one. Raises `NotFound`, `NotAllowed`, `Problem`."""
    thread = _debate(viewer, uid)
    sight_of(viewer, thread.group).must("take part")
    _must_be_open(thread)
    title, text = short_enough(title, LONGEST_TITLE), short_enough(text, LONGEST)
    with recording(viewer.actor, "add a position") as batch:
        held = list(Position.objects.select_for_update().filter(thread=thread))
        for one in held:
            if one.by == viewer.actor and one.title.get(language) == title:
                return one
        if len(held) >= MOST:
            raise Problem(
                _("There are %(most)s positions already.") % {"most": MOST},
                remedy=_("Look whether one of them says it, and speak for that one."),
            )
        order = max((one.order for one in held), default=0) + 1
        position = Position(
            thread=thread, order=order, title={language: title}, text={language: text}, by=viewer.actor
        )
        rows.add(batch, position)
    return position


def change_position(viewer: Viewer, position_id: int, title: str, text: str, language: str) -> Position:
    """Say a position in other words, or in another language: whoever brought it may, and those who edit for
    the group. Raises `NotFound`, `NotAllowed`, `Problem`."""
    position = Position.objects.select_related("thread__group").filter(pk=position_id).first()
    if position is None or not readable(viewer, [position.thread]):
        raise NotFound(_("There is no such position, or it is not open to you."))
    _must_be_own(viewer, position.by, position.thread)
    title, text = short_enough(title, LONGEST_TITLE), short_enough(text, LONGEST)
    with recording(viewer.actor, "change a position") as batch:
        rows.change(
            batch,
            position,
            title=with_words(position.title, language, title),
            text=with_words(position.text, language, text),
        )
    return position


def agree(viewer: Viewer, uid: str, text: str, language: str) -> Thread:
    """Write down what is agreed beneath the positions, in one language: those who edit for the group. No
    words take it out. What stood there before stays in the history. Raises as the others do."""
    thread = _debate(viewer, uid)
    sight_of(viewer, thread.group).must("edit")
    said = short_enough(text, LONGEST) if text.strip() else ""
    with recording(viewer.actor, "agree") as batch:
        rows.change(batch, thread, agreed=with_words(thread.agreed, language, said))
    return thread


def close(viewer: Viewer, uid: str) -> Thread:
    """Let nobody speak here any more: those who edit for the group. What was said stays."""
    thread, sight = seen_thread(viewer, uid)
    sight.must("edit")
    if thread.closed_at is None:
        with recording(viewer.actor, "close a conversation") as batch:
            rows.change(batch, thread, closed_at=timezone.now())
    return thread


def open_again(viewer: Viewer, uid: str) -> Thread:
    """Let people speak here again."""
    thread, sight = seen_thread(viewer, uid)
    sight.must("edit")
    if thread.closed_at is not None:
        with recording(viewer.actor, "open a conversation again") as batch:
            rows.change(batch, thread, closed_at=None)
    return thread


def _debate(viewer: Viewer, uid: str) -> Thread:
    thread, _sight = seen_thread(viewer, uid)
    if thread.about_id is not None:
        raise Problem(_("This conversation is about something else: positions stand in debates."))
    return thread


def _must_be_own(viewer: Viewer, by: str, thread: Thread) -> None:
    sight = sight_of(viewer, thread.group)
    if by == viewer.actor:
        sight.must("take part")
    elif not sight.may("edit"):
        raise NotAllowed(
            _("You may not change this."), remedy=_("Whoever wrote it can, and those who edit for the group.")
        )


def _must_be_open(thread: Thread) -> None:
    if thread.closed_at is not None:
        raise Problem(
            _("This conversation is closed."),
            remedy=_("Who edits for the group can open it again."),
            status=409,
        )
