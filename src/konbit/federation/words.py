"""What was found of statutes, in the reader's words: as recorded here; the assembly decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.directory.queries.wording import date_words, period_words
from konbit.engines.statutes import (
    Again,
    Ask,
    College,
    Confirmation,
    Fault,
    Finding,
    Invited,
    Level,
    Majority,
    Place,
    Quorum,
    Quota,
    Rhythm,
    Roster,
    Rotation,
    Rule,
    Share,
    Source,
    Statutes,
    Term,
    Unit,
    Units,
)
from konbit.federation.rule_words import asked, people

MOST_NAMES = 10
"""More names are not read out; they are counted."""


def names_of(statutes: Statutes, roster: Roster) -> dict[str, str]:
    """What sources, levels, colleges, places and units are called, by key."""
    words: tuple[Source | Level | College, ...] = (*statutes.sources, *statutes.levels, *statutes.colleges)
    there: tuple[Place | Unit, ...] = (*roster.places, *roster.units)
    return {one.key: one.title for one in (*words, *there)}


def verdict(finding: Finding, names: Mapping[str, str]) -> str:
    """One finding as a sentence."""
    said = {
        "unit": names.get(finding.unit, finding.unit),
        "asked": asked(finding.rule, finding.slot, names),
        "figures": figures(finding),
    }
    if finding.state == "holds":
        return _("%(unit)s: %(asked)s. It holds as recorded here: %(figures)s.") % said
    if finding.state == "untold":
        said["missing"] = missing(finding)
        return _("%(unit)s: %(asked)s. It cannot be told: it is not recorded %(missing)s.") % said
    said["lack"] = lack(finding, names)
    return (
        _(
            "As recorded here, %(unit)s lacks %(lack)s. Asked: %(asked)s; recorded: %(figures)s. "
            "The assembly decides."
        )
        % said
    )


def figures(finding: Finding) -> str:
    """What was counted."""
    ask, number = finding.rule.ask, finding.counted
    if isinstance(ask, Rhythm):
        return _("last met on %(day)s") % {"day": date_words(day_of(number))} if number else _("no meeting")
    if isinstance(ask, Term):
        return ngettext("%(number)s longer", "%(number)s longer", number) % {"number": number}
    if isinstance(ask, Again | Rotation):
        return ngettext(
            "%(number)s mandate did not pass on", "%(number)s mandates did not pass on", number
        ) % {"number": number}
    if isinstance(ask, Confirmation):
        return ngettext("%(number)s expired", "%(number)s expired", number) % {"number": number}
    if finding.whole:
        return _("%(number)s of %(whole)s") % {"number": number, "whole": finding.whole}
    return str(number)


def lack(finding: Finding, names: Mapping[str, str]) -> str:
    """What is missing to what a rule asks, or too much."""
    ask, number = finding.rule.ask, finding.counted
    if isinstance(ask, Rhythm):
        return _("a meeting since %(day)s") % {"day": date_words(day_of(finding.least or 1))}
    if isinstance(ask, Confirmation):
        said = ngettext("%(number)s confirmation in time", "%(number)s confirmations in time", number)
        return said % {"number": number}
    if isinstance(ask, Term | Again | Rotation):
        said = ngettext("a change in %(number)s mandate", "a change in %(number)s mandates", number)
        return said % {"number": number}
    if finding.least is None or number >= finding.least:
        beyond = number - (finding.most or 0)
        return ngettext("room for %(number)s", "room for %(number)s", beyond) % {"number": beyond}
    return _more(ask, finding.least - number, names)


def _more(ask: Ask, number: int, names: Mapping[str, str]) -> str:
    """So many more of what is asked for."""
    match ask:
        case Units():
            said = _("%(number)s of “%(level)s”")
            return said % {"number": number, "level": names.get(ask.of, ask.of)}
        case Quota() | Share():
            return _("%(number)s %(who)s") % {"number": number, "who": people(ask, number)}
        case Quorum():
            return _("%(number)s present") % {"number": number}
        case Majority():
            return _("%(number)s in favour") % {"number": number}
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": number}


def missing(finding: Finding) -> str:
    """What would have to be recorded to tell."""
    return {
        "seats": _("how many seats there are"),
        "members": _("who belongs to it"),
        "people": _("who sits in it, or how many people it has"),
        "traits": _("what everybody declares"),
        "places": _("for whom, or for which place or college, everybody sits"),
        "dates": _("since when everybody sits"),
        "meetings": _("when it met"),
        "votes": _("how it voted"),
        "counting": _("how many there were, counted in this way"),
        "attendance": _("how many were present and entitled"),
        "confirmation": _("until when a condition is to be confirmed"),
    }[finding.missing]


def could_be_invited(invited: Invited, names: Mapping[str, str]) -> str:
    """Who could be invited; empty if nobody."""
    everybody = [*(names.get(key, key) for key in invited.units), *invited.people]
    return _("Could be invited: %(names)s.") % {"names": listed(everybody)} if everybody else ""


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    first = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return _("%(names)s and %(number)s more") % {"names": first, "number": more} if more > 0 else first


def rule_origin(rule: Rule, names: Mapping[str, str]) -> str:
    """Where a rule is said, if it is told; nothing otherwise."""
    return _("Source: %(source)s.") % {"source": names.get(rule.source, rule.source)} if rule.source else ""


def fault_words(
    fault: Fault, names: Mapping[str, str], roster: Roster, rules: Mapping[str, str] | None = None
) -> str:
    """What is wrong with rules or facts, as a sentence. `rules`: what they ask, by key; else they are named
    by their keys, and rows as they would be written."""
    keys = [names.get(key, key) for key in fault.keys]
    match fault.code:
        case "rule_without_period":
            named = (rules or {}).get(fault.keys[0], fault.keys[0])
            return _("The rule “%(rule)s” does not say since when it holds.") % {"rule": named}
        case "contradiction":
            one, other = ((rules or {}).get(key, key) for key in fault.keys)
            said = {"one": one, "other": other}
            return _("The rules “%(one)s” and “%(other)s” cannot both hold.") % said
        case "overlapping_mandates":
            one, other = (roster.mandates[row].person or roster.mandates[row].unit for row in fault.rows)
            return _("%(unit)s: %(one)s and %(other)s have the seat “%(seat)s” at the same time.") % {
                "unit": keys[0],
                "seat": fault.keys[1],
                "one": one,
                "other": other,
            }
        case "two_colleges":
            said = {"person": fault.keys[0], "unit": keys[1]}
            return _("%(person)s sits in two colleges of %(unit)s.") % said
        case "membership_cycle":
            return _("Memberships lead back to where they begin: %(way)s.") % {"way": " → ".join(keys)}
        case "before_founding":
            return _("%(unit)s is told something of that was before it was founded: %(row)s.") % {
                "unit": keys[0],
                "row": row_words(fault, names, roster) if rules is not None else _row(fault, roster),
            }
        case "ends_before_it_begins":
            row = row_words(fault, names, roster) if rules is not None else _row(fault, roster)
            return _("A period ends before it begins: %(row)s.") % {"row": row}


def row_words(fault: Fault, names: Mapping[str, str], roster: Roster) -> str:
    """The row of a fault in words: who, in what, when."""
    number = fault.rows[0]
    match fault.table:
        case "units":
            unit = roster.units[number]
            return _told(unit.title, period_words(unit.since, unit.until))
        case "memberships":
            member = roster.memberships[number]
            way = f"{names.get(member.unit, member.unit)} → {names.get(member.of, member.of)}"
            return _told(way, period_words(member.since, member.until))
        case "meetings":
            return _told(_("a meeting"), date_words(roster.meetings[number].on))
        case "votes":
            return _told(_("a vote"), date_words(roster.votes[number].on))
    mandate = roster.mandates[number]
    who = mandate.person or names.get(mandate.unit, mandate.unit)
    where = f"{who} → {names.get(mandate.organ, mandate.organ)}"
    return _told(where, period_words(mandate.since, mandate.until))


def _told(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _row(fault: Fault, roster: Roster) -> str:
    """The row of a fault as it would be written."""
    from konbit.federation.formats import roster_text

    row = fault.rows[0]
    match fault.table:
        case "units":
            return roster_text.written_unit(roster.units[row])
        case "memberships":
            return roster_text.written_membership(roster.memberships[row])
        case "meetings":
            return roster_text.written_meeting(roster.meetings[row])
        case "votes":
            return roster_text.written_vote(roster.votes[row])
    return roster_text.written_mandate(roster.mandates[row])


def day_of(number: int) -> str:
    """A day by its number, as ISO 8601."""
    return date.fromordinal(number).isoformat()
