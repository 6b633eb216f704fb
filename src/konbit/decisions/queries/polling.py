"""What those at the table see: who has voted, by which channel, and how far the papers are typed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.text import Multilingual
from konbit.decisions.models import Channel, Entitled, Participation, Proxy, Sheet, Vote
from konbit.decisions.queries.ballot_page import BallotShown, ballot_shown, line_name
from konbit.decisions.queries.entitlement import standing
from konbit.decisions.queries.papers import alike, typed_in
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import visible_groups
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class RegisterLine:
    """A line of the roll and whether it has voted; `proxy`: who stands in for it."""

    id: int
    number: int
    name: str
    votes: int
    may_split: bool
    college: Multilingual
    channel: str
    channel_label: str
    proxy: str

    @property
    def has_voted(self) -> bool:
        """Whether it has voted, by whatever channel."""
        return bool(self.channel)


@dataclass(frozen=True)
class RegisterPage:
    """The register of a vote, for those who may edit in its group."""

    shown: BallotShown
    lines: tuple[RegisterLine, ...]

    @property
    def voted(self) -> int:
        """How many have voted."""
        return sum(one.has_voted for one in self.lines)


@dataclass(frozen=True)
class PaperLine:
    """A paper as far as it is typed in. `state`: once, alike, or apart, where two do not say the same."""

    serial: int
    state: str
    is_mine: bool


def register_page(viewer: Viewer, uid: str) -> RegisterPage:
    """The register of a vote. Raises `NotFound`, `NotAllowed`."""
    vote = kept_vote(viewer, uid)
    rows = list(standing(vote).select_related("group", "college"))
    channels = dict(Participation.objects.filter(vote=vote).values_list("entitled", "channel"))
    proxies = Proxy.objects.filter(vote=vote).select_related("holder__group")
    named = _Naming(viewer, [*rows, *(one.holder for one in proxies)])
    carriers = {one.giver_id: named.name(one.holder) for one in proxies}
    return RegisterPage(
        shown=ballot_shown(vote, None),
        lines=tuple(
            _line(row, named.name(row), channels.get(row.pk, ""), carriers.get(row.pk, "")) for row in rows
        ),
    )


def kept_vote(viewer: Viewer, uid: str) -> Vote:
    """A vote at whose table the viewer may sit. Raises `NotFound`, `NotAllowed`."""
    vote, sight = seen_thing(viewer, Vote, uid)
    sight.must("edit")
    return vote


def papers_typed(viewer: Viewer, uid: str) -> list[PaperLine]:
    """The papers that were typed in so far, by their number. Raises as `register_page` does."""
    return [
        PaperLine(serial, _state(sheets), any(one.typed_by == viewer.actor for one in sheets))
        for serial, sheets in typed_in(kept_vote(viewer, uid)).items()
    ]


def _state(sheets: list[Sheet]) -> str:
    if len(sheets) < 2:
        return "once"
    return "alike" if alike(sheets) else "apart"


class _Naming:
    """How lines are called for one reader: a group that she may not know of is not named at any table."""

    def __init__(self, viewer: Viewer, rows: Iterable[Entitled]) -> None:
        self.seen = visible_groups(viewer, {one.group_id for one in rows if one.group_id})

    def name(self, row: Entitled) -> str:
        """The name of a line, else its number."""
        if row.group_id is None or row.group_id in self.seen:
            return line_name(row)
        number = _("Number %(number)d") % {"number": row.number}
        return row.name or number if row.person else number


def _line(row: Entitled, name: str, channel: str, proxy: str) -> RegisterLine:
    return RegisterLine(
        id=row.pk,
        number=row.number,
        name=name,
        votes=row.weight,
        may_split=row.weight > 1 and row.mandate != Entitled.Mandate.BLOCK,
        college=row.college.title if row.college else {},
        channel=channel,
        channel_label=str(Channel(channel).label) if channel else "",
        proxy=proxy,
    )
