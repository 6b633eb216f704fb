"""The face of a network, as pages in its name show it: colours, motto, its own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from konbit.base.period import holding_on
from konbit.base.text import Multilingual, pick
from konbit.directory.addresses import group_address
from konbit.directory.colours import night_shade
from konbit.directory.models import Certainty, Group, NetworkStyle, Relation
from konbit.directory.queries.membership import DOWNWARD, UPWARD
from konbit.people.audience import Audience


@dataclass(frozen=True)
class Face:
    """A network's name, address, language, motto, colours and own words (`{"groups": {"en": "tables"}}`)."""

    id: int
    uid: str
    name: str
    url: str
    motto: str
    main: str
    accent: str
    is_home: bool = False
    language: str = "en"
    mottos: Multilingual = field(default_factory=dict)
    words: dict[str, Multilingual] = field(default_factory=dict)

    @property
    def main_night(self) -> str:
        """The main colour as it is read by night."""
        return night_shade(self.main)

    @property
    def accent_night(self) -> str:
        """The accent as it is read by night."""
        return night_shade(self.accent)

    def word(self, thing: str, language: str) -> str:
        """What the network calls a thing, in this language or else in its own; empty where it has no word."""
        return pick(self.words.get(thing), language, (self.language,)).text


def home_face(language: str) -> Face | None:
    """The face of the network that this instance opens with; None while there is none."""
    style = _styles().filter(is_home=True).first()
    return _face(style, language) if style else None


def face_of(network: int, language: str) -> Face | None:
    """The face that a network gave itself, None for one that gave itself none."""
    style = _styles().filter(network=network).first()
    return _face(style, language) if style else None


def face_of_uid(uid: str, language: str) -> Face | None:
    """The face of the network with this uid, None for one that gave itself none or is not open to all."""
    style = _styles().filter(network__uid=uid, network__audience=Audience.PUBLIC).first()
    return _face(style, language) if style else None


def face_around(group: int, language: str) -> Face | None:
    """The face of the one network to which a group belongs directly, as pages of the group show it.

    None where it belongs to several or to none. Networks that are not open to all, and ties that nobody has
    confirmed yet, do not count.
    """
    holding = Relation.objects.filter(holding_on(date.today())).exclude(certainty=Certainty.TO_VERIFY)
    networks = Group.objects.filter(
        Q(pk__in=holding.filter(subject=group, kind__in=UPWARD).values("object"))
        | Q(pk__in=holding.filter(object=group, kind__in=DOWNWARD).values("subject")),
        kind=Group.Kind.NETWORK,
        audience=Audience.PUBLIC,
        removed_at=None,
    ).values_list("pk", flat=True)[:2]
    return face_of(networks[0], language) if len(networks) == 1 else None


def face_of_scope(scope: str, language: str) -> Face | None:
    """The face in which pages of a scope ("group:7") stand: a network's own, a group's network's."""
    number = scope.removeprefix("group:")
    if not number.isdecimal():
        return None
    return face_of(int(number), language) or face_around(int(number), language)


def _styles():  # type: ignore[no-untyped-def]
    return NetworkStyle.objects.select_related("network").filter(network__removed_at=None)


def _face(style: NetworkStyle, language: str) -> Face:
    network = style.network
    return Face(
        id=network.pk,
        uid=network.uid,
        name=pick(network.names, language, ()).text or network.name,
        url=group_address(network.uid, network.slug),
        motto=pick(style.motto, language).text,
        main=style.main,
        accent=style.accent,
        is_home=style.is_home,
        language=network.language or "en",
        mottos=style.motto,
        words=style.words,
    )
