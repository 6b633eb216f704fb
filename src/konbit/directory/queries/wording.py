"""What is known of groups, in plain words: dates, freshness, certainty, relations."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.period import earliest
from konbit.directory.models import Certainty, RelationKind

_SHAPES = {4: "Y", 7: "YEAR_MONTH_FORMAT", 10: "DATE_FORMAT"}

FACET_TITLES = {
    "type": gettext_lazy("What kind of initiative"),
    "activity": gettext_lazy("What it does"),
    "structure": gettext_lazy("How it is organised"),
    "membership": gettext_lazy("Who its members are"),
    "qualifier": gettext_lazy("What also holds for it"),
    "path": gettext_lazy("Paths it walks"),
    "stage": gettext_lazy("Where it stands"),
    "appropriation": gettext_lazy("Who owns"),
    "management": gettext_lazy("Who decides"),
    "redistribution": gettext_lazy("How the fruits are shared"),
    "principle": gettext_lazy("Principles"),
    "need": gettext_lazy("Needs it meets"),
    "support": gettext_lazy("Support it gives"),
    "theme": gettext_lazy("Themes"),
    "motive": gettext_lazy("What moved it to begin"),
    "size": gettext_lazy("What is counted"),
    "": gettext_lazy("Its own words"),
}
"""What the terms of a facet tell of a group, in the order in which a page tells it."""

_FORWARD = {
    RelationKind.MEMBER_OF: gettext_lazy("is a member of"),
    RelationKind.PART_OF: gettext_lazy("is part of"),
    RelationKind.FEDERATES: gettext_lazy("federates"),
    RelationKind.SUPPORTS: gettext_lazy("supports"),
    RelationKind.GREW_OUT_OF: gettext_lazy("grew out of"),
    RelationKind.INSPIRED_BY: gettext_lazy("is inspired by"),
    RelationKind.SUPPLIES: gettext_lazy("supplies"),
}
_FORWARD_PAST = {
    RelationKind.MEMBER_OF: gettext_lazy("was a member of"),
    RelationKind.PART_OF: gettext_lazy("was part of"),
    RelationKind.FEDERATES: gettext_lazy("federated"),
    RelationKind.SUPPORTS: gettext_lazy("supported"),
    RelationKind.SUPPLIES: gettext_lazy("supplied"),
}
_BACKWARD = {
    RelationKind.MEMBER_OF: gettext_lazy("has as a member"),
    RelationKind.PART_OF: gettext_lazy("has as a part"),
    RelationKind.FEDERATES: gettext_lazy("is federated in"),
    RelationKind.SUPPORTS: gettext_lazy("is supported by"),
    RelationKind.GREW_OUT_OF: gettext_lazy("gave rise to"),
    RelationKind.INSPIRED_BY: gettext_lazy("inspired"),
    RelationKind.SUPPLIES: gettext_lazy("is supplied by"),
}
_BACKWARD_PAST = {
    RelationKind.MEMBER_OF: gettext_lazy("had as a member"),
    RelationKind.PART_OF: gettext_lazy("had as a part"),
    RelationKind.FEDERATES: gettext_lazy("was federated in"),
    RelationKind.SUPPORTS: gettext_lazy("was supported by"),
    RelationKind.SUPPLIES: gettext_lazy("was supplied by"),
}


def relation_words(kind: str, *, outward: bool, over: bool) -> str:
    """A relation as the subject tells it ("is a member of") or, seen from the object, the other way round
    ("has as a member"); in the past where it is over."""
    now, past = (_FORWARD, _FORWARD_PAST) if outward else (_BACKWARD, _BACKWARD_PAST)
    words = {str(one): str(said) for one, said in (now | past if over else now).items()}
    return words.get(kind, kind)


def date_words(partial: str) -> str:
    """A partial date as the reader says it: "1984", "September 1989", "28 January 2004"."""
    if not partial:
        return ""
    try:
        day = earliest(partial)
    except ValueError:
        return partial
    return partial if len(partial) == 4 else str(date_format(day, _SHAPES[len(partial)]))


def period_words(start: str, until: str) -> str:
    """A period: "1984 – September 1989", "since 1984", "until 1989", or nothing when nothing is known."""
    if start and until:
        if start == until:
            return date_words(start)
        return f"{date_words(start)} – {date_words(until)}"
    if start:
        return _("since %(date)s") % {"date": date_words(start)}
    return _("until %(date)s") % {"date": date_words(until)} if until else ""


def freshness_words(confirmed_on: date | None) -> str:
    """When somebody last said that all this is still true."""
    if confirmed_on is None:
        return _("Nobody has confirmed this yet: is it still true?")
    month = date_format(confirmed_on, "YEAR_MONTH_FORMAT")
    ago = date.today().year - confirmed_on.year
    if ago <= 0:
        return _("Confirmed this year, in %(month)s.") % {"month": month}
    if ago == 1:
        return _("Confirmed last year, in %(month)s.") % {"month": month}
    return _("Confirmed longer ago, in %(month)s: call them before you go.") % {"month": month}


def freshness_short(confirmed_on: date) -> str:
    """The same in a few words, for lists."""
    month = date_format(confirmed_on, "YEAR_MONTH_FORMAT")
    if date.today().year - confirmed_on.year <= 1:
        return _("confirmed %(month)s") % {"month": month}
    return _("confirmed %(month)s: call them") % {"month": month}


def certainty_words(certainty: str, published: str = "", *, of_a_movement: bool = False) -> str:
    """How sure something is, as its badge says it. `published`: partial date of the publication."""
    if certainty == Certainty.CONFIRMED:
        return _("confirmed by the group")
    if certainty == Certainty.TO_VERIFY:
        return _("to be verified")
    year = published[:4]
    if of_a_movement:
        if year:
            return _("as published in %(year)s, not confirmed by the movement") % {"year": year}
        return _("as published, not confirmed by the movement")
    if year:
        return _("as published in %(year)s, not confirmed by the group") % {"year": year}
    return _("as published, not confirmed by the group")
