"""Lists of conversations, and what stood agreed in a debate before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.models import Follower, Position, Thread
from konbit.assembly.queries.subjects import readable, shown_subjects
from konbit.assembly.queries.threads import seen_thread
from konbit.base.errors import NotFound
from konbit.base.registry import GroupDoor
from konbit.base.text import Multilingual, pick
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import history
from konbit.directory.models import Group
from konbit.directory.queries.editing import group_link
from konbit.directory.queries.of_group import takes_part
from konbit.directory.queries.visible import GroupLink, seen_group
from konbit.people.audience import Viewer
from konbit.people.names import names_of

MOST = 100


@dataclass(frozen=True)
class Listed:
    """A conversation in a list: its title, what it is about, how much was said and when last."""

    uid: str
    title: str
    about: str
    is_debate: bool
    posts: int
    last_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class TalksPage:
    """The conversations of a group, debates apart, the liveliest first; how its reader hears of all."""

    link: GroupLink
    debates: tuple[Listed, ...]
    others: tuple[Listed, ...]
    may: frozenset[str]
    follows: str


def talks_page(viewer: Viewer, group_uid: str, language: str) -> TalksPage:
    """The conversations of a group that the viewer may read. Raises `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    listed = _listed(viewer, _threads(group.pk), language)
    follows = ""
    if viewer.person_id is not None:
        own = Follower.objects.filter(person=viewer.person_id, group=group, thread=None)
        follows = own.values_list("how", flat=True).first() or ""
    return TalksPage(
        link=group_link(group),
        debates=tuple(one for one in listed if one.is_debate),
        others=tuple(one for one in listed if not one.is_debate),
        may=frozenset(verb for verb in ("take part", "edit") if sight.may(verb)),
        follows=follows,
    )


def _threads(group: int) -> list[Thread]:
    """The latest conversations in which something was said, and debates from their beginning."""
    said = Count("posts", filter=Q(posts__removed_at=None))
    last = Max("posts__at", filter=Q(posts__removed_at=None))
    rows = Thread.objects.filter(group=group, removed_at=None).select_related("group")
    rows = rows.annotate(said=said, last=last).filter(Q(said__gt=0) | Q(about_id=None))
    return list(rows.order_by("-last", "-made_at")[:MOST])


def _listed(viewer: Viewer, threads: Iterable[Thread], language: str) -> list[Listed]:
    seen = readable(viewer, threads)
    pairs = [(one.about_kind, one.about_id) for one in seen if one.about_id is not None]
    shown = shown_subjects(viewer, pairs, language)
    found = []
    for one in seen:
        about = shown.get((one.about_kind, one.about_id or 0))
        found.append(
            Listed(
                uid=one.uid,
                title=pick(one.title, language).text or (about.title if about else _("Conversation")),
                about=about.kind if about else "",
                is_debate=one.about_id is None,
                posts=one.said,  # type: ignore[attr-defined]
                last_at=one.last,  # type: ignore[attr-defined]
                closed_at=one.closed_at,
            )
        )
    return found


def talk_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The way from a group's page to its conversations, for those who may speak there or find something."""
    count = len(readable(viewer, _threads(group_id)))
    if count or takes_part(viewer, group_id):
        uid = Group.objects.values_list("uid", flat=True).get(pk=group_id)
        yield GroupDoor(
            _("Conversations"), reverse("assembly:conversations", args=[uid]), "messages-square", count
        )


@dataclass(frozen=True)
class Agreed:
    """What stood agreed from a moment on, and who wrote it (empty for those who may not know names)."""

    at: datetime
    who: str
    text: Multilingual


@dataclass(frozen=True)
class Agreements:
    """A debate's title, and what stood agreed in it, the newest first."""

    uid: str
    title: Multilingual
    link: GroupLink
    texts: tuple[Agreed, ...]


def agreements(viewer: Viewer, uid: str) -> Agreements:
    """How what is agreed in a debate came about. Raises `NotFound`."""
    thread, sight = seen_thread(viewer, uid)
    changes = [
        change for change in history(kind_of(thread), thread.pk, 500) if "agreed" in (change.after or {})
    ]
    written = [one for one in changes if one.before is not None]
    names = names_of(one.actor for one in written) if sight.may("take part") else {}
    texts = tuple(Agreed(one.at, names.get(one.actor, ""), (one.after or {})["agreed"]) for one in written)
    return Agreements(thread.uid, thread.title, group_link(thread.group), texts)


@dataclass(frozen=True)
class Editable:
    """A position as a form shows it, and the debate in which it stands."""

    id: int
    thread: str
    title: Multilingual
    text: Multilingual
    link: GroupLink


def position(viewer: Viewer, position_id: int) -> Editable:
    """A position that somebody wants to change. Raises `NotFound`; whether she may, the action says."""
    row = Position.objects.select_related("thread__group").filter(pk=position_id).first()
    if row is None or not readable(viewer, [row.thread]):
        raise NotFound(_("There is no such position, or it is not open to you."))
    return Editable(row.pk, row.thread.uid, row.title, row.text, group_link(row.thread.group))
