"""Which letters about waiting things are due, and which one a link in a letter names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.models import Digest, Group
from konbit.directory.queries.editing import group_link
from konbit.directory.queries.proposals import Line, network_queue, waiting_in
from konbit.directory.queries.visible import GroupLink, sight_of
from konbit.people.audience import Viewer
from konbit.people.persons import mail_addresses, viewers_of

NAMED = 10
SALT = "konbit.directory.digest"


@dataclass(frozen=True)
class Due:
    """A letter that is due: to whom, about which network, how many things wait and some of them."""

    id: int
    person: int
    address: str
    language: str
    network: GroupLink
    lines: tuple[Line, ...]
    total: int
    sent_at: datetime | None

    @property
    def more(self) -> int:
        """How many wait besides those that are named."""
        return self.total - len(self.lines)


def due_digests(before: datetime) -> Iterator[Due]:
    """The letters of those who want them, were not written to since a moment, look after the network still,
    and for whom something came since their last one."""
    quiet = Q(sent_at=None) | Q(sent_at__lte=before)
    rows = list(Digest.objects.filter(quiet, wanted=True, network__removed_at=None).select_related("network"))
    viewers = viewers_of(row.person_id for row in rows)
    addresses = mail_addresses(viewers)
    for row in rows:
        if row.person_id not in addresses or not _still_looks(viewers[row.person_id], row.network):
            continue
        waiting = waiting_in(row.network_id)
        if not (waiting.filter(made_at__gt=row.sent_at) if row.sent_at else waiting).exists():
            continue
        queue = network_queue(viewers[row.person_id], row.network.uid)
        address, language = addresses[row.person_id]
        if queue.lines:
            yield Due(
                id=row.pk,
                person=row.person_id,
                address=address,
                language=language,
                network=group_link(row.network),
                lines=queue.lines[:NAMED],
                total=queue.total,
                sent_at=row.sent_at,
            )


def wants_digest(viewer: Viewer, network: int) -> bool:
    """Whether a viewer has letters about what waits in a network."""
    return Digest.objects.filter(person=viewer.person_id, network=network, wanted=True).exists()


def has_address(viewer: Viewer) -> bool:
    """Whether letters can be sent to a viewer."""
    return viewer.person_id is not None and bool(mail_addresses([viewer.person_id]))


def person_and_network(token: str) -> tuple[int, int]:
    """The person and the network (row ids) of the letters that a link names. Raises `NotFound`."""
    try:
        person, network = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound(
            _("This link is not complete."), remedy=_("Open it from the mail again, to its last letter.")
        ) from None
    return int(person), int(network)


def network_of_token(token: str) -> str:
    """The name of the network whose letters a link stops, for whoever holds the letter. Raises `NotFound`."""
    _person, network = person_and_network(token)
    return Group.objects.filter(pk=network).values_list("name", flat=True).first() or ""


def _still_looks(viewer: Viewer, network: Group) -> bool:
    sight = sight_of(viewer, network)
    return sight.sees(network.audience) and sight.may("moderate")
