"""The fields of which sources speak: parts of a state, where contacts, terms and sizes are told apart.

Whose telephone number is shown says nothing of whose website is, nor a list of activities of a list of
legal forms: so `contacts` has a field per kind ("contacts.phone"), `terms` one per scheme ("terms.7", its
id) and `sizes` one per dimension ("sizes.9", the id of its term). Every other part is a field of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from konbit.directory.state import EMPTY, State

Words = dict[str, Any]
"""What somebody says: field → value. A field with an empty value was emptied, a missing one not spoken of."""

SINGLE = (
    "name", "names", "aliases", "kind", "language", "languages", "description", "valid_from", "valid_until",
    "motive", "own_words", "extras", "places", "identifiers",
)  # fmt: skip
APART = ("contacts", "terms", "sizes")
CONTACT_KINDS = ("website", "phone", "email", "person", "social")


def words_of(state: Mapping[str, Any], scheme_of: Mapping[int, int]) -> Words:
    """The words of a state, or of some parts of one. `scheme_of`: id of a term → id of its scheme."""
    words = {part: state[part] for part in SINGLE if part in state}
    for contact in state.get("contacts") or []:
        kind = contact["kind"] if contact["kind"] in CONTACT_KINDS else "other"
        words.setdefault(f"contacts.{kind}", []).append(contact)
    for term, primary in state.get("terms") or []:
        if term in scheme_of:
            words.setdefault(f"terms.{scheme_of[term]}", []).append([term, primary])
    for size in state.get("sizes") or []:
        words.setdefault(f"sizes.{size['dimension']}", []).append(size)
    return words


def parts_of(words: Words) -> State:
    """The parts of a state that these words make; a part that is told apart holds all its fields here."""
    parts: State = {}
    for field, value in words.items():
        part = part_of(field)
        if part in APART:
            parts.setdefault(part, []).extend(value)
        else:
            parts[part] = value
    return parts


def part_of(field: str) -> str:
    """The part of the state to which a field belongs."""
    return field.partition(".")[0]


def empty_of(field: str) -> Any:
    """What a field holds of which nobody speaks."""
    value = EMPTY[part_of(field)]
    return value.copy() if isinstance(value, list | dict) else value


def is_empty(value: Any) -> bool:
    """Whether a value says nothing."""
    return value in (None, "", [], {})


def spoken(words: Words) -> Words:
    """The words without those that say nothing: what a list leaves empty, it does not speak of.

    A list that names no kind of group, or no language, is read as one of initiatives, in English: that is
    not its word either.
    """
    unsaid = {"kind": "initiative", "language": "en"}
    return {
        field: value for field, value in words.items() if not is_empty(value) and unsaid.get(field) != value
    }


def changed_words(before: Words, after: Words) -> Words:
    """The fields that differ, as they are after; one that is there no more is empty."""
    return {
        field: after.get(field, empty_of(field))
        for field in {**before, **after}
        if plain(before.get(field)) != plain(after.get(field))
    }


def plain(value: Any) -> Any:
    """A value without what order and empty values in it make look changed; None where it says nothing."""
    if isinstance(value, list | tuple):
        return sorted((plain(one) for one in value), key=repr) or None
    if isinstance(value, dict):
        said = {name: plain(one) for name, one in sorted(value.items())}
        return {name: one for name, one in said.items() if one is not None} or None
    return None if is_empty(value) else value
