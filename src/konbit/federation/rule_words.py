"""What a rule asks, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.engines.statutes import (
    COLLEGE,
    Again,
    Confirmation,
    Majority,
    Part,
    People,
    Quorum,
    Quota,
    Rhythm,
    Rotation,
    Rule,
    Seats,
    Share,
    Span,
    Term,
    Units,
)


def asked(rule: Rule, slot: str, names: Mapping[str, str]) -> str:
    """What a rule asks, of a slot of it if it asks it per slot; `names` by key."""
    said = _asked(rule, slot, names)
    if slot:
        said = _("%(asked)s, for %(slot)s") % {"asked": said, "slot": names.get(slot, slot)}
    if rule.college:
        college = names.get(rule.college, rule.college)
        said = _("%(asked)s, in the college “%(college)s”") % {"asked": said, "college": college}
    return said


def in_full(rule: Rule, names: Mapping[str, str]) -> str:
    """What a rule asks, with all that it asks it for and where it asks another number."""
    per = rule.ask.per if isinstance(rule.ask, Seats | Quota | Share) else ""
    said = asked(rule, "", names)
    if not per:
        return said
    each = _("college") if per == COLLEGE else names.get(per, per)
    said = _("%(asked)s, for each %(per)s") % {"asked": said, "per": each}
    other = rule.ask.other if isinstance(rule.ask, Seats) else ()
    if not other:
        return said
    listed = ", ".join(f"{names.get(key, key)} {'?' if number is None else number}" for key, number in other)
    return _("%(asked)s; but: %(others)s") % {"asked": said, "others": listed}


def _asked(rule: Rule, slot: str, names: Mapping[str, str]) -> str:
    ask = rule.ask
    match ask:
        case Units():
            said = {
                "range": ranged(ask.least, ask.most),
                "level": names.get(ask.of, ask.of),
                "tier": ask.alike,
            }
            if ask.alike:
                return _("formed by %(range)s of “%(level)s”, all in one %(tier)s") % said
            return _("formed by %(range)s of “%(level)s”") % said
        case People():
            return _("%(range)s people") % {"range": ranged(ask.least, ask.most)}
        case Seats():
            return seats(dict(ask.other).get(slot, ask.number))
        case Quota():
            range_ = ranged(ask.least, ask.most)
            who = people(ask, ask.least if ask.most is None else ask.most)
            said = {"range": range_, "who": who}
            if ask.where is not None:
                return _("where %(number)s sit, %(range)s %(who)s") % {**said, "number": ask.where}
            return _("%(range)s %(who)s") % said
        case Share():
            return _("%(part)s %(who)s") % {"part": parted(ask.part), "who": people(ask, 2)}
        case Quorum():
            said = {"part": parted(ask.part), "counting": counting(ask.counting)}
            return _("%(part)s of those entitled are present, counted in %(counting)s") % said
        case Majority():
            said = {"part": parted(ask.part), "counting": counting(ask.counting), "matter": ask.matter}
            of = {
                "cast": _("%(part)s of the votes for and against are in favour, counted in %(counting)s"),
                "present": _("%(part)s of those present are in favour, counted in %(counting)s"),
                "entitled": _("%(part)s of those entitled are in favour, counted in %(counting)s"),
            }[ask.of] % said
            return f"{ask.matter}: {of}" if ask.matter else of
        case Rhythm():
            return _("a meeting at least once in %(span)s") % {"span": spanned(ask.number, ask.span)}
        case Term():
            return _("no mandate longer than %(span)s") % {"span": spanned(ask.number, ask.span)}
        case Again():
            return ngettext(
                "nobody more than %(number)s time in a row",
                "nobody more than %(number)s times in a row",
                ask.most,
            ) % {"number": ask.most}
        case Rotation():
            return _("each mandate passes on to another member")
        case Confirmation():
            return _("mandates on condition are confirmed in time, or expire")


def seats(number: int | None) -> str:
    """So many seats."""
    if number is None:
        return _("seats, whose number is not known")
    return ngettext("%(number)s seat", "%(number)s seats", number) % {"number": number}


def ranged(least: int, most: int | None) -> str:
    """How many."""
    said = {"least": least, "most": most}
    if most is None:
        return _("at least %(least)s") % said
    if least == most:
        return _("exactly %(least)s") % said
    return _("%(least)s to %(most)s") % said if least else _("at most %(most)s") % said


def parted(part: Part) -> str:
    """A part of a whole."""
    number = f"{part.number} %" if part.whole == 100 else f"{part.number}/{part.whole}"
    return (_("more than %(number)s") if part.more else _("at least %(number)s")) % {"number": number}


def people(ask: Quota | Share, number: int) -> str:
    """So many people who declare what is asked."""
    match ask.dimension, ask.value:
        case "gender", "woman":
            return ngettext("woman", "women", number)
        case "gender", "man":
            return ngettext("man", "men", number)
        case "youth", "yes":
            return ngettext("youth", "youths", number)
    return _("with %(trait)s") % {"trait": f"{ask.dimension}: {ask.value}"}


def counting(kind: str) -> str:
    """In what is counted."""
    return {"heads": _("heads"), "organisations": _("organisations"), "weights": _("weights")}[kind]


def spanned(number: int, span: Span) -> str:
    """So many days, weeks, months or years."""
    if span == "day":
        said = ngettext("%(number)s day", "%(number)s days", number)
    elif span == "week":
        said = ngettext("%(number)s week", "%(number)s weeks", number)
    elif span == "month":
        said = ngettext("%(number)s month", "%(number)s months", number)
    else:
        said = ngettext("%(number)s year", "%(number)s years", number)
    return said % {"number": number}
