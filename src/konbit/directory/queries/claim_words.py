"""What the sources say of a group in words, with only what a reader may know of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from konbit.base.text import pick
from konbit.directory.claim_fields import is_empty, part_of, parts_of
from konbit.directory.models import Contact, Scheme, Source, Term
from konbit.directory.places import shown_place
from konbit.directory.precedence import OWN, PRECISIONS, Said, is_last_word
from konbit.directory.queries.change_words import PART_LABELS, Wording
from konbit.directory.queries.group_parts import shown_source
from konbit.directory.queries.shown import ShownSource
from konbit.directory.queries.visible import Sight
from konbit.directory.queries.wording import date_words
from konbit.directory.state import State


@dataclass(frozen=True)
class SourceWord:
    """What one source says of a field: line by line; nothing, and `withheld`, where only stewards may see."""

    code: str
    source: ShownSource
    on: str
    lines: tuple[str, ...]
    withheld: bool
    is_shown: bool

    @property
    def is_own(self) -> bool:
        """Whether it is the group's own word."""
        return self.code == OWN


class Telling:
    """Puts words of claims into words for people: reads labels and sources for some groups at once."""

    def __init__(self, said: Iterable[Sequence[Said]], language: str) -> None:
        everyone = [one for ones in said for one in ones]
        self._language = language
        self._wording = Wording.of([(parts_of(one.words), None) for one in everyone], language, {}, {})
        codes = {one.code for one in everyone}
        self._sources = {source.code: source for source in Source.objects.filter(code__in=codes)}
        fields = {field for one in everyone for field in one.words}
        self._labels = field_labels(fields, language)

    def label(self, field: str) -> str:
        """What a field is called."""
        return self._labels[field]

    def words(self, field: str, order: Sequence[Said], sight: Sight, home: State) -> tuple[SourceWord, ...]:
        """Everybody's word on a field in this order, the one that is shown first. `home`: the group's state
        as it is shown, which tells how exactly its places may be."""
        own = next((one.words[field] for one in order if one.code == OWN), None)
        floor = _floor([*(home["places"] or [_NOWHERE]), *(own or [])]) if field == "places" else 0
        told = []
        for at, one in enumerate(order):
            value = one.words[field]
            withheld = not sight.sees_all and self._is_withheld(field, value, own, one.code)
            if field == "places" and not sight.sees_all:
                value = [_blurred(place, floor) for place in value]
            lines = () if withheld else self._wording.part(part_of(field), value)
            told.append(SourceWord(one.code, self._source(one.code), _day(one.on), lines, withheld, at == 0))
        return tuple(told)

    def _source(self, code: str) -> ShownSource:
        source = shown_source(self._sources.get(code))
        return source or ShownSource(_("the group itself") if code == OWN else code)

    @staticmethod
    def _is_withheld(field: str, value: Any, own: Any, code: str) -> bool:
        """Whether a word is for stewards only: personal values, loose columns, what the group took away."""
        if field == "extras" or (own is not None and is_empty(own) and code != OWN):
            return True
        return field.startswith("contacts.") and any(
            is_last_word(field, one) for one in (value, own) if one is not None
        )


# A group that shows no place does not show what others say of where it is.
_NOWHERE = {"precision": "none"}


def _floor(places: Iterable[dict[str, Any]]) -> int:
    return max((PRECISIONS.index(place.get("precision") or "exact") for place in places), default=0)


def _blurred(place: dict[str, Any], floor: int) -> dict[str, Any]:
    """A place as the public may see it, no more exactly than the floor."""
    precision = PRECISIONS[max(floor, _floor([place]))]
    shown = asdict(shown_place({**place, "precision": precision}))
    latitude, longitude = shown.pop("lat"), shown.pop("lon")
    return shown | {"given_latitude": latitude, "given_longitude": longitude}


def _day(on: str) -> str:
    if len(on) != 10:
        return date_words(on) if on else ""
    return date_format(date.fromisoformat(on))


def field_labels(fields: Collection[str], language: str) -> dict[str, str]:
    """What these fields are called: the part, and of what of it."""
    schemes = {int(field[6:]) for field in fields if field.startswith("terms.")}
    dimensions = {int(field[6:]) for field in fields if field.startswith("sizes.")}
    titles = {
        pk: pick(title, language).text or code
        for pk, title, code in Scheme.objects.filter(pk__in=schemes).values_list("pk", "title", "code")
    }
    labels = {
        pk: pick(label, language).text or code
        for pk, label, code in Term.objects.filter(pk__in=dimensions).values_list("pk", "label", "code")
    }
    inner: dict[str, dict[str, str]] = {
        "contacts": {str(kind): str(label) for kind, label in Contact.Kind.choices},
        "terms": {str(pk): title for pk, title in titles.items()},
        "sizes": {str(pk): label for pk, label in labels.items()},
    }
    found = {}
    for field in fields:
        part, _dot, what = field.partition(".")
        found[field] = inner.get(part, {}).get(what, what) or str(PART_LABELS[part])
    return found
