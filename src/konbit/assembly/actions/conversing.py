"""Speaking in a conversation, answering, and taking away what was said."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.actions.following import follow_by_speaking
from konbit.assembly.models import Position, Post, Thread
from konbit.assembly.queries.subjects import readable, seen_subject
from konbit.assembly.queries.threads import seen_thread
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.text import short_enough
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.queries.visible import sight_of
from konbit.people.audience import Viewer

Part = TypeVar("Part", Position, Post)

LONGEST = 8_000
"""Characters of a post: four pages. More belongs into a shared text."""


@dataclass(frozen=True)
class Words:
    """What somebody says. `key` makes the same sent twice one post. `behalf`: who spoke, where somebody else
    types it. `position`, `answers`: ids of a position of the debate and of the post that is answered."""

    key: uuid.UUID
    text: str
    language: str = ""
    behalf: str = ""
    position: int | None = None
    answers: int | None = None


def speak(viewer: Viewer, uid: str, words: Words) -> Post:
    """Say something in a conversation, and follow it from then on. The same key gives the post that stands.

    Raises `NotFound`, `NotAllowed` for those who do not take part in the group, and `Problem` for nothing
    said, too much, or a closed conversation.
    """
    thread, sight = seen_thread(viewer, uid)
    sight.must("take part")
    return _said(viewer, thread, words)


def speak_about(viewer: Viewer, kind: str, object_id: int, words: Words) -> Post:
    """Say something about a thing; the first who speaks opens the conversation. Raises as `speak` does."""
    subject = seen_subject(viewer, kind, object_id)
    if subject is None:
        raise NotFound(_("There is nothing to talk about here, or it is not open to you."))
    sight_of(viewer, subject.group).must("take part")
    short_enough(words.text, LONGEST)
    about = Thread.objects.filter(about_kind=kind, about_id=object_id)
    thread = about.first()
    if thread is None:
        thread = Thread(group=subject.group, about_kind=kind, about_id=object_id, by=viewer.actor)
        try:
            with transaction.atomic(), recording(viewer.actor, "open a conversation") as batch:
                rows.add(batch, thread)
        except IntegrityError:  # somebody else spoke first, in this very moment
            thread = about.get()
    return _said(viewer, thread, words)


def _said(viewer: Viewer, thread: Thread, words: Words) -> Post:
    text = short_enough(words.text, LONGEST)
    post = once(Post, words.key, lambda: _posted(viewer, thread, words, text))
    if post.by != viewer.actor or post.thread_id != thread.pk:
        raise Problem(_("This form was sent before by somebody else."), remedy=_("Open the page again."))
    return post


def _posted(viewer: Viewer, thread: Thread, words: Words, text: str) -> Post:
    if thread.closed_at is not None:
        raise Problem(
            _("This conversation is closed."),
            remedy=_("Who edits for the group can open it again."),
            status=409,
        )
    post = Post(
        thread=thread,
        key=words.key,
        position=_of_thread(Position, thread, words.position),
        answers=_of_thread(Post, thread, words.answers),
        text=text,
        language=words.language,
        by=viewer.actor,
        behalf=words.behalf.strip(),
        at=timezone.now(),
    )
    with recording(viewer.actor, "speak") as batch:
        rows.add(batch, post)
        follow_by_speaking(viewer, thread)
    return post


def _of_thread(model: type[Part], thread: Thread, wanted: int | None) -> Part | None:
    if wanted is None:
        return None
    found = model._default_manager.filter(pk=wanted, thread=thread).first()
    if found is None:
        raise Problem(_("What you answer is not there any more."), remedy=_("Open the page again."))
    return found


def take_away(viewer: Viewer, post_id: int) -> Post:
    """Take a post away: its own author may, and those who edit for the group. It can be brought back.

    Taking it away twice changes nothing. Raises `NotFound` and `NotAllowed`.
    """
    post = Post.objects.select_related("thread__group").filter(pk=post_id).first()
    if post is None or not readable(viewer, [post.thread]):
        raise NotFound(_("There is no such post, or it is not open to you."))
    sight = sight_of(viewer, post.thread.group)
    if post.by == viewer.actor:
        sight.must("take part")
    elif not sight.may("edit"):
        raise NotAllowed(
            _("You may not take this away."),
            remedy=_("Whoever said it can, and those who edit for the group."),
        )
    if post.removed_at is None:
        with recording(viewer.actor, "take away a post") as batch:
            rows.change(batch, post, removed_at=timezone.now())
    return post
