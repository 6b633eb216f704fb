"""A consent or an advice as its page shows it: where it is, what was said, what can be said now."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from konbit.base.text import Multilingual
from konbit.decisions.models import Heard, Kind, Vote
from konbit.decisions.phases import (
    PHASES,
    PROMPTS,
    SAID,
    TITLES,
    fallback_key,
    kind_of_vote,
    phase_of,
    round_of,
    rounds_asked,
    rounds_left,
    rounds_of,
)
from konbit.decisions.queries.speaking import may_speak
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, Sight, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.engines.count.deciding import OPEN
from konbit.people.audience import Viewer
from konbit.people.names import names_of

_SYMBOLS = {
    "raised": "hand", "met": "circle-check", "withdrawn": "undo-2", "set_aside": "circle-minus",
    "stands": "octagon-alert",
}  # fmt: skip


@dataclass(frozen=True)
class HeardShown:
    """Something that was said. `number`: of an objection, its place among objections. `who`: empty where the
    reader is not to know it. `own`: whether she said it herself."""

    id: int
    what: str
    state: str
    text: Multilingual
    answer: Multilingual
    before: Multilingual
    who: str
    own: bool
    round: int
    on: str
    number: int

    @property
    def state_label(self) -> str:
        """How far an objection is, in words."""
        return str(Heard.State(self.state).label)

    @property
    def symbol(self) -> str:
        """The name of the symbol of its state."""
        return _SYMBOLS[self.state]

    @property
    def is_open(self) -> bool:
        """Whether an objection is still to be worked on."""
        return self.what == Heard.What.OBJECTION and self.state in OPEN


@dataclass(frozen=True)
class Step:
    """A phase in words. `now`: whether the vote is in it; `gone`: whether it was before that."""

    code: str
    title: str
    now: bool


@dataclass(frozen=True)
class Following:
    """The vote by the method that was named for this case."""

    uid: str
    title: Multilingual

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("decisions:vote", args=[self.uid])


@dataclass(frozen=True)
class ConsentPage:
    """A consent or an advice. `kind`: which of both; `says`: what can be said now, what is asked for first
    stands first; `left`: rounds of objections that are left."""

    uid: str
    kind: str
    title: Multilingual
    text: Multilingual
    group: GroupLink
    state: str
    steps: tuple[Step, ...]
    phase: str
    prompt: str
    round: int
    rounds: int
    left: int
    was_asked: bool
    says: tuple[tuple[str, str], ...]
    heard: tuple[HeardShown, ...]
    following: Following | None
    may_edit: bool
    may_speak: bool

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state == Vote.State.OPEN

    @property
    def objections(self) -> tuple[HeardShown, ...]:
        """The objections, in their order."""
        return self._said(Heard.What.OBJECTION)

    @property
    def open(self) -> tuple[HeardShown, ...]:
        """The objections that are to be worked on."""
        return tuple(one for one in self.objections if one.is_open)

    @property
    def questions(self) -> tuple[HeardShown, ...]:
        """The questions, in their order."""
        return self._said(Heard.What.QUESTION)

    @property
    def reactions(self) -> tuple[HeardShown, ...]:
        """The reactions, or the advice, in their order."""
        return self._said(Heard.What.ADVICE if self.kind == Kind.ADVICE else Heard.What.REACTION)

    @property
    def changes(self) -> tuple[HeardShown, ...]:
        """The changes to the proposal, in their order."""
        return self._said(Heard.What.CHANGE)

    def _said(self, what: str) -> tuple[HeardShown, ...]:
        return tuple(one for one in self.heard if one.what == what)


def consent_page(viewer: Viewer, uid: str) -> ConsentPage | None:
    """The page of a consent or an advice (uid of the vote); None for a vote of another kind, and for one that
    was not opened yet. Raises `NotFound`."""
    vote, sight = seen_thing(viewer, Vote, uid)
    kind = kind_of_vote(vote)
    if kind not in PHASES:
        return None
    phase = phase_of(vote)
    speaks = vote.state == Vote.State.OPEN and may_speak(viewer, vote, sight)
    labels = dict(Heard.What.choices)
    return ConsentPage(
        uid=vote.uid,
        kind=kind,
        title=vote.title,
        text=vote.text,
        group=visible_groups(viewer, [vote.group_id])[vote.group_id],
        state=vote.state,
        steps=tuple(Step(one, str(TITLES[kind, one]), one == phase) for one in PHASES[kind]),
        phase=phase,
        prompt=str(PROMPTS[kind, phase]),
        round=round_of(vote),
        rounds=rounds_of(vote),
        left=rounds_left(vote),
        was_asked=rounds_asked(vote) > 0,
        says=tuple((what, str(labels[what])) for what in SAID[kind, phase]) if speaks else (),
        heard=_heard(viewer, vote, sight),
        following=_following(viewer, vote),
        may_edit=sight.may("edit"),
        may_speak=speaks,
    )


def heard_one(viewer: Viewer, uid: str, heard_id: int) -> HeardShown | None:
    """Something that was said in a vote (uid), for a form about it. Raises `NotFound`."""
    page = consent_page(viewer, uid)
    return next((one for one in page.heard if one.id == heard_id), None) if page else None


def _heard(viewer: Viewer, vote: Vote, sight: Sight) -> tuple[HeardShown, ...]:
    """What was said; by whom is for those who take part."""
    rows = list(vote.heard.order_by("pk"))
    sees = sight.may("take part") or may_speak(viewer, vote, sight)
    names = names_of(one.person for one in rows) if sees else {}
    objections = [one.pk for one in rows if one.what == Heard.What.OBJECTION]
    return tuple(
        HeardShown(
            id=one.pk, what=one.what, state=one.state, text=one.text, answer=one.answer, before=one.before,
            who=names.get(one.person, ""), own=bool(viewer.is_someone and one.person == viewer.actor),
            round=one.round, on=date_words(one.on.isoformat()),
            number=objections.index(one.pk) + 1 if one.pk in objections else 0,
        )
        for one in rows
    )  # fmt: skip


def _following(viewer: Viewer, vote: Vote) -> Following | None:
    rows = Vote.objects.filter(key=fallback_key(vote), removed_at=None)
    return next((Following(one.uid, one.title) for one in seen_things(viewer, rows)), None)
