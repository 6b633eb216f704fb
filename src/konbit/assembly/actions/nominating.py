"""Nominating people for a panel, and what they answer: yes with what they say of themselves, or no."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from konbit.assembly.actions.panels import must_be_open, must_not_be_confirmed, panel_for
from konbit.assembly.models import Nominee, Panel
from konbit.assembly.queries.panel_asked import OTHER
from konbit.assembly.queries.panel_links import nominee_of_token
from konbit.assembly.queries.panel_words import asks
from konbit.base.errors import NotFound, Problem
from konbit.base.registry import Identity
from konbit.base.text import short_enough
from konbit.chronicle.actions import Batch, recording, rows
from konbit.directory.models import Group
from konbit.directory.queries.visible import visible_groups
from konbit.people.audience import ANYONE, Viewer

LONGEST_NAME, LONGEST_GROUP = 120, 300
MOST_NOMINEES = 1_000


def nominate(viewer: Viewer, uid: str, name: str, group: str = "") -> Nominee:
    """Name somebody for a panel. `group`: the uid of hers, or its name. Somebody of the same name and group
    is named once; she is asked by a link (see `panel_links`).

    Raises `NotFound`, `NotAllowed`, and `Problem` for no name, too many nominees, closed nominations (409).
    """
    panel = panel_for(viewer, uid, "take part")
    return _name(viewer, panel, short_enough(name, LONGEST_NAME), group)


def nominate_oneself(viewer: Viewer, uid: str, name: str, group: str, traits: Mapping[str, str]) -> Nominee:
    """Stand for a panel oneself, with what one says of oneself. Whoever stands already says it anew.

    Raises as `nominate`, and `Problem` for a trait that is not asked.
    """
    panel = panel_for(viewer, uid, "take part")
    must_be_open(panel)
    said = _known_traits(panel, traits)
    stands = Nominee.objects.filter(panel=panel, person=viewer.actor).first()
    if stands is not None:
        with recording(viewer.actor, "answer nomination") as batch:
            rows.change(batch, stands, state=Nominee.State.WILLING.value, traits=said)
        return stands
    called = short_enough(name or viewer.name, LONGEST_NAME)
    return _name(
        viewer, panel, called, group, person=viewer.actor, traits=said, state=Nominee.State.WILLING.value
    )


def _name(viewer: Viewer, panel: Panel, name: str, group: str, **said: object) -> Nominee:
    must_be_open(panel)
    of, of_name = _group(viewer, group)
    people = Nominee.objects.filter(panel=panel)
    if not said:
        for one in people.filter(of=of):
            if one.name.casefold() == name.casefold() and one.of_name.casefold() == of_name.casefold():
                return one
    if people.count() >= MOST_NOMINEES:
        raise Problem(
            _("So many people cannot be nominated."),
            remedy=_("Close the nominations, or part the panel."),
            status=422,
        )
    nominee = Nominee(panel=panel, name=name, of_id=of, of_name=of_name, by=viewer.actor, **said)
    with recording(viewer.actor, "nominate") as batch:
        rows.add(batch, nominee)
    return nominee


def _group(viewer: Viewer, said: str) -> tuple[int | None, str]:
    name = said.strip()[:LONGEST_GROUP]
    found = Group.objects.filter(uid=name, removed_at=None).values_list("pk", flat=True).first()
    if found and visible_groups(viewer, [found]):
        return found, ""
    return None, name


def answer(viewer: Viewer, uid: str, nominee_id: int, traits: Mapping[str, str]) -> Nominee:
    """Say yes, with what one says of oneself; an editor may write down what somebody told her.

    Raises `NotFound`, `NotAllowed`, `Problem` for a trait that is not asked or closed nominations (409).
    """
    panel, nominee = _own_or_kept(viewer, uid, nominee_id)
    must_be_open(panel)
    return _say_yes(viewer.actor, panel, nominee, traits)


def decline(viewer: Viewer, uid: str, nominee_id: int) -> Nominee:
    """Say no, or no any more: what was said of oneself goes. Raises `NotFound`, `NotAllowed`, `Problem` (409)
    for a panel that is confirmed."""
    panel, nominee = _own_or_kept(viewer, uid, nominee_id)
    return _say_no(viewer.actor, panel, nominee)


def answer_by_link(token: str, traits: Mapping[str, str]) -> Nominee:
    """Say yes by the link that somebody was sent. Raises `NotFound` for a link that leads to nothing, and
    `Problem` as `answer`."""
    nominee = nominee_of_token(token)
    must_be_open(nominee.panel)
    return _say_yes(ANYONE.actor, nominee.panel, nominee, traits)


def decline_by_link(token: str) -> Nominee:
    """Say no by the link. Raises as `answer_by_link` and `decline`."""
    nominee = nominee_of_token(token)
    return _say_no(ANYONE.actor, nominee.panel, nominee)


def _say_yes(actor: str, panel: Panel, nominee: Nominee, traits: Mapping[str, str]) -> Nominee:
    said = _known_traits(panel, traits)
    with recording(actor, "answer nomination") as batch:
        rows.change(batch, nominee, state=Nominee.State.WILLING.value, traits=said)
    return nominee


def _say_no(actor: str, panel: Panel, nominee: Nominee) -> Nominee:
    must_not_be_confirmed(panel)
    with recording(actor, "decline nomination") as batch:
        rows.change(batch, nominee, state=Nominee.State.DECLINED.value, traits={}, fixed=False)
    return nominee


def fix(viewer: Viewer, uid: str, nominee_id: int, sits: bool) -> Nominee:
    """Say that somebody sits on the panel already, whatever is drawn; or not any more.

    Raises `NotFound`, `NotAllowed`, `Problem` (409) where nominations are closed or she said no.
    """
    panel = panel_for(viewer, uid, "edit")
    must_be_open(panel)
    nominee = _nominee(panel, nominee_id)
    if sits and nominee.state == Nominee.State.DECLINED:
        raise Problem(_("She said no."), remedy=_("Ask her again, by her link."), status=409)
    with recording(viewer.actor, "fix member") as batch:
        rows.change(batch, nominee, fixed=sits)
    return nominee


def remove_nominee(viewer: Viewer, uid: str, nominee_id: int) -> Panel:
    """Take a nomination away that was a mistake. Whoever made it may, and editors.

    Raises `NotFound`, `NotAllowed`, `Problem` (409) where nominations are closed.
    """
    panel = panel_for(viewer, uid, "take part")
    nominee = _nominee(panel, nominee_id)
    if nominee.by != viewer.actor:
        panel_for(viewer, uid, "edit")
    must_be_open(panel)
    with recording(viewer.actor, "remove nominee") as batch:
        rows.remove(batch, nominee)
    return panel


def forget(batch: Batch, identity: Identity) -> int:
    """Empty what nominees of this identity said of themselves, their names and groups; they are found by
    account or by name. A certificate of a drawing keeps keys, which lead to nobody then."""
    gone = 0
    for nominee in Nominee.objects.order_by("pk").iterator(chunk_size=2000):
        own = bool(identity.opaque_id) and nominee.person == identity.opaque_id
        if own or (nominee.name and identity.matches(nominee.name)):
            Nominee.objects.filter(pk=nominee.pk).update(name="", of=None, of_name="", traits={}, person="")
            batch.changed(rows.kind_of(nominee), nominee.pk, {"personal": "erased"}, {"personal": "erased"})
            gone += 1
    return gone


def _own_or_kept(viewer: Viewer, uid: str, nominee_id: int) -> tuple[Panel, Nominee]:
    panel = panel_for(viewer, uid, "take part")
    nominee = _nominee(panel, nominee_id)
    if nominee.person != viewer.actor:
        panel_for(viewer, uid, "edit")
    return panel, nominee


def _nominee(panel: Panel, nominee_id: int) -> Nominee:
    found = Nominee.objects.filter(panel=panel, pk=nominee_id).first()
    if found is None:
        raise NotFound(_("She is not nominated here any more."), remedy=_("Open the page again."))
    return found


def _known_traits(panel: Panel, traits: Mapping[str, str]) -> dict[str, str]:
    """What was said, without what somebody prefers not to say."""
    asked = asks(panel.quotas.order_by("pk"))
    said = {dimension: value for dimension, value in traits.items() if value}
    for dimension, value in said.items():
        if value != OTHER and value not in asked.get(dimension, []):
            raise Problem(
                _("This is not asked for this panel any more."),
                f"{dimension}: {value}"[:120],
                _("Open the page again, and choose anew."),
                status=409,
            )
    return {dimension: value for dimension, value in said.items() if dimension in asked}
