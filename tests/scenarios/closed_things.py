"""An open and a closed row of every table of the rooms above the directory, with canaries in what is closed.

A table or a column that is new is filled by itself. What is open refers to what is closed, and what is closed
to what is open, wherever one row can name another.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from konbit.assembly.models import Meeting, Outcome, Position, Post, Thread
from konbit.base.period import PartialDateField
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import kind_of, state_of
from konbit.decisions.counting import counted
from konbit.decisions.methods import rules_as_data
from konbit.decisions.models import Ballot, Budget, Method, Option, Participation, Project, Sheet, Vote
from konbit.decisions.queries.methods import method_named
from konbit.directory.models import Group, OfGroup
from konbit.exchange.models import Circle
from konbit.people.audience import SYSTEM
from konbit.search.documents import all_documents
from tests.builders import a_group, a_person
from tests.directory.canaries import World
from tests.scenarios.closed_circles import BESIDE, KIND, OWNED, SAID, is_of_one, stays

ROOMS = ("assembly", "work", "federation", "learning", "decisions", "exchange")
WORDLESS = {"CalendarAddress", "Follower", "Letter", "Ballot", "Link", "Urn"}
"""Tables of what one account wants, and of ballots, of which no chronicle tells; nobody says anything in
them."""
WITHIN = {"Plenary", "Wanted"}
"""Tables that join parts of one thing, never those of two."""
OUT_OF_SIGHT = {"joined_into", "parent", "answers"}
"""References that put a row behind or beneath another of the same thing."""
NOW = timezone.now()
SOON = (NOW + timedelta(days=9)).date().isoformat()
SHAPED = {
    "instead": {"from": SOON, "until": SOON},
    "numbered": {},
    "drawing": None,
    "colleges": {"word": "college", "title": {}},
    "choices": {"word": "agree", "stance": "for", "title": {}},
}
"""Columns that pages read in a shape of their own: what stands there beside the words; None: nothing."""
READ = {"zone": "UTC", "language": "en", "about_kind": "", "about_id": None, "counted_in": "heads"}
"""Columns that hold no words of anybody."""
CLOSED: dict[str, dict[str, Any]] = {
    "for its group alone": {"audience": "group"},
    "for its networks": {"audience": "network"},
    "of a hidden group": {},
    "taken away": {"removed_at": NOW},
}

RUNNING: dict[str, tuple[str, str]] = {
    "for its group alone": ("consent", "open"),
    "for its networks": ("two_thirds", "closed"),
    "of a hidden group": ("approval", "closed"),
    "taken away": ("persons", "open"),
}
"""How votes are taken, and whether they are over, in each of these worlds: pages show other things then."""
CHOSEN = {"consent": "consent", "two_thirds": "agree"}
"""What those who voted said, where they chose one of several answers."""

Rows = dict[type[models.Model], Any]


def _said_in(shape: dict[str, Any], word: str) -> dict[str, Any]:
    """A shape with a word wherever one stands in it."""
    return {**shape, "title": {"en": word}} if "title" in shape else {**shape, "place": word, "en": word}


def tables() -> list[type[models.Model]]:
    """Every table of the rooms in which somebody says something."""
    every = [model for name in ROOMS for model in apps.get_app_config(name).get_models()]
    return [model for model in every if model.__name__ not in WORDLESS]


def whole_of(model: Any) -> str:
    """The name of the table of what a row is a part of: of itself, where it is no part."""
    whole = model.keeper.fget.__annotations__["return"] if hasattr(model, "keeper") else ""
    return str(model.__name__ if whole == "OfGroup" else whole)


class House(World):
    """The rows of both sides, by table."""

    def __init__(self, how: str) -> None:
        super().__init__()
        self.open: Rows = {}
        self.closed: Rows = {}
        self.said = CLOSED[how]
        self.method, self.state = RUNNING[how]
        self.kind = KIND[how]
        self.rules = {"method": rules_as_data(method_named(SYSTEM, self.method)), "ties": []}
        self.steward = a_person("steward")
        self.shown = self.hidden = a_group("Open Bakery")
        if how == "of a hidden group":
            self.hidden = a_group(self.hide("name of the group"), audience="group")

    def row(self, model: type[models.Model], open_fields: Any, **given: Any) -> Any:
        """A row of a table, of which the chronicle tells; that act is the last one (`act`)."""
        made = super().row(model, open_fields, **given)
        with recording("test", "add") as batch:
            batch.changed(kind_of(made), made.pk, None, state_of(made))
        self.act = batch.id
        return made

    def plant(self, rows: Rows) -> None:
        """A row of every table, each a part of the others of its side."""
        for model in tables():
            self._planted(rows, model, rows is self.open)
        self._voted(rows)

    def _voted(self, rows: Rows) -> None:
        """A ballot in the vote of a side, and its result where it is over. No chronicle tells of ballots."""
        vote, line = rows[Vote], rows[Participation].entitled
        word = CHOSEN.get(self.method)
        said = {"stance": word} if word else {"points": {rows[Option].word: 1}}
        Ballot.objects.create(vote=vote, entitled=line, said=said, channel="web")
        if self.state == Vote.State.CLOSED:
            Vote.objects.filter(pk=vote.pk).update(result=counted(vote), closed_at=NOW)

    def _planted(self, rows: Rows, model: Any, is_open: bool) -> Any:
        if model in rows:
            return rows[model]
        values: dict[str, Any] = {} if is_open or not issubclass(model, OfGroup) else {**self.said}
        ends: list[Any] = []
        running: dict[tuple[Any, str], Any] = {
            (Vote, "method"): self.method, (Vote, "state"): self.state, (Vote, "rules"): self.rules,
            (Vote, "result"): {}, (Budget, "form"): "cycle", (Budget, "needs"): {}, (Budget, "divided"): {},
            (Method, "quorum"): "1/2", (Method, "majority"): "", (Method, "fallback"): "",
            (Method, "majority_of"): "cast", (Project, "state"): "bought", (Option, "traits"): {},
            (Sheet, "said"): {}, (Circle, "kind"): self.kind, **SAID,
        }  # fmt: skip
        for column in model._meta.concrete_fields:
            name, other = column.name, column.related_model
            if column.is_relation and (not column.null or (model, name) in OWNED):
                group = self.shown if is_open else self.hidden
                beside = {one: rows[one] for one in BESIDE.get(other, ()) if one in rows}
                side = beside if other in ends else rows  # what joins two of one table needs another
                values[name] = group if other is Group else self._other(side, other, is_open)
                ends.append(other)
            elif isinstance(column, PartialDateField):
                values[name] = SOON
            elif isinstance(column, models.UUIDField):
                values[name] = uuid.uuid4()
            elif isinstance(column, models.BinaryField):
                values[name] = b"sealed"
            elif name == "number" or name.endswith("_version"):
                values[name] = model._base_manager.count() + 1
            elif name in READ:
                values[name] = READ[name]
            elif (model, name) in running:
                values[name] = running[model, name]
            elif isinstance(column, models.FileField):
                word = "shown" if is_open else self.hide(model.__name__, name)
                values[name] = default_storage.save("cases/a.ogg", ContentFile(f"OggS{word}".encode()))
            elif name in SHAPED:
                word = "shown" if is_open else self.hide(model.__name__, name)
                shape = SHAPED[name]
                values[name] = {} if shape is None else [_said_in(shape, word)]
        self._keep_apart(model, values, is_open)
        texts = {column.name for column in model._meta.concrete_fields} if is_open else set()
        rows[model] = self.row(model, texts, **values)
        return rows[model]

    def _keep_apart(self, model: Any, values: dict[str, Any], is_open: bool) -> None:
        """Let a row that joins things join another one, where there can be only one such row."""
        rules = [getattr(rule, "fields", ()) for rule in model._meta.constraints]
        rules += [(one.name,) for one in model._meta.concrete_fields if one.is_relation and one.unique]
        for named in rules:
            other = model._meta.get_field(named[-1]).related_model if named else None
            if other is None or not set(named) <= set(values):
                continue
            if model._base_manager.filter(**{one: values[one] for one in named}).exists():
                another = f"Another {Group.objects.count()}"
                made = a_group(another) if other is Group else self._planted({}, other, is_open)
                values[named[-1]] = made

    def _other(self, rows: Rows, model: Any, is_open: bool) -> Any:
        """What a row belongs to. Lists of words, and what else is of no room here, are the same for all."""
        everybodys = model._meta.app_label not in ROOMS
        return self._planted(self.open if everybodys else rows, model, is_open or everybodys)

    def grow(self) -> None:
        """Another open thing of every kind, and another part of everything that has parts."""
        self._planted_all({})
        self._planted_all({model: row for model, row in self.open.items() if hasattr(row, "uid")})

    def _planted_all(self, rows: Rows) -> None:
        for model in tables():
            self._planted(rows, model, is_open=True)

    def refer(self, rows: Rows, others: Rows, group: Group) -> None:
        """Let each of these rows name another thing's row, and this group, wherever it may name one."""
        for model, row in rows.items():
            named = {
                column.name: group if column.related_model is Group else others[column.related_model]
                for column in model._meta.concrete_fields
                if column.is_relation and column.name not in OUT_OF_SIGHT and not stays(model)
                if column.null or (issubclass(column.related_model, OfGroup) and issubclass(model, OfGroup))
                if column.related_model is Group or column.related_model in others
                if model is column.related_model or whole_of(model) != whole_of(column.related_model)
            }
            if named:
                model._base_manager.filter(pk=row.pk).update(**named)

    def join(self, rows: Rows, others: Rows) -> None:
        """A part of each of these things that names another thing, which is of the other side."""
        for model in tables():
            if is_of_one(model):
                continue
            ends = [one for one in model._meta.concrete_fields if one.is_relation and not one.null]
            if len(ends) == 2 and not issubclass(model, OfGroup) and model.__name__ not in WITHIN:
                first, second = ends
                other = self.shown if others is self.open else self.hidden
                given = {
                    first.name: rows[first.related_model],
                    second.name: other
                    if second.related_model is Group
                    else others.get(second.related_model) or self.open[second.related_model],
                }
                if first.unique or second.unique or model._base_manager.filter(**given).exists():
                    continue  # there is no other such pair
                texts = {column.name for column in model._meta.concrete_fields}
                self.row(model, texts if rows is self.open else set(), **given)

    def leave_behind(self) -> None:
        """What is closed as an outcome of an open meeting, and talked about as if it were open."""
        for kind in all_documents():
            closed = next((row for model, row in self.closed.items() if kind_of(model) == kind), None)
            if closed is None:
                continue
            place = {"kind": kind, "object_id": closed.pk}
            Outcome.objects.create(meeting=self.open[Meeting], key=uuid.uuid4(), **place)
            if kind != kind_of(Thread):
                thread = self.row(Thread, set(), group=self.hidden, about_kind=kind, about_id=closed.pk)
                for part in (Post, Position):
                    self.row(part, set(), thread=thread)
