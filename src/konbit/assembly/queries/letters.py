"""Which letters about conversations are due, what stands in them, and which ones a link in them stops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from konbit.assembly.models import Follower, Letter, Post, Thread
from konbit.assembly.queries.subjects import readable, shown_subjects
from konbit.assembly.queries.threads import names_for
from konbit.base.errors import NotFound
from konbit.base.text import pick
from konbit.directory.queries.visible import sight_of
from konbit.people.audience import Viewer
from konbit.people.persons import mail_addresses, viewers_of

SALT = "konbit.assembly.letter"
DAY = timedelta(hours=24)
WEEK = timedelta(days=7)
QUOTED = 3
"""How many new posts of one conversation stand in a letter; the others are counted."""
MOST = 12  # conversations in one letter
_LONGEST = 400  # characters of a post
_MONDAY = datetime(2001, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Quote:
    """A new post in a letter; `who` is empty where its reader may not know the name."""

    who: str
    words: str


@dataclass(frozen=True)
class News:
    """A conversation in a letter: what is new in it."""

    thread: int
    uid: str
    title: str
    group: str
    quotes: tuple[Quote, ...]
    total: int

    @property
    def more(self) -> int:
        """How many new posts there are besides those that stand in the letter."""
        return self.total - len(self.quotes)


@dataclass(frozen=True)
class Due:
    """A letter that is due: to whom, in which language, about which conversations."""

    person: int
    address: str
    language: str
    news: tuple[News, ...]
    left: int
    sent_at: datetime | None

    @property
    def total(self) -> int:
        """How many new posts the letter tells of."""
        return sum(one.total for one in self.news)


def due_letters(now: datetime) -> Iterator[Due]:
    """The letters of those who follow something, were not written to for a day, and for whom something came.

    One letter a person over all conversations. What is followed weekly comes with the first letter of a week.
    """
    wanted: dict[int, list[Follower]] = defaultdict(list)
    for row in Follower.objects.select_related("thread__group"):
        wanted[row.person_id].append(row)
    told = dict(Letter.objects.filter(person__in=wanted).values_list("person", "sent_at"))
    waiting = [
        person
        for person, rows in wanted.items()
        if any(row.how != Follower.How.NEVER for row in rows)
        and (person not in told or told[person] <= now - DAY)
    ]
    viewers = viewers_of(waiting)
    addresses = mail_addresses(viewers)
    for person in sorted(addresses):
        address, language = addresses[person]
        sent_at = told.get(person)
        language = language or settings.LANGUAGE_CODE
        with override(language):
            news = list(_news(viewers[person], wanted[person], sent_at, now, language))
        if news:
            yield Due(person, address, language, tuple(news[:MOST]), len(news[MOST:]), sent_at)


def _news(
    viewer: Viewer, wanted: list[Follower], sent_at: datetime | None, now: datetime, language: str
) -> Iterator[News]:
    since = {
        Follower.How.DAILY: (sent_at or now - DAY, now),
        Follower.How.WEEKLY: (_week_of(sent_at or now - WEEK), _week_of(now)),
    }
    own = {row.thread_id: row.how for row in wanted if row.thread_id}
    whole = {row.group_id: row.how for row in wanted if not row.thread_id and row.how != Follower.How.NEVER}
    of_interest = Q(thread__in=[pk for pk, how in own.items() if how != Follower.How.NEVER]) | Q(
        thread__group__in=whole
    )
    earliest = min(begin for begin, _end in since.values())
    posts = Post.objects.filter(of_interest, at__gt=earliest, at__lte=now, removed_at=None)
    by_thread: dict[int, list[Post]] = defaultdict(list)
    heard = _heard(viewer)
    for post in posts.exclude(by=viewer.actor).select_related("thread__group", "answers").order_by("id"):
        how = own.get(post.thread_id) or whole.get(post.thread.group_id, Follower.How.NEVER)
        if how == Follower.How.NEVER:
            continue
        begin, end = since[Follower.How(how)]
        if max(begin, heard.get(post.thread_id, begin)) < post.at <= end:
            by_thread[post.thread_id].append(post)
    threads = [found[0].thread for found in by_thread.values()]
    for thread in readable(viewer, threads):
        yield _one(viewer, thread, by_thread[thread.pk], language)


def _heard(viewer: Viewer) -> dict[int, datetime]:
    """When somebody last spoke in each conversation: until then she has read it."""
    own = Post.objects.filter(by=viewer.actor).order_by().values("thread").annotate(last=Max("at"))
    return dict(own.values_list("thread", "last"))


def _one(viewer: Viewer, thread: Thread, posts: list[Post], language: str) -> News:
    names = names_for(viewer, sight_of(viewer, thread.group), posts[-QUOTED:])
    title = pick(thread.title, language).text
    if not title and thread.about_id is not None:
        pair = (thread.about_kind, thread.about_id)
        shown = shown_subjects(viewer, [pair], language).get(pair)
        title = shown.title if shown else ""
    return News(
        thread=thread.pk,
        uid=thread.uid,
        title=title or _("Conversation"),
        group=pick(thread.group.names, language).text or thread.group.name,
        quotes=tuple(Quote(names.get(one.by, ""), _shortened(one.text)) for one in posts[-QUOTED:]),
        total=len(posts),
    )


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def _week_of(moment: datetime) -> datetime:
    """The beginning of the week (Monday, UTC) in which a moment lies."""
    return _MONDAY + (moment - _MONDAY) // WEEK * WEEK


def stop_token(person: int, thread: int | None) -> str:
    """What names a person's letters about a conversation, or about all of them, signed; it opens nothing
    else."""
    return signing.dumps([person, thread or 0], salt=SALT)


def follower_of_token(token: str) -> tuple[int, int | None]:
    """The person and the conversation (row ids; None for all of them) that a link in a letter names.
    Raises `NotFound`."""
    try:
        person, thread = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound(
            _("This link is not complete."), remedy=_("Open it from the mail again, to its last letter.")
        ) from None
    return int(person), int(thread) or None


@dataclass(frozen=True)
class Followed:
    """What somebody follows: a conversation, or all of a group's (`uid` empty), and how often."""

    uid: str
    group_uid: str
    group: str
    title: str
    how: str


def followed(viewer: Viewer, language: str) -> tuple[Followed, ...]:
    """What a viewer follows or stopped following, as far as she may still read it."""
    own = Follower.objects.filter(person=viewer.person_id).select_related("thread__group", "group")
    rows = list(own.order_by("group__name", "thread"))
    seen = {one.pk for one in readable(viewer, [row.thread for row in rows if row.thread])}
    pairs = [
        (row.thread.about_kind, row.thread.about_id)
        for row in rows
        if row.thread and row.thread.about_id is not None
    ]
    shown = shown_subjects(viewer, pairs, language)
    found = []
    for row in rows:
        if row.thread is None:
            found.append(Followed("", row.group.uid, row.group.name, _("everything in this group"), row.how))
        elif row.thread_id in seen:
            about = shown.get((row.thread.about_kind, row.thread.about_id or 0))
            title = pick(row.thread.title, language).text or (about.title if about else _("Conversation"))
            found.append(Followed(row.thread.uid, row.group.uid, row.group.name, title, row.how))
    return tuple(found)
