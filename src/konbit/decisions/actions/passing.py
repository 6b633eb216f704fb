"""A question that came down to a body: taking it up in a vote of its own, and sending its answer up."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import pick
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.actions.casting import Cast, cast_for, locked
from konbit.decisions.actions.rolls import fill_from_groups, fill_from_members
from konbit.decisions.actions.votes import VoteDraft, close_vote, prepare_vote
from konbit.decisions.ballots import Said, Voice, shape
from konbit.decisions.counting.sheet import ballots_of
from konbit.decisions.going_up import as_one, dealt, parted, said_above
from konbit.decisions.models import Channel, Entitled, Option, Unit, Vote
from konbit.decisions.queries.entitlement import must_be_open, standing
from konbit.decisions.queries.methods import method_named, rules_of, shipped_methods
from konbit.decisions.queries.votes import seen_vote
from konbit.directory.models import Group
from konbit.directory.queries.of_group import gone, narrower
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer

PEOPLE, GROUPS = "people", "groups"


@dataclass(frozen=True)
class TakeUpDraft:
    """How a body decides a question that came down to it. `voters`: its people, or the groups that belong to
    it: then the question goes down further."""

    language: str
    method: str = "majority"
    voters: str = PEOPLE
    passes_up: str = Vote.Passing.BLOCK
    closes_at: datetime | None = None


def take_up(viewer: Viewer, group_uid: str, question_uid: str, draft: TakeUpDraft) -> str:
    """A body prepares its own vote on a question. Returns its uid; asked again, that of the vote that stands.
    Raises `Problem`, `NotAllowed`, `NotFound`."""
    with transaction.atomic():
        group, sight = seen_group(viewer, group_uid)
        sight.must("edit")
        question = locked(question_uid)
        must_be_open(question)
        _lines_of_body(question, group)
        _must_fit(viewer, question, draft)
        key = _key(question, group)
        stands = Vote.objects.filter(key=key).first()
        if stands is not None:
            return stands.uid
        uid = prepare_vote(viewer, group_uid, _draft(question, draft), key, question)
        _copy_words(viewer, question, uid)
        fill = fill_from_groups if draft.voters == GROUPS else fill_from_members
        fill(viewer, uid)
    return uid


def send_up(viewer: Viewer, uid: str) -> int:
    """Send up what a body's vote (uid) came to, as its voice in the question above; again in an open vote
    replaces it. Returns for how many lines of the roll. Raises `Problem`, `NotAllowed`, `NotFound`."""
    with transaction.atomic():
        body, sight = seen_vote(viewer, uid)
        sight.must("edit")
        if body.above is None:
            raise gone()
        question = locked(body.above.uid)
        _must_be_counted(body, question)
        lines = _bound(_lines_of_body(question, body.group))
        return cast_for(question, _casts(body, question, lines), Channel.BELOW)


def close_and_send_up(viewer: Viewer, uid: str, without: int = 0) -> int:
    """Close a body's vote, count it, and send its answer up: all or nothing. Raises as both do."""
    with transaction.atomic():
        close_vote(viewer, uid, without)
        return send_up(viewer, uid)


def tell_answer(viewer: Viewer, group_uid: str, question_uid: str, voices: Sequence[Voice]) -> int:
    """Write down what a body said that decided without a vote here. Returns for how many lines of the roll.
    Raises as `send_up` does."""
    with transaction.atomic():
        group, sight = seen_group(viewer, group_uid)
        sight.must("edit")
        question = locked(question_uid)
        must_be_open(question)
        lines = _bound(_lines_of_body(question, group))
        if len(voices) > 1 and len(lines) > 1:
            raise Problem(
                _("Several delegates carry your votes."), remedy=_("Choose one answer for all of them.")
            )
        return cast_for(question, [Cast(one.pk, tuple(voices)) for one in lines], Channel.BELOW)


def _key(question: Vote, group: Group) -> uuid.UUID:
    """One key for each body, and another one after a vote that it gave up."""
    before = Vote.objects.filter(above=question, group=group, state=Vote.State.GIVEN_UP).count()
    return uuid.uuid5(question.key, f"taken up by {group.uid} {before}")


def _lines_of_body(question: Vote, group: Group) -> list[Entitled]:
    lines = list(standing(question).filter(group=group))
    if not lines:
        raise NotFound(
            _("This question did not come to your group."),
            remedy=_("Ask those who keep its roll whether your group should stand on it."),
        )
    return lines


def _bound(lines: list[Entitled]) -> list[Entitled]:
    """The lines for which the body speaks: not those of delegates who are free."""
    found = [one for one in lines if not (one.person and one.mandate == Entitled.Mandate.FREE)]
    if not found:
        raise Problem(
            _("Your delegates are free: each votes as she thinks right."),
            remedy=_("Tell them what your body thinks; they vote themselves."),
        )
    return found


def _must_fit(viewer: Viewer, question: Vote, draft: TakeUpDraft) -> None:
    kind = method_named(viewer, draft.method).kind
    if shape(kind) != shape(rules_of(question).kind):
        raise Problem(
            _("By this method you would answer another question than the one that was asked."),
            remedy=_("Choose a method with the same kind of ballot."),
        )
    late = question.closes_at is not None and draft.closes_at is not None
    if late and draft.closes_at > question.closes_at:  # type: ignore[operator]
        raise Problem(
            _("Your answer would come too late: the question is counted before."),
            remedy=_("Choose an earlier end."),
        )


def _draft(question: Vote, draft: TakeUpDraft) -> VoteDraft:
    return VoteDraft(
        language=draft.language, title=pick(question.title, draft.language).text,
        text=pick(question.text, draft.language).text, method=draft.method,
        unit=_unit(draft), closes_at=draft.closes_at,
        audience=narrower(question.audience, question.group.audience), passes_up=draft.passes_up,
    )  # fmt: skip


def _unit(draft: TakeUpDraft) -> str:
    """Groups count as groups where a shipped method is taken; a method of one's own says its unit itself."""
    shipped = any(one.word == draft.method for one in shipped_methods())
    return Unit.ORGANISATIONS if shipped and draft.voters == GROUPS else ""


def _copy_words(viewer: Viewer, question: Vote, uid: str) -> None:
    """The question in all its languages, and what can be chosen, under the same words."""
    body = Vote.objects.get(uid=uid)
    with recording(viewer.actor, "take up question") as batch:
        change(batch, body, title=question.title, text=question.text)
        for one in question.options.filter(withdrawn_on=None):
            copy = Option(
                vote=body, word=one.word, title=one.title, text=one.text, name=one.name, cost=one.cost,
                order=one.order,
            )  # fmt: skip
            add(batch, copy)


def _must_be_counted(body: Vote, question: Vote) -> None:
    if body.state != Vote.State.CLOSED:
        raise Problem(_("This vote is not counted yet."), remedy=_("Close it first."), status=409)
    if body.passes_up == Vote.Passing.FREE:
        raise Problem(
            _("Your delegates are free: nothing goes up by itself."),
            remedy=_("Tell them what your body thinks; they vote themselves."),
        )
    if question.closes_at and body.closed_at and body.closed_at > question.closes_at:
        raise Problem(
            _("Your vote was counted after the question was over."),
            remedy=_("Tell those who asked; they can give more time as long as it is not counted."),
            status=409,
        )


def _casts(body: Vote, question: Vote, lines: list[Entitled]) -> list[Cast]:
    if body.passes_up == Vote.Passing.BLOCK:
        said = as_one(rules_of(question), body.result)
        return [Cast(one.pk, (Voice(said),)) for one in lines]
    weights = [one.weight for one in lines]
    hands = dealt(weights, parted(sum(weights), _said_below(body, question)))
    return [Cast(one.pk, hand) for one, hand in zip(lines, hands, strict=True) if hand]


def _said_below(body: Vote, question: Vote) -> list[tuple[Said, int]]:
    if "choices" in body.result:
        return said_above(rules_of(question), rules_of(body), body.result["choices"])
    return [(one.said, one.weight) for one in ballots_of(body)]
