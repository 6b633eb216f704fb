"""An export that was edited in a spreadsheet and comes back: what somebody changed in a row of it.

An export shows what is public. So its rows never say anything of private contacts, and of a place that is
shown blurred only the blurred point: such things are left alone, whatever the file says. What the file has
no column for is left alone too, and so is what a blank cell would empty, but for plain public text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from konbit.directory.draft import ContactDraft, Draft, PlaceDraft
from konbit.directory.formats.table import Row
from konbit.directory.guessing import guess, mapping_from
from konbit.directory.mapping import Mapping
from konbit.directory.state import EMPTY_PLACE, State
from konbit.directory.targets import is_target, split_target

ID_HEADER = "Konbit ID"
"""The header of the first column of an export: the group's permanent id, by which its row is known again."""

SAME_POINT = 1e-5  # degrees, about a metre: what is lost in writing and reading

_PLACE_TEXTS = {
    "place_name": "name", "street": "street", "locality": "locality", "region": "region",
    "postcode": "postcode", "country": "country",
}  # fmt: skip
_CONTACTS = {"phone": "phone", "email": "email", "person": "person", "social": "social", "website": "website"}
_POINTS = frozenset({"latitude", "longitude", "coordinates"})

TermId = Callable[[str, str], int | None]
SchemeOf = Callable[[int], str]


def is_round_trip(headers: Sequence[str]) -> bool:
    """Whether a table is an export of Konbit, edited or not."""
    return ID_HEADER in headers


def round_trip_mapping(headers: Sequence[str], language: str) -> Mapping:
    """How an export is read: by headers that are targets themselves, else as headers usually mean."""
    others = [header for header in headers if header != ID_HEADER]
    guessed = mapping_from(guess(others, []), language).columns
    columns = {header: header if is_target(header) else guessed[header] for header in others}
    columns = {header: "skip" if target == "key" else target for header, target in columns.items()}
    return Mapping(columns={ID_HEADER: "key", **columns}, language=language)


@dataclass(frozen=True)
class Edited:
    """A row of an edited export, its draft, and the state of the group that it is about.

    `term_id` gives the id of a term (scheme, code), `scheme_of` the scheme of a term by its id.
    """

    mapping: Mapping
    row: Row
    draft: Draft
    state: State
    term_id: TermId
    scheme_of: SchemeOf

    def parts(self) -> State:
        """The parts of the state that the row changes, as they become."""
        wanted = {
            **self._texts(),
            **self._descriptions(),
            **self._dates(),
            **self._terms(),
            **self._identifiers(),
            **self._sizes(),
        }
        wanted["places"] = self._places()
        wanted["contacts"] = self._contacts()
        return {name: value for name, value in wanted.items() if value != self.state[name]}

    def _columns(self, *targets: str) -> list[tuple[str, str]]:
        """(header, detail) of the columns with one of these meanings that can be taken as they stand."""
        doubtful = {trouble.column for trouble in self.draft.troubles}
        found = []
        for header, target in self.mapping.columns.items():
            name, detail = split_target(target)
            if name in targets and header not in doubtful:
                found.append((header, detail))
        return found

    def _says(self, *targets: str) -> bool:
        """Whether a column with one of these meanings has something in this row."""
        return any(header in self.row.cells for header, _detail in self._columns(*targets))

    def _texts(self) -> State:
        wanted: State = {}
        if self._says("name"):
            wanted["name"] = self.draft.name
        if self._says("kind"):
            wanted["kind"] = self.draft.kind
        if self._says("language"):
            wanted["language"] = self.draft.language
        if self._columns("alias"):
            wanted["aliases"] = list(self.draft.aliases)
        return wanted

    def _descriptions(self) -> State:
        wanted = dict(self.state["description"])
        for _header, detail in self._columns("description"):
            language = detail or self.mapping.language
            said = self.draft.descriptions.get(language, "")
            if said:
                wanted[language] = said
            else:
                wanted.pop(language, None)
        return {"description": wanted}

    def _dates(self) -> State:
        said = {"founded": "valid_from", "closed": "valid_until", "confirmed": "confirmed_on"}
        return {part: getattr(self.draft, target) for target, part in said.items() if self._says(target)}

    def _terms(self) -> State:
        """Tags of the schemes that the columns speak of; a column without a scheme speaks of all."""
        columns = [(header, detail) for header, detail in self._columns("terms", "primary")]
        spoken = {detail for header, detail in columns if header in self.row.cells}
        if not spoken:
            return {}
        kept = dict(self.state["terms"])
        said = [pk for term in self.draft.terms if (pk := self.term_id(*term)) is not None]
        main = {self.term_id(*term) for term in self.draft.primary_terms}
        wanted = [
            [pk, primary]
            for pk, primary in self.state["terms"]
            if pk in said or not ("" in spoken or self.scheme_of(pk) in spoken)
        ]
        wanted += [[pk, pk in main] for pk in dict.fromkeys(said) if pk not in kept]
        return {"terms": wanted}

    def _identifiers(self) -> State:
        spoken = {detail for header, detail in self._columns("identifier") if header in self.row.cells}
        others = [one for one in self.state["identifiers"] if one[0] not in spoken]
        said = [list(one) for one in self.draft.identifiers if one[0] in spoken]
        same = {tuple(one) for one in self.state["identifiers"]} == {tuple(one) for one in [*others, *said]}
        return {} if same else {"identifiers": [*others, *said]}

    def _sizes(self) -> State:
        """A count that differs from the newest one stands beside it, undated: what was is not changed."""
        wanted = list(self.state["sizes"])
        for size in self.draft.sizes:
            pk = self.term_id(*size.dimension)
            known = [one for one in wanted if one["dimension"] == pk]
            if pk is not None and all(one["value"] != size.value for one in known):
                wanted.append({"dimension": pk, "value": size.value, "on": size.on})
        return {"sizes": wanted}

    def _places(self) -> list[dict[str, Any]]:
        places = [dict(place) for place in self.state["places"]]
        at = next((n for n, place in enumerate(places) if place.get("role", "site") == "site"), None)
        said = next((one for one in self.draft.places if one.role == "site"), PlaceDraft())
        if at is not None and places[at].get("precision", "exact") != "exact":
            return places
        before = places[at] if at is not None else {}
        after = self._settled(dict(before), said)
        if after == before:
            return places
        if at is None:
            return [*places, {"role": "site", "precision": "exact", **after}]
        places[at] = after
        return places

    def _settled(self, place: dict[str, Any], said: PlaceDraft) -> dict[str, Any]:
        """A place with what the row's columns say of it."""
        for target, name in _PLACE_TEXTS.items():
            if self._columns(target) and (target != "country" or said.country):
                place[name] = getattr(said, name)
        if self._says(*_POINTS) and said.point and not _same_point(place, said.point):
            place["given_latitude"], place["given_longitude"] = said.point
        return {name: value for name, value in place.items() if value != "" or name not in EMPTY_PLACE}

    def _contacts(self) -> list[dict[str, str]]:
        """Public contacts as the row says; new ones of people stay with the stewards, unless they take the
        place of public ones."""
        contacts = list(self.state["contacts"])
        website = [ContactDraft("website", self.draft.website, "public")] if self.draft.website else []
        for target, kind in _CONTACTS.items():
            if not self._says(target) and not (target == "website" and self._columns(target)):
                continue
            said = [one for one in (*website, *self.draft.contacts) if one.kind == kind]
            public = [one for one in contacts if one["kind"] == kind and one["audience"] == "public"]
            hidden = {one["value"] for one in contacts if one["kind"] == kind} - {o["value"] for o in public}
            if {one.value for one in said} == {one["value"] for one in public}:
                continue
            contacts = [one for one in contacts if one not in public]
            audience = "public" if public or kind in ("website", "social") else "stewards"
            contacts += [
                {"kind": kind, "value": one.value, "audience": audience}
                for one in said
                if one.value not in hidden
            ]
        return contacts


def _same_point(place: dict[str, Any], point: tuple[float, float]) -> bool:
    for said in ("given", "geocoded"):
        latitude, longitude = place.get(f"{said}_latitude"), place.get(f"{said}_longitude")
        if latitude is not None and longitude is not None:
            return abs(latitude - point[0]) < SAME_POINT and abs(longitude - point[1]) < SAME_POINT
    return False
