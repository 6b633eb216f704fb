"""The roll of a vote as its page shows it: names for those who belong to it, else numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from konbit.base.text import Multilingual
from konbit.decisions.models import Ballot, Entitled, Vote
from konbit.decisions.queries.methods import rules_of
from konbit.decisions.queries.votes import VoteLine, own_lines, seen_vote, vote_lines
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class LineShown:
    """A line of the roll. `said`: what she said, in words, where the vote is open and counted."""

    id: int
    number: int
    name: str
    group: GroupLink | None
    college: Multilingual
    weight: int
    mandate: str
    from_on: date | None
    until_on: date | None
    reason: str
    has_voted: bool
    said: tuple[Multilingual, ...]


@dataclass(frozen=True)
class RollPage:
    """A roll. `shows_names`: whether its reader sees who stands on it."""

    vote: VoteLine
    lines: tuple[LineShown, ...]
    roll_hash: str
    unit: str
    has_colleges: bool
    is_draft: bool
    is_open: bool
    is_counted: bool
    is_anonymous: bool
    shows_names: bool
    shows_voted: bool
    may_edit: bool


def roll_page(viewer: Viewer, uid: str) -> RollPage:
    """The roll of a vote. Names are for those who take part in the group or stand on the roll. Raises
    `NotFound`."""
    vote, sight = seen_vote(viewer, uid)
    names = sight.may("take part") or own_lines(viewer, [vote]).exists()
    counted = vote.state == Vote.State.CLOSED
    rows = list(vote.roll.select_related("college", "participation").order_by("number"))
    groups = visible_groups(viewer, {one.group_id for one in rows if one.group_id})
    said = _said(vote) if counted and names else {}
    return RollPage(
        vote=vote_lines(viewer, [vote])[0],
        lines=tuple(_line(one, groups, said, names) for one in rows),
        roll_hash=vote.roll_hash,
        unit=vote.unit,
        has_colleges=any(one.college_id for one in rows),
        is_draft=vote.state == Vote.State.DRAFT,
        is_open=vote.state == Vote.State.OPEN,
        is_counted=counted,
        is_anonymous=vote.secrecy != Vote.Secrecy.OPEN,
        shows_names=names,
        shows_voted=names and vote.state != Vote.State.DRAFT,
        may_edit=sight.may("edit"),
    )


def _line(
    one: Entitled, groups: dict[int, GroupLink], said: dict[int, list[Multilingual]], names: bool
) -> LineShown:
    group = groups.get(one.group_id) if one.group_id else None
    hidden = one.group_id is not None and group is None and not one.person
    return LineShown(
        id=one.pk, number=one.number, name=one.name if names and not hidden else "",
        group=group if names else None, college=one.college.title if one.college else {},
        weight=one.weight, mandate=str(one.get_mandate_display()), from_on=one.from_on,
        until_on=one.until_on, reason=one.reason if names else "",
        has_voted=names and hasattr(one, "participation"), said=tuple(said.get(one.pk, ())),
    )  # fmt: skip


def _said(vote: Vote) -> dict[int, list[Multilingual]]:
    """What everybody said in an open vote, by the line of the roll."""
    rules = rules_of(vote)
    titles: dict[str, Any] = {one.word: one.title for one in rules.choices}
    found: dict[int, list[Multilingual]] = {}
    rows = Ballot.objects.filter(vote=vote).exclude(entitled=None) if vote.secrecy == "open" else []
    for one in rows:
        if "stance" in one.said and one.entitled_id is not None:
            found.setdefault(one.entitled_id, []).append(titles.get(one.said["stance"], {}))
    return found
