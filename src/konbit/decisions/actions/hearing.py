"""Consent and advice: saying something, answering it, changing the proposal, going on to the next phase."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import Multilingual, in_language, short_enough, with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.models import Heard, Kind, Vote
from konbit.decisions.phases import (
    PHASES,
    SAID,
    TITLES,
    kind_of_vote,
    may_follow,
    phase_of,
    round_of,
    rounds_left,
    rounds_of,
)
from konbit.decisions.queries.speaking import may_speak
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.people.audience import Viewer

LONGEST = 4000


@dataclass(frozen=True)
class HeardDraft:
    """What somebody says, in one language. `what`: of `Heard.What`."""

    language: str
    what: str
    text: str


@dataclass(frozen=True)
class ChangeDraft:
    """How a proposal reads from now on, in one language, and what was changed and why (`said`)."""

    language: str
    text: str
    said: str


def say(viewer: Viewer, uid: str, draft: HeardDraft, key: uuid.UUID) -> Heard:
    """Say something in a consent or an advice (uid of the vote). The same key again gives what stands.
    Raises `Problem` where this is not the time for it, `NotAllowed`, `NotFound`."""
    vote, kind = _open(viewer, uid)
    if not may_speak(viewer, vote, seen_thing(viewer, Vote, uid)[1]):
        raise NotAllowed(
            _("Those who take part in this group, or stand on the roll, speak here."),
            remedy=_("Sign in, or ask those who keep the roll."),
        )
    allowed = SAID[kind, phase_of(vote)]
    if draft.what not in allowed:
        raise Problem(
            _("Now is the time for: %(phase)s.") % {"phase": TITLES[kind, phase_of(vote)]},
            remedy=_("Say it in that form, or wait for its turn."),
            status=409,
        )
    words = short_enough(draft.text, LONGEST)
    heard = Heard(
        vote=vote, key=key, what=draft.what, text=with_words({}, draft.language, words),
        person="" if vote.secrecy == Vote.Secrecy.ANONYMOUS else viewer.actor, round=round_of(vote),
    )  # fmt: skip

    def made() -> Heard:
        with recording(viewer.actor, f"say {draft.what}") as batch:
            add(batch, heard)
        return heard

    return once(Heard, key, made)


def answer(viewer: Viewer, uid: str, heard_id: int, language: str, words: str) -> Heard:
    """Answer a question, or say what became of a reaction or an advice. Raises as `say` does."""
    vote, _kind = _open(viewer, uid)
    heard = heard_of(vote, heard_id)
    seen_thing(viewer, Vote, uid)[1].must("edit")
    with recording(viewer.actor, "answer") as batch:
        change(batch, heard, **in_language(heard, language, {"answer": words[:LONGEST]}))
    return heard


def change_proposal(viewer: Viewer, uid: str, draft: ChangeDraft, key: uuid.UUID) -> Heard:
    """Change the proposal after what was heard; how it read before stays beside it. The same key again gives
    the change that stands. Raises `Problem` while objections are being heard, or where nothing differs."""
    vote, kind = _open(viewer, uid)
    seen_thing(viewer, Vote, uid)[1].must("edit")
    if phase_of(vote) != Vote.Phase.AMEND:
        raise Problem(
            _("The proposal is changed after it was heard, not while it is talked about."),
            remedy=_("Go on to “%(phase)s” first.") % {"phase": TITLES[kind, Vote.Phase.AMEND]},
            status=409,
        )
    words = short_enough(draft.text, 4 * LONGEST)
    said = short_enough(draft.said, LONGEST)

    def made() -> Heard:
        if vote.text.get(draft.language, "") == words:
            raise Problem(_("Nothing differs."), remedy=_("Write the proposal as it is to read from now on."))
        with recording(viewer.actor, "change proposal") as batch:
            before: Multilingual = dict(vote.text)
            heard = Heard(
                vote=vote, key=key, what=Heard.What.CHANGE, text=with_words({}, draft.language, said),
                before=before, person=viewer.actor, round=round_of(vote),
            )  # fmt: skip
            add(batch, heard)
            change(batch, vote, text={draft.language: words})
        return heard

    return once(Heard, key, made)


def move_phase(viewer: Viewer, uid: str, phase: str) -> Vote:
    """Go on to another phase, or back to one before. Going back from objections begins the next round. Raises
    `Problem` where none is left, `NotAllowed`, `NotFound`."""
    vote, kind = _open(viewer, uid)
    seen_thing(viewer, Vote, uid)[1].must("edit")
    with recording(viewer.actor, "move phase") as batch:
        vote = Vote.objects.select_for_update().get(pk=vote.pk)
        before = phase_of(vote)
        if before == phase:
            return vote
        if not may_follow(kind, before, phase):
            raise Problem(_("There is no such phase here."), remedy=_("Choose one of those on the page."))
        begins = before == Vote.Phase.OBJECT
        if begins and not rounds_left(vote):
            raise Problem(
                _("No round of objections is left: there were %(rounds)d.") % {"rounds": rounds_of(vote)},
                remedy=_("Close it: what was named for this case beforehand follows."),
                status=409,
            )
        change(batch, vote, phase=phase, round=round_of(vote) + begins)
    return vote


def heard_of(vote: Vote, heard_id: int) -> Heard:
    """Something that was said in a vote. Raises `NotFound`."""
    heard = vote.heard.filter(pk=heard_id).first()
    if heard is None:
        raise gone()
    return heard


def _open(viewer: Viewer, uid: str) -> tuple[Vote, str]:
    """A consent or an advice that is open, and which of both. Raises `Problem` (409)."""
    vote, _sight = seen_thing(viewer, Vote, uid)
    kind = kind_of_vote(vote)
    if kind not in PHASES:
        raise Problem(_("This is voted on, not talked through."), remedy=_("Open its ballot."), status=409)
    if vote.state != Vote.State.OPEN:
        raise Problem(
            _("This is not open for words now."),
            remedy=_("Look at its page."),
            status=409,
        )
    return vote, Kind(kind).value
