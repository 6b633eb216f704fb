"""Whether an anonymous vote can keep its promise: few voters, or a weight that only one has, tell who."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.assembly.queries.choices import short
from konbit.base.text import Multilingual
from konbit.decisions.elections import KINDS
from konbit.decisions.hurdles import Hurdle
from konbit.decisions.models import Entitled, Vote
from konbit.decisions.queries.methods import rules_of

FEWEST = 3
"""With fewer ballots in one heap, whoever voted knows what the other said."""

SAFE = 5
"""From so many on, a heap is not spoken of."""


def secrecy_hurdles(vote: Vote) -> list[Hurdle]:
    """What stands against the secrecy that was promised; nothing for an open vote."""
    if vote.secrecy == Vote.Secrecy.OPEN:
        return []
    roll = list(vote.roll.filter(until_on=None).select_related("college"))
    if vote.secrecy == Vote.Secrecy.HANDOFF:
        return [*_elsewhere(vote), *_few(vote, roll, forbids=False)]
    found = [*_few(vote, roll, forbids=True), *_weights(roll)]
    if vote.proxies:
        found.append(
            Hurdle(
                "proxies",
                _("Whoever votes for somebody else knows how that vote was cast. Tell it beforehand."),
                forbids=False,
            )
        )
    return found


def _elsewhere(vote: Vote) -> list[Hurdle]:
    """Only what comes back as names of people can be handed over."""
    if rules_of(vote).kind in KINDS:
        return []
    words = _("Only elections of persons can be handed to Belenios from here. Vote openly, or anonymously.")
    return [Hurdle("elsewhere", words, forbids=True)]


def _few(vote: Vote, roll: list[Entitled], *, forbids: bool) -> list[Hurdle]:
    """Colleges, or a whole roll, in which so few vote that a result tells how."""
    titles: dict[int | None, Multilingual] = {one.pk: one.title for one in vote.colleges.all()}
    heaps = Counter(one.college_id if one.college_id in titles else None for one in roll)
    return [_of_heap(titles.get(key), many, forbids) for key, many in heaps.items() if many < SAFE]


def _of_heap(title: Multilingual | None, many: int, forbids: bool) -> Hurdle:
    where = short(title) if title else _("this vote")
    if many < FEWEST and forbids:
        return Hurdle(
            "few",
            ngettext(
                "In %(where)s only %(many)s can vote: no ballot is secret. Vote openly, or join colleges.",
                "In %(where)s only %(many)s can vote: no ballot is secret. Vote openly, or join colleges.",
                many,
            )
            % {"where": where, "many": many},
            forbids=True,
        )
    return Hurdle(
        "few",
        _("In %(where)s only %(many)s can vote. If they vote alike, everybody knows how they voted.")
        % {"where": where, "many": many},
        forbids=False,
    )


def _weights(roll: list[Entitled]) -> list[Hurdle]:
    """Numbers of votes that so few have in their college that they name who voted."""
    heaps = Counter((one.college_id, one.weight) for one in roll)
    several = {college for college, _weight in heaps if sum(key[0] == college for key in heaps) > 1}
    found: list[Hurdle] = []
    for (college, weight), many in sorted(heaps.items(), key=lambda pair: (pair[0][1], pair[1])):
        if college not in several or many >= SAFE:
            continue
        said = {"weight": weight, "many": many}
        if many == 1:
            words = _("Only one on the roll has %(weight)s votes: her ballot would name her.") % said
            words += " " + _("Vote openly, give several the same number, or hand the vote to Belenios.")
        else:
            words = _("Only %(many)s on the roll have %(weight)s votes: their ballots can be guessed.") % said
        found.append(Hurdle("weight", words, forbids=many == 1))
    return found
