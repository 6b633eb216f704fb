"""The accounts behind opaque ids, for rooms that give them something to look after or write to them."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress

from konbit.people.audience import Viewer, viewer_of
from konbit.people.models import Person


def person_behind(opaque_id: str) -> Person | None:
    """The account with this opaque id ("person:…"); None where there is none, or none any more."""
    said = opaque_id.removeprefix("person:")
    if said == opaque_id or len(said) != 36:
        return None
    return Person.objects.filter(opaque=said, is_active=True, erased_at=None).first()


def accounts_behind(opaque_ids: Iterable[str]) -> dict[str, int]:
    """The row ids of the accounts with these opaque ids; nothing for those that are closed."""
    said = {one.removeprefix("person:"): one for one in opaque_ids if len(one) == len("person:") + 36}
    rows = Person.objects.filter(opaque__in=list(said), is_active=True, erased_at=None)
    return {said[str(opaque)]: pk for opaque, pk in rows.values_list("opaque", "pk")}


def viewers_of(person_ids: Iterable[int]) -> dict[int, Viewer]:
    """The viewers that these accounts (row ids) are, with their roles of today; closed accounts have none."""
    people = Person.objects.filter(pk__in=list(person_ids), is_active=True, erased_at=None)
    return {person.pk: viewer_of(person) for person in people}


def mail_addresses(person_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Address and language of those of these accounts to whom mail may be sent: they proved that the
    address is theirs."""
    proved = EmailAddress.objects.filter(
        user__in=list(person_ids), verified=True, user__is_active=True, user__erased_at=None
    )
    rows = proved.order_by("primary", "pk").values_list("user", "email", "user__language")
    return {person: (address, language) for person, address, language in rows}
