"""One resolution whole, and what its form says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from konbit.assembly.models import Endorsement, Resolution
from konbit.assembly.queries.attending import attending_at
from konbit.assembly.queries.meetings import meeting_address
from konbit.assembly.queries.resolution_cards import (
    ResolutionCard,
    cards,
    followed_by,
    resolution_address,
    voices_of,
)
from konbit.assembly.queries.standing import decided_long_ago
from konbit.base.text import Multilingual, pick
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.people.audience import Audience, Viewer

NamedLink = tuple[str, Multilingual]
"""The address and title of another thing."""


@dataclass(frozen=True)
class Supporter:
    """Who encouraged or supports a resolution: a group, or a name."""

    id: int
    group: GroupLink | None
    name: str
    note: Multilingual


@dataclass(frozen=True)
class ResolutionPage:
    """A resolution whole. `too_many`: voices counted and people noted, where these are fewer; `silent`:
    whether nothing has followed from it for ninety days."""

    card: ResolutionCard
    decided_by: str
    holds: str
    condition_state: str
    condition_label: str
    condition_by: str
    meeting: NamedLink | None
    replaces: NamedLink | None
    replaced_by: tuple[NamedLink, ...]
    supporters: tuple[Supporter, ...]
    proof: str
    source: str
    address: str
    seen_by: str
    silent: bool
    too_many: tuple[int, int] | None
    may: frozenset[str]


def stands_as(viewer: Viewer, uid: str) -> str:
    """The uid of the resolution that stands for this one since both were joined; its own otherwise.

    Raises `NotFound`.
    """
    row, _sight = seen_thing(viewer, Resolution, uid)
    return row.joined_into.uid if row.joined_into else row.uid


def resolution_page(viewer: Viewer, uid: str) -> ResolutionPage:
    """All that the viewer may see of a resolution. Raises `NotFound`."""
    row, sight = seen_thing(viewer, Resolution, uid)
    followed = followed_by([row.pk])
    (card,) = cards(viewer, [row], followed)
    followers = row.replaced_by.filter(removed_at=None, joined_into=None, state=Resolution.State.ADOPTED)
    sees_people = sight.sees(Audience.NETWORK)
    return ResolutionPage(
        card=card,
        decided_by=row.decided_by,
        holds=period_words(row.valid_from, row.valid_until),
        condition_state=row.condition_state,
        condition_label=str(Resolution.Condition(row.condition_state).label),
        condition_by=date_words(row.condition_by),
        meeting=_meeting(viewer, row),
        replaces=next(iter(_links(viewer, [row.replaces] if row.replaces else [])), None),
        replaced_by=tuple(_links(viewer, list(followers))),
        supporters=_supporters(viewer, row),
        proof=row.proof,
        source=row.source.name if row.source else "",
        address=row.address,
        seen_by="" if row.audience == Audience.PUBLIC else str(Audience(row.audience).label),
        silent=(
            card.standing == "holds"
            and row.certainty == "confirmed"
            and decided_long_ago(row, date.today())
            and row.pk not in followed
        ),
        too_many=_too_many(viewer, row, sees_people) if sees_people else None,
        may=frozenset(verb for verb in ("edit",) if sight.may(verb)),
    )


def _links(viewer: Viewer, rows: list[Resolution]) -> list[NamedLink]:
    return [(resolution_address(one.uid), one.title) for one in seen_things(viewer, rows)]


def _meeting(viewer: Viewer, row: Resolution) -> NamedLink | None:
    if row.meeting is None or not seen_things(viewer, [row.meeting]):
        return None
    return meeting_address(row.meeting.uid), row.meeting.title


def _too_many(viewer: Viewer, row: Resolution, sees_people: bool) -> tuple[int, int] | None:
    """More voices than people noted at the meeting: paper may know more, so it is only said."""
    if row.meeting is None:
        return None
    here = attending_at(viewer, row.meeting, sees_people).voices
    return (voices_of(row), here) if 0 < here < voices_of(row) else None


def _supporters(viewer: Viewer, row: Resolution) -> tuple[Supporter, ...]:
    rows = list(Endorsement.objects.filter(resolution=row).order_by("pk"))
    links = visible_groups(viewer, {one.group_id for one in rows if one.group_id})
    return tuple(
        Supporter(one.pk, links.get(one.group_id or 0), one.name, one.note)
        for one in rows
        if one.group_id is None or one.group_id in links
    )


def resolution_said(viewer: Viewer, uid: str, language: str) -> tuple[Resolution, dict[str, Any]]:
    """A resolution that the viewer may change, and what its form says. Raises `NotFound`, `NotAllowed`."""
    row, sight = seen_thing(viewer, Resolution, uid)
    sight.must("edit")
    plain = (
        "state", "how", "in_favour", "against", "abstained", "objections", "counted_in", "decided_on",
        "decided_by", "number", "condition_by", "review_on", "valid_from", "valid_until", "proof", "audience",
    )  # fmt: skip
    said: dict[str, Any] = {name: getattr(row, name) for name in plain}
    said |= {name: pick(getattr(row, name), language).text for name in ("title", "text", "condition")}
    return row, said | {"language": language, "replaces": row.replaces.uid if row.replaces else ""}
