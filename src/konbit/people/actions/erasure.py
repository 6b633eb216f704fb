"""Leaving: a person's values go from every room, and stay gone when an old backup is restored.

What is kept of an erasure is a line of keyed digests and the opaque id, in the database and in
`KONBIT_HOME/erasures.jsonl`, which a restore must leave alone and then replay.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.registry import Identity, rooms
from konbit.chronicle.actions import forget, note_erasure, purge, recording
from konbit.chronicle.personal import holds_one, identity_digest
from konbit.chronicle.queries import erasures
from konbit.people.actions.accounts import end_sessions
from konbit.people.audience import Viewer
from konbit.people.models import Card, Invitation, Person, Recovery


@dataclass(frozen=True)
class _Record:
    """One erasure as it is kept: when, by whom, the opaque id or "", the keyed digests of the values."""

    at: datetime
    actor: str
    subject: str
    digests: tuple[str, ...]


def erase(who: str, by: Viewer, also: Iterable[str] = ()) -> int:
    """Erase a person by user name, or a bare value (e-mail, telephone, name) that stands in contacts.

    `also`: further values of hers to clear, as she tells them. Returns how many rows were emptied. A
    person may erase herself; an operator may erase anybody. What others search for is narrower when one
    erases oneself: only addresses that one has proved to hold, so that nobody empties other people's
    contacts by taking their name first.

    Raises `NotAllowed`, or `Problem` if nothing is named.
    """
    who = who.strip()
    if not who:
        raise Problem(_("Nobody is named."), remedy=_("Give a user name, or a value to erase."))
    person = Person.objects.filter(username__iexact=who, erased_at=None).first()
    is_self = person is not None and person.pk == by.person_id
    if not (by.is_operator or is_self):
        raise NotAllowed(_("You may not erase others."), remedy=_("Ask the operator of this instance."))
    if person is None:
        values = (who, *also)
    elif by.is_operator:
        values = (*_told_values(person), *also)
    else:
        values = _proved_values(person)
    wanted = tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
    subject = person.opaque_id if person else ""
    with transaction.atomic():
        gone = _erase_everywhere(person, subject, wanted, frozenset(_digest(value) for value in wanted))
        if person:
            with recording(by.actor, "erase") as batch:
                batch.changed("person", person.pk, {}, {"erased": True})
        gone += forget(by.actor, subject, list(wanted))
        # Written before the commit: a line too many erases again what was to go, a line too few would
        # bring somebody back.
        _append(_Record(timezone.now(), by.actor, subject, tuple(sorted(_digest(v) for v in wanted))))
    return gone


def replay_erasures() -> int:
    """Erase again whatever a restored backup brought back. Returns how many rows were emptied.

    Doing it twice does no harm. Values are recognised by their keyed digests, in one pass for all.
    """
    kept = {_key(one): one for one in _from_database()}
    lost = {_key(one): one for one in _from_file() if _key(one) not in kept}
    every = [*kept.values(), *lost.values()]
    digests = frozenset(digest for one in every for digest in one.digests)
    with transaction.atomic():
        gone = _erase_everywhere(None, "", (), digests) if digests else 0
        for one in every:
            person = _person_with_opaque_id(one.subject)
            if person:
                gone += _erase_everywhere(person, one.subject, _proved_values(person), digests)
            gone += purge(one.subject, set())
        gone += purge("", set(digests))
        for one in lost.values():
            note_erasure(one.at, one.actor, one.subject, list(one.digests))
    return gone


def lost_erasures() -> int:
    """How many erasures the home knows of and the database does not: an older database was put here."""
    kept = {_key(one) for one in _from_database()}
    return sum(_key(one) not in kept for one in _from_file())


def replay_lost_erasures() -> int:
    """Replay every erasure if any is lost. Returns how many rows were emptied."""
    return replay_erasures() if lost_erasures() else 0


def _erase_everywhere(
    person: Person | None, subject: str, values: tuple[str, ...], digests: frozenset[str]
) -> int:
    """Ask every room to forget an identity, then empty the account."""

    key = settings.SECRET_KEY.encode()

    def matches(text: str) -> bool:
        return holds_one(text, digests, key)

    identity = Identity(person.pk if person else None, subject, values, matches)
    gone = sum(room.erase(identity) for room in rooms() if room.erase)
    return gone + (_empty_account(person) if person else 0)


def _empty_account(person: Person) -> int:
    now = timezone.now()
    gone: int = end_sessions(person)
    gone += EmailAddress.objects.filter(user=person).delete()[0]
    gone += Authenticator.objects.filter(user=person).delete()[0]
    gone += Card.objects.filter(person=person).delete()[0]
    gone += Recovery.objects.filter(person=person).delete()[0]
    Invitation.objects.filter(made_by=person, closed_at=None).update(closed_at=now)
    person.username, person.email, person.shown_name, person.language = f"erased-{person.pk}", "", "", ""
    person.is_active = person.is_superuser = person.is_staff = False
    person.last_login, person.erased_at = None, now
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
    return gone + 1


def _proved_values(person: Person) -> tuple[str, ...]:
    """The e-mail addresses that a person has proved to be hers."""
    return tuple(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))


def _told_values(person: Person) -> tuple[str, ...]:
    """All that an account says of a person and that may stand elsewhere. A single word is left out: it
    would also empty the contacts of everybody else called so."""
    addresses = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    names = [name for name in (person.username, person.shown_name) if len(name.split()) > 1]
    return (person.email, *addresses, *names)


def _person_with_opaque_id(subject: str) -> Person | None:
    kind, _colon, opaque = subject.partition(":")
    if kind != "person":
        return None
    return Person.objects.filter(opaque=opaque, erased_at=None).first()


def _digest(value: str) -> str:
    return identity_digest(value, settings.SECRET_KEY.encode())


def _key(record: _Record) -> tuple[str, tuple[str, ...]]:
    return record.subject, tuple(sorted(record.digests))


def _from_database() -> Iterable[_Record]:
    return (_Record(row.at, row.actor, row.subject, tuple(row.value_digests)) for row in erasures())


def _file() -> Path:
    return Path(settings.KONBIT_HOME) / "erasures.jsonl"


def _append(record: _Record) -> None:
    line = {
        "at": record.at.isoformat(), "actor": record.actor,
        "subject": record.subject, "digests": list(record.digests),
    }  # fmt: skip
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _from_file() -> Iterable[_Record]:
    path = _file()
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            said = json.loads(line)
            yield _Record(
                datetime.fromisoformat(said["at"]), said["actor"], said["subject"], tuple(said["digests"])
            )
        except (ValueError, KeyError, TypeError) as error:
            raise Problem(
                _("The list of erasures cannot be read."),
                where=f"{path}, line {number}",
                remedy=_("Mend or remove that line, then replay again: people asked to be forgotten."),
            ) from error
