"""Places, bodies, memberships, mandates, meetings and votes as lines that people can read, and back."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _

from konbit.engines.statutes import COUNTINGS, Counting, Mandate, Meeting, Membership, Place, Unit, Vote
from konbit.federation.formats.rule_text import Mention
from konbit.federation.formats.words_of_lines import Line, bare, period, quoted


def named(line: Line, sort: str, mention: Mention) -> str:
    """Read the key of something of a sort that has to be there. Raises Problem."""
    what = {
        "place": _("a place"),
        "unit": _("a group or an organ"),
        "level": _("a level"),
        "college": _("a college"),
        "source": _("a source"),
    }[sort]
    column = line.column
    key = line.key(what)
    mention(sort, key, column)
    return key


def read_place(line: Line, key: str, mention: Mention) -> Place:
    """Read `"Hills" region in south from 2000`. Raises Problem."""
    title = line.text(_("its name in quotation marks"))
    column = line.column
    tier = line.key(_("a tier, such as region"))
    mention("new tier", tier, column)
    within = named(line, "place", mention) if line.took("in") else ""
    return Place(key, title, tier, within, *line.period())


def written_place(place: Place) -> str:
    """A place as a line."""
    within = f" in {place.within}" if place.within else ""
    said = f"place {place.key} {quoted(place.title)} {place.tier}{within}"
    return said + period(place.since, place.until)


def read_unit(line: Line, key: str, mention: Mention) -> Unit:
    """Read `"Sunrise" group in hills with 12 people from 1999`. Raises Problem."""
    title = line.text(_("its name in quotation marks"))
    level = named(line, "level", mention)
    place = named(line, "place", mention) if line.took("in") else ""
    people = None
    if line.took("with"):
        people = line.number()
        line.must("people")
    since, until = line.period()
    return Unit(key, title, level, place, since, until, people)


def written_unit(unit: Unit) -> str:
    """A group or an organ as a line."""
    said = f"unit {unit.key} {quoted(unit.title)} {unit.level}" + (f" in {unit.place}" if unit.place else "")
    people = "" if unit.people is None else f" with {unit.people} people"
    return said + people + period(unit.since, unit.until)


def read_membership(line: Line, mention: Mention) -> Membership:
    """Read `g1 of a1 from 2003`. Raises Problem."""
    unit = named(line, "unit", mention)
    line.must("of")
    return Membership(unit, named(line, "unit", mention), *line.period())


def written_membership(one: Membership) -> str:
    """A membership as a line."""
    return f"member {one.unit} of {one.of}{period(one.since, one.until)}"


def read_mandate(line: Line, mention: Mention) -> Mandate:
    """Read `"Ana" in board college rural seat chair for g1 place hills as gender woman from 2020 until 2024
    upon "money" confirm by 2021 confirmed 2020-12`. Raises Problem."""
    person = "" if line.took("nobody") else line.text(_("a name in quotation marks, or “nobody”"))
    line.must("in")
    organ = named(line, "unit", mention)
    college = named(line, "college", mention) if line.took("college") else ""
    seat = line.word_or_text(_("a seat")) if line.took("seat") else ""
    unit = named(line, "unit", mention) if line.took("for") else ""
    place = named(line, "place", mention) if line.took("place") else ""
    traits: list[tuple[str, str]] = []
    if line.took("as"):
        while not traits or line.took(","):
            dimension = line.word_or_text(_("what she declares, such as gender"))
            traits.append((dimension, line.word_or_text(_("what she says, such as woman"))))
    since, until = line.period()
    condition = line.text(_("a condition in quotation marks")) if line.took("upon") else ""
    confirm_by = line.date() if line.took("confirm", "by") else ""
    confirmed = line.date() if line.took("confirmed") else ""
    return Mandate(
        person,
        organ,
        college,
        seat,
        unit,
        place,
        tuple(traits),
        since,
        until,
        condition,
        confirm_by,
        confirmed,
    )


def written_mandate(one: Mandate) -> str:
    """A mandate as a line."""
    traits = ", ".join(f"{bare(dimension)} {bare(value)}" for dimension, value in one.traits)
    parts = (
        f"mandate {quoted(one.person) if one.person else 'nobody'} in {one.organ}",
        f" college {one.college}" if one.college else "",
        f" seat {bare(one.seat)}" if one.seat else "",
        f" for {one.unit}" if one.unit else "",
        f" place {one.place}" if one.place else "",
        f" as {traits}" if traits else "",
        period(one.since, one.until),
        f" upon {quoted(one.condition)}" if one.condition else "",
        f" confirm by {one.confirm_by}" if one.confirm_by else "",
        f" confirmed {one.confirmed}" if one.confirmed else "",
    )
    return "".join(parts)


def read_meeting(line: Line, mention: Mention) -> Meeting:
    """Read `of board on 2024-03 present 8 entitled 12 counting heads`. Raises Problem."""
    line.must("of")
    organ = named(line, "unit", mention)
    line.must("on")
    on = line.date()
    present, entitled = _attendance(line)
    counting = cast(Counting, line.one_of(*COUNTINGS)) if line.took("counting") else None
    return Meeting(organ, on, present, entitled, counting)


def written_meeting(one: Meeting) -> str:
    """A meeting as a line."""
    counting = f" counting {one.counting}" if one.counting else ""
    return f"meeting of {one.organ} on {one.on}{_attended(one)}{counting}"


def read_vote(line: Line, mention: Mention) -> Vote:
    """Read `of board on 2024-03 about charter counting heads for 8 against 2 present 10 entitled 12`.
    Raises Problem."""
    line.must("of")
    organ = named(line, "unit", mention)
    line.must("on")
    on = line.date()
    matter = line.word_or_text(_("a matter")) if line.took("about") else ""
    line.must("counting")
    counting = cast(Counting, line.one_of(*COUNTINGS))
    line.must("for")
    in_favour = line.number()
    line.must("against")
    against = line.number()
    return Vote(organ, on, counting, in_favour, against, *_attendance(line), matter)


def written_vote(one: Vote) -> str:
    """A vote as a line."""
    matter = f" about {bare(one.matter)}" if one.matter else ""
    numbers = f"for {one.in_favour} against {one.against}"
    return f"vote of {one.organ} on {one.on}{matter} counting {one.counting} {numbers}{_attended(one)}"


def _attendance(line: Line) -> tuple[int | None, int | None]:
    present = line.number() if line.took("present") else None
    return present, line.number() if line.took("entitled") else None


def _attended(one: Meeting | Vote) -> str:
    present = "" if one.present is None else f" present {one.present}"
    return present + ("" if one.entitled is None else f" entitled {one.entitled}")
