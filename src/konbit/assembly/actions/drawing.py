"""Choosing the people of a panel: by lot and public seed, or by hand; confirming them by a resolution."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.actions.panels import LONGEST_SEED, must_not_be_confirmed, panel_for
from konbit.assembly.actions.resolving import Decision, enter_resolution
from konbit.assembly.formats.panel_certificate import Certificate, written
from konbit.assembly.models import Nominee, Panel, Resolution
from konbit.assembly.queries.panel_asked import asked_of, chosen_by_lot, eligible
from konbit.base.errors import Problem
from konbit.base.text import short_enough
from konbit.chronicle.actions import recording, rows
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer


def draw(viewer: Viewer, uid: str, seed: str) -> Panel:
    """Draw the panel from those who are willing, with a seed that became public after nominations closed.

    Drawn again (somebody said no since) it keeps its seed. Where no panel meets all rules, the nearest is
    drawn, and the certificate says why. Raises `NotFound`, `NotAllowed`, and `Problem` where nominations are
    open or another seed is said (409), nobody is willing, or the engine gives up.
    """
    panel = panel_for(viewer, uid, "edit")
    must_not_be_confirmed(panel)
    if panel.closed_at is None:
        raise Problem(
            _("People are still being nominated."),
            remedy=_("Close the nominations first; only then may the seed be known."),
            status=409,
        )
    said = short_enough(seed, LONGEST_SEED)
    if panel.seed and said != panel.seed:
        raise Problem(
            _("This panel was drawn with another seed already."),
            panel.seed,
            _("Draw with the same seed, or open nominations again before you take another."),
            status=409,
        )
    asked = asked_of(panel)
    if not asked.nominees:
        raise Problem(
            _("Nobody said yes yet."), remedy=_("Send the nominees their links, or ask them."), status=422
        )
    certificate = Certificate(asked, said, chosen_by_lot(asked, said))
    with recording(viewer.actor, "draw panel") as batch:
        rows.change(batch, panel, seed=said, drawn_at=timezone.now(), drawing=written(certificate))
    return panel


def confirm_by(viewer: Viewer, uid: str, chosen: Collection[int], resolution_uid: str) -> Panel:
    """Confirm these nominees (ids) as the panel, by a resolution that stands in the register of its group.

    Rules that do not hold are no error: people decide, and the page tells it. Raises `NotFound`,
    `NotAllowed`, and `Problem` for a resolution of another group or one that was not agreed, for nobody, for
    somebody who is not willing (409), or a panel that is confirmed already (409).
    """
    panel = panel_for(viewer, uid, "edit")
    resolution, _sight = seen_thing(viewer, Resolution, resolution_uid)
    if resolution.group_id != panel.group_id or resolution.state != Resolution.State.ADOPTED:
        raise Problem(
            _("This resolution cannot confirm the panel."),
            remedy=_("Choose one that the group itself agreed."),
            status=422,
        )
    return _confirm(viewer, panel, chosen, resolution)


def confirm_with(
    viewer: Viewer, uid: str, chosen: Collection[int], key: uuid.UUID, decision: Decision
) -> Panel:
    """The same by a resolution that is written now. Raises as `confirm_by` and `enter_resolution`; then the
    resolution is not entered either."""
    panel = panel_for(viewer, uid, "edit")
    with transaction.atomic():
        resolution = enter_resolution(viewer, panel.group.uid, key, decision)
        if panel.resolution_id == resolution.pk:
            return panel
        return _confirm(viewer, panel, chosen, resolution)


def _confirm(viewer: Viewer, panel: Panel, chosen: Collection[int], resolution: Resolution) -> Panel:
    must_not_be_confirmed(panel)
    people = eligible(panel.nominees.order_by("pk"))
    if not chosen:
        raise Problem(_("Nobody is chosen."), remedy=_("Tick those who are to sit."), status=422)
    if set(chosen) - {one.pk for one in people}:
        raise Problem(
            _("Somebody whom you chose is not willing any more."),
            remedy=_("Open the page again, and choose anew."),
            status=409,
        )
    with recording(viewer.actor, "confirm panel") as batch:
        for one in people:
            if one.pk in chosen:
                rows.change(batch, one, state=Nominee.State.CHOSEN.value)
        rows.change(batch, panel, resolution=resolution, closed_at=panel.closed_at or timezone.now())
    return panel


def release(viewer: Viewer, uid: str) -> Panel:
    """Take the confirmation of a panel back: those chosen are willing again. The resolution stays in the
    register. Raises `NotFound`, `NotAllowed`."""
    panel = panel_for(viewer, uid, "edit")
    with recording(viewer.actor, "release panel") as batch:
        for one in panel.nominees.filter(state=Nominee.State.CHOSEN).order_by("pk"):
            rows.change(batch, one, state=Nominee.State.WILLING.value)
        rows.change(batch, panel, resolution=None)
    return panel
