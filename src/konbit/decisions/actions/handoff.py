"""Entering what Belenios counted: two people, each by herself, alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.canonical import hash_of
from konbit.decisions.models import Sheet, Vote
from konbit.decisions.queries.candidates import words_of
from konbit.decisions.queries.handoff import SERIAL, contests_of, handed_over
from konbit.decisions.queries.methods import rules_of
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class HandedIn:
    """What one person read in Belenios: where, how many voted, who was elected in each contest. `knowing`:
    whether it shall stand although those elected do not meet what was asked of them."""

    address: str
    voted: int
    elected: Mapping[str, Sequence[str]]
    knowing: bool = False


def hand_in(viewer: Viewer, uid: str, said: HandedIn) -> bool:
    """Enter the result. Returns whether the vote is closed now: a second person entered the same.

    Raises `Problem` for what cannot be, or where another person entered something else; `NotFound`,
    `NotAllowed`.
    """
    vote = handed_over(viewer, uid)
    _must_be_open(vote)
    entered = _checked(vote, said)
    if not said.knowing:
        _must_meet_limits(vote, entered["elected"])
    with transaction.atomic():
        vote = Vote.objects.select_for_update().get(pk=vote.pk)
        with recording(viewer.actor, "enter result") as batch:
            mine = Sheet.objects.filter(vote=vote, serial=SERIAL, typed_by=viewer.actor).first()
            if mine is None:
                add(batch, Sheet(vote=vote, serial=SERIAL, typed_by=viewer.actor, said=entered))
            else:
                change(batch, mine, said=entered)
        others = Sheet.objects.filter(vote=vote, serial=SERIAL).exclude(typed_by=viewer.actor)
        if not any(one.said == entered for one in others):
            return False
        result = _result(vote, entered)
        with recording(viewer.actor, "close vote") as batch:
            change(
                batch, vote, state=Vote.State.CLOSED, closed_at=timezone.now(), handoff=entered["address"],
                result=result, result_hash=hash_of(result),
            )  # fmt: skip
    return True


def tell_address(viewer: Viewer, uid: str, address: str) -> None:
    """Say where in Belenios one votes. Raises `Problem`, `NotFound`, `NotAllowed`."""
    vote = handed_over(viewer, uid)
    _must_be_open(vote)
    with recording(viewer.actor, "tell address") as batch:
        change(batch, vote, handoff=_address(address))


def _must_be_open(vote: Vote) -> None:
    if vote.state != Vote.State.OPEN:
        raise Problem(
            _("This vote is not open."), remedy=_("Open it first; once closed it stays so."), status=409
        )


def _address(said: str) -> str:
    address = short_enough(said, 500)
    if urlsplit(address).scheme not in ("https", "http") or not urlsplit(address).netloc:
        raise Problem(_("This is no address of a page."), remedy=_("Copy it from Belenios: https://…"))
    return address


def _checked(vote: Vote, said: HandedIn) -> dict[str, Any]:
    address = _address(said.address)
    entitled = vote.roll.filter(until_on=None).count()
    if not 0 <= said.voted <= entitled:
        raise Problem(
            _("%(voted)s cannot have voted: %(entitled)s are on the roll.")
            % {"voted": said.voted, "entitled": entitled},
            remedy=_("Look again how many ballots Belenios counted."),
        )
    elected: dict[str, list[str]] = {}
    for key, (seats, words) in contests_of(vote).items():
        chosen = [word for word in words if word in said.elected.get(key, ())]
        if len(chosen) > seats:
            raise Problem(
                _("%(many)s are ticked for %(seats)s seats.") % {"many": len(chosen), "seats": seats},
                remedy=_("Tick those who are elected, no one else."),
            )
        elected[key] = chosen
    return {"address": address, "voted": said.voted, "elected": elected}


def _must_meet_limits(vote: Vote, elected: Mapping[str, Sequence[str]]) -> None:
    """Raise `Problem` (409) with every limit that is not met: nobody is put in or taken out for it."""
    counted = _limits(vote, [word for words in elected.values() for word in words])
    unmet = [
        _("%(limit)s: there are %(many)s") % {"limit": words_of(asked), "many": one["counted"]}
        for asked, one in zip(vote.limits.order_by("id"), counted, strict=True)
        if one["counted"] < asked.least or (asked.most is not None and one["counted"] > asked.most)
    ]
    if unmet:
        raise Problem(
            _("Those elected do not meet what was asked: %(unmet)s.") % {"unmet": "; ".join(unmet)},
            remedy=_(
                "Look whether everybody is ticked. Belenios does not know of this; your assembly decides "
                "what follows. If the result shall stand as it is, say so below."
            ),
            status=409,
        )


def _result(vote: Vote, entered: Mapping[str, Any]) -> dict[str, Any]:
    by_contest: dict[str, list[str]] = entered["elected"]
    contests = contests_of(vote)
    empty = {key: contests[key][0] - len(words) for key, words in by_contest.items()}
    people = [word for words in by_contest.values() for word in words]
    return {
        "kind": rules_of(vote).kind,
        "unit": vote.unit,
        "entitled": vote.roll.filter(until_on=None).count(),
        "voted": entered["voted"],
        "verdict": "elected",
        "elected": people,
        "by_contest": by_contest,
        "empty": {key: many for key, many in sorted(empty.items()) if many},
        "log": {"limits": _limits(vote, people)},
    }


def _limits(vote: Vote, people: Sequence[str]) -> list[dict[str, Any]]:
    """How those elected stand to the limits: Belenios does not know them."""
    options = {one.word: one for one in vote.options.all()}
    return [
        {
            "dimension": one.dimension,
            "value": one.value,
            "least": one.least,
            "most": one.most,
            "contest": str(one.college_id) if one.college_id else "",
            "counted": sum(
                options[word].traits.get(one.dimension) == one.value
                and one.college_id in (None, options[word].college_id)
                for word in people
            ),
        }
        for one in vote.limits.order_by("id")
    ]
