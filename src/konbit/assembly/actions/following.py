"""Hearing of conversations by letter. A person's own preference: it stands in no history."""

from __future__ import annotations

from django.utils.translation import gettext as _

from konbit.assembly.models import Follower, Thread
from konbit.assembly.queries.letters import follower_of_token
from konbit.assembly.queries.threads import seen_thread
from konbit.base.errors import NotAllowed, Problem
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer


def follow_by_speaking(viewer: Viewer, thread: Thread) -> None:
    """Whoever speaks hears of the answers, unless she said that she wants no letters: about this
    conversation, from this group, or none at all."""
    if viewer.person_id is None:
        return
    own = Follower.objects.filter(person=viewer.person_id)
    if own.filter(thread=thread).exists() or own.filter(group=thread.group_id, thread=None).exists():
        return
    if own.exists() and not own.exclude(how=Follower.How.NEVER).exists():
        return
    Follower.objects.create(person_id=viewer.person_id, group_id=thread.group_id, thread=thread)


def follow(viewer: Viewer, uid: str, how: str) -> None:
    """Hear of a conversation daily, weekly or never. Raises `NotFound`, `NotAllowed`, `Problem`."""
    thread, _sight = seen_thread(viewer, uid)
    Follower.objects.update_or_create(
        person_id=_someone(viewer),
        thread=thread,
        defaults={"group_id": thread.group_id, "how": _known(how)},
    )


def follow_all(viewer: Viewer, group_uid: str, how: str) -> None:
    """Hear of everything that is said in a group, daily, weekly or never. Raises as `follow` does."""
    group, _sight = seen_group(viewer, group_uid)
    Follower.objects.update_or_create(
        person_id=_someone(viewer), group=group, thread=None, defaults={"how": _known(how)}
    )


def stop(token: str) -> None:
    """Stop the letters that a link in one of them names: for whoever holds the letter, without signing in.

    Those about one conversation, or all. Raises `NotFound` for a link that was not made here. Stopping twice
    is fine.
    """
    person, thread_id = follower_of_token(token)
    own = Follower.objects.filter(person=person)
    if thread_id is None:
        own.update(how=Follower.How.NEVER)
        return
    thread = Thread.objects.filter(pk=thread_id).first()
    if thread is not None and own.exists():  # she may have followed the whole group
        Follower.objects.update_or_create(
            person_id=person,
            thread=thread,
            defaults={"group_id": thread.group_id, "how": Follower.How.NEVER},
        )


def _someone(viewer: Viewer) -> int:
    if viewer.person_id is None:
        raise NotAllowed(_("You are not signed in."), remedy=_("Sign in and try again."))
    return viewer.person_id


def _known(how: str) -> str:
    if how not in Follower.How.values:
        raise Problem(_("Choose how often you want to hear of it."))
    return how
