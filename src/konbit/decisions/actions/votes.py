"""Votes: preparing, opening, closing and counting, giving up, and the resolution that comes of one."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.actions.resolving import Decision, enter_resolution
from konbit.assembly.models import Resolution
from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.actions.budget_voting import settle_budget
from konbit.decisions.actions.register import settle
from konbit.decisions.canonical import hash_of
from konbit.decisions.counting import counted
from konbit.decisions.methods import rules_as_data
from konbit.decisions.models import Kind, Vote
from konbit.decisions.queries.hurdles import hurdles
from konbit.decisions.queries.methods import method_named, rules_of
from konbit.decisions.queries.papers import papers_left
from konbit.decisions.queries.rolls import roll_hash
from konbit.decisions.queries.votes import seen_vote
from konbit.directory.models import Group
from konbit.directory.queries.visible import seen_group
from konbit.engines.count import drawn_order
from konbit.people.audience import Audience, Viewer

LONGEST_TITLE, LONGEST_TEXT, MOST_SEATS, MOST_PROXIES = 300, 20_000, 500, 20


@dataclass(frozen=True)
class VoteDraft:
    """What somebody prepares, in one language. `method`: word of a shipped one, or uid of a group's own;
    `unit`: empty for that of the method."""

    language: str
    title: str
    text: str = ""
    method: str = "majority"
    unit: str = ""
    secrecy: str = Vote.Secrecy.OPEN
    closes_at: datetime | None = None
    proxies: int = 0
    seats: int = 1
    audience: str = Audience.PUBLIC
    passes_up: str = Vote.Passing.BLOCK
    handoff: str = ""


def prepare_vote(
    viewer: Viewer, group_uid: str, draft: VoteDraft, key: uuid.UUID, above: Vote | None = None
) -> str:
    """A group prepares a vote. Returns its uid; the same key again gives the vote that stands. Raises
    `Problem`, `NotAllowed`, `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("edit")
    return once(Vote, key, lambda: _prepared(viewer, group, draft, key, above)).uid


def _prepared(viewer: Viewer, group: Group, draft: VoteDraft, key: uuid.UUID, above: Vote | None) -> Vote:
    vote = Vote(group=group, key=key, by=viewer.actor, above=above)
    for name, value in _columns(viewer, vote, draft).items():
        setattr(vote, name, value)
    with recording(viewer.actor, "prepare vote") as batch:
        add(batch, vote)
    return vote


def change_vote(viewer: Viewer, uid: str, draft: VoteDraft) -> None:
    """Prepare a vote anew. Once it is open, only its translations and a later end. Raises as above."""
    with recording(viewer.actor, "change vote") as batch:
        vote = locked_vote(viewer, uid)
        if "budget" in vote.rules and draft.method != vote.method:
            raise Problem(
                _("This vote shares out a budget: its way of counting cannot be another one."),
                remedy=_("Change the rules of the budget, or prepare another vote."),
            )
        wanted = _columns(viewer, vote, draft)
        if vote.state != Vote.State.DRAFT:
            wanted = _of_open(vote, draft, wanted)
        change(batch, vote, **wanted)


def _of_open(vote: Vote, draft: VoteDraft, wanted: dict[str, Any]) -> dict[str, Any]:
    _must_be(vote, Vote.State.OPEN)
    for name in ("title", "text"):
        before = getattr(vote, name).get(draft.language, "")
        if before and wanted[name].get(draft.language, "") != before:
            raise Problem(
                _("This vote is open: its words do not change any more."),
                remedy=_("Give it up and prepare another one, or add a translation."),
            )
    earlier = vote.closes_at and (draft.closes_at is None or draft.closes_at < vote.closes_at)
    if earlier:
        raise Problem(
            _("People were told that they can vote until then."),
            remedy=_("You can choose a later end, not an earlier one."),
        )
    return {name: wanted[name] for name in ("title", "text", "closes_at")}


def _columns(viewer: Viewer, vote: Vote, draft: VoteDraft) -> dict[str, Any]:
    words = {
        "title": short_enough(draft.title, LONGEST_TITLE),
        "text": draft.text.strip()[:LONGEST_TEXT],
    }
    rules = method_named(viewer, draft.method)
    if not 1 <= draft.seats <= MOST_SEATS or not 0 <= draft.proxies <= MOST_PROXIES:
        raise Problem(
            _("There are too many seats or proxies."),
            remedy=_("Choose up to %(seats)d seats, and up to %(proxies)d proxies.")
            % {"seats": MOST_SEATS, "proxies": MOST_PROXIES},
        )
    return {
        **in_language(vote, draft.language, words),
        "method": rules.word, "unit": draft.unit or rules.unit, "secrecy": draft.secrecy,
        "closes_at": draft.closes_at, "proxies": draft.proxies, "seats": draft.seats,
        "audience": draft.audience, "passes_up": draft.passes_up, "handoff": draft.handoff,
    }  # fmt: skip


def open_vote(viewer: Viewer, uid: str) -> None:
    """Open a vote: its rules, its roll and the order in which ties are broken stand from now on. Raises
    `Problem` where something forbids it; twice is once."""
    with recording(viewer.actor, "open vote") as batch:
        vote = locked_vote(viewer, uid)
        if vote.state == Vote.State.OPEN:
            return
        _must_be(vote, Vote.State.DRAFT)
        for one in hurdles(vote):
            if one.forbids:
                raise Problem(one.words, remedy=_("Mend it on the page of the vote, then open it."))
        change(batch, vote, seed=secrets.token_hex(16))
        change(
            batch, vote, state=Vote.State.OPEN, opened_at=timezone.now(), rules=_frozen(vote),
            roll_hash=roll_hash(vote), **_first_phase(vote),
        )  # fmt: skip


def _frozen(vote: Vote) -> dict[str, Any]:
    """The rules as they hold for this vote. The order of ties is drawn by the seed and the hash of the roll,
    line feed between."""
    words = [one.word for one in vote.options.all()]
    ties = drawn_order(words, f"{vote.seed}\n{roll_hash(vote)}")
    return {**vote.rules, "method": rules_as_data(rules_of(vote)), "ties": list(ties)}


def _first_phase(vote: Vote) -> dict[str, Any]:
    if rules_of(vote).kind == Kind.CONSENT and not vote.phase:
        return {"phase": Vote.Phase.CLARIFY, "round": 1}
    return {}


def close_vote(viewer: Viewer, uid: str, without: int = 0) -> None:
    """Close a vote and count it, in one transaction. Raises `Problem` before the end that was announced,
    unless everybody has voted, and where other papers would be left out than so many (`without`) of which it
    is known; twice is once."""
    with recording(viewer.actor, "close vote") as batch:
        vote = locked_vote(viewer, uid)
        if vote.state == Vote.State.CLOSED:
            return
        _must_be(vote, Vote.State.OPEN)
        _must_be_over(vote)
        _must_be_typed_in(vote, without)
        settle(vote)
        result = counted(vote)
        change(
            batch, vote, state=Vote.State.CLOSED, closed_at=timezone.now(), result=result,
            result_hash=hash_of(result),
        )  # fmt: skip
        settle_budget(batch, vote)


def _must_be_over(vote: Vote) -> None:
    if vote.closes_at is None or vote.closes_at <= timezone.now():
        return
    if vote.roll.filter(until_on=None, participation=None).exists():
        raise Problem(
            _("People were told that they can vote until then, and some have not yet."),
            remedy=_("Wait for the end; or give the vote up and say why."),
        )


def _must_be_typed_in(vote: Vote, without: int) -> None:
    left = papers_left(vote)
    if left != without:
        raise Problem(
            _("Papers are not typed in alike by two people: %(many)d. They would not be counted.")
            % {"many": left},
            remedy=_("Type them in first; or say that they are left out."),
            status=409,
        )


def give_up_vote(viewer: Viewer, uid: str) -> None:
    """Give up a vote that was not counted. Raises `Problem`; twice is once."""
    with recording(viewer.actor, "give up vote") as batch:
        vote = locked_vote(viewer, uid)
        if vote.state == Vote.State.CLOSED:
            raise Problem(_("This vote is counted already."), remedy=_("Decide anew in another vote."))
        change(batch, vote, state=Vote.State.GIVEN_UP)


def draw_resolution(viewer: Viewer, uid: str, decision: Decision) -> str:
    """Write down what came of a vote as a resolution of its group. Returns the resolution's uid; twice is
    once. Raises `Problem` where the vote is not counted."""
    with transaction.atomic():
        vote = locked_vote(viewer, uid)
        _must_be(vote, Vote.State.CLOSED)
        if vote.resolution is not None:
            return vote.resolution.uid
        key = uuid.uuid5(vote.key, "resolution")
        made = enter_resolution(viewer, vote.group.uid, key, with_votes(vote, decision))
        with recording(viewer.actor, "draw resolution") as batch:
            change(batch, vote, resolution=made)
    return made.uid


def with_votes(vote: Vote, decision: Decision) -> Decision:
    """A decision with the numbers of a vote. What was not adopted is written down as not agreed."""
    result = vote.result
    verdict = result.get("verdict", "")
    refused = verdict in ("rejected", "blocked", "no quorum", "nobody", "not_counted")
    refused = refused or not (result.get("quorum") or {"holds": True})["holds"]
    heard = result.get("stances", {})
    numbers: dict[str, Any] = {}
    if heard:
        numbers = {
            "in_favour": heard["for"], "against": heard["against"] + heard["blocks"],
            "abstained": heard["abstains"], "counted_in": str(vote.get_unit_display())[:40],
        }  # fmt: skip
    how = Resolution.How.CONSENT if result.get("kind") == Kind.CONSENT else Resolution.How.VOTE
    day = timezone.localdate(vote.closed_at).isoformat() if vote.closed_at else ""
    return replace(
        decision, how=how, state=Resolution.State.REFUSED if refused else Resolution.State.ADOPTED,
        decided_on=decision.decided_on or day, audience=vote.audience, **numbers,
    )  # fmt: skip


def locked_vote(viewer: Viewer, uid: str, verb: str = "edit") -> Vote:
    """A vote that nobody else changes meanwhile, for whoever may do this. To be called in a transaction.
    Raises `NotFound`, `NotAllowed`."""
    seen, sight = seen_vote(viewer, uid)
    sight.must(verb)
    return Vote.objects.select_for_update(of=("self",)).select_related("group").get(pk=seen.pk)


def _must_be(vote: Vote, state: str) -> None:
    if vote.state != state:
        raise Problem(
            _("This vote is %(state)s.") % {"state": Vote.State(vote.state).label},
            remedy=_("Open its page again: it has changed."),
            status=409,
        )


def must_be_draft(vote: Vote) -> None:
    """Raise `Problem` (409) unless a vote is still being prepared."""
    _must_be(vote, Vote.State.DRAFT)
