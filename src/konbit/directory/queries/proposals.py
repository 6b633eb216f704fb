"""What waits for somebody's eyes: for those who decide about it, and for whoever proposed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, NotFound
from konbit.base.period import holding_on
from konbit.directory.models import Group, Policy, Proposal, Relation
from konbit.directory.queries.editing import group_link
from konbit.directory.queries.membership import DOWNWARD, UPWARD
from konbit.directory.queries.networks import belonging
from konbit.directory.queries.policies import entry_of, may_decide
from konbit.directory.queries.visible import GroupLink, Sight, seen_group, sight_of
from konbit.people.audience import EDITOR, STEWARD, Viewer
from konbit.people.names import names_of

PAGE = 25
ABOUT_GROUPS = (Proposal.Kind.CHANGE, Proposal.Kind.REPORT)


@dataclass(frozen=True)
class Line:
    """A proposal in a list: what kind, about whom, who brought it and when, and what came of it.

    `group` is the group that it is about; while a new one is only proposed it has a `name` and no page.
    """

    id: int
    kind: str
    name: str
    group: GroupLink | None
    network: GroupLink | None
    trouble: str
    who: str
    made_at: datetime
    status: str
    status_label: str
    decided_at: datetime | None
    reason: str
    revised: bool


@dataclass(frozen=True)
class Queue:
    """What waits in a network (or, without one, for this viewer anywhere), oldest first; `more`: the id
    after which the next page begins."""

    network: GroupLink | None
    lines: tuple[Line, ...]
    total: int
    more: int | None
    may_organise: bool = False
    is_open: bool = False


def network_queue(viewer: Viewer, uid: str, after: int = 0) -> Queue:
    """What waits for the people of a network. Raises `NotFound`, `NotAllowed` for everybody else."""
    network, sight = seen_group(viewer, uid)
    sight.must("moderate")
    rows = waiting_in(network.pk)
    lines, more = _page(viewer, rows, after)
    is_open = entry_of(network.pk) == Policy.Entry.OPEN
    return Queue(group_link(network), lines, rows.count(), more, sight.may("organise"), is_open)


def own_queue(viewer: Viewer, after: int = 0) -> Queue:
    """What waits for a viewer anywhere: in networks she looks after, for groups of hers, and for the
    operator what is about groups that belong to no network. Raises `NotAllowed` for the unknown."""
    if not viewer.is_someone:
        raise NotAllowed(_("You are not signed in."), remedy=_("Sign in and try again."))
    rows = Proposal.objects.filter(_waits_for(viewer), status=Proposal.Status.WAITING)
    lines, more = _page(viewer, rows, after)
    return Queue(None, lines, rows.count(), more)


def waiting_in(network: int) -> Any:
    """The rows that wait for the people of a network: groups proposed to it, and words about its groups."""
    return Proposal.objects.filter(_of_network([network]), status=Proposal.Status.WAITING)


def count_waiting(viewer: Viewer, uid: str) -> int:
    """How many things wait in a network; 0 for those who do not look after it."""
    group = Group.objects.filter(uid=uid, kind=Group.Kind.NETWORK, removed_at=None).first()
    if group is None or not sight_of(viewer, group).may("moderate"):
        return 0
    return int(waiting_in(group.pk).count())


def own_proposals(viewer: Viewer, after: int = 0) -> Queue:
    """What a viewer proposed or reported, newest first, and what came of it. Raises `NotAllowed`."""
    if not viewer.is_someone:
        raise NotAllowed(_("You are not signed in."), remedy=_("Sign in and try again."))
    rows = Proposal.objects.filter(by=viewer.actor)
    older = rows.filter(pk__lt=after) if after else rows
    found = list(older.select_related("group", "network").order_by("-pk")[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return Queue(None, _lines(viewer, found[:PAGE]), rows.count(), more)


def decidable(viewer: Viewer, proposal_id: int) -> tuple[Proposal, Group, Sight]:
    """A proposal with the group or network in which it is decided, for those who decide about it.

    Raises `NotFound` for all others: who may not decide does not learn that there is one.
    """
    proposal, where, sight = found_proposal(viewer, proposal_id)
    if not may_decide(sight, proposal.kind):
        raise _gone()
    return proposal, where, sight


def found_proposal(viewer: Viewer, proposal_id: int) -> tuple[Proposal, Group, Sight]:
    """A proposal for those who decide about it and for whoever made it. Raises `NotFound` for all others."""
    proposal = Proposal.objects.select_related("group", "network").filter(pk=proposal_id).first()
    where = _decided_in(proposal) if proposal else None
    if proposal is None or where is None or where.removed_at:
        raise _gone()
    sight = sight_of(viewer, where)
    is_own = viewer.is_someone and proposal.by == viewer.actor
    if not sight.sees(where.audience) or not (is_own or may_decide(sight, proposal.kind)):
        raise _gone()
    return proposal, where, sight


def line_of(viewer: Viewer, proposal: Proposal) -> Line:
    """A proposal as lists and its own page name it."""
    return _lines(viewer, [proposal])[0]


def _decided_in(proposal: Proposal) -> Group | None:
    return proposal.network if proposal.kind == Proposal.Kind.NEW else proposal.group


def _of_network(networks: list[int]) -> Q:
    """New groups for these networks, and words about them or about groups that belong to them directly."""
    groups = Group.objects.filter(belonging(networks), removed_at=None).values("pk")
    about = Q(group__in=networks) | Q(group__in=groups)
    return Q(kind=Proposal.Kind.NEW, network__in=networks) | Q(about, kind__in=ABOUT_GROUPS)


def _waits_for(viewer: Viewer) -> Q:
    held = {int(scope.partition(":")[2]): roles for scope, roles in viewer.roles.items()}
    networks = [pk for pk, roles in held.items() if roles & {"organiser", "moderator"}]
    own = [pk for pk, roles in held.items() if roles & {STEWARD, EDITOR}]
    wanted = _of_network(networks) | Q(kind=Proposal.Kind.CHANGE, group__in=own)
    return wanted | _homeless() if viewer.is_operator else wanted


def _homeless() -> Q:
    """Words about groups that belong to no network today, which nobody but the operator would read."""
    holding = Relation.objects.filter(holding_on(date.today()))
    up, down = holding.filter(kind__in=UPWARD), holding.filter(kind__in=DOWNWARD)
    belongs = Q(group__in=up.values("subject")) | Q(group__in=down.values("object"))
    return Q(kind__in=ABOUT_GROUPS) & ~Q(group__kind=Group.Kind.NETWORK) & ~belongs


def _page(viewer: Viewer, rows: Any, after: int) -> tuple[tuple[Line, ...], int | None]:
    found = list(rows.filter(pk__gt=after).select_related("group", "network").order_by("pk")[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    open_ones = [one for one in found[:PAGE] if _opens(viewer, one)]
    return _lines(viewer, open_ones), more


def _opens(viewer: Viewer, proposal: Proposal) -> bool:
    where = _decided_in(proposal)
    if where is None or where.removed_at:
        return False
    sight = sight_of(viewer, where)
    return sight.sees(where.audience) and may_decide(sight, proposal.kind)


def _lines(viewer: Viewer, proposals: list[Proposal]) -> tuple[Line, ...]:
    names = names_of(one.by for one in proposals)
    return tuple(_line(one, names) for one in proposals)


def _line(proposal: Proposal, names: dict[str, str]) -> Line:
    group = group_link(proposal.group) if proposal.group and not proposal.group.removed_at else None
    named = proposal.group.name if proposal.group else str(proposal.state.get("name", ""))
    return Line(
        id=proposal.pk,
        kind=proposal.kind,
        name=named,
        group=group,
        network=group_link(proposal.network) if proposal.network else None,
        trouble=str(Proposal.Trouble(proposal.trouble).label) if proposal.trouble else "",
        who=names.get(proposal.by, _("a person")) if proposal.by else _("somebody without an account"),
        made_at=proposal.made_at,
        status=proposal.status,
        status_label=_status(proposal),
        decided_at=proposal.decided_at,
        reason=proposal.reason,
        revised=bool(proposal.revised_by),
    )


def _status(proposal: Proposal) -> str:
    if proposal.status == Proposal.Status.WAITING:
        return _("waits for somebody to look")
    if proposal.kind == Proposal.Kind.REPORT:
        mended = proposal.status == Proposal.Status.PUBLISHED
        return _("answered: something was changed") if mended else _("answered: nothing was changed")
    if proposal.status == Proposal.Status.REFUSED:
        return _("not taken")
    return _("taken, with changes") if proposal.revised_by else _("taken")


def _gone() -> NotFound:
    return NotFound(
        _("There is no such proposal, or it is not open to you."),
        remedy=_("Sign in if you look after the network, or if you proposed it."),
    )
