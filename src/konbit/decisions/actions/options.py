"""What can be chosen in a vote: proposals, days, projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.actions.votes import locked_vote, must_be_draft
from konbit.decisions.models import Option, Vote
from konbit.directory.queries.of_group import gone
from konbit.people.audience import Viewer

MOST_OPTIONS, LONGEST_TITLE, LONGEST_TEXT = 500, 300, 8000


@dataclass(frozen=True)
class OptionDraft:
    """What somebody writes of an option, in one language. `word`: empty for one that is made here; `cost` in
    smallest units; `college`: its id."""

    language: str
    title: str
    text: str = ""
    word: str = ""
    cost: int | None = None
    college: int | None = None


def add_option(viewer: Viewer, vote_uid: str, draft: OptionDraft) -> int:
    """Add something that can be chosen to a vote that is prepared. Returns its id. Raises `Problem` for a
    word that is there, `NotAllowed`, `NotFound`."""
    with recording(viewer.actor, "add option") as batch:
        vote = locked_vote(viewer, vote_uid)
        must_be_draft(vote)
        at = vote.options.aggregate(most=Max("order"))["most"]
        if vote.options.count() >= MOST_OPTIONS:
            raise Problem(_("There are too many to choose from."), remedy=_("Group them first."))
        option = Option(vote=vote, word=_word(vote, draft), order=0 if at is None else at + 1)
        _fill(option, draft)
        add(batch, option)
    return option.pk


def change_option(viewer: Viewer, vote_uid: str, option_id: int, draft: OptionDraft) -> None:
    """Write an option anew; its word stays. Raises as `add_option` does."""
    with recording(viewer.actor, "change option") as batch:
        vote = locked_vote(viewer, vote_uid)
        must_be_draft(vote)
        option = _option(vote, option_id)
        change(
            batch, option, **in_language(option, draft.language, _words(draft)), cost=draft.cost,
            college_id=_college(vote, draft.college),
        )  # fmt: skip


def remove_option(viewer: Viewer, vote_uid: str, option_id: int) -> None:
    """Take an option out of a vote that is prepared. Raises `Problem`, `NotAllowed`, `NotFound`."""
    with recording(viewer.actor, "remove option") as batch:
        vote = locked_vote(viewer, vote_uid)
        must_be_draft(vote)
        remove(batch, _option(vote, option_id))


def withdraw_option(viewer: Viewer, vote_uid: str, option_id: int) -> None:
    """Note that an option of an open vote is withdrawn: votes for it do not count. Raises as above."""
    with recording(viewer.actor, "withdraw option") as batch:
        vote = locked_vote(viewer, vote_uid)
        if vote.state != Vote.State.OPEN:
            raise Problem(_("This vote is not open."), remedy=_("Open its page again."), status=409)
        option = _option(vote, option_id)
        if option.withdrawn_on is None:
            change(batch, option, withdrawn_on=date.today())


def _option(vote: Vote, option_id: int) -> Option:
    found = vote.options.filter(pk=option_id).first()
    if found is None:
        raise gone()
    return found


def _fill(option: Option, draft: OptionDraft) -> None:
    for name, text in in_language(option, draft.language, _words(draft)).items():
        setattr(option, name, text)
    option.cost = draft.cost
    option.college_id = _college(option.vote, draft.college)


def _words(draft: OptionDraft) -> dict[str, str]:
    return {"title": short_enough(draft.title, LONGEST_TITLE), "text": draft.text.strip()[:LONGEST_TEXT]}


def _word(vote: Vote, draft: OptionDraft) -> str:
    there = set(vote.options.values_list("word", flat=True))
    if draft.word:
        if draft.word in there or len(draft.word) > 40:
            raise Problem(_("This word is taken, or too long."), where=draft.word, remedy=_("Use another."))
        return draft.word
    return next(word for at in range(1, MOST_OPTIONS + 2) if (word := f"o{at}") not in there)


def _college(vote: Vote, college_id: int | None) -> int | None:
    if college_id is not None and not vote.colleges.filter(pk=college_id).exists():
        raise gone()
    return college_id
