"""Dated facts that people tell of a group."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import Multilingual
from konbit.chronicle.actions import recording
from konbit.directory.actions.rows import FACT, RowState, add_row, change_row, remove_row
from konbit.directory.models import Fact
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Told:
    """A fact as somebody tells it: what, when (partial dates), where it can be read, how sure it is."""

    text: Multilingual
    valid_from: str = ""
    valid_until: str = ""
    address: str = ""
    certainty: str = "to_verify"

    def columns(self) -> RowState:
        """The columns of its row. Raises `Problem` where nothing is told."""
        text = {code: words for code, words in self.text.items() if words.strip()}
        if not text:
            raise Problem(_("Nothing is told here."), remedy=_("Write what happened."))
        return {
            "text": text,
            "valid_from": self.valid_from,
            "valid_until": self.valid_until,
            "address": self.address,
            "certainty": self.certainty,
        }


def tell(viewer: Viewer, uid: str, told: Told) -> None:
    """Add a fact to a group. Raises `NotFound`, `NotAllowed`, `Problem`."""
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    with recording(viewer.actor, "tell") as batch:
        add_row(batch, FACT, {"group_id": group.pk, **told.columns()})


def tell_again(viewer: Viewer, uid: str, fact_id: int, told: Told) -> None:
    """Change what a fact says; languages in which it was told and that are not said now stay."""
    fact = _fact(viewer, uid, fact_id)
    columns = told.columns()
    columns["text"] = {**fact.text, **columns["text"]}
    with recording(viewer.actor, "tell again") as batch:
        change_row(batch, FACT, fact, columns)


def untell(viewer: Viewer, uid: str, fact_id: int) -> None:
    """Take a fact away; its group's history can bring it back."""
    fact = _fact(viewer, uid, fact_id)
    with recording(viewer.actor, "untell") as batch:
        remove_row(batch, FACT, fact)


def _fact(viewer: Viewer, uid: str, fact_id: int) -> Fact:
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    fact = Fact.objects.filter(pk=fact_id, group=group).first()
    if fact is None:
        raise NotFound(_("This is no longer told here."), remedy=_("Open the page again: it has changed."))
    return fact
