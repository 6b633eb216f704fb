"""Lines of the rules about what bodies held: meetings, how many were there, votes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .counting import told
from .days import earlier
from .facts import NONE
from .lines import MANY, MISSING, Lines
from .roster import Meeting, Vote
from .rules import Majority, Part, Quorum, Rhythm, Statutes
from .sorting import subjects_of
from .standing import Standing

Numbers = tuple[int, int, int, int, str]
"""Counted, untold, least, whole, missing."""


def held_lines(standing: Standing, statutes: Statutes, numbers: Sequence[int]) -> Lines:
    """Lines of rules (by number) about rhythm, quorum or majority.

    A rhythm counts days: the last day on which the body met must be no earlier than `least`.
    """
    rules = [statutes.rules[number] for number in numbers]
    subjects = subjects_of(standing, rules)
    found: list[Numbers] = []
    for place, body in zip(subjects.rule.tolist(), subjects.body.tolist(), strict=True):
        ask = rules[place].ask
        if isinstance(ask, Rhythm | Quorum | Majority):
            found.append(_numbers(standing, ask, body))
    columns = np.array([one[:4] for one in found], np.int64).reshape(len(found), 4).T
    return told(
        Lines(
            rule=np.array(numbers, np.int64)[subjects.rule],
            body=subjects.body,
            slot=np.full(len(found), NONE),
            counted=columns[0].copy(),
            untold=columns[1].copy(),
            least=columns[2].copy(),
            most=np.full(len(found), MANY),
            whole=columns[3].copy(),
            missing=np.array([MISSING.index(one[4]) for one in found], np.int64),
        )
    )


def held_row(standing: Standing, ask: Rhythm | Quorum | Majority, body: int) -> int:
    """The meeting or the vote that a rule looks at, `NONE` where there is none."""
    if isinstance(ask, Majority):
        votes = standing.last_votes.get(ask.matter)
        return NONE if votes is None else int(votes[body])
    return int(standing.last_meeting[body])


def _numbers(standing: Standing, ask: Rhythm | Quorum | Majority, body: int) -> Numbers:
    row = held_row(standing, ask, body)
    least = earlier(standing.at, ask.number, ask.span) if isinstance(ask, Rhythm) else 1
    if row == NONE:
        return 0, MANY, least, 0, "votes" if isinstance(ask, Majority) else "meetings"
    if isinstance(ask, Rhythm):
        return min(standing.at, int(standing.facts.meeting_last[row])), 0, least, 0, ""
    if isinstance(ask, Majority):
        return _part(ask, ask.part, standing.facts.roster.votes[row])
    return _part(ask, ask.part, standing.facts.roster.meetings[row])


def _part(ask: Quorum | Majority, part: Part, held: Meeting | Vote) -> Numbers:
    if held.counting not in (ask.counting, None):
        return 0, MANY, 1, 0, "counting"
    if isinstance(held, Vote):
        cast: int | None = held.in_favour + held.against
        of = ask.of if isinstance(ask, Majority) else "entitled"
        counted: int | None = held.in_favour
        whole = {"cast": cast, "present": held.present, "entitled": held.entitled}[of]
    else:
        counted, whole = held.present, held.entitled
    if counted is None or whole is None:
        return 0, MANY, 1, 0, "attendance"
    return counted, 0, part.least(whole), whole, ""
