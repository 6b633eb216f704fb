"""What the API of the assembly gives, typed; the OpenAPI description is made of these."""

from __future__ import annotations

from ninja import Schema


class Keeper(Schema):
    """The group that answers for it."""

    uid: str
    name: str
    url: str


class MeetingOut(Schema):
    """A meeting in a list. `when` in words, in the language that was asked for."""

    uid: str
    url: str
    title: dict[str, str]
    when: str
    place: str
    state: str
    group: Keeper


class Meetings(Schema):
    """The meetings of a group: those to come, and a page of those that are over."""

    coming: list[MeetingOut]
    over: list[MeetingOut]
    more: bool


class GoalOut(Schema):
    """A goal and what became of it."""

    number: int
    text: dict[str, str]
    state: str


class ResolutionOut(Schema):
    """A resolution. `standing`: how it stands today; `when`, `how` and `voices` in words."""

    uid: str
    url: str
    title: dict[str, str]
    text: dict[str, str]
    number: str
    when: str
    how: str
    voices: str
    standing: str
    condition: dict[str, str]
    certainty: str
    group: Keeper


class OutcomeOut(Schema):
    """Something that a meeting left behind in another room."""

    title: str
    url: str
    kind: str


class PointOut(Schema):
    """A point of the agenda, with what was said and agreed there; without kind: what was said besides."""

    kind: str
    title: dict[str, str]
    minutes: int | None
    lines: list[str]
    decisions: list[ResolutionOut]
    outcomes: list[OutcomeOut]


class WholeMeeting(MeetingOut):
    """All that you may see of a meeting; names of people are not part of it."""

    purpose: dict[str, str]
    present: int
    missing: list[str]
    goals: list[GoalOut]
    points: list[PointOut]


class Resolutions(Schema):
    """A page of a register."""

    resolutions: list[ResolutionOut]
    more: bool


class SupporterOut(Schema):
    """Who encouraged or supports it: a group, or a name alone."""

    name: str
    group: Keeper | None


class WholeResolution(ResolutionOut):
    """All that you may see of a resolution. `meeting`: the address where it was agreed, or empty."""

    decided_by: str
    holds: str
    review: str
    proof: str
    meeting: str
    supporters: list[SupporterOut]
