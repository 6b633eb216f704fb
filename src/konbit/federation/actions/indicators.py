"""What is counted or measured: written once, used by several groups."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.federation.models import Indicator, Target
from konbit.people.audience import Audience, Viewer

LONGEST_UNIT = 60


@dataclass(frozen=True)
class IndicatorDraft:
    """What somebody says of an indicator, in one language. `kind`: one of `Indicator.Kind`."""

    language: str
    title: str
    definition: str = ""
    unit: str = ""
    kind: str = Indicator.Kind.STOCK
    audience: str = Audience.PUBLIC

    @property
    def words(self) -> dict[str, str]:
        """The texts by their columns."""
        return {"title": self.title, "definition": self.definition}


def new_indicator(
    batch: Batch, viewer: Viewer, keeper: Group, draft: IndicatorDraft, key: uuid.UUID
) -> Indicator:
    """Make an indicator of a group, as a part of another act. Raises `Problem`."""
    _must_say(draft)
    row = Indicator(
        key=key, group=keeper, by=viewer.actor, kind=draft.kind, unit=short_enough(draft.unit, LONGEST_UNIT),
        audience=draft.audience, **in_language(Indicator(), draft.language, draft.words),
    )  # fmt: skip
    add(batch, row)
    return row


def write_indicator(viewer: Viewer, uid: str, draft: IndicatorDraft) -> Indicator:
    """Write an indicator again, in one language.

    Raises `NotAllowed`, `NotFound`, and `Problem` where another unit or kind would change what was read.
    """
    row, sight = seen_thing(viewer, Indicator, uid)
    sight.must("edit")
    _must_say(draft)
    unit = short_enough(draft.unit, LONGEST_UNIT)
    if (unit, draft.kind) != (row.unit, row.kind) and Target.objects.filter(indicator=row).exists():
        raise Problem(
            _("Something is read by this already: another unit or kind would make it say something else."),
            remedy=_("Make a new indicator instead."),
            status=409,
        )
    with recording(viewer.actor, "write indicator") as batch:
        told = in_language(row, draft.language, draft.words)
        change(batch, row, **told, unit=unit, kind=draft.kind, audience=draft.audience)
    return row


def _must_say(draft: IndicatorDraft) -> None:
    if not draft.title.strip():
        raise Problem(_("The indicator has no name."), remedy=_("Say what is counted or measured."))
    if not draft.unit.strip():
        raise Problem(
            _("The indicator has no unit."), remedy=_("Say of what: people, tonnes, hectares, percent.")
        )
