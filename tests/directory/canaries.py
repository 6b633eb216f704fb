"""A world with a recognisable word in everything that is not for everyone, for the tests that look for them.

Every table that hangs on a group is filled, also one that does not exist yet: its texts count as hidden
until they are named in `OPEN`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from konbit.base.period import PartialDateField
from konbit.chronicle.actions import recording
from konbit.directory.actions.editing import edit_group
from konbit.directory.actions.rows import FACT, MEDIA, RELATION, add_row
from konbit.directory.models import (
    Call,
    Campaign,
    Claim,
    Contact,
    Difference,
    Fact,
    Group,
    Identifier,
    ImportRun,
    Media,
    NetworkStyle,
    Place,
    Precedence,
    Proposal,
    Relation,
    Role,
    Scheme,
    Settled,
    Size,
    Source,
    Tagging,
    Term,
)
from konbit.directory.queries.versions import version_of
from konbit.people.audience import SYSTEM, viewer_of
from konbit.people.models import Person
from konbit.search.actions import rebuild
from tests.builders import a_group, a_person, a_place

OPEN_WORD = "Openbakery"
PRECISIONS = ("exact", "district", "town", "region", "none")
AUDIENCES = ("network", "group", "stewards")
SHOWN = {
    "exact": {"street", "postcode", "locality", "name", "region"},
    "district": {"locality", "name", "region"},
    "town": {"locality", "name", "region"},
    "region": {"region"},
    "none": set(),
}
"""Which words of a place everyone may see, by its precision."""

POINTS = {"exact": (51.501234, -0.121234)} | {
    precision: (53.481234 + number / 1000, -2.241234)
    for number, precision in enumerate(PRECISIONS)
    if precision != "exact"
}
FAR_POINT = (53.489876, -2.249876)
"""Where groups are that are hidden themselves."""

OPEN = {
    Fact: {"text", "address"},
    Identifier: {"scheme", "value"},
    Size: {"address"},
    Media: {"alt", "licence", "language", "file"},
    Relation: {"address", "note"},
    Source: {"name", "code", "url", "licence", "attribution"},
    Scheme: {"code", "title", "uri", "other_uris", "facet", "version"},
    NetworkStyle: {"motto", "words", "main", "accent"},
}
"""What everyone may see of a row beside a group, if she may see the group and the row."""

BY_HAND = frozenset({Place, Contact, Tagging, Relation, Media, Fact, Identifier, Size, Role, Claim})
"""Tables that are planted one by one, because who may see their rows differs from row to row."""


@dataclass
class World:
    """The groups by name, and the words that nobody else may read, with where each stands."""

    groups: dict[str, Group] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    for_members: set[str] = field(default_factory=set)
    """Those of the words that people of the group's networks may read."""
    steward: Person | None = None
    rows: int = 0

    def hide(self, *where: object, audience: str = "") -> str:
        """A new word that may not come out, for this place."""
        word = f"kanari{len(self.words):04d}x"
        self.words[word] = " ".join(map(str, where))
        if audience == "network":
            self.for_members.add(word)
        return word

    def row(self, model: type[models.Model], open_fields: frozenset[str] | set[str], **given: Any) -> Any:
        """A row of any table with a hidden word in each of its texts that is not given or open."""
        values: dict[str, Any] = {}
        for column in model._meta.concrete_fields:
            if column.primary_key or column.name in given:
                continue
            value = self._value(model, column, column.name in open_fields)
            if value is not None:
                values[column.name] = value
        return model._base_manager.create(**values, **given)

    def _value(self, model: type[models.Model], column: Any, is_open: bool) -> Any:
        if column.is_relation:
            return None if column.null else self._link(column)
        if isinstance(column, models.DateTimeField | models.DateField):
            return None if column.null else timezone.now()
        if column.choices or isinstance(column, PartialDateField | models.FileField):
            return column.choices[0][0] if column.choices and not column.has_default() else None
        fits = isinstance(column, models.JSONField) or (column.max_length or 99) >= 11
        if fits and isinstance(column, models.JSONField | models.CharField | models.TextField):
            self.rows += 1
            word = f"shown{self.rows}" if is_open else self.hide(model.__name__, column.name)
            as_json: Any = [word] if column.get_default() == [] else {"en": word}
            return as_json if isinstance(column, models.JSONField) else word
        return None if column.null or column.has_default() else 1

    def _link(self, column: Any) -> Any:
        if column.related_model is Person:
            return self.steward
        known = column.related_model._base_manager.order_by("-pk").first()
        return known or self.row(column.related_model, OPEN.get(column.related_model, set()))


def plant() -> World:
    """The world, searchable."""
    world = World()
    world.steward = a_person(world.hide("user name of the steward"), email=f"{world.hide('e-mail')}@x.org")
    network = world.groups["network"] = a_group("Open Union", kind="network")
    secret = world.groups["hidden network"] = a_group(
        world.hide("hidden network", audience="network"), kind="network", audience="network"
    )
    scheme = Scheme.objects.create(code="test/words", title={"en": "Words"}, facet="activity")
    term = Term.objects.create(scheme=scheme, code="baking", label={"en": "Baking"})
    for audience in AUDIENCES:
        world.groups[f"{audience} only"] = _closed(world, term, audience=audience)
    world.groups["removed"] = _closed(world, term, removed_at=timezone.now().isoformat())
    for precision in PRECISIONS:
        world.groups[precision] = _open(world, precision, term)
    with recording("test", "relate") as batch:
        for name, group in list(world.groups.items()):
            for above in {"network": (), "hidden network": ()}.get(name, (network, secret)):
                hidden = above == secret and not group.removed_at
                note = world.hide("note of a tie", audience="network") if hidden else ""
                tie = {"subject_id": group.pk, "kind": "member_of", "object_id": above.pk}
                add_row(batch, RELATION, {**tie, "note": {"en": note}})
    for name in ("town", "stewards only", "network"):
        _beside(world, world.groups[name], is_open=name != "stewards only")
    rebuild()
    return world


def _open(world: World, precision: str, term: Term) -> Group:
    """A group that everyone may see, with a place of this precision before places of all others."""
    places = [_place(world, one) for one in (precision, *(one for one in PRECISIONS if one != precision))]
    contacts = [
        {
            "kind": kind,
            "value": f"{world.hide(kind, 'for', audience, audience=audience)}.example",
            "audience": audience,
        }
        for audience in AUDIENCES
        for kind in Contact.Kind.values
    ]
    made = a_group(
        f"{OPEN_WORD} {precision}",
        places=places[:1],
        contacts=[*contacts, {"kind": "website", "value": "https://open.example", "audience": "public"}],
        extras={world.hide("header of an extra"): world.hide("extra")},
        terms=[[term.pk, False]],
        identifiers=[["register", f"number of {precision}"]],
    )
    Role.objects.create(person=world.steward, group=made, kind="steward")
    # Changed twice, so that its history holds everything too.
    first = {"places": [], "contacts": contacts[:1], "extras": {"x": world.hide("extra of the history")}}
    own = places if precision == "town" else places[:1]
    edit_group(viewer_of(world.steward), made.uid, version_of(made.pk), first)
    edit_group(SYSTEM, made.uid, version_of(made.pk), {"places": own, "contacts": contacts})
    return made


def _place(world: World, precision: str) -> dict[str, Any]:
    said = {
        part: f"Shown{part}{precision}"
        if part in SHOWN[precision]
        else world.hide(part, "of a place shown as", precision)
        for part in ("name", "street", "locality", "region", "postcode")
    }
    lat, lon = POINTS[precision]
    return a_place(lat, lon, said.pop("locality"), country="GB", precision=precision, **said)


def _closed(world: World, term: Term, **said: Any) -> Group:
    """A group of which nothing may come out, not even that it is."""
    kind = str(said)
    whose = said.get("audience", "")

    def hide(what: str) -> str:
        return world.hide(what, "of", kind, audience=whose)

    place = {part: hide(part) for part in ("name", "street", "locality", "region", "postcode")}
    made = a_group(
        hide("name"),
        names={"fr": hide("French name")},
        aliases=[hide("alias")],
        description={"en": hide("description")},
        own_words={hide("header of own words"): hide("own words")},
        extras={"x": world.hide("extra of", kind)},
        places=[a_place(*FAR_POINT, place.pop("locality"), country="GB", **place)],
        contacts=[{"kind": "website", "value": f"https://{hide('website')}.example", "audience": "public"}],
        identifiers=[["register", hide("number")]],
        terms=[[term.pk, True]],
        sizes=[{"dimension": term.pk, "value": 7_654_321, "on": "2020"}],
        **said,
    )
    world.words[made.uid] = f"address of {kind}"
    world.for_members |= {made.uid} if whose == "network" else set()
    return made


def _beside(world: World, group: Group, *, is_open: bool) -> None:
    """A row in every table that hangs on groups, for this one."""
    source, _made = Source.objects.get_or_create(code="list", defaults={"name": "The list", "kind": "file"})
    shown = {model: names if is_open else set() for model, names in OPEN.items()}
    run = world.row(
        ImportRun, {"digest"}, source=source, network=world.groups["network"], by=world.steward, state="done",
        started_at=timezone.now(), finished_at=timezone.now(), mapping={"columns": {}}, format="csv",
        notes=[world.hide("note of a run")], trial={"troubles": [{"message": world.hide("trial")}]},
        rejects=default_storage.save(
            "imports/rejected.csv", ContentFile(world.hide("rejects").encode())
        ),
    )  # fmt: skip
    where = {"street": world.hide("street in a claim"), "postcode": world.hide("postcode in a claim")}
    point = {"given_latitude": FAR_POINT[0], "given_longitude": FAR_POINT[1]}
    said_to_all = {"kind": "phone", "value": world.hide("public in a claim"), "audience": "public"}
    said = {"kind": "email", "value": f"{world.hide('claim')}@x.org", "audience": "stewards"}
    claim = world.row(
        Claim, set(), source=source, group=group, missing_readings=0,
        fields={"name": group.name, "contacts": [said_to_all, said], "places": [where | point],
                "extras": {"x": world.hide("extra in a claim")}},
    )  # fmt: skip
    with recording("test", "tell") as batch:
        fact = world.hide("fact") if not is_open else "Founded in a kitchen."
        add_row(batch, FACT, {"group_id": group.pk, "text": {"en": fact}, "certainty": "published"})
        for audience in AUDIENCES:
            by_role = audience == "group" and group == world.groups["network"]
            for_members = "network" if is_open and (audience == "network" or by_role) else ""
            content = world.hide("content of a photo", audience=for_members).encode()
            photo = {
                "file": default_storage.save("groups/a.webp", ContentFile(content)),
                "alt": {"en": world.hide("words of a photo for", audience, audience=for_members)},
                "licence": world.hide("licence of a photo", audience=for_members),
            }
            add_row(batch, MEDIA, {"group_id": group.pk, "kind": "photo", "audience": audience, **photo})
    ends = {"source": source, "run": run, "claim": claim, "person": world.steward}
    campaign = world.row(Campaign, set(), network=world.groups["network"])
    world.row(Call, set(), group=group, campaign=campaign)
    for model in hanging_on_groups() - BY_HAND - {Campaign, Call, ImportRun}:
        columns = {column.name: column for column in model._meta.concrete_fields}
        given: dict[str, Any] = {name: row for name, row in ends.items() if name in columns}
        given |= {name: group for name, column in columns.items() if column.related_model is Group}
        given |= {"network": world.groups["network"]} if "group" in columns and "network" in columns else {}
        if {"first", "second"} <= set(columns):
            pair = sorted((group, world.groups["group only"]), key=lambda one: one.pk)
            given |= dict(zip(("first", "second"), pair, strict=True))
        given |= SHAPED[model](world) if model in SHAPED else {}
        world.row(model, shown.get(model, set()), **given)


def _proposed(world: World) -> dict[str, Any]:
    """What is proposed, in the shape of a group's state."""
    contact = {"kind": "phone", "value": world.hide("proposed contact"), "audience": "public"}
    return {
        "state": {"name": world.hide("proposed name"), "contacts": [contact]},
        "stood": {"contacts": [{**contact, "value": world.hide("contact that stood there")}]},
    }


SHAPED: dict[type[models.Model], Callable[[World], dict[str, Any]]] = {
    Proposal: _proposed,
    Precedence: lambda _world: {"field": "", "order": ["list"]},
    Settled: lambda _world: {"field": "places"},
    Difference: lambda _world: {"kind": "moved"},
}
"""What pages read in a shape of its own."""


def hanging_on_groups() -> set[type[models.Model]]:
    """Every table with a row per group."""
    return {one.related_model for one in Group._meta.related_objects if not one.many_to_many}
