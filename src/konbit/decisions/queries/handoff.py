"""An election that is handed to Belenios: who may vote, for its list of voters; what came back so far.

Belenios reads one voter on a line, "mail,login,weight" (https://belenios.org/faq.html, on voters with
different numbers of votes). As login we give the number on the roll: so it learns no more than it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.decisions.elections import ALL, KINDS, colleges_with_seats, standing
from konbit.decisions.models import Entitled, Sheet, Vote
from konbit.decisions.queries.candidates import words_of
from konbit.decisions.queries.electable import names_of
from konbit.decisions.queries.methods import rules_of
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import Sight
from konbit.people.audience import Viewer
from konbit.people.persons import accounts_behind, mail_addresses

SERIAL = 0
"""The serial of the sheets on which a result is entered: no paper has it."""


@dataclass(frozen=True)
class Voter:
    """A line of the list of voters. `address` is empty where none was proved."""

    address: str
    login: str
    weight: int


@dataclass(frozen=True)
class Heap:
    """A college that votes for itself, or everybody: an election of its own in Belenios."""

    key: str
    title: str
    seats: int
    candidates: tuple[tuple[str, str], ...]
    voters: int
    without_address: int


@dataclass(frozen=True)
class HandoffPage:
    """What is handed over, and how far its result is. `address`: where one votes. For those who prepare it:
    `limits`, what is asked of those elected, in words; `typed`, how many people have entered the result;
    `mine`, whether the viewer has; `differ`, whether two entered it differently."""

    uid: str
    title: Multilingual
    state: str
    address: str
    may_edit: bool
    heaps: tuple[Heap, ...]
    limits: tuple[str, ...]
    typed: int
    mine: bool
    differ: bool


def handoff_page(viewer: Viewer, uid: str) -> HandoffPage:
    """The page of a hand-off: for voters where to vote, for those who prepare it the rest. Raises
    `NotFound`."""
    vote, sight = _handed_over(viewer, uid)
    may_edit = sight.may("edit")
    sheets = list(Sheet.objects.filter(vote=vote, serial=SERIAL)) if may_edit else []
    named = names_of(vote)
    return HandoffPage(
        uid=vote.uid,
        title=vote.title,
        state=vote.state,
        address=vote.handoff,
        may_edit=may_edit,
        heaps=tuple(
            Heap(
                key=key,
                title="" if key == ALL else named.contest(key),
                seats=seats,
                candidates=tuple((word, named.person(word)) for word in words),
                voters=len(voters),
                without_address=sum(not one.address for one in voters),
            )
            for key, (seats, words) in (contests_of(vote) if may_edit else {}).items()
            for voters in [_voters(vote, key)]
        ),
        limits=tuple(words_of(one) for one in vote.limits.order_by("id")) if may_edit else (),
        typed=len(sheets),
        mine=any(one.typed_by == viewer.actor for one in sheets),
        differ=len(sheets) > 1,
    )


def census(viewer: Viewer, uid: str, key: str) -> list[Voter]:
    """The list of voters of one contest, by the roll. Only stewards get it: it holds addresses. Raises
    `NotFound`, `NotAllowed`, and `Problem` before the roll is frozen."""
    vote = handed_over(viewer, uid, "steward")
    if key not in contests_of(vote):
        raise gone()
    if vote.state == Vote.State.DRAFT:
        raise Problem(
            _("The roll can still change."),
            remedy=_("Open the vote first: then the roll is fixed."),
            status=409,
        )
    return _voters(vote, key)


def handed_over(viewer: Viewer, uid: str, verb: str = "edit") -> Vote:
    """An election that is handed over, for whoever may do this. Raises `NotFound`, `NotAllowed`."""
    vote, sight = _handed_over(viewer, uid)
    sight.must(verb)
    return vote


def _handed_over(viewer: Viewer, uid: str) -> tuple[Vote, Sight]:
    vote, sight = seen_thing(viewer, Vote, uid)
    if vote.secrecy != Vote.Secrecy.HANDOFF or rules_of(vote).kind not in KINDS:
        raise gone()
    return vote, sight


def contests_of(vote: Vote) -> Mapping[str, tuple[int, list[str]]]:
    """Per contest its seats, and the words of those who stand in it, in their order."""
    options = [one for one in standing(vote) if not one.withdrawn_on]
    colleges = colleges_with_seats(vote)
    if not colleges:
        return {ALL: (vote.seats, [one.word for one in options])}
    return {
        str(college.pk): (college.seats, [one.word for one in options if one.college_id == college.pk])
        for college in colleges
    }


def _voters(vote: Vote, key: str) -> list[Voter]:
    roll: list[Entitled] = [
        one for one in vote.roll.filter(until_on=None) if key in (ALL, str(one.college_id))
    ]
    accounts = accounts_behind(one.person for one in roll if one.person)
    found = mail_addresses(accounts.values())
    return [
        Voter(found.get(accounts.get(one.person, 0), ("", ""))[0], str(one.number), one.weight)
        for one in roll
    ]
