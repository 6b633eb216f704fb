"""Those who are asked, as a page may name them: what each answered, and from when until when it is bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from konbit.assembly.models import Resolution
from konbit.assembly.queries.agreed_shown import ResolutionShown, resolutions_shown
from konbit.base.period import latest
from konbit.base.text import Multilingual
from konbit.directory.models import Group, Role
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.federation.models import Pact, Party
from konbit.people.audience import Viewer

_SYMBOLS = {
    Party.State.INVITED: "hourglass",
    Party.State.AGREED: "circle-check",
    Party.State.REFUSED: "circle-x",
    Party.State.LEFT: "log-out",
}


@dataclass(frozen=True)
class PartyShown:
    """A group that is asked. `resolution`: by which it answered, None where there is none or it is not open
    to the reader; `has_answered` by which of them. `bound`: from when until when, in words."""

    id: int
    group: GroupLink
    state: str
    mandate: Multilingual
    reason: Multilingual
    resolution: ResolutionShown | None
    left_by: ResolutionShown | None
    answered_on: str
    bound: str
    is_bound: bool
    may_answer: bool
    may_leave: bool

    @property
    def label(self) -> str:
        """Its answer in words."""
        return str(Party.State(self.state).label)

    @property
    def symbol(self) -> str:
        """The name of the symbol of its answer."""
        return _SYMBOLS[Party.State(self.state)]

    @property
    def wishes(self) -> bool:
        """Whether it would first have something amended."""
        return self.state == Party.State.INVITED and bool(self.reason)


def is_bound(party: Party) -> bool:
    """Whether a party is bound today, or from a day to come."""
    return bool(party.valid_from) and (not party.valid_until or latest(party.valid_until) >= date.today())


def missing(pact: Pact) -> list[Party]:
    """Those whose word is missing for a pact to come to hold; empty once enough have agreed."""
    parties = list(pact.parties.select_related("group"))
    agreed = [one for one in parties if one.state == Party.State.AGREED]
    if len(agreed) >= (len(parties) if pact.needed is None else pact.needed):
        return []
    return [one for one in parties if one.state != Party.State.AGREED]


def parties_shown(viewer: Viewer, pact: Pact) -> tuple[PartyShown, ...]:
    """The parties of a pact, those whose group the viewer may know of."""
    rows = list(pact.parties.select_related("group", "resolution__group", "left_by__group"))
    links = visible_groups(viewer, [one.group_id for one in rows])
    by = resolutions_shown(viewer, _resolutions(rows))
    waiting = pact.state in (Pact.State.ASKED, Pact.State.HOLDS)
    return tuple(
        PartyShown(
            id=one.pk,
            group=links[one.group_id],
            state=one.state,
            mandate=one.mandate,
            reason=one.reason,
            resolution=by.get(one.resolution_id or 0),
            left_by=by.get(one.left_by_id or 0),
            answered_on=date_words(one.answered_on),
            bound=period_words(one.valid_from, one.valid_until) if one.valid_from else "",
            is_bound=is_bound(one),
            may_answer=waiting and not one.valid_from and speaks_for(viewer, one.group),
            may_leave=bool(one.valid_from) and not one.valid_until and speaks_for(viewer, one.group),
        )
        for one in rows
        if one.group_id in links
    )


def speaks_for(viewer: Viewer, group: Group) -> bool:
    """Whether the viewer answers for a group: its own stewards and organisers alone, not even who keeps the
    house."""
    return viewer.holds(group.scope, Role.Kind.STEWARD, Role.Kind.ORGANISER)


def _resolutions(rows: Iterable[Party]) -> Iterator[Resolution]:
    for one in rows:
        yield from filter(None, (one.resolution, one.left_by))
