"""Campaigns of a network: which of its groups are still to be asked whether what stands there is true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.base.period import holding_on
from konbit.directory.models import Call, Campaign, Contact, Group
from konbit.directory.queries.cards import first_places, place_words
from konbit.directory.queries.editing import group_link
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.networks import belonging, inner_networks
from konbit.directory.queries.still_true import link_to
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.directory.queries.wording import freshness_words
from konbit.people.audience import Audience, Viewer
from konbit.people.names import names_of

PAGE = 20
MOST_SHOWN = 20
_REACH = (Contact.Kind.PHONE, Contact.Kind.EMAIL, Contact.Kind.PERSON)
_WITHHELD = "withheld"
TO_WRITE_IN = (Call.Outcome.CHANGED, Call.Outcome.WRONG, Call.Outcome.CLOSED)
TO_CALL, TO_WRITE, DONE = "call", "write", "done"
SHEET = 20
"""As many groups stand on one printed page of the list: each brings a code to point a telephone at."""


@dataclass(frozen=True)
class Progress:
    """How far a campaign is: of so many groups, how many are confirmed, how many were told something else."""

    total: int
    confirmed: int
    to_write: int

    @property
    def open(self) -> int:
        """How many are not confirmed yet."""
        return self.total - self.confirmed

    @property
    def to_call(self) -> int:
        """How many nobody has reached yet."""
        return self.open - self.to_write


@dataclass(frozen=True)
class ShownCampaign:
    """A campaign as lists show it."""

    id: int
    name: str
    since: date
    made_at: datetime
    closed_at: datetime | None
    network: GroupLink
    progress: Progress


@dataclass(frozen=True)
class Last:
    """The last call to a group: what came of it, who typed it, on whose behalf, what was noted."""

    outcome: str
    label: str
    at: datetime
    by: str
    behalf: str
    note: str


@dataclass(frozen=True)
class CallRow:
    """A group to be called. `withheld`: ways to reach it that are there, and not for this viewer's eyes.
    `link`: the address that answers without signing in, empty for a group that is not open to everyone."""

    group: GroupLink
    place: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    people: tuple[str, ...]
    withheld: bool
    freshness: str
    last: Last | None
    link: str


@dataclass(frozen=True)
class CallPage:
    """A part of a campaign's list. `show` is one of "call", "write", "done"."""

    campaign: ShownCampaign
    show: str
    rows: tuple[CallRow, ...]
    number: int
    pages: int


def campaigns_of(viewer: Viewer, uid: str) -> tuple[GroupLink, tuple[ShownCampaign, ...]]:
    """The campaigns of a network, newest first. Raises `NotFound`, `NotAllowed`."""
    network, sight = seen_group(viewer, uid)
    sight.must("moderate")
    rows = Campaign.objects.filter(network=network).select_related("network").order_by("-made_at")
    return group_link(network), tuple(_shown(one, _asked(one)) for one in rows[:MOST_SHOWN])


def campaign_for(viewer: Viewer, campaign_id: int) -> Campaign:
    """A campaign, for those who look after its network. Raises `NotFound`, `NotAllowed`."""
    campaign = Campaign.objects.select_related("network").filter(pk=campaign_id).first()
    if campaign is None:
        raise NotFound(_("There is no such call list."), remedy=_("Look at the call lists of your network."))
    _network, sight = seen_group(viewer, campaign.network.uid)
    sight.must("moderate")
    return campaign


def call_page(viewer: Viewer, campaign_id: int, show: str, number: int) -> CallPage:
    """A part of a campaign's list: who is to be called (those never reached first), what is to be written in,
    or who has confirmed. Raises as `campaign_for` does."""
    show = show if show in (TO_CALL, TO_WRITE, DONE) else TO_CALL
    return _page(viewer, campaign_for(viewer, campaign_id), show, number, PAGE)


def call_sheet(viewer: Viewer, campaign_id: int, number: int) -> CallPage:
    """Those to be called, as many as fit on a printed sheet. Raises as `campaign_for` does."""
    return _page(viewer, campaign_for(viewer, campaign_id), TO_CALL, number, SHEET)


def _page(viewer: Viewer, campaign: Campaign, show: str, number: int, size: int) -> CallPage:
    asked = _asked(campaign)
    shown = _shown(campaign, asked)
    count = {
        TO_CALL: shown.progress.to_call,
        TO_WRITE: shown.progress.to_write,
        DONE: shown.progress.confirmed,
    }[show]
    pages = max(1, -(-count // size))
    number = min(max(1, number), pages)
    order = F("called_at").asc(nulls_first=True) if show == TO_CALL else F("called_at").desc(nulls_last=True)
    found = _in_state(campaign, asked, show).order_by(order, "name", "pk")
    groups = list(found[(number - 1) * size : number * size])
    return CallPage(shown, show, _rows(viewer, campaign, groups), number, pages)


def _shown(campaign: Campaign, asked: QuerySet[Group]) -> ShownCampaign:
    return ShownCampaign(
        id=campaign.pk,
        name=campaign.name,
        since=campaign.since,
        made_at=campaign.made_at,
        closed_at=campaign.closed_at,
        network=group_link(campaign.network),
        progress=Progress(
            total=asked.count(),
            confirmed=_in_state(campaign, asked, DONE).count(),
            to_write=_in_state(campaign, asked, TO_WRITE).count(),
        ),
    )


def _asked(campaign: Campaign) -> QuerySet[Group]:
    """The groups that belong to the network today, through any number of its networks, each once, and are no
    more only where nobody said so yet."""
    inside = belonging([campaign.network_id, *inner_networks(campaign.network_id)])
    return Group.objects.filter(inside, holding_on(date.today()), removed_at=None)


def _in_state(campaign: Campaign, asked: QuerySet[Group], show: str) -> QuerySet[Group]:
    calls = Call.objects.filter(campaign=campaign, group=OuterRef("pk")).order_by("-at", "-pk")
    groups = asked.annotate(
        called_at=Subquery(calls.values("at")[:1]), outcome=Subquery(calls.values("outcome")[:1])
    )
    confirmed = Q(confirmed_on__gte=campaign.since)
    if show == DONE:
        return groups.filter(confirmed)
    told = Q(outcome__in=TO_WRITE_IN)
    unconfirmed = groups.filter(Q(confirmed_on=None) | Q(confirmed_on__lt=campaign.since))
    return unconfirmed.filter(told) if show == TO_WRITE else unconfirmed.filter(Q(outcome=None) | ~told)


def _rows(viewer: Viewer, campaign: Campaign, groups: list[Group]) -> tuple[CallRow, ...]:
    """The rows of these groups, in a bounded number of queries; who is not open to the viewer has none."""
    ids = [group.pk for group in groups]
    above = networks_of(ids)
    sights = {group.pk: Sight(viewer, group.scope, frozenset(above[group.pk])) for group in groups}
    contacts = _contacts(sights)
    places = first_places(ids)
    last = _last_calls(campaign, ids)
    language = get_language() or "en"
    return tuple(
        CallRow(
            group=group_link(group),
            place=place_words(places[group.pk], language) if group.pk in places else "",
            phones=contacts[group.pk].get(Contact.Kind.PHONE, ()),
            emails=contacts[group.pk].get(Contact.Kind.EMAIL, ()),
            people=contacts[group.pk].get(Contact.Kind.PERSON, ()),
            withheld=bool(contacts[group.pk].get(_WITHHELD)),
            freshness=freshness_words(group.confirmed_on),
            last=last.get(group.pk),
            link=link_to(group) if group.audience == Audience.PUBLIC else "",
        )
        for group in groups
        if sights[group.pk].sees(group.audience)
    )


def _contacts(sights: Mapping[int, Sight]) -> dict[int, dict[str, tuple[str, ...]]]:
    """Per group, by kind, the ways to reach it that the viewer may see; the others under `_WITHHELD`."""
    found: dict[int, dict[str, tuple[str, ...]]] = {pk: {} for pk in sights}
    rows = Contact.objects.filter(group__in=list(sights), kind__in=_REACH).order_by("id")
    for group, kind, value, audience in rows.values_list("group", "kind", "value", "audience"):
        told = (kind, value) if sights[group].sees(audience) else (_WITHHELD, "")
        found[group][told[0]] = (*found[group].get(told[0], ()), told[1])
    return found


def _last_calls(campaign: Campaign, ids: Iterable[int]) -> dict[int, Last]:
    """Per group its last call in a campaign."""
    rows = Call.objects.filter(campaign=campaign, group__in=list(ids)).order_by("at", "pk")
    newest = {call.group_id: call for call in rows}
    names = names_of(call.by for call in newest.values())
    return {
        pk: Last(
            outcome=call.outcome,
            label=str(Call.Outcome(call.outcome).label),
            at=call.at,
            by=names.get(call.by, _("somebody")),
            behalf=call.behalf,
            note=call.note,
        )
        for pk, call in newest.items()
    }
