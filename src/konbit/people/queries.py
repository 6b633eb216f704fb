"""Reading accounts, cards, invitations and recoveries: for those who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, NotFound
from konbit.base.registry import ScopeCard
from konbit.chronicle.queries import acts_of, personal_values_about
from konbit.people.audience import ORGANISER, STEWARD, Viewer, viewer_of
from konbit.people.models import Card, Invitation, Person, Recovery
from konbit.people.rules import GIVEN_BY, ROLE_NAMES, may_give
from konbit.people.scopes import describe, roles_of, viewer_allows, viewer_must
from konbit.people.tokens import plain_code, shown_code, token_digest


@dataclass(frozen=True)
class Place:
    """A scope in which somebody holds roles, and what it is."""

    scope: str
    card: ScopeCard
    roles: tuple[str, ...]

    @property
    def role_names(self) -> list[Any]:
        """The roles in the reader's language."""
        return [ROLE_NAMES.get(role, role) for role in self.roles]

    @property
    def is_looked_after(self) -> bool:
        """Whether these roles let one invite and make cards there."""
        return bool({STEWARD, ORGANISER} & set(self.roles))


@dataclass(frozen=True)
class Offer:
    """What an invitation offers: into what, as what, by whom, until when."""

    id: int
    scope: str
    role: str
    card: ScopeCard
    by: str
    expires_at: datetime


@dataclass(frozen=True)
class Request:
    """A recovery that waits for a steward: whose, since when, whether this steward confirmed already."""

    id: int
    name: str
    asked_at: datetime
    confirmations: int
    is_mine: bool


def places_of(viewer: Viewer) -> list[Place]:
    """Where a viewer holds roles; scopes that are gone are left out."""
    places = []
    for scope, roles in sorted(viewer.roles.items()):
        try:
            places.append(Place(scope, describe(scope), tuple(sorted(roles))))
        except NotFound:
            continue
    return places


def account_of(viewer: Viewer) -> Person:
    """The viewer's own account. Raises `NotAllowed` for whoever is not signed in."""
    person = None
    if viewer.person_id is not None:
        person = Person.objects.filter(pk=viewer.person_id, is_active=True).first()
    if person is None:
        raise NotAllowed(_("You are not signed in."), remedy=_("Sign in and try again."))
    return person


def person_named(name_or_code: str) -> Person | None:
    """The account with this user name, or with this card code; None if there is none."""
    said = name_or_code.strip()
    if not said:
        return None
    card = Card.objects.select_related("person").filter(code=plain_code(said)).first()
    person = card.person if card else Person.objects.filter(username__iexact=said).first()
    return person if person and person.is_active else None


def knows(viewer: Viewer, person_id: int) -> bool:
    """Whether a viewer may vouch for a person: steward of one of her groups, and not she herself."""
    if viewer.person_id == person_id or not viewer.is_someone:
        return False
    return viewer.is_operator or any(viewer_allows(viewer, "vouch", scope) for scope in roles_of(person_id))


def has_operator() -> bool:
    """Whether anybody keeps this instance."""
    return Person.objects.filter(is_superuser=True, is_active=True).exists()


def recoveries_for(viewer: Viewer) -> list[Request]:
    """The open requests that a viewer may confirm, oldest first; never her own."""
    waiting = Recovery.objects.filter(closed_at=None, expires_at__gt=timezone.now())
    return [
        Request(
            id=one.pk,
            name=one.person.name,
            asked_at=one.asked_at,
            confirmations=bool(one.first_by) + bool(one.second_by),
            is_mine=viewer.actor in (one.first_by, one.second_by),
        )
        for one in waiting.select_related("person").order_by("asked_at")
        if one.has_place_for(viewer.actor) and knows(viewer, one.person_id)
    ]


def open_recovery_of(viewer: Viewer) -> Recovery | None:
    """The open request for the viewer's own account: she should hear of it."""
    if viewer.person_id is None:
        return None
    return Recovery.objects.filter(
        person_id=viewer.person_id, closed_at=None, expires_at__gt=timezone.now()
    ).first()


def invitation_of_token(token: str) -> Offer:
    """What a link offers. Raises `NotFound`, always in the same words, if it offers nothing (any more)."""
    row = (
        Invitation.objects.select_related("made_by")
        .filter(token_digest=token_digest(token), closed_at=None, expires_at__gt=timezone.now())
        .filter(used__lt=F("uses"))
        .first()
    )
    gone = NotFound(
        _("This invitation is no longer open."), remedy=_("Ask whoever sent it to you for a new link.")
    )
    if row is None:
        raise gone
    try:
        card = describe(row.scope)
    except NotFound:
        raise gone from None
    if row.made_by and not may_give(viewer_of(row.made_by), row.role, row.scope, card.networks):
        raise gone
    return Offer(row.pk, row.scope, row.role, card, row.made_by.name if row.made_by else "", row.expires_at)


def invitations_in(viewer: Viewer, scope: str) -> list[Invitation]:
    """The open links into a scope, newest first. Raises `NotFound` or `NotAllowed`."""
    viewer_must(viewer, "invite", scope)
    return list(
        Invitation.objects.select_related("made_by")
        .filter(scope=scope, closed_at=None, expires_at__gt=timezone.now(), used__lt=F("uses"))
        .order_by("-made_at")
    )


def roles_to_give(viewer: Viewer, scope: str) -> list[str]:
    """The roles that a viewer may offer in a scope; the network's own only in networks."""
    card = describe(scope)
    return [
        role
        for role, verb in GIVEN_BY.items()
        if (card.is_network or verb != "organise") and may_give(viewer, role, scope, card.networks)
    ]


def cards_in(viewer: Viewer, scope: str) -> list[Card]:
    """The cards made in a scope, by name. Raises `NotFound` or `NotAllowed`."""
    viewer_must(viewer, "steward", scope)
    return list(Card.objects.select_related("person").filter(scope=scope).order_by("person__shown_name"))


def card_for(viewer: Viewer, card_id: int) -> Card:
    """A card, for its holder and the stewards who look after it. Raises `NotFound` for all others."""
    card = Card.objects.select_related("person").filter(pk=card_id).first()
    if card is None or not (
        (viewer.is_someone and card.person_id == viewer.person_id)
        or viewer_allows(viewer, "steward", card.scope)
    ):
        raise NotFound(_("There is no such card."))
    return card


def own_card(viewer: Viewer) -> Card | None:
    """The viewer's own card, if she has one."""
    if viewer.person_id is None:
        return None
    return Card.objects.filter(person_id=viewer.person_id).first()


def account_facts(viewer: Viewer) -> dict[str, Any]:
    """What an account itself says of the viewer, as plain data: names, ways in, roles.

    Secrets are named, never given. Raises `NotAllowed` for whoever is not signed in.
    """
    person = account_of(viewer)
    card = own_card(viewer)
    return {
        "user_name": person.username,
        "shown_name": person.shown_name,
        "language": person.language,
        "id_in_the_chronicle": person.opaque_id,
        "joined": person.date_joined.isoformat(),
        "last_sign_in": person.last_login.isoformat() if person.last_login else None,
        "password": "kept as a digest" if person.has_usable_password() else None,
        "email": [
            {"address": one.email, "verified": one.verified}
            for one in EmailAddress.objects.filter(user=person)
        ],
        "ways_in": [
            {"kind": str(one.type), "added": one.created_at.isoformat()}
            for one in Authenticator.objects.filter(user=person)
        ],
        "card": {"code": shown_code(card.code), "made": card.made_at.isoformat()} if card else None,
        "roles": [
            {"in": place.card.name, "scope": place.scope, "roles": list(place.roles)}
            for place in places_of(viewer)
        ],
        "values_in_the_history": personal_values_about(person.opaque_id),
    }


def what_konbit_knows(viewer: Viewer) -> dict[str, Any]:
    """All that is kept about the viewer, as plain data: what the account says, and what she did."""
    acts = acts_of(account_of(viewer).opaque_id)
    return account_facts(viewer) | {
        "what_you_did": [
            {"at": change.at.isoformat(), "verb": change.verb, "kind": change.kind, "id": change.object_id}
            for change in acts
        ],
    }
