"""One conversation as a page shows it: what was said, by whom, and what its reader may do there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.models import Follower, Position, Post, Thread
from konbit.assembly.queries.subjects import Subject, readable, seen_subject, shown_subjects
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual, pick
from konbit.directory.queries.editing import group_link
from konbit.directory.queries.visible import GroupLink, Sight, sight_of
from konbit.people.audience import Viewer
from konbit.people.names import names_of
from konbit.search.documents import Shown

PAGE = 50
LATEST = 12
"""How many of the last posts stand below a thing; the others have a page of their own."""
_QUOTED = 120  # characters of what is answered


@dataclass(frozen=True)
class Quoted:
    """What a post answers: whose it was and how it begins; no words where it was taken away."""

    id: int
    who: str
    words: str


@dataclass(frozen=True)
class Said:
    """A post. `who` is empty for those who may not know the names of the group's people."""

    id: int
    text: str
    language: str
    who: str
    behalf: str
    at: datetime
    position: str
    answers: Quoted | None
    may_take_away: bool


@dataclass(frozen=True)
class Side:
    """A named position of a debate, and how many posts speak for it."""

    id: int
    title: Multilingual
    text: Multilingual
    posts: int
    may_change: bool


@dataclass(frozen=True)
class Talk:
    """A conversation, or the empty place where one can begin (`uid` empty).

    `about`: the thing as lists name it, None for a debate. `follows`: how its reader hears of it, or empty.
    """

    uid: str
    kind: str
    object_id: int | None
    title: Multilingual
    about: Shown | None
    link: GroupLink
    audience: str
    agreed: Multilingual
    closed_at: datetime | None
    sides: tuple[Side, ...]
    posts: tuple[Said, ...]
    total: int
    page: int
    pages: int
    follows: str
    may: frozenset[str]

    @property
    def is_debate(self) -> bool:
        """Whether it stands for itself, without a thing that it is about."""
        return self.object_id is None

    @property
    def url(self) -> str:
        """The address of its page."""
        if self.uid:
            return reverse("assembly:conversation", args=[self.uid])
        return reverse("assembly:conversation-about", args=[self.kind, self.object_id])

    def heading(self, language: str) -> str:
        """What it is called."""
        return pick(self.title, language).text or (self.about.title if self.about else _("Conversation"))


def seen_thread(viewer: Viewer, uid: str) -> tuple[Thread, Sight]:
    """A conversation and what the viewer may do in its group. Raises `NotFound` for one that is not there or
    not open to the viewer."""
    thread = Thread.objects.select_related("group").filter(uid=uid).first()
    if thread is None or not readable(viewer, [thread]):
        raise _unknown()
    return thread, sight_of(viewer, thread.group)


def talk(viewer: Viewer, uid: str, language: str, page: int | None = None, post: int | None = None) -> Talk:
    """A page of a conversation: this one, the one with a post (id), or the last. Raises `NotFound`."""
    thread, sight = seen_thread(viewer, uid)
    posts = thread.posts.filter(removed_at=None)
    total = posts.count()
    pages = max(1, -(-total // PAGE))
    if post is not None:
        page = posts.filter(pk__lt=post).count() // PAGE + 1
    page = min(max(1, page or pages), pages)
    shown = posts.order_by("id").select_related("position", "answers")[(page - 1) * PAGE : page * PAGE]
    return _talk(viewer, thread, sight, language, list(shown), total, page, pages)


def has_begun(kind: str, object_id: int) -> bool:
    """Whether anybody ever spoke about a thing, whoever may read it."""
    return Thread.objects.filter(about_kind=kind, about_id=object_id).exists()


def talk_about(viewer: Viewer, kind: str, object_id: int, language: str) -> Talk:
    """What is said of a thing, the last posts only. Raises `NotFound` for a thing of which nobody talks or
    that is not open to the viewer."""
    subject = seen_subject(viewer, kind, object_id)
    if subject is None:
        raise _unknown()
    thread = Thread.objects.filter(about_kind=kind, about_id=object_id, removed_at=None).first()
    sight = sight_of(viewer, subject.group)
    if thread is None:
        return _talk(viewer, _not_begun(subject), sight, language, [], 0, 1, 1)
    posts = thread.posts.filter(removed_at=None)
    total = posts.count()
    last = list(posts.order_by("-id").select_related("position", "answers")[:LATEST])[::-1]
    return _talk(viewer, thread, sight, language, last, total, 1, max(1, -(-total // LATEST)))


def _not_begun(subject: Subject) -> Thread:
    return Thread(uid="", group=subject.group, about_kind=subject.kind, about_id=subject.id)


def _talk(
    viewer: Viewer,
    thread: Thread,
    sight: Sight,
    language: str,
    posts: list[Post],
    total: int,
    page: int,
    pages: int,
) -> Talk:
    names = names_for(viewer, sight, posts)
    pair = (thread.about_kind, thread.about_id) if thread.about_id is not None else None
    return Talk(
        uid=thread.uid,
        kind=thread.about_kind,
        object_id=thread.about_id,
        title=thread.title,
        about=shown_subjects(viewer, [pair], language).get(pair) if pair else None,
        link=group_link(thread.group),
        audience=thread.audience,
        agreed=thread.agreed,
        closed_at=thread.closed_at,
        sides=_sides(viewer, thread, sight),
        posts=tuple(_said(viewer, sight, one, names, language) for one in posts),
        total=total,
        page=page,
        pages=pages,
        follows=_follows(viewer, thread),
        may=_may(sight, thread),
    )


def _may(sight: Sight, thread: Thread) -> frozenset[str]:
    held = {verb for verb in ("take part", "edit") if sight.may(verb)}
    return frozenset({*held, *(["speak"] if "take part" in held and thread.closed_at is None else [])})


def names_for(viewer: Viewer, sight: Sight, posts: Iterable[Post]) -> dict[str, str]:
    """The names of those who speak in these posts and in those that they answer, by opaque id: for people of
    the group. Others read what was said, not who belongs to it."""
    if not (viewer.holds(sight.scope) or sight.may("take part")):
        return {}
    listed = list(posts)
    return names_of([*(one.by for one in listed), *(one.answers.by for one in listed if one.answers)])


def _said(viewer: Viewer, sight: Sight, post: Post, names: dict[str, str], language: str) -> Said:
    knows = sight.may("take part")
    return Said(
        id=post.pk,
        text=post.text,
        language=post.language,
        who=names.get(post.by, ""),
        behalf=post.behalf if knows else "",
        at=post.at,
        position=pick(post.position.title, language).text if post.position else "",
        answers=_quoted(post.answers, names) if post.answers else None,
        may_take_away=sight.may("edit") or (knows and post.by == viewer.actor),
    )


def _quoted(post: Post, names: dict[str, str]) -> Quoted:
    if post.removed_at:
        return Quoted(post.pk, "", "")
    words = " ".join(post.text.split())
    return Quoted(
        post.pk, names.get(post.by, ""), words if len(words) <= _QUOTED else f"{words[:_QUOTED].rstrip()}…"
    )


def _sides(viewer: Viewer, thread: Thread, sight: Sight) -> tuple[Side, ...]:
    if thread.about_id is not None or thread.pk is None:
        return ()
    held = thread.posts.filter(removed_at=None).exclude(position=None).values_list("position", flat=True)
    counted = list(held)
    own = viewer.actor if sight.may("take part") else None
    return tuple(
        Side(one.pk, one.title, one.text, counted.count(one.pk), sight.may("edit") or one.by == own)
        for one in Position.objects.filter(thread=thread)
    )


def _follows(viewer: Viewer, thread: Thread) -> str:
    if viewer.person_id is None or thread.pk is None:
        return ""
    how = Follower.objects.filter(person=viewer.person_id, thread=thread).values_list("how", flat=True)
    return how.first() or ""


def _unknown() -> NotFound:
    return NotFound(
        _("There is no such conversation, or it is not open to you."),
        remedy=_("Look for it by its words. If it is your group's, sign in first."),
    )
