"""Who has answered a question that went down, through all levels; and which questions came to a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.text import Multilingual
from konbit.decisions.models import Ballot, Entitled, Participation, Vote
from konbit.decisions.queries.ballot_page import vote_for_voter
from konbit.decisions.queries.methods import rules_of
from konbit.decisions.queries.votes import VoteLine, vote_lines
from konbit.directory.queries.of_group import group_for, seen_things
from konbit.directory.queries.visible import GroupLink, sight_of, visible_groups
from konbit.people.audience import Viewer

DEEPEST = 8


@dataclass(frozen=True)
class Body:
    """A group to which a question came. `vote`: its own, if the reader may see it; `said`: what it answered,
    in an open vote; `bodies`: those to which it passed the question on."""

    group: GroupLink
    votes: int
    state: str
    state_label: str
    said: tuple[tuple[Multilingual, int], ...]
    vote: VoteLine | None
    bodies: tuple[Body, ...]

    @property
    def has_answered(self) -> bool:
        """Whether its answer is up."""
        return self.state == "answered"


@dataclass(frozen=True)
class AnswersPage:
    """Who has answered a question. `shows_answers`: whether the reader may know that."""

    uid: str
    title: Multilingual
    group: str
    closes_at: datetime | None
    is_open: bool
    sees_vote: bool
    shows_answers: bool
    may_edit: bool
    bodies: tuple[Body, ...]

    @property
    def answered(self) -> int:
        """How many of them have answered."""
        return sum(one.has_answered for one in self.bodies)

    @property
    def waiting(self) -> tuple[GroupLink, ...]:
        """Those that have not."""
        return tuple(one.group for one in self.bodies if not one.has_answered)


@dataclass(frozen=True)
class Question:
    """A question that came to a group. `own`: the vote that it prepared; `may_send`: its answer can go up."""

    uid: str
    title: Multilingual
    asks: str
    is_open: bool
    closes_at: datetime | None
    own: VoteLine | None
    passes_up: str
    has_answered: bool
    may_send: bool


@dataclass(frozen=True)
class QuestionsPage:
    """What came down to a group, for those who take part in it."""

    group: GroupLink
    may_edit: bool
    questions: tuple[Question, ...]


def answers_page(viewer: Viewer, uid: str) -> AnswersPage:
    """Who has answered a question, for whoever sees it or stands on its roll. Raises `NotFound`."""
    vote, sees = vote_for_voter(viewer, uid)
    may_edit = sight_of(viewer, vote.group).may("edit")
    shows = vote.secrecy == Vote.Secrecy.OPEN or may_edit
    found = _levels(viewer, vote)
    return AnswersPage(
        uid=vote.uid, title=vote.title, group=vote.group.name, closes_at=vote.closes_at,
        is_open=vote.state == Vote.State.OPEN, sees_vote=sees, shows_answers=shows, may_edit=may_edit,
        bodies=_bodies(found, vote, shows=shows),
    )  # fmt: skip


def questions_page(viewer: Viewer, group_uid: str) -> QuestionsPage:
    """The questions on whose roll a group stands. Raises `NotFound`, `NotAllowed`."""
    group, link = group_for(viewer, group_uid, "take part")
    lines = Entitled.objects.filter(group=group, until_on=None, vote__removed_at=None)
    states = (Vote.State.OPEN, Vote.State.CLOSED)
    ids = lines.filter(vote__state__in=states).values("vote")
    asked = list(
        Vote.objects.filter(pk__in=ids, group__removed_at=None).exclude(group=group)
        .select_related("group").defer("result").order_by("-pk")[:100]
    )  # fmt: skip
    own = _own_votes(asked, [group.pk])
    told = {one.uid: one for one in vote_lines(viewer, own.values())}
    voted = set(Participation.objects.filter(entitled__in=lines).values_list("vote", flat=True))
    return QuestionsPage(
        group=link, may_edit=sight_of(viewer, group).may("edit"),
        questions=tuple(_question(one, own.get((one.pk, group.pk)), told, one.pk in voted) for one in asked),
    )  # fmt: skip


def goes_up(uid: str) -> bool:
    """Whether the answer of a body's vote (uid) can go up once it is counted: the question is open still, and
    the body has votes in it that its delegates do not cast as they think right."""
    body = Vote.objects.filter(uid=uid, above__isnull=False).exclude(passes_up=Vote.Passing.FREE).first()
    if body is None:
        return False
    lines = Entitled.objects.filter(
        Q(vote__closes_at=None) | Q(vote__closes_at__gt=timezone.now()),
        Q(person="") | ~Q(mandate=Entitled.Mandate.FREE),
        vote=body.above_id, group=body.group_id, until_on=None, vote__state=Vote.State.OPEN,
        vote__removed_at=None, vote__group__removed_at=None,
    )  # fmt: skip
    return lines.exists()


def _question(vote: Vote, own: Vote | None, told: dict[str, VoteLine], has_answered: bool) -> Question:
    is_open = vote.state == Vote.State.OPEN
    free = own is not None and own.passes_up == Vote.Passing.FREE
    return Question(
        uid=vote.uid, title=vote.title, asks=vote.group.name, is_open=is_open, closes_at=vote.closes_at,
        own=told.get(own.uid) if own else None, passes_up=str(own.get_passes_up_display()) if own else "",
        has_answered=has_answered,
        may_send=own is not None and is_open and not free and own.state in (Vote.State.OPEN, "closed"),
    )  # fmt: skip


@dataclass
class _Found:
    """Everything beneath a question, level by level."""

    links: dict[int, GroupLink]
    lines: dict[int, dict[int, list[Entitled]]]
    own: dict[tuple[int, int], Vote]
    told: dict[str, VoteLine]
    voted: set[int]
    said: dict[int, list[Ballot]]


def _levels(viewer: Viewer, top: Vote) -> _Found:
    found = _Found({}, defaultdict(lambda: defaultdict(list)), {}, {}, set(), defaultdict(list))
    frontier, passed = [top], {top.pk}
    for _level in range(DEEPEST):
        lines = list(Entitled.objects.filter(vote__in=frontier, until_on=None).exclude(group=None))
        groups = {one.group_id for one in lines if one.group_id is not None}
        if not groups:
            break
        found.links |= visible_groups(viewer, groups)
        for one in lines:
            if one.group_id is not None:
                found.lines[one.vote_id][one.group_id].append(one)
        found.voted |= set(
            Participation.objects.filter(entitled__in=lines).values_list("entitled", flat=True)
        )
        for ballot in Ballot.objects.filter(entitled__in=lines):
            found.said[ballot.entitled_id or 0].append(ballot)
        below = _own_votes(frontier, groups)
        seen = seen_things(viewer, below.values())
        found.own |= {key: one for key, one in below.items() if one in seen}
        found.told |= {one.uid: one for one in vote_lines(viewer, seen)}
        frontier = [one for one in seen if one.pk not in passed]
        passed |= {one.pk for one in frontier}
        if not frontier:
            break
    return found


def _own_votes(asked: Iterable[Vote], groups: Iterable[int]) -> dict[tuple[int, int], Vote]:
    """By question and group the vote by which the group answers, the last if there are several."""
    rows = Vote.objects.filter(above__in=list(asked), group__in=list(groups), removed_at=None)
    rows = rows.exclude(state=Vote.State.GIVEN_UP).select_related("group").defer("result").order_by("pk")
    return {(one.above_id or 0, one.group_id): one for one in rows}


def _bodies(found: _Found, vote: Vote, *, shows: bool, level: int = 0) -> tuple[Body, ...]:
    return tuple(sorted(_of_vote(found, vote, shows, level), key=lambda one: (one.group.name, one.group.id)))


def _of_vote(found: _Found, vote: Vote, shows: bool, level: int) -> Iterator[Body]:
    if level >= DEEPEST:
        return
    for group, lines in found.lines.get(vote.pk, {}).items():
        if group not in found.links:
            continue
        own = found.own.get((vote.pk, group))
        voted = shows and all(one.pk in found.voted for one in lines)
        state = "answered" if voted else (own.state if own else "silent")
        below: tuple[Body, ...] = ()
        if own is not None:
            below = _bodies(found, own, shows=own.secrecy == Vote.Secrecy.OPEN, level=level + 1)
        yield Body(
            group=found.links[group], votes=sum(one.weight for one in lines), state=state,
            state_label=_state_words(state),
            said=_said(vote, [one for line in lines for one in found.said.get(line.pk, ())]) if voted else (),
            vote=found.told.get(own.uid) if own else None, bodies=below,
        )  # fmt: skip


def _state_words(state: str) -> str:
    return {
        "answered": _("has answered"),
        Vote.State.CLOSED: _("has decided, the answer is not up yet"),
        Vote.State.OPEN: _("is voting"),
        Vote.State.DRAFT: _("prepares its vote"),
    }.get(state, _("no word yet"))


def _said(vote: Vote, ballots: list[Ballot]) -> tuple[tuple[Multilingual, int], ...]:
    """The answers of a body in an open vote for or against, each with its votes."""
    votes = defaultdict[str, int](int)
    for one in ballots:
        if vote.secrecy == Vote.Secrecy.OPEN and "stance" in one.said:
            votes[one.said["stance"]] += one.weight
    return tuple((one.title, votes[one.word]) for one in rules_of(vote).choices if votes[one.word])
