"""A report on statutes, and a trial of federating, as lines for people and as data for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.engines.statutes import Finding, Formed, Report, Rhythm, Simulation, Voice, invited
from konbit.federation.formats.statutes_text import Document
from konbit.federation.rule_words import asked, seats
from konbit.federation.words import (
    could_be_invited,
    day_of,
    fault_words,
    listed,
    names_of,
    rule_origin,
    verdict,
)


def report_as_data(report: Report) -> dict[str, Any]:
    """`at`, `statutes`, `holds`, `gaps`, `untold`, `faults`; findings as `finding_as_data`."""
    names = names_of(report.statutes, report.facts.roster)
    return {
        "at": report.at.isoformat(),
        "statutes": report.statutes.title,
        **{
            key: [finding_as_data(report, one, names) for one in report.findings([state])]
            for key, state in (("holds", "holds"), ("gaps", "lacks"), ("untold", "untold"))
        },
        "faults": [
            {
                "code": one.code,
                "about": list(one.keys),
                "words": fault_words(one, names, report.facts.roster),
            }
            for one in report.faults
        ],
    }


def finding_as_data(report: Report, finding: Finding, names: dict[str, str]) -> dict[str, Any]:
    """One finding; `for` is the place, college or member that it is about, if it is. Days are ISO 8601."""
    who = invited(report, finding)
    told = day_of if isinstance(finding.rule.ask, Rhythm) else int
    silent = finding.missing not in ("", "seats", "traits", "places", "dates", "confirmation")
    return {
        "rule": finding.rule.key,
        "unit": finding.unit,
        "for": finding.slot,
        "counted": None if silent else told(finding.counted),
        "untold": None if silent else finding.untold,
        "least": None if finding.least is None else told(finding.least),
        "most": finding.most,
        "of": finding.whole or None,
        "missing": finding.missing,
        "words": verdict(finding, names),
        "invite": {"units": list(who.units), "people": list(who.people)},
        "source": names.get(finding.rule.source, ""),
    }


def report_lines(report: Report) -> Iterator[str]:
    """What lacks first, then what cannot be told, then what is wrong with the facts, then what holds."""
    names = names_of(report.statutes, report.facts.roster)
    yield _("%(title)s, on %(day)s, as recorded here") % {
        "title": report.statutes.title,
        "day": report.at.isoformat(),
    }
    parts = (("lacks", _("What lacks")), ("untold", _("What cannot be told")), ("holds", _("What holds")))
    for state, title in parts:
        found = list(report.findings([state]))
        if state == "holds" and report.faults:
            yield f"\n{_('What is wrong or missing in what is recorded')} ({len(report.faults)})"
            yield from (f"  {fault_words(one, names, report.facts.roster)}" for one in report.faults)
        if found:
            yield f"\n{title} ({len(found)})"
        for one, after in zip_longest(found, found[1:]):
            yield f"  {verdict(one, names)}"
            origin = "" if after and after.rule is one.rule else rule_origin(one.rule, names)
            more = (could_be_invited(invited(report, one), names), origin)
            yield from (f"    {line}" for line in more if line and state != "holds")
    if not len(report.states):
        yield _("No rule is valid on this day for anybody who is recorded.")


def simulation_as_data(found: Simulation) -> dict[str, Any]:
    """`formed`: what could be formed. `voices`: who would speak for whom. `lacking`: what those who join lack
    today, or what cannot be told of them."""
    return {
        "formed": [
            {
                "rule": one.rule.key,
                "level": one.level,
                "place": one.place,
                "units": list(one.units),
                "fewest": one.fewest,
                "most": one.most,
                "lacking": one.lacking,
                "left": one.left,
                "could_join": list(one.could_join),
            }
            for one in found.formed
        ],
        "voices": [
            {
                "rule": one.rule.key,
                "organ": one.rule.about,
                "speaks_for": one.speaks_for,
                "seats": one.seats,
                "quotas": [rule.key for rule in one.quotas],
            }
            for one in found.voices
        ],
        "lacking": [{"rule": one.rule.key, "unit": one.unit, "state": one.state} for one in found.lacking],
    }


def simulation_lines(found: Simulation, document: Document) -> Iterator[str]:
    """What could be formed, level by level, then who would speak for whom, then what those who join lack."""
    names = names_of(document.statutes, document.roster)
    for formed in found.formed:
        yield formed_words(formed, names)
        if formed.could_join:
            who = listed([names.get(key, key) for key in formed.could_join])
            yield "    " + _("Could join: %(names)s.") % {"names": who}
    if not found.formed:
        yield _("No rule says what these groups could form.")
    yield from (voice_words(one, names) for one in found.voices)
    yield from (verdict(one, names) for one in found.lacking)


def formed_words(one: Formed, names: Mapping[str, str]) -> str:
    """What units of one level, or of one place, can form."""
    said = {
        "number": len(one.units),
        "level": names.get(one.level, one.level),
        "place": names.get(one.place, one.place) or _("together"),
        "fewest": one.fewest,
        "most": one.most,
        "lacking": one.lacking,
        "left": one.left,
    }
    if not one.most and one.lacking:
        return _("%(place)s: %(number)s cannot form “%(level)s” yet; needed besides: %(lacking)s.") % said
    if not one.most:
        return _("%(place)s: %(number)s cannot be parted so that they form “%(level)s”.") % said
    if one.left:
        return _("%(place)s: %(number)s can form “%(level)s” %(most)s times; %(left)s find no room.") % said
    if one.fewest != one.most:
        return _("%(place)s: %(number)s can form “%(level)s” %(fewest)s to %(most)s times.") % said
    return (
        ngettext(
            "%(place)s: %(number)s can form “%(level)s” once.",
            "%(place)s: %(number)s can form “%(level)s” %(most)s times.",
            one.most,
        )
        % said
    )


def voice_words(one: Voice, names: Mapping[str, str]) -> str:
    """How many seats somebody would have, and under which quotas."""
    quotas = [asked(rule, "", names) for rule in one.quotas]
    said = {
        "who": body_named(one.speaks_for, names),
        "organ": names.get(one.rule.about, one.rule.about),
        "seats": seats(one.seats),
        "quotas": "; ".join(quotas),
    }
    if quotas:
        return _("%(who)s would have in “%(organ)s”: %(seats)s. Among them: %(quotas)s.") % said
    return _("%(who)s would have in “%(organ)s”: %(seats)s.") % said


def body_named(key: str, names: Mapping[str, str]) -> str:
    """A unit by its name, or what would be formed: "Local assembly Bassin 1"."""
    return " ".join(names.get(part, part) for part in key.split())
