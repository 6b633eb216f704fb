"""What the sources say of groups, as words that can be compared, and in which order they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from konbit.base.period import latest
from konbit.chronicle.models import Change
from konbit.directory.claim_fields import (
    Words,
    changed_words,
    empty_of,
    is_empty,
    plain,
    spoken,
    words_of,
)
from konbit.directory.drafted import state_from
from konbit.directory.models import Claim, Group, Precedence, Settled, Term
from konbit.directory.precedence import DEFAULT_ORDER, OWN, OrderOf, Said
from konbit.directory.queries.towns import town_finder
from konbit.directory.queries.vocabulary import KnownTerms
from konbit.directory.state import states_of

GROUP = "directory.group"
BY_HAND = ("add", "edit", "place", "undo")
"""The verbs of those who write what the group itself says."""
TAKEN_BACK = "taken back"
"""Stands as the digest of a claim whose group was taken back with its import: read again, it comes back."""


class Speaking:
    """Turns what claims hold into words. Reads the vocabulary once, when it is first needed."""

    @cached_property
    def _terms(self) -> KnownTerms:
        return KnownTerms()

    @cached_property
    def _find_town(self) -> Callable[..., Any]:
        return town_finder()

    @cached_property
    def scheme_of(self) -> dict[int, int]:
        """The scheme of each term, by their ids."""
        return dict(Term.objects.values_list("pk", "scheme"))

    def words(self, fields: dict[str, Any]) -> Words:
        """The words of a source's row, whether it was read from a list or is written as a state."""
        told = {"name": "", **fields}
        written = [entry for entry in told.get("terms", []) if entry and isinstance(entry[0], int)]
        told["terms"] = [entry for entry in told.get("terms", []) if entry not in written]
        counted = [size for size in told.get("sizes", []) if isinstance(size["dimension"], int)]
        told["sizes"] = [size for size in told.get("sizes", []) if size not in counted]
        state = state_from(told, self._terms, self._find_town)
        state |= {part: fields[part] for part in _AS_STATE if fields.get(part)}
        state["terms"] += written
        state["sizes"] += counted
        state["contacts"] = reachable(state["contacts"])
        return spoken(words_of(state, self.scheme_of))

    def own_words(self, fields: dict[str, Any]) -> Words:
        """The words of the group itself, emptied fields among them."""
        told = words_of({**fields, "contacts": reachable(fields.get("contacts", []))}, self.scheme_of)
        for field, value in fields.items():
            if "." in field:
                told[field] = reachable(value) if field.startswith("contacts.") else value
        return told


_AS_STATE = ("description", "languages", "motive", "valid_from", "valid_until")


def reachable(contacts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The contacts that still say something; who may see one of which that is not said, is for stewards."""
    return [
        {"kind": "other", "audience": "stewards", **{name: said for name, said in one.items() if said}}
        for one in contacts
        if one.get("value")
    ]


def said_of(
    groups: Collection[Group],
    speaking: Speaking | None = None,
    changed: Mapping[int, Words] | None = None,
) -> dict[int, list[Said]]:
    """What is said of each of these groups, by id: the group's own word first, then its sources'.

    What people wrote before there was a claim for it counts as the group's word, as long as it stands and is
    no source's. `changed`: words of claims (by id) that are about to change; they count as they become.
    """
    speaking = speaking or Speaking()
    said: dict[int, list[Said]] = {group.pk: [] for group in groups}
    changed = changed or {}
    rows = Claim.objects.filter(group__in=list(said)).select_related("source", "group").order_by("id")
    old: dict[int, list[Words]] = defaultdict(list)
    for claim in rows:
        if claim.digest == TAKEN_BACK and claim.pk not in changed:
            continue
        is_own = claim.source.code == OWN
        words = speaking.own_words(claim.fields) if is_own else speaking.words(claim.fields)
        old[claim.group_id].append(words)
        said[claim.group_id].append(
            Said(claim.source.code, changed.get(claim.pk, words), *_when(claim), claim.pk)
        )
    for group, words in _by_hand(groups, old, speaking).items():
        said[group] = _with_own(said[group], words)
    return said


def _when(claim: Claim) -> tuple[str, tuple[str, ...]]:
    """The date of a claim's word for people, and as it sorts: an edition by its date, others by the day. What
    a record said of itself that was merged into the group comes after all others."""
    read = claim.read_at.isoformat()
    if claim.source.code == OWN and claim.key != claim.group.uid:
        return read[:10], ("", read)
    published = claim.source.published
    return published or read[:10], (latest(published).isoformat() if published else read[:10], read)


def _with_own(said: list[Said], words: Words) -> list[Said]:
    own = next((one for one in said if one.code == OWN and one.rank[0]), Said(OWN, {}))
    whole = Said(OWN, {**words, **own.words}, own.on, own.rank, own.claim)
    return [whole, *(one for one in said if one is not own)]


def _by_hand(groups: Collection[Group], old: dict[int, list[Words]], speaking: Speaking) -> dict[int, Words]:
    """What people wrote of groups, or took away, and what no claim says: by group."""
    written: dict[int, set[str]] = defaultdict(set)
    changes = Change.objects.filter(kind=GROUP, object_id__in=[one.pk for one in groups], verb__in=BY_HAND)
    for group, *told in changes.values_list("object_id", "before", "after"):
        before, after = (words_of(state or {}, speaking.scheme_of) for state in told)
        written[group] |= set(changed_words(before, after))
    states = states_of(group for group in groups if group.pk in written)
    found = {}
    for group, fields in written.items():
        here = words_of(states[group], speaking.scheme_of)
        found[group] = {
            field: here.get(field, empty_of(field))
            for field in sorted(fields)
            if _is_only_here(here.get(field), [words.get(field) for words in old[group]])
        }
    return {group: words for group, words in found.items() if words}


def _is_only_here(value: Any, said: Sequence[Any]) -> bool:
    """Whether a value is nobody's word; an empty one is somebody's where others do say something."""
    if is_empty(value) and all(map(is_empty, said)):
        return False
    return all(plain(one) != plain(value) for one in said)


def spoken_of_by_several(groups: Iterable[int]) -> frozenset[int]:
    """Those of these groups of which more than one claim speaks."""
    claims = Claim.objects.filter(group__in=list(groups)).order_by()
    several = claims.values("group").annotate(count=Count("pk")).filter(count__gt=1)
    return frozenset(several.values_list("group", flat=True))


class Orders:
    """In which order the sources are shown, for a network (its id; None: for the whole instance).

    What was settled for a group goes before the order for its field, that before the order for all fields;
    and what the network says of it before what the instance does.
    """

    def __init__(self, network: int | None, groups: Iterable[int] = ()) -> None:
        whose = [network, None] if network else [None]
        self._levels = whose
        self._orders: dict[tuple[int | None, str], list[str]] = {}
        self._settled: dict[tuple[int | None, int, str], str] = {}
        rows = Precedence.objects.filter(Q(network=network) | Q(network=None))
        for at, field, order in rows.values_list("network", "field", "order"):
            self._orders[at, field] = order
        settled = Settled.objects.filter(group__in=list(groups)).exclude(source=None)
        for at, group, field, code in settled.values_list("network", "group", "field", "source__code"):
            if at in whose:
                self._settled[at, group, field] = code

    @property
    def is_own(self) -> bool:
        """Whether the network says anything of its own here."""
        return any(key[0] is not None for key in (*self._orders, *self._settled))

    def of(self, group: int) -> OrderOf:
        """The orders that hold for a group."""
        return lambda field: self.told(group, field)[0]

    def told(self, group: int, field: str) -> tuple[list[str], str, int | None]:
        """The order for a field of a group, and why: "settled", "order" or "default", and whose (a network's
        id; None: the instance's)."""
        for network in self._levels:
            settled = self._settled.get((network, group, field))
            order = self.order(network, field)
            if settled:
                return [settled, *(order or DEFAULT_ORDER)], "settled", network
            if order:
                return order, "order", network
        return list(DEFAULT_ORDER), "default", None

    def own(self, network: int | None, field: str) -> list[str]:
        """The order that a network set for exactly this field; empty where it set none."""
        return self._orders.get((network, field), [])

    def order(self, network: int | None, field: str) -> list[str]:
        """The order that a network set for a field, its part, or for all; empty where it set none."""
        for name in (field, field.partition(".")[0], ""):
            if order := self.own(network, name):
                return order
        return []
