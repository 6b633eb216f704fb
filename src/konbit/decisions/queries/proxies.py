"""Whose vote one gives away, and whose one carries."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.assembly.queries.choices import Choices
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual
from konbit.decisions.models import Entitled, Proxy, Vote
from konbit.decisions.queries.ballot_page import line_name, vote_for_voter
from konbit.decisions.queries.entitlement import may_cast_for, standing
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import visible_groups
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class OwnLine:
    """A line of the roll that is the reader's. `holder`: who votes for her; `carries`: for whom she votes."""

    id: int
    name: str
    votes: int
    holder: str
    carries: tuple[str, ...]
    choices: Choices

    @property
    def may_give(self) -> bool:
        """Whether there is anybody to whom it can be given."""
        return bool(self.choices) and not self.carries


@dataclass(frozen=True)
class ProxiesPage:
    """The proxies of a vote, as far as they are the reader's. `most`: so many one person may carry."""

    uid: str
    title: Multilingual
    most: int
    is_over: bool
    sees_vote: bool
    lines: tuple[OwnLine, ...]


def proxies_page(viewer: Viewer, uid: str) -> ProxiesPage:
    """The proxies of whoever stands on the roll of a vote. Raises `NotFound`."""
    try:
        vote, sees = vote_for_voter(viewer, uid)
    except NotFound:
        raise gone() from None
    roll = list(standing(vote).select_related("group"))
    links = visible_groups(viewer, {one.group_id for one in roll if one.group_id})
    papers = list(Proxy.objects.filter(vote=vote))
    own = [one for one in roll if may_cast_for(viewer, one)]
    named = {one.pk: line_name(one) for one in roll if one.group_id is None or one.group_id in links}
    return ProxiesPage(
        uid=vote.uid, title=vote.title, most=vote.proxies, sees_vote=sees,
        is_over=vote.state not in (Vote.State.DRAFT, Vote.State.OPEN),
        lines=tuple(_line(one, named, papers, vote.proxies) for one in own),
    )  # fmt: skip


def _line(row: Entitled, named: dict[int, str], papers: list[Proxy], most: int) -> OwnLine:
    given = {one.giver_id: one.holder_id for one in papers}
    held = [one.holder_id for one in papers]
    choices = [
        (str(pk), name)
        for pk, name in named.items()
        if pk != row.pk and pk not in given and held.count(pk) < most
    ]
    return OwnLine(
        id=row.pk, name=line_name(row), votes=row.weight,
        holder=named.get(given[row.pk], "…") if row.pk in given else "",
        carries=tuple(named.get(giver, "…") for giver, holder in given.items() if holder == row.pk),
        choices=choices,
    )  # fmt: skip
