"""Making a balanced group: what it is for, how many people, its rules; closing its nominations."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.models import Nominee, Panel, Quota
from konbit.assembly.queries.panel_asked import OTHER
from konbit.base.errors import NotFound, Problem
from konbit.base.text import short_enough, with_words
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Audience, Viewer

LONGEST_TITLE, LONGEST_PURPOSE, LONGEST_SEED = 300, 5_000, 200
LONGEST_DIMENSION, LONGEST_VALUE = 80, 120
MOST_PEOPLE = 200
MOST_RULES = 40


@dataclass(frozen=True)
class PanelSaid:
    """What is said of a panel, in one language. `seed_from`: where the public seed will come from."""

    title: str
    language: str
    purpose: str = ""
    least: int = 10
    most: int = 12
    audience: str = Audience.PUBLIC
    seed_from: str = ""


@dataclass(frozen=True)
class Rule:
    """At least and at most so many people with a trait; `most` None: any number."""

    dimension: str
    value: str
    least: int = 0
    most: int | None = None


def make_panel(viewer: Viewer, group_uid: str, key: uuid.UUID, said: PanelSaid) -> Panel:
    """Make a panel of a group. The same key again gives the panel that stands.

    Raises `NotFound`, `NotAllowed`, and `Problem` for numbers that make no sense or a panel without title.
    """
    group, sight = seen_group(viewer, group_uid)
    sight.must("edit")

    def make() -> Panel:
        panel = Panel(group=group, key=key, by=viewer.actor)
        for name, value in _columns(panel, said).items():
            setattr(panel, name, value)
        with recording(viewer.actor, "make panel") as batch:
            rows.add(batch, panel)
        return panel

    return once(Panel, key, make)


def change_panel(viewer: Viewer, uid: str, said: PanelSaid) -> Panel:
    """Say something else of a panel. How many people there are, and where the seed comes from, changes only
    while people are nominated. Raises as `make_panel`, and `Problem` (409)."""
    panel = panel_for(viewer, uid, "edit")
    wanted = _columns(panel, said)
    if any(getattr(panel, name) != wanted[name] for name in ("least", "most", "seed_from")):
        must_be_open(panel)
    with recording(viewer.actor, "change panel") as batch:
        rows.change(batch, panel, **wanted)
    return panel


def remove_panel(viewer: Viewer, uid: str) -> Panel:
    """Take a panel away; it can be brought back. Raises `NotFound`, `NotAllowed`."""
    panel = panel_for(viewer, uid, "edit")
    with recording(viewer.actor, "remove panel") as batch:
        rows.change(batch, panel, removed_at=timezone.now())
    return panel


def set_rule(viewer: Viewer, uid: str, rule: Rule) -> Quota:
    """Ask for at least, at most so many people with a trait; a rule of the same trait gets these numbers.

    Raises `NotFound`, `NotAllowed`, and `Problem` for a rule without words or with numbers that make no
    sense, too many rules, or nominations that are closed (409).
    """
    panel = panel_for(viewer, uid, "edit")
    must_be_open(panel)
    dimension = short_enough(rule.dimension, LONGEST_DIMENSION)
    value = short_enough(rule.value, LONGEST_VALUE)
    _must_be_a_range(rule.least, rule.most, MOST_PEOPLE)
    if not rule.least and rule.most is None:
        raise Problem(
            _("How many are there to be?"),
            remedy=_("Say at least how many, or at most how many."),
            status=422,
        )
    if value == OTHER:
        raise Problem(_("Nobody can count for this."), value, _("Write it in words."), status=422)
    with recording(viewer.actor, "set rule") as batch:
        stands = Quota.objects.filter(panel=panel, dimension=dimension, value=value).first()
        if stands is not None:
            rows.change(batch, stands, least=rule.least, most=rule.most)
            return stands
        if Quota.objects.filter(panel=panel).count() >= MOST_RULES:
            raise Problem(
                _("So many rules leave no choice."), remedy=_("Take one away before you add one."), status=422
            )
        quota = Quota(panel=panel, dimension=dimension, value=value, least=rule.least, most=rule.most)
        rows.add(batch, quota)
    return quota


def remove_rule(viewer: Viewer, uid: str, quota_id: int) -> Panel:
    """Take a rule away. Raises `NotFound`, `NotAllowed`, `Problem` (409) where nominations are closed."""
    panel = panel_for(viewer, uid, "edit")
    must_be_open(panel)
    quota = Quota.objects.filter(panel=panel, pk=quota_id).first()
    if quota is None:
        raise NotFound(_("This rule does not stand here any more."), remedy=_("Open the page again."))
    with recording(viewer.actor, "remove rule") as batch:
        rows.remove(batch, quota)
    return panel


def close_nominations(viewer: Viewer, uid: str) -> Panel:
    """Say that nobody is nominated any more and no rule changes: now the seed may become known.

    Raises `NotFound`, `NotAllowed`, and `Problem` where nobody was nominated, or they are closed (409).
    """
    panel = panel_for(viewer, uid, "edit")
    must_be_open(panel)
    if not Nominee.objects.filter(panel=panel).exclude(state=Nominee.State.DECLINED).exists():
        raise Problem(_("Nobody is nominated yet."), remedy=_("Nominate people first."), status=422)
    with recording(viewer.actor, "close nominations") as batch:
        rows.change(batch, panel, closed_at=timezone.now())
    return panel


def reopen_nominations(viewer: Viewer, uid: str) -> Panel:
    """Open nominations and rules again; what was drawn does not hold any more, and the next drawing takes
    another seed. Raises `NotFound`, `NotAllowed`, `Problem` (409) for a panel that is confirmed."""
    panel = panel_for(viewer, uid, "edit")
    must_not_be_confirmed(panel)
    with recording(viewer.actor, "reopen nominations") as batch:
        rows.change(batch, panel, closed_at=None, seed="", drawn_at=None, drawing={})
    return panel


def panel_for(viewer: Viewer, uid: str, verb: str) -> Panel:
    """The panel with this uid for a viewer who may do this there. Raises `NotFound`, `NotAllowed`."""
    panel, sight = seen_thing(viewer, Panel, uid)
    sight.must(verb)
    return panel


def must_be_open(panel: Panel) -> None:
    """Raise `Problem` (409) where nominations are closed."""
    if panel.closed_at is not None or panel.resolution_id is not None:
        raise Problem(
            _("Nominations for this panel are closed."),
            remedy=_("Ask an editor of the group to open them again."),
            status=409,
        )


def must_not_be_confirmed(panel: Panel) -> None:
    """Raise `Problem` (409) for a panel that a resolution confirmed."""
    if panel.resolution_id is not None:
        raise Problem(
            _("This panel is confirmed by a resolution."),
            remedy=_("Take the confirmation back first."),
            status=409,
        )


def _columns(panel: Panel, said: PanelSaid) -> dict[str, object]:
    _must_be_a_range(said.least, said.most, MOST_PEOPLE)
    if said.most < 1:
        raise Problem(_("A panel needs somebody."), remedy=_("Say how many people it has."), status=422)
    if said.audience not in Audience.values:
        raise Problem(_("Who may see the panel?"), remedy=_("Choose one of the four."), status=422)
    return {
        "title": with_words(panel.title, said.language, short_enough(said.title, LONGEST_TITLE)),
        "purpose": with_words(panel.purpose, said.language, said.purpose.strip()[:LONGEST_PURPOSE]),
        "least": said.least,
        "most": said.most,
        "audience": said.audience,
        "seed_from": said.seed_from.strip()[:LONGEST_SEED],
    }


def _must_be_a_range(least: int, most: int | None, limit: int) -> None:
    if not 0 <= least <= (limit if most is None else most) <= limit:
        raise Problem(
            _("At least %(least)d and at most %(most)s is no range of numbers.")
            % {"least": least, "most": "…" if most is None else most},
            remedy=_("Begin with the smaller number; neither is below 0 or above %(limit)d.")
            % {"limit": limit},
            status=422,
        )
