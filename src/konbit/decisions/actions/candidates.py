"""Standing for election: what somebody says of herself for this vote, and stepping back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.actions.limits import college_of, must_be_prepared
from konbit.decisions.elections import KINDS, colleges_with_seats
from konbit.decisions.models import Option, Vote
from konbit.decisions.queries.candidates import candidate_of, may_stand
from konbit.decisions.queries.methods import rules_of
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import Sight
from konbit.people.audience import Viewer

MOST = 200
"""No more people stand in one vote."""


@dataclass(frozen=True)
class CandidateDraft:
    """Who stands, in which college (its id), what she says to the voters and of herself (by dimension)."""

    language: str
    name: str
    text: str = ""
    college: int | None = None
    traits: Mapping[str, str] = field(default_factory=dict)


def stand(viewer: Viewer, uid: str, draft: CandidateDraft) -> str:
    """Stand oneself: whoever takes part in the group, or is on the roll. Returns the word of the candidate;
    who stands already says it anew. Raises `Problem`, `NotFound`, `NotAllowed`."""
    vote, sight = _election(viewer, uid)
    must_be_prepared(vote)
    if not may_stand(viewer, vote, sight):
        raise NotAllowed(
            _("Only those who belong to this group, or are on the roll, can stand."),
            remedy=_("Ask the group to enter you, or to put you on the roll."),
        )
    already = vote.options.filter(person=viewer.actor).first()
    if already is not None:
        _write(viewer, vote, already, draft)
        return already.word
    return _entered(viewer, vote, draft, viewer.actor)


def enter_candidate(viewer: Viewer, uid: str, draft: CandidateDraft, agreed: bool) -> str:
    """Enter somebody who said yes to it. Returns the word of the candidate. Raises as `stand` does, and
    `Problem` where she was not asked."""
    vote, sight = _election(viewer, uid)
    sight.must("edit")
    must_be_prepared(vote)
    if not agreed:
        raise Problem(_("Nobody stands without wanting to."), remedy=_("Ask first, then tick that it is so."))
    same = vote.options.filter(name__iexact=draft.name.strip(), college=draft.college).first()
    if same is not None:
        _write(viewer, vote, same, draft)
        return same.word
    return _entered(viewer, vote, draft, "")


def change_candidate(viewer: Viewer, uid: str, word: str, draft: CandidateDraft) -> None:
    """Say anew who stands. Raises as `stand` does."""
    vote, sight = _election(viewer, uid)
    must_be_prepared(vote)
    _write(viewer, vote, candidate_of(viewer, vote, sight, word), draft)


def withdraw_candidate(viewer: Viewer, uid: str, word: str) -> Option:
    """Step back, or tell that somebody does. Once the vote is open her name stays on the ballots, and is
    passed over. Raises as `stand` does."""
    vote, sight = _election(viewer, uid)
    option = candidate_of(viewer, vote, sight, word)
    if vote.state == Vote.State.DRAFT:
        with recording(viewer.actor, "remove candidate") as batch:
            remove(batch, option)
    elif vote.state == Vote.State.OPEN:
        with recording(viewer.actor, "withdraw candidate") as batch:
            change(batch, option, withdrawn_on=option.withdrawn_on or date.today())
    else:
        raise Problem(
            _("This vote is over."), remedy=_("Who steps back now is replaced by your statutes."), status=409
        )
    return option


def _election(viewer: Viewer, uid: str) -> tuple[Vote, Sight]:
    vote, sight = seen_thing(viewer, Vote, uid)
    if rules_of(vote).kind not in KINDS:
        raise Problem(
            _("Nobody is elected in this vote."),
            remedy=_("Choose a method by which persons are elected, or add options."),
        )
    return vote, sight


def _entered(viewer: Viewer, vote: Vote, draft: CandidateDraft, person: str) -> str:
    at = vote.options.count()
    if at >= MOST:
        raise Problem(
            _("At most %(most)s people can stand in one vote.") % {"most": MOST},
            remedy=_("Let colleges or regions choose their candidates first."),
        )
    option = Option(vote=vote, word=_free_word(vote), person=person, order=at)
    for name, value in _said(vote, option, draft).items():
        setattr(option, name, value)
    with recording(viewer.actor, "stand") as batch:
        add(batch, option)
    return option.word


def _write(viewer: Viewer, vote: Vote, option: Option, draft: CandidateDraft) -> None:
    with recording(viewer.actor, "change candidate") as batch:
        change(batch, option, **_said(vote, option, draft))


def _said(vote: Vote, option: Option, draft: CandidateDraft) -> dict[str, object]:
    college = college_of(vote, draft.college)
    if college is None and colleges_with_seats(vote):
        raise Problem(
            _("Seats are filled by college here."), remedy=_("Choose the college for which she stands.")
        )
    return {
        "name": short_enough(draft.name, 200),
        **in_language(option, draft.language, {"text": draft.text}),
        "college": college,
        "traits": _traits(vote, draft.traits),
    }


def _traits(vote: Vote, said: Mapping[str, str]) -> dict[str, str]:
    """Only what a limit asks for is kept: nothing else need be known of anybody."""
    asked = set(vote.limits.values_list("dimension", "value"))
    return {dimension: value for dimension, value in sorted(said.items()) if (dimension, value) in asked}


def _free_word(vote: Vote) -> str:
    """A word that tells nothing of her: ballots and files keep it when her name is erased."""
    taken = set(vote.options.values_list("word", flat=True))
    return next(word for at in range(1, len(taken) + 2) if (word := f"k{at}") not in taken)
