"""What a body chooses from when it takes up a question, and the paper on which it answers."""

from __future__ import annotations

from dataclasses import dataclass, fields

from konbit.assembly.queries.choices import Choices
from konbit.base.text import sentence
from konbit.decisions.ballots import shape
from konbit.decisions.models import Entitled, Vote
from konbit.decisions.queries.ballot_page import BallotShown, ballot_shown
from konbit.decisions.queries.entitlement import standing
from konbit.decisions.queries.vote_choices import methods_for
from konbit.directory.queries.of_group import gone, group_for
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Answering(BallotShown):
    """The paper of a question as it came to a body. `votes`: those it may split, 1 where it may not."""

    votes: int


def answering(viewer: Viewer, group_uid: str, question_uid: str) -> Answering:
    """A question that came to a group, for those who may answer for it. Raises `NotFound`, `NotAllowed`."""
    group, _link = group_for(viewer, group_uid, "edit")
    question = (
        Vote.objects.select_related("group")
        .filter(uid=question_uid, removed_at=None, group__removed_at=None)
        .first()
    )
    lines = list(standing(question).filter(group=group)) if question else []
    if question is None or question.state == Vote.State.DRAFT or not lines:
        raise gone()
    shown = ballot_shown(question, lines[0])
    told = {one.name: getattr(shown, one.name) for one in fields(BallotShown)}
    may_split = len(lines) == 1 and lines[0].mandate != Entitled.Mandate.BLOCK
    return Answering(**told, votes=lines[0].weight if may_split else 1)


def methods_of_body(viewer: Viewer, group_uid: str, kind: str, language: str) -> Choices:
    """The methods by which a body answers a question of this kind, shipped ones and those of its own: those
    with the same kind of ballot."""
    group, _link = group_for(viewer, group_uid, "edit")
    return [
        (one.word, sentence(one.title, language))
        for one in methods_for(viewer, group.pk)
        if shape(one.kind) == shape(kind) and (one.kind == kind or shape(kind) == "stance")
    ]
