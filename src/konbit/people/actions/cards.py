"""Member cards: a code on paper and a PIN in the head, for whoever has no e-mail address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.utils import generate_unique_username
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.people import tokens
from konbit.people.actions.accounts import end_sessions, note_opened
from konbit.people.audience import MEMBER, Viewer
from konbit.people.models import Card, Person
from konbit.people.queries import account_of
from konbit.people.scopes import grant, viewer_allows, viewer_must

FREE_TRIES = 5
LONGEST_REST = timedelta(hours=24)


@dataclass(frozen=True)
class MadeCard:
    """A card and its PIN, known in the clear only now: show it once."""

    card: Card
    pin: str


def make_card(by: Viewer, scope: str, name: str) -> MadeCard:
    """Open an account with a card for somebody without e-mail, as a member of a group.

    Raises `NotAllowed` for whoever is not a steward there, `Problem` without a name.
    """
    viewer_must(by, "steward", scope)
    name = " ".join(name.split())[:120]
    if not name:
        raise Problem(_("The card has no name."), remedy=_("Write the name of the person it is for."))
    with recording(by.actor, "make member card") as batch:
        person = Person(username=generate_unique_username([name, "person"]), shown_name=name)
        person.set_unusable_password()
        person.save()
        note_opened(batch, person)
        made = _new_card(batch, person, scope)
        grant(person.pk, scope, MEMBER, by.actor)
    return made


def make_own_card(by: Viewer) -> MadeCard:
    """Make a card for one's own account: a new code and a new PIN; an older card stops working."""
    person = account_of(by)
    with recording(by.actor, "make member card") as batch:
        older = Card.objects.filter(person=person).first()
        if older:
            return _renewed(batch, older)
        return _new_card(batch, person, "")


def _new_card(batch: Batch, person: Person, scope: str) -> MadeCard:
    pin = tokens.new_pin()
    card = Card.objects.create(person=person, scope=scope, code=tokens.new_code(), pin=make_password(pin))
    batch.changed("card", card.pk, None, {"person": person.opaque_id, "scope": scope})
    return MadeCard(card, pin)


def _renewed(batch: Batch, card: Card) -> MadeCard:
    pin = tokens.new_pin()
    card.code = tokens.new_code()
    put_pin(card, pin, own=False)
    batch.changed("card", card.pk, {"blocked": False}, {"renewed": True})
    return MadeCard(card, pin)


def put_pin(card: Card, pin: str, *, own: bool) -> None:
    """Give a card another PIN and a fresh start, within the caller's act."""
    card.pin, card.pin_is_own = make_password(pin), own
    card.wrong_tries, card.rests_until, card.blocked_at = 0, None, None
    card.save()


def renew_card(by: Viewer, card_id: int) -> MadeCard:
    """Make a card anew: other code, other PIN.

    Its holder may always. A steward may only while the card has never been used: a card in use opens
    somebody's account, and for that it takes two (see `recovery`).
    """
    card = _card(card_id)
    if card.person_id != by.person_id:
        _steward_must(by, card)
        if card.used_at:
            raise NotAllowed(
                _("This card is in use, so one steward alone cannot give it a new PIN."),
                remedy=_("Its holder asks for recovery on the sign-in page; two stewards confirm."),
            )
    with recording(by.actor, "renew member card") as batch:
        return _renewed(batch, card)


def block_card(by: Viewer, card_id: int) -> None:
    """Stop a lost card from opening anything, and end what it has opened."""
    card = _card(card_id)
    if card.person_id != by.person_id:
        _steward_must(by, card)
    with recording(by.actor, "block member card") as batch:
        Card.objects.filter(pk=card.pk).update(blocked_at=timezone.now())
        batch.changed("card", card.pk, {"blocked": card.blocked_at is not None}, {"blocked": True})
        end_sessions(card.person)


def choose_pin(by: Viewer, pin: str) -> None:
    """Choose the PIN of one's own card. Raises `Problem` if it is no PIN or an easy one."""
    must_be_good_pin(pin)
    card = Card.objects.filter(person=account_of(by)).first()
    if card is None:
        raise NotFound(_("You have no member card."), remedy=_("Make one on your account page."))
    with recording(by.actor, "choose PIN") as batch:
        put_pin(card, pin, own=True)
        batch.changed("card", card.pk, {}, {"pin_is_own": True})


def must_be_good_pin(pin: str) -> None:
    """Raise `Problem` for what is not a PIN, or one that anybody would try first."""
    if not tokens.is_pin(pin):
        raise Problem(_("A PIN has 4 to 6 digits."), where=_("PIN"))
    if tokens.is_guessable_pin(pin):
        raise Problem(
            _("That PIN is too easy to guess."), where=_("PIN"), remedy=_("Mix the digits; take no year.")
        )


def open_with_card(code: str, pin: str) -> Person | None:
    """Whose card this is, if code and PIN are right and the card is neither resting nor blocked.

    The answer to everything else is the same None, after the same work. The try is counted before the
    PIN is looked at, so that many guesses at once do not slip through. Tries are no history of a thing:
    they stand on the card, not in the chronicle.
    """
    card = _card_to_try(tokens.plain_code(code))
    if card is None:
        make_password(pin)
        return None
    if not check_password(pin, card.pin):
        return None
    Card.objects.filter(pk=card.pk).update(wrong_tries=0, rests_until=None, used_at=timezone.now())
    return card.person


def _card_to_try(code: str) -> Card | None:
    now = timezone.now()
    with transaction.atomic():
        card = (
            Card.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(code=code, blocked_at=None, person__is_active=True)
            .first()
        )
        if card is None or (card.rests_until and card.rests_until > now):
            return None
        tries = card.wrong_tries + 1
        rest = now + rest_after(tries) if tries >= FREE_TRIES else None
        Card.objects.filter(pk=card.pk).update(wrong_tries=tries, rests_until=rest)
    return card


def rest_after(wrong_tries: int) -> timedelta:
    """How long a card rests after so many wrong tries: 1 minute after five, then doubling up to a day."""
    minutes = 2 ** min(wrong_tries - FREE_TRIES, 20)
    return min(timedelta(minutes=minutes), LONGEST_REST)


def _card(card_id: int) -> Card:
    card = Card.objects.select_related("person").filter(pk=card_id).first()
    if card is None:
        raise NotFound(_("There is no such card."))
    return card


def _steward_must(by: Viewer, card: Card) -> None:
    if not viewer_allows(by, "steward", card.scope):
        raise NotFound(_("There is no such card."))
