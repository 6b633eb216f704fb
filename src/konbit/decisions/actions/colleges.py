"""Colleges of a vote: those who vote together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.actions.votes import locked_vote, must_be_draft
from konbit.decisions.models import College, Vote
from konbit.directory.queries.of_group import gone
from konbit.people.audience import Viewer

MOST_COLLEGES, LONGEST_TITLE, MOST_PART = 60, 200, 1_000_000


@dataclass(frozen=True)
class CollegeDraft:
    """What a college is called, in one language; its seats, its part, and the bounds that the statutes give
    its part, in hundredths of all."""

    language: str
    title: str
    seats: int = 0
    part: int = 1
    least: int | None = None
    most: int | None = None


def add_college(viewer: Viewer, vote_uid: str, draft: CollegeDraft) -> int:
    """Add a college to a vote that is prepared. Returns its id. Raises `Problem`, `NotAllowed`,
    `NotFound`."""
    with recording(viewer.actor, "add college") as batch:
        vote = locked_vote(viewer, vote_uid)
        must_be_draft(vote)
        if vote.colleges.count() >= MOST_COLLEGES:
            raise Problem(_("There are too many colleges."), remedy=_("Join some of them."))
        at = vote.colleges.aggregate(most=Max("order"))["most"]
        college = College(vote=vote, order=0 if at is None else at + 1)
        for name, value in _columns(college, draft).items():
            setattr(college, name, value)
        add(batch, college)
    return college.pk


def change_college(viewer: Viewer, vote_uid: str, college_id: int, draft: CollegeDraft) -> None:
    """Write a college anew. Raises as `add_college` does."""
    with recording(viewer.actor, "change college") as batch:
        vote = locked_vote(viewer, vote_uid)
        must_be_draft(vote)
        college = college_of(vote, college_id)
        change(batch, college, **_columns(college, draft))


def remove_college(viewer: Viewer, vote_uid: str, college_id: int) -> None:
    """Take a college away from a vote that is prepared; who was in it is in none. Raises as above."""
    with recording(viewer.actor, "remove college") as batch:
        vote = locked_vote(viewer, vote_uid)
        must_be_draft(vote)
        college = college_of(vote, college_id)
        for row in (*vote.roll.filter(college=college), *vote.options.filter(college=college)):
            change(batch, row, college=None)
        remove(batch, college)


def college_of(vote: Vote, college_id: int) -> College:
    """A college of a vote. Raises `NotFound`."""
    found = vote.colleges.filter(pk=college_id).first()
    if found is None:
        raise gone()
    return found


def _columns(college: College, draft: CollegeDraft) -> dict[str, Any]:
    words = {"title": short_enough(draft.title, LONGEST_TITLE)}
    bounds = [one for one in (draft.least, draft.most) if one is not None]
    if not 1 <= draft.part <= MOST_PART or any(not 0 <= one <= 100 for one in bounds):
        raise Problem(_("This part can’t be right."), remedy=_("Write 1 or more, and hundredths up to 100."))
    return {
        **in_language(college, draft.language, words),
        "seats": draft.seats, "part": draft.part, "least": draft.least, "most": draft.most,
    }  # fmt: skip
