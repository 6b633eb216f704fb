"""What speaks for and against two records being one group, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Reason:
    """One thing that was compared, in words; `speaks_for`: whether it speaks for one group or against."""

    words: str
    speaks_for: bool


CLOSED = frozenset({"distance", "domain"})
"""Kinds of evidence that may rest on a place or a site that not everybody sees."""

UNSAID = frozenset({"postcode", "locality", "phone", "activity"})
"""Kinds of evidence whose words do not repeat what was compared. A pair keeps nothing of it either: a
telephone number stands only where it can be erased."""


def without_closed(evidence: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The evidence for those who do not see all of both records: near or far, but not how many kilometres."""
    return [{**one, "detail": []} if one["kind"] in CLOSED else one for one in evidence]


def reasons(evidence: Sequence[dict[str, Any]]) -> tuple[Reason, ...]:
    """What weighs something, heaviest first; `evidence` as a pair keeps it: kind, weight (bits), detail."""
    weighing = [one for one in evidence if one["weight"]]
    return tuple(
        Reason(_words(one["kind"], one["weight"] > 0, one["detail"]), one["weight"] > 0)
        for one in sorted(weighing, key=lambda one: -abs(one["weight"]))
    )


def _words(kind: str, same: bool, detail: Sequence[str]) -> str:
    return WORDS[kind](same, [*detail, "", "", ""])


def _identifier(same: bool, detail: Sequence[str]) -> str:
    if same:
        return _("the same number in a register: %(number)s") % {"number": f"{detail[0]} {detail[1]}"}
    return _("different numbers in one register (%(register)s): %(one)s, %(other)s") % {
        "register": detail[0], "one": detail[1], "other": detail[2],
    }  # fmt: skip


def _name(same: bool, detail: Sequence[str]) -> str:
    if same:
        return _("alike in name: “%(one)s”, “%(other)s”") % {"one": detail[0], "other": detail[1]}
    return _("unlike in name: “%(one)s”, “%(other)s”") % {"one": detail[0], "other": detail[1]}


def _spelling(_same: bool, detail: Sequence[str]) -> str:
    return _("the same but for the spelling: “%(one)s”, “%(other)s”") % {"one": detail[0], "other": detail[1]}


def _acronym(_same: bool, detail: Sequence[str]) -> str:
    return _("one is the short form of the other: %(letters)s") % {"letters": detail[0]}


def _other_words(_same: bool, detail: Sequence[str]) -> str:
    only = ", ".join(filter(None, detail[:2]))
    return _("words that only one of the names has: %(words)s") % {"words": only}


def _country(_same: bool, detail: Sequence[str]) -> str:
    return _("in different countries: %(one)s, %(other)s") % {"one": detail[0], "other": detail[1]}


def _postcode(same: bool, _detail: Sequence[str]) -> str:
    return _("the same postcode") if same else _("different postcodes")


def _distance(same: bool, detail: Sequence[str]) -> str:
    if not detail[0]:
        return _("near each other") if same else _("far from each other")
    if same:
        return _("near each other: %(km)s km") % {"km": detail[0]}
    return _("far from each other: %(km)s km") % {"km": detail[0]}


def _locality(same: bool, _detail: Sequence[str]) -> str:
    return _("the same town") if same else _("different towns")


def _domain(same: bool, detail: Sequence[str]) -> str:
    if not detail[0]:
        return _("the same website") if same else _("different websites")
    if same:
        return _("the same website: %(site)s") % {"site": detail[0]}
    return _("different websites: %(one)s, %(other)s") % {"one": detail[0], "other": detail[1]}


def _phone(same: bool, _detail: Sequence[str]) -> str:
    return _("the same telephone number") if same else _("different telephone numbers")


def _activity(same: bool, _detail: Sequence[str]) -> str:
    return _("the same activity") if same else _("different activities")


WORDS: dict[str, Callable[[bool, Sequence[str]], str]] = {
    "identifier": _identifier,
    "name": _name,
    "spelling": _spelling,
    "acronym": _acronym,
    "other_words": _other_words,
    "country": _country,
    "postcode": _postcode,
    "distance": _distance,
    "locality": _locality,
    "domain": _domain,
    "phone": _phone,
    "activity": _activity,
}
