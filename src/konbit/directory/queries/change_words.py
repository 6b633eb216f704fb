"""The values of changes in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import pick
from konbit.directory.countries import country_name
from konbit.directory.languages import language_name
from konbit.directory.models import Certainty, Contact, Group, Media, Place, Role, Source, Term
from konbit.directory.queries.visible import GroupLink
from konbit.directory.queries.wording import date_words, period_words, relation_words
from konbit.people.audience import ANYONE, Audience

VERBS = {
    "add": gettext_lazy("added this group"),
    "edit": gettext_lazy("changed"),
    "confirm": gettext_lazy("said that it is still true"),
    "confirm by link": gettext_lazy("said by a link that it is still true"),
    "call": gettext_lazy("asked the group: still true"),
    "prove website": gettext_lazy("showed by its website to speak for it"),
    "accept care": gettext_lazy("gave it into somebody's hands"),
    "import": gettext_lazy("read from a file"),
    "load example": gettext_lazy("brought in the example"),
    "erase": gettext_lazy("erased what belonged to a person"),
    "merge": gettext_lazy("made two records one"),
    "unmerge": gettext_lazy("took two records apart again"),
    "remove": gettext_lazy("removed the group"),
    "restore": gettext_lazy("brought the group back"),
    "undo": gettext_lazy("took a change back"),
    "tell": gettext_lazy("told something"),
    "tell again": gettext_lazy("changed what is told"),
    "untell": gettext_lazy("took away what was told"),
    "relate": gettext_lazy("made a tie"),
    "relate again": gettext_lazy("changed a tie"),
    "confirm relation": gettext_lazy("confirmed a tie"),
    "unrelate": gettext_lazy("took a tie away"),
    "add media": gettext_lazy("added a photo or a recording"),
    "describe media": gettext_lazy("described a photo or a recording"),
    "remove media": gettext_lazy("took a photo or a recording away"),
    "give role": gettext_lazy("gave a role"),
    "change role": gettext_lazy("changed a role"),
    "take role": gettext_lazy("took a role back"),
    "place": gettext_lazy("said where it is"),
    "look up": gettext_lazy("looked up where its address is"),
    "propose": gettext_lazy("brought this, and the network takes such at once"),
    "publish": gettext_lazy("took what somebody proposed"),
    "style": gettext_lazy("changed how it looks"),
    "make words": gettext_lazy("made a list of words"),
    "change words": gettext_lazy("changed a list of words"),
    "turn the day": gettext_lazy("a tie began or ended with the day"),
    "settle": gettext_lazy("settled what the sources do not agree upon"),
    "order": gettext_lazy("changed whose word is shown"),
}

PART_LABELS = {
    "name": gettext_lazy("Name"),
    "names": gettext_lazy("Name in other languages"),
    "aliases": gettext_lazy("Also known as"),
    "kind": gettext_lazy("Kind"),
    "description": gettext_lazy("Description"),
    "language": gettext_lazy("Main language"),
    "languages": gettext_lazy("Languages spoken"),
    "valid_from": gettext_lazy("Founded"),
    "valid_until": gettext_lazy("Closed"),
    "motive": gettext_lazy("What moved it to begin"),
    "terms": gettext_lazy("Words for what it is and does"),
    "own_words": gettext_lazy("In its own words"),
    "places": gettext_lazy("Places"),
    "contacts": gettext_lazy("Contacts"),
    "identifiers": gettext_lazy("Numbers in registers"),
    "sizes": gettext_lazy("Sizes"),
    "audience": gettext_lazy("Who may see the group"),
    "certainty": gettext_lazy("How sure it is"),
    "confirmed_on": gettext_lazy("Confirmed"),
    "removed_at": gettext_lazy("Removed"),
    "extras": gettext_lazy("Other columns of the file"),
}

_BY_COLUMN = frozenset({"own_words", "extras"})

ROW_LABELS = {
    "directory.fact": gettext_lazy("Told"),
    "directory.relation": gettext_lazy("Tie"),
    "directory.media": gettext_lazy("Photo or recording"),
    "directory.role": gettext_lazy("Role"),
    "directory.style": gettext_lazy("Look"),
    "directory.scheme": gettext_lazy("List of words"),
    "directory.settled": gettext_lazy("Whose word is shown"),
    "directory.precedence": gettext_lazy("Whose word is shown"),
}


def actor_words(actor: str, names: Mapping[str, str]) -> str:
    """Who made a change, as far as its reader may know."""
    if actor in names:
        return names[actor]
    if actor == ANYONE.actor:
        return _("somebody")
    return _("a person") if actor.startswith("person:") else "Konbit"


@dataclass(frozen=True)
class Wording:
    """What is needed to put values into words: labels of terms, names of groups and of people."""

    language: str
    terms: Mapping[int, str]
    groups: Mapping[int, GroupLink]
    people: Mapping[str, str]

    @classmethod
    def of(
        cls,
        states: Iterable[tuple[Any, Any]],
        language: str,
        groups: Mapping[int, GroupLink],
        people: Mapping[str, str],
    ) -> Wording:
        """The wording for these pairs of states, with the labels of all their terms read at once."""
        ids: set[int] = set()
        for state in (one for pair in states for one in pair if isinstance(one, dict)):
            ids |= {term for term, _primary in state.get("terms") or []}
            ids |= {size["dimension"] for size in state.get("sizes") or []}
            ids |= {state["motive"]} if state.get("motive") else set()
        rows = Term.objects.filter(pk__in=ids).values_list("pk", "label", "code") if ids else []
        terms = {pk: pick(label, language).text or code for pk, label, code in rows}
        return cls(language, terms, groups, people)

    def part(self, part: str, value: Any) -> tuple[str, ...]:
        """A part of a group's state, line by line; empty where there was nothing."""
        if value in (None, "", [], {}):
            return ()
        if part in _BY_COLUMN:
            return tuple(f"{column}: {words}" for column, words in value.items() if words)
        if isinstance(value, dict):
            named = ((language_name(code, self.language), words) for code, words in value.items())
            return tuple(f"{name}: {words}" for name, words in named)
        if part == "languages":
            return (", ".join(language_name(code, self.language) for code in value),)
        if isinstance(value, list):
            return tuple(self._entry(part, one) for one in value)
        return (self._single(part, value),)

    def _single(self, part: str, value: Any) -> str:
        if part == "motive":
            return self._term(value)
        if part == "language":
            return language_name(value, self.language)
        if part in ("valid_from", "valid_until", "confirmed_on"):
            return date_words(str(value))
        if part == "removed_at":
            return date_words(str(value)[:10])
        choices: dict[str, Any] = {"kind": Group.Kind, "audience": Audience, "certainty": Certainty}
        if part in choices:
            return str(dict(choices[part].choices).get(value, value))
        return str(value)

    def _entry(self, part: str, one: Any) -> str:
        if part == "terms":
            return self._term(one[0])
        if part == "identifiers":
            return f"{one[0]} {one[1]}"
        if part == "sizes":
            counted = f"{self._term(one['dimension'])}: {one['value']}"
            return f"{counted} ({date_words(one['on'])})" if one.get("on") else counted
        if part == "contacts" and isinstance(one, dict):
            return _contact_words(one)
        if part == "places" and isinstance(one, dict):
            return _place_words(one, self.language)
        return str(one.get("name", one)) if isinstance(one, dict) else str(one)

    def _term(self, pk: int) -> str:
        return self.terms.get(pk, _("a word that is gone"))

    def row(self, kind: str, state: dict[str, Any] | None) -> tuple[str, ...]:
        """A fact, relation, photo or role as one or two lines; empty where there was none."""
        if not state:
            return ()
        when = period_words(state.get("valid_from", ""), state.get("valid_until", ""))
        if kind == "directory.fact":
            said = [pick(state["text"], self.language).text, when]
        elif kind == "directory.relation":
            said = [self._tie(state), when, *self._sides(state)]
        elif kind == "directory.media":
            alt = pick(state["alt"], self.language).text
            said = [str(Media.Kind(state["kind"]).label), alt]
        elif kind == "directory.settled":
            said = [_part_words(state["field"]), _taken_words(state)]
        elif kind == "directory.precedence":
            said = [_part_words(state["field"]), ", ".join(state["order"])]
        elif kind == "directory.style":
            said = [str(state.get("main", "")), str(state.get("accent", "")), *_motto(state)]
        elif kind == "directory.scheme":
            labels = [pick(label, self.language).text for label in state["words"]]
            said = [pick(state["title"], self.language).text, ", ".join(labels)]
        else:
            role = str(Role.Kind(state["role"]).label)
            said = [f"{self.people.get(state['person'], _('a person'))}: {role}"]
        if state.get("certainty") in (Certainty.CONFIRMED, Certainty.TO_VERIFY):
            said.append(str(Certainty(state["certainty"]).label))
        return tuple(filter(None, said))

    def _sides(self, state: dict[str, Any]) -> list[str]:
        """Which sides of a tie confirmed it."""
        ends = (("confirmed_from", "subject_id"), ("confirmed_to", "object_id"))
        names = [
            self.groups[state[end]].name
            for mark, end in ends
            if state.get(mark) and state[end] in self.groups
        ]
        return [_("confirmed by %(group)s") % {"group": name} for name in names]

    def _tie(self, state: dict[str, Any]) -> str:
        subject = self.groups.get(state.get("subject_id") or state.get("subject") or 0)
        object_ = self.groups.get(state.get("object_id") or state.get("object") or 0)
        names = [one.name if one else _("a group that was removed") for one in (subject, object_)]
        return f"{names[0]} {relation_words(state['kind'], outward=True, over=False)} {names[1]}"


def told_parts(state: dict[str, Any], language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Parts of a state in words: (heading, lines), in the order of the headings; empty parts are left out."""
    wording = Wording.of([(state, None)], language, {}, {})
    told = ((str(label), wording.part(part, state.get(part))) for part, label in PART_LABELS.items())
    return tuple((label, lines) for label, lines in told if lines)


def _part_words(field: str) -> str:
    return str(PART_LABELS.get(field.partition(".")[0], _("Everything")))


def _taken_words(state: dict[str, Any]) -> str:
    """Whose word was taken; the word itself may be for few eyes."""
    if not state["digest"]:
        return _("put off")
    source = Source.objects.filter(pk=state["source_id"]).values_list("name", flat=True).first()
    said = source or _("it may stand as it is")
    return _("%(said)s (in the name of a network)") % {"said": said} if state["network_id"] else said


def _motto(state: dict[str, Any]) -> list[str]:
    return list((state.get("motto") or {}).values())


def _contact_words(contact: dict[str, Any]) -> str:
    kind = str(dict(Contact.Kind.choices).get(contact["kind"], contact["kind"]))
    value = contact["value"] if isinstance(contact["value"], str) else _("erased")
    return f"{kind}: {value} ({Audience(contact['audience']).label})"


def _place_words(place: dict[str, Any], language: str) -> str:
    named = [place.get(name, "") for name in ("name", "street", "postcode", "locality", "region")]
    if place.get("country"):
        named.append(country_name(place["country"], language))
    for said in ("given", "geocoded"):
        if place.get(f"{said}_latitude") is not None:
            named.append(f"{place[f'{said}_latitude']:.5f}, {place[f'{said}_longitude']:.5f}")
    precision = str(Place.Precision(place.get("precision") or "exact").label)
    return " · ".join([*filter(None, named), precision])
