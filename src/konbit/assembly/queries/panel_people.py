"""Nominees of a panel as its own people see them: names to members, what each said to those who choose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from konbit.assembly.models import Nominee, Panel
from konbit.assembly.queries.panel_asked import OTHER, asked_of, checked, eligible
from konbit.assembly.queries.panel_links import answer_link, nominee_of_token
from konbit.assembly.queries.panel_words import (
    asks,
    dimension_words,
    invitation_words,
    lacking_words,
    mend_words,
    trait_words,
    value_words,
)
from konbit.assembly.queries.panels import RuleRow, panel_address, resolutions_to_confirm, rule_rows
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual, pick
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import GroupLink, Sight, visible_groups
from konbit.people.audience import Viewer
from konbit.people.sharing import Way, qr_svg, ways_to_share

MOST_MENDS = 12

Question = tuple[str, str, list[tuple[str, str]]]
"""A dimension, its name, and the values to choose from with their names."""


@dataclass(frozen=True)
class NomineeRow:
    """A nominee in the list. `traits`: what she said of herself, in words, for those who choose and herself;
    `may`: "answer" for her, "ask" her by her link, "fix", "remove"."""

    id: int
    name: str
    group: GroupLink | None
    group_name: str
    state: str
    state_label: str
    fixed: bool
    is_me: bool
    traits: tuple[str, ...]
    may: frozenset[str]


def nominees_of(viewer: Viewer, uid: str) -> list[NomineeRow]:
    """The nominees of a panel in the order of nomination; none for a viewer who takes no part in its group.

    Raises `NotFound`.
    """
    panel, sight = seen_thing(viewer, Panel, uid)
    if not sight.may("take part"):
        return []
    people = list(panel.nominees.order_by("pk"))
    groups = visible_groups(viewer, {one.of_id for one in people if one.of_id})
    return [_row(viewer, panel, sight, one, groups) for one in people]


def _row(
    viewer: Viewer, panel: Panel, sight: Sight, one: Nominee, groups: Mapping[int, GroupLink]
) -> NomineeRow:
    is_me = bool(one.person) and one.person == viewer.actor
    edits, is_open = sight.may("edit"), panel.closed_at is None and panel.resolution_id is None
    may = set()
    if panel.resolution_id is None and (is_me or edits):
        may.add("decline")
    if is_open and (is_me or edits):
        may.add("answer")
    if is_open and not one.person and (edits or one.by == viewer.actor):
        may.add("ask")
    if is_open and edits:
        may.add("fix")
    if is_open and (edits or one.by == viewer.actor):
        may.add("remove")
    return NomineeRow(
        id=one.pk,
        name=name_of(one),
        group=groups.get(one.of_id) if one.of_id else None,
        group_name=one.of_name,
        state=one.state,
        state_label=str(Nominee.State(one.state).label),
        fixed=one.fixed,
        is_me=is_me,
        traits=traits_in_words(one.traits) if is_me or edits else (),
        may=frozenset(may),
    )


def name_of(one: Nominee) -> str:
    """The name of a nominee, or words for one whose name was erased."""
    return one.name or _("somebody whose name was taken out")


def traits_in_words(traits: Mapping[str, str]) -> tuple[str, ...]:
    """What somebody said of herself: "gender: woman"."""
    return tuple(trait_words(*trait) for trait in traits.items())


def questions_of(panel: Panel) -> list[Question]:
    """What a panel asks its nominees, and nothing that no rule needs."""
    return [
        (
            dimension,
            dimension_words(dimension),
            [
                ("", _("I prefer not to say")),
                *((value, value_words(dimension, value)) for value in values),
                (OTHER, value_words(dimension, OTHER)),
            ],
        )
        for dimension, values in asks(panel.quotas.order_by("pk")).items()
    ]


@dataclass(frozen=True)
class Asking:
    """What a nominee is asked, and what she said (only on her own page)."""

    title: Multilingual
    purpose: Multilingual
    group: str
    name: str
    state: str
    is_open: bool
    is_confirmed: bool
    questions: Sequence[Question]
    traits: Mapping[str, str]
    back: str


def asked_by_link(token: str) -> Asking:
    """What the link asks. What was said before is not told: others may know the link. Raises `NotFound`."""
    nominee = nominee_of_token(token)
    return _asking(nominee.panel, nominee, {})


def asked_here(viewer: Viewer, uid: str, nominee_id: int) -> Asking:
    """What a nominee is asked who is signed in, or an editor who writes down what she was told.

    Raises `NotFound`, `NotAllowed`.
    """
    panel, sight = seen_thing(viewer, Panel, uid)
    nominee = _nominee(panel, nominee_id)
    sight.must("take part" if nominee.person and nominee.person == viewer.actor else "edit")
    return _asking(panel, nominee, nominee.traits)


def asked_oneself(viewer: Viewer, uid: str) -> Asking:
    """What somebody is asked who stands for a panel herself. Raises `NotFound`, `NotAllowed`."""
    panel, sight = seen_thing(viewer, Panel, uid)
    sight.must("take part")
    stands = panel.nominees.filter(person=viewer.actor).first()
    return _asking(panel, stands or Nominee(panel=panel, name=viewer.name), stands.traits if stands else {})


def _asking(panel: Panel, nominee: Nominee, traits: Mapping[str, str]) -> Asking:
    return Asking(
        title=panel.title,
        purpose=panel.purpose,
        group=panel.group.name,
        name=nominee.name,
        state=nominee.state,
        is_open=panel.closed_at is None and panel.resolution_id is None,
        is_confirmed=panel.resolution_id is not None,
        questions=questions_of(panel),
        traits=traits,
        back=panel_address(panel.uid),
    )


@dataclass(frozen=True)
class AskingLink:
    """The link to send to a nominee, and ways to send it."""

    title: Multilingual
    name: str
    link: str
    qr: str
    ways: Sequence[Way]


def link_to_ask(viewer: Viewer, uid: str, nominee_id: int, language: str) -> AskingLink:
    """The link by which a nominee is asked, for whoever nominated her and for editors.

    Raises `NotFound`, `NotAllowed`.
    """
    panel, sight = seen_thing(viewer, Panel, uid)
    nominee = _nominee(panel, nominee_id)
    sight.must("take part" if nominee.by == viewer.actor else "edit")
    link = answer_link(nominee)
    words = _("You are nominated for “%(panel)s”. Say yes or no here:") % {
        "panel": pick(panel.title, language).text
    }
    return AskingLink(panel.title, nominee.name, link, qr_svg(link), ways_to_share(link, words))


def _nominee(panel: Panel, nominee_id: int) -> Nominee:
    found = panel.nominees.filter(pk=nominee_id).first()
    if found is None:
        raise NotFound(_("She is not nominated here any more."), remedy=_("Open the page again."))
    return found


@dataclass(frozen=True)
class Seat:
    """Somebody who may be chosen, with what she said of herself."""

    id: int
    name: str
    group: str
    fixed: bool
    traits: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True)
class ChoosingPage:
    """Choosing by hand: who may sit, how those who are ticked meet the rules, what would mend what lacks."""

    title: Multilingual
    url: str
    seats: tuple[Seat, ...]
    chosen: int
    rules: tuple[RuleRow, ...]
    lacking: str
    mends: tuple[str, ...]
    more_mends: int
    invitation: tuple[str, ...]
    initial: dict[str, Any]
    resolutions: tuple[tuple[str, Multilingual], ...]


def choosing_page(viewer: Viewer, uid: str, ticked: Collection[int] | None, language: str) -> ChoosingPage:
    """How a panel of those who are ticked (ids; None: those drawn, or who sit) would stand, for those who may
    choose it. Raises `NotFound`, `NotAllowed`, `Problem` where the engine refuses."""
    panel, sight = seen_thing(viewer, Panel, uid)
    sight.must("edit")
    people = eligible(panel.nominees.order_by("pk"))
    drawn = set(panel.drawing.get("panel", []))
    wanted = (
        {one.pk for one in people if str(one.key) in drawn or one.fixed} if ticked is None else set(ticked)
    )
    groups = dict(Group.objects.filter(pk__in={one.of_id for one in people}).values_list("pk", "name"))
    asked = asked_of(panel)
    found = checked(asked, [str(one.key) for one in people if one.pk in wanted])
    names = {str(one.key): name_of(one) for one in people}
    seats = tuple(
        Seat(
            one.pk,
            name_of(one),
            one.of_name or (groups.get(one.of_id, "") if one.of_id else ""),
            one.fixed,
            traits_in_words(one.traits),
            one.pk in wanted,
        )
        for one in people
    )
    chosen = [one.name for one in seats if one.chosen]
    return ChoosingPage(
        title=panel.title,
        url=panel_address(panel.uid),
        seats=seats,
        chosen=len(chosen),
        rules=rule_rows(panel, found.standings),
        lacking=lacking_words(found),
        mends=tuple(mend_words(one, names) for one in found.mends[:MOST_MENDS]),
        more_mends=max(0, len(found.mends) - MOST_MENDS),
        invitation=tuple(invitation_words(found.invitation)) if found.invitation else (),
        initial={"language": language},
        resolutions=resolutions_to_confirm(viewer, panel),
    )
