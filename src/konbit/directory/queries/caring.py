"""Who may begin to look after a group's record, and how: by its website, or by asking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.chronicle.queries import history
from konbit.directory.domains import is_shared, site_of
from konbit.directory.models import CareRequest, Contact, DomainProof, Group, Role
from konbit.directory.queries.editing import group_link
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.versions import GROUP
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.people.audience import Audience, Viewer

SHARED_BY = 3
"""A domain that so many groups name as theirs proves nothing for one of them."""
REST = timedelta(days=14)
"""A website that somebody wrote in proves nothing before: others must have time to see that it is wrong."""
_LOOKED_AT = 500


@dataclass(frozen=True)
class Website:
    """A website that a group names: what it may prove. `refused` says why it proves nothing; `word` is what
    to put there, empty before somebody asked for it."""

    domain: str
    root: str
    refused: str
    word: str = ""
    looked_at: datetime | None = None


@dataclass(frozen=True)
class CarePage:
    """How this viewer may come to look after a group. `asked_at`: since when her own question waits."""

    link: GroupLink
    is_steward: bool
    is_looked_after: bool
    websites: tuple[Website, ...]
    asked_at: datetime | None
    somebody_answers: bool


@dataclass(frozen=True)
class ShownRequest:
    """Somebody who asks to look after a group."""

    id: int
    link: GroupLink
    name: str
    text: str
    asked_at: datetime


def care_page(viewer: Viewer, uid: str) -> CarePage:
    """The ways to look after a group that are open to this viewer. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    proofs = {
        proof.domain: proof for proof in DomainProof.objects.filter(group=group, person=viewer.person_id)
    }
    sites = [
        Website(site.domain, site.root, site.refused, *_said(proofs.get(site.domain)))
        for site in websites_of(group)
    ]
    asked = CareRequest.objects.filter(group=group, person=viewer.person_id, answered_at=None).first()
    return CarePage(
        link=group_link(group),
        is_steward=viewer.holds(group.scope, Role.Kind.STEWARD),
        is_looked_after=is_looked_after(group),
        websites=tuple(sites),
        asked_at=asked.asked_at if asked else None,
        somebody_answers=_somebody_answers(group, sight),
    )


def _said(proof: DomainProof | None) -> tuple[str, datetime | None]:
    """The word that somebody was given, and when Konbit last looked for it."""
    return (proof.word, proof.looked_at) if proof else ("", None)


def is_looked_after(group: Group) -> bool:
    """Whether the group has a steward."""
    return Role.objects.filter(group=group, kind=Role.Kind.STEWARD).exists()


def websites_of(group: Group) -> list[Website]:
    """The websites that a group names before everybody, each domain once, and whether they prove anything."""
    named = Contact.objects.filter(group=group, kind=Contact.Kind.WEBSITE, audience=Audience.PUBLIC)
    sites = dict(site_of(value) for value in named.order_by("id").values_list("value", flat=True))
    sites.pop("", None)
    return [Website(domain, root, _why_not(group, domain)) for domain, root in sites.items()]


def _why_not(group: Group, domain: str) -> str:
    if is_shared(domain):
        return _("Many people have pages there, so it does not show who you are.")
    if _named_by(domain) >= SHARED_BY:
        return _("Several groups of this directory name it as theirs, so it does not show who you are.")
    written = _written_at(group, domain)
    if written and timezone.now() < written + REST:
        return _("Somebody wrote it in only lately. It counts from %(day)s on.") % {
            "day": (written + REST).date().isoformat()
        }
    return ""


def _named_by(domain: str) -> int:
    """How many groups name this domain as theirs (counted as far as it matters)."""
    rows = Contact.objects.filter(
        kind=Contact.Kind.WEBSITE, value__icontains=domain, group__removed_at=None
    ).values_list("group", "value")[:_LOOKED_AT]
    return len({group for group, value in rows if site_of(value)[0] == domain})


def _written_at(group: Group, domain: str) -> datetime | None:
    """When somebody wrote this domain into a group that was there already; None where it came with the group,
    with a file, or longer ago than one remembers."""
    for change in history(GROUP, group.pk, _LOOKED_AT):
        if change.before is None or change.source:
            continue
        was, became = (_domains(state) for state in (change.before, change.after))
        if domain in became - was:
            return change.at
    return None


def _domains(state: object) -> set[str]:
    contacts = state.get("contacts") if isinstance(state, dict) else None
    return {
        site_of(one["value"])[0]
        for one in (contacts if isinstance(contacts, list) else [])
        if one["kind"] == Contact.Kind.WEBSITE and isinstance(one["value"], str)
    }


def _somebody_answers(group: Group, sight: Sight) -> bool:
    """Whether there is a steward of the group or an organiser of a network of it who can say yes."""
    organisers = Role.objects.filter(group__in=sight.network_ids, kind=Role.Kind.ORGANISER)
    return is_looked_after(group) or organisers.exists()


def care_requests(viewer: Viewer, uid: str) -> tuple[GroupLink, tuple[ShownRequest, ...]]:
    """Who asks to look after a group, or one of the groups below a network, and may be answered by this
    viewer, oldest first. Raises `NotFound`, `NotAllowed`."""
    group, sight = seen_group(viewer, uid)
    sight.must("steward")
    return group_link(group), _shown(_below(group, _open_requests(viewer)))


def own_care_requests(viewer: Viewer) -> tuple[ShownRequest, ...]:
    """Who asks to look after any group that this viewer may give into their hands, oldest first."""
    return _shown(asked for asked, _above in _open_requests(viewer))


def requests_waiting(viewer: Viewer, uid: str) -> int:
    """How many ask after a group or those below it; none for those who may not answer."""
    group, sight = seen_group(viewer, uid)
    return len(_below(group, _open_requests(viewer))) if sight.may("steward") else 0


def _open_requests(viewer: Viewer) -> list[tuple[CareRequest, set[int]]]:
    """What waits for this viewer's answer, oldest first, each with the networks above its group."""
    waiting = CareRequest.objects.filter(answered_at=None, group__removed_at=None, person__is_active=True)
    rows = list(waiting.select_related("group", "person").order_by("asked_at"))
    above = networks_of({one.group_id for one in rows})
    return [
        (one, above[one.group_id])
        for one in rows
        if Sight(viewer, one.group.scope, frozenset(above[one.group_id])).may("steward")
    ]


def _below(group: Group, waiting: Iterable[tuple[CareRequest, set[int]]]) -> list[CareRequest]:
    return [one for one, above in waiting if group.pk in (one.group_id, *above)]


def _shown(waiting: Iterable[CareRequest]) -> tuple[ShownRequest, ...]:
    return tuple(
        ShownRequest(one.pk, group_link(one.group), one.person.name, one.text, one.asked_at)
        for one in waiting
    )
