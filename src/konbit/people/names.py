"""The names behind the opaque ids of the chronicle, for those who may know them."""

from __future__ import annotations

from collections.abc import Iterable

from konbit.people.models import Person


def names_of(opaque_ids: Iterable[str]) -> dict[str, str]:
    """The shown names of accounts by opaque id ("person:…"); erased accounts and other actors have none."""
    uuids = [one.removeprefix("person:") for one in set(opaque_ids) if one.startswith("person:")]
    uuids = [one for one in uuids if len(one) == 36]
    return {
        person.opaque_id: person.name for person in Person.objects.filter(opaque__in=uuids, erased_at=None)
    }
