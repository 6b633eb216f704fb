"""Offers and needs for tests, made the way the house makes them."""

from __future__ import annotations

import io
import uuid
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client
from PIL import Image

from konbit.directory.models import Group, Role
from konbit.exchange.actions.listings import ListingDraft, list_it
from konbit.exchange.models import Listing
from konbit.people.audience import Viewer, viewer_of
from konbit.people.models import Person
from tests.builders import a_person


def somebody_of(group: Group, role: str = "member", name: str = "amina") -> tuple[Viewer, Client, Person]:
    """Somebody with a role in a group, her viewer and her browser."""
    person = a_person(name)
    Role.objects.create(person=person, group=group, kind=role)
    client = Client()
    client.force_login(person)
    return viewer_of(person), client, person


def with_mail(person: Person) -> Person:
    """The same, who gave a mail address and proved it."""
    address = f"{person.username}@example.org"
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    return person


def listed(
    viewer: Viewer, group: Group, title: str = "Maize seed", what: str = "offer", **said: Any
) -> Listing:
    """Something that is offered, or needed."""
    draft = ListingDraft("en", what, said.pop("sort", "goods"), title, **said)
    return Listing.objects.get(uid=list_it(viewer, group.uid, draft, uuid.uuid4()))


def a_picture(place: bool = False, size: tuple[int, int] = (2400, 1200)) -> io.BytesIO:
    """A photo as a telephone makes it, with where it was taken, if asked."""
    written = io.BytesIO()
    exif = Image.Exif()
    if place:
        exif[0x010E] = "Rue du Lavoir 7"
        exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", size, "#9c3a2a").save(written, "JPEG", exif=exif)
    written.seek(0)
    written.name = "photo.jpg"
    return written
