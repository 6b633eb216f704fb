"""An export that was edited in a spreadsheet and comes back: what somebody changed in a row of it.

A cell that says what the export would say now was not edited, so only the others count. An export shows what
its reader may see: private contacts stand in none, and of a place that is shown blurred only the blurred
point and the town do. So these are left alone, whatever the file says, like all that the file has no column
for. A place is taken where its row says all that is known of it; where the row does not, `left_alone` tells.
A blank cell empties text that everyone sees, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from konbit.directory.draft import Draft, PlaceDraft
from konbit.directory.formats.cells import restore
from konbit.directory.formats.table import Row
from konbit.directory.known_tables import MYKOMAP
from konbit.directory.mapping import Mapping as ColumnMapping
from konbit.directory.state import EMPTY_PLACE, State

ID_HEADER = "Identifier"
"""The first column of an export: the group's permanent id, by which its row is known again."""
_SIGNS = frozenset({"Kind of group", "How sure", "Shown as", "Last confirmed", "Page"})
_FACETS = {
    "Organisational Structure": "structure",
    "Primary Activity": "activity",
    "Activities": "activity",
    "Qualifiers": "qualifier",
    "Membership Type": "membership",
}
_PLACE_TEXTS = {
    "Street Address": "street",
    "Locality": "locality",
    "Region": "region",
    "Postcode": "postcode",
    "Country ID": "country",
}
_POINT = ("Latitude", "Longitude")
_LOOKED_UP = frozenset({"geocoded_latitude", "geocoded_longitude", "confidence"})
_FIRST_OF_KIND = {"Phone": "phone", "Email": "email"}
_SOCIAL = ("Twitter", "Facebook")
_DATES = {"Founded": "valid_from", "Closed": "valid_until", "Last confirmed": "confirmed_on"}
SAME_POINT = 2e-6  # degrees, less than a foot: what is lost in writing six decimals


def is_round_trip(headers: Sequence[str]) -> bool:
    """Whether a table looks like an export of Konbit, some of whose columns may have been taken out."""
    return ID_HEADER in headers and len(_SIGNS & set(headers)) >= 2


def round_trip_mapping(headers: Sequence[str], language: str) -> ColumnMapping:
    """How an export is read; columns that somebody added mean nothing here."""
    columns = {header: MYKOMAP.columns.get(header, "skip") for header in headers}
    return ColumnMapping(columns=columns, language=language)


def edited_cells(row: Row, headers: Sequence[str], versions: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """The columns in which a row says something else than each of these versions of it, as exported now."""
    versions = list(versions)
    return frozenset(
        header
        for header in headers
        if all(_bare(row.cells.get(header, "")) != _bare(restore(one.get(header, ""))) for one in versions)
    )


def _bare(cell: str) -> str:
    return " ".join(cell.split())


@dataclass(frozen=True)
class Edited:
    """A row of an edited export: its draft, the columns that were edited, and the state of its group.

    `term_id` gives the id of a term (scheme, code), `facet_of` the facet that a term (id) feeds, `in_town` a
    place with its town looked up.
    """

    row: Row
    draft: Draft
    edited: frozenset[str]
    state: State
    term_id: Callable[[str, str], int | None]
    facet_of: Callable[[int], str]
    in_town: Callable[[dict[str, Any]], dict[str, Any]]

    def parts(self) -> State:
        """The parts of the state that the row changes, as they become."""
        wanted: State = {
            **self._texts(),
            "terms": self._terms(),
            "identifiers": self._identifiers(),
            "places": self._places(),
            "contacts": self._contacts(),
        }
        return {name: value for name, value in wanted.items() if value != self.state[name]}

    def left_alone(self) -> tuple[str, ...]:
        """The edited columns of which nothing is taken, as the row does not say all of the place."""
        if self._says_all_of_the_place():
            return ()
        return tuple(header for header in (*_PLACE_TEXTS, *_POINT) if header in self.edited)

    def _says_all_of_the_place(self) -> bool:
        """Whether no part of the first place is hidden from whoever took the export."""
        before = self.state["places"][0] if self.state["places"] else {}
        if before.get("precision", "exact") == "exact":
            return True
        parts = {**_PLACE_TEXTS, "Latitude": "given_latitude"}
        return all(header in self.row.cells for header, name in parts.items() if name in before)

    def _has(self, header: str) -> bool:
        """Whether a column was edited into something that can be taken as it stands."""
        return (
            header in self.edited
            and header in self.row.cells
            and all(trouble.column != header for trouble in self.draft.troubles)
        )

    def _emptied(self, header: str) -> bool:
        return header in self.edited and header not in self.row.cells

    def _texts(self) -> State:
        wanted: State = {}
        if self._has("Name"):
            wanted["name"] = self.draft.name
        if self._has("Kind of group"):
            wanted["kind"] = self.draft.kind
        if self._has("Other names") or self._emptied("Other names"):
            wanted["aliases"] = list(self.draft.aliases)
        for header, part in _DATES.items():
            if self._has(header):
                target = {"valid_from": "founded", "valid_until": "closed"}.get(part, "confirmed")
                wanted[part] = getattr(self.draft, target)
        return wanted | self._description()

    def _description(self) -> State:
        """An export holds the first description only; the other languages stay."""
        said = dict(self.state["description"])
        language = next(iter(said), self.draft.language)
        if self._has("Description"):
            return {"description": {**said, language: next(iter(self.draft.descriptions.values()), "")}}
        if self._emptied("Description"):
            return {"description": {code: words for code, words in said.items() if code != language}}
        return {}

    def _terms(self) -> list[list[Any]]:
        """The terms of the facets whose columns were edited are those of the row; all others stay."""
        spoken = {facet for header, facet in _FACETS.items() if self._has(header)}
        before = [list(one) for one in self.state["terms"]]
        if not spoken:
            return before
        said = [pk for term in self.draft.terms if (pk := self.term_id(*term)) is not None]
        main = {self.term_id(*term) for term in self.draft.primary_terms}
        kept = [one for one in before if self.facet_of(one[0]) not in spoken or one[0] in said]
        held = {one[0] for one in kept}
        added = [
            [pk, pk in main] for pk in dict.fromkeys(said) if pk not in held and self.facet_of(pk) in spoken
        ]
        if self._has("Primary Activity"):
            kept = [
                [pk, pk in main] if self.facet_of(pk) == "activity" else [pk, primary] for pk, primary in kept
            ]
        return [*kept, *added]

    def _identifiers(self) -> list[list[str]]:
        before = [list(one) for one in self.state["identifiers"]]
        if not self._has("Companies House Number"):
            return before
        said = [list(one) for one in self.draft.identifiers if one[0] == "gb-coh"]
        return [*(one for one in before if one[0] != "gb-coh"), *said]

    def _places(self) -> list[dict[str, Any]]:
        """The first place, where the row says all of it; a first one for a group that had none."""
        places = [dict(place) for place in self.state["places"]]
        said = next((one for one in self.draft.places if one.role == "site"), PlaceDraft())
        before = places[0] if places else {}
        if not self._says_all_of_the_place():
            return places
        after = dict(before)
        for header, name in _PLACE_TEXTS.items():
            if self._has(header) or (self._emptied(header) and name != "country"):
                after[name] = getattr(said, name)
        if any(self._has(header) for header in _POINT) and said.given_latitude is not None:
            point = (said.given_latitude, said.given_longitude or 0.0)
            if not _same_point(before, point):
                after["given_latitude"], after["given_longitude"] = point
        after = {name: value for name, value in after.items() if value != "" or name not in EMPTY_PLACE}
        if after == before:
            return places
        return [{"role": "site", "precision": "exact", **self._moved(before, after)}, *places[1:]]

    def _moved(self, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
        """A place of which only the town is known, in its new town; shown no more exactly than before."""
        stays = all(before.get(name) == after.get(name) for name in ("locality", "region", "country"))
        precision = before.get("precision", "exact")
        has_address = precision == "exact" and "geocoded_latitude" in before
        if stays or has_address or "given_latitude" in after:
            return after
        moved = self.in_town({name: value for name, value in after.items() if name not in _LOOKED_UP})
        return {**moved, "precision": precision} if precision in ("region", "none") else moved

    def _contacts(self) -> list[dict[str, str]]:
        """Public websites as the row says; the first public telephone and e-mail address in their place.

        Where there was no public one, a new one stays with the stewards until somebody opens it.
        """
        contacts = [dict(one) for one in self.state["contacts"]]
        if self._has("Website") or self._emptied("Website"):
            said = [self.draft.website] if self.draft.website else []
            said += [one.value for one in self.draft.contacts if one.kind == "website"]
            others = [one for one in contacts if not _is_public(one, "website")]
            contacts = [*({"kind": "website", "value": one, "audience": "public"} for one in said), *others]
        for header, kind in _FIRST_OF_KIND.items():
            if self._has(header):
                self._replace_first(contacts, kind)
        if any(self._has(header) for header in _SOCIAL):
            known = {one["value"] for one in contacts}
            contacts += [
                {"kind": "social", "value": one.value, "audience": "public"}
                for one in self.draft.contacts
                if one.kind == "social" and one.value not in known
            ]
        return contacts

    def _replace_first(self, contacts: list[dict[str, str]], kind: str) -> None:
        said = next((one.value for one in self.draft.contacts if one.kind == kind), "")
        if not said or any(one["kind"] == kind and one["value"] == said for one in contacts):
            return
        at = next((place for place, one in enumerate(contacts) if _is_public(one, kind)), None)
        if at is None:
            contacts.append({"kind": kind, "value": said, "audience": "stewards"})
        else:
            contacts[at] = {**contacts[at], "value": said}


def _is_public(contact: Mapping[str, str], kind: str) -> bool:
    return contact["kind"] == kind and contact["audience"] == "public"


def _same_point(place: Mapping[str, Any], point: tuple[float, float]) -> bool:
    latitude, longitude = place.get("given_latitude"), place.get("given_longitude")
    if latitude is None or longitude is None:
        return False
    return abs(latitude - point[0]) < SAME_POINT and abs(longitude - point[1]) < SAME_POINT
