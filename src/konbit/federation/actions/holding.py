"""A pact comes to hold: those who agreed are bound, and the federation has a page of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import sentence
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import change
from konbit.chronicle.queries import changed_at
from konbit.directory.actions.binding import bind, release
from konbit.directory.actions.starting import start_network
from konbit.directory.models import Group
from konbit.directory.queries.visible import sight_of
from konbit.federation.actions.pact_days import must_be_founded, must_follow
from konbit.federation.actions.pacts import must_be, must_be_there, own_pact
from konbit.federation.models import Pact, Party
from konbit.federation.queries.parties import missing
from konbit.people.audience import Viewer

PARTY = "federation.party"


@dataclass(frozen=True)
class Holding:
    """Since when (a partial date), and what the federation is called that has no page yet, in a language."""

    on: str
    name: str = ""
    language: str = "en"


def bring_into_force(viewer: Viewer, uid: str, draft: Holding) -> str:
    """Those who agreed and are not bound yet are bound since a day: when a pact comes to hold, and again when
    others have joined. Their ties to the network are confirmed by their answers on the one side, by this on
    the other. All of it happens, or nothing. Returns the uid of the network.

    Raises `Problem` where too few have agreed (saying who is missing), for a day before a member agreed or
    was founded, for a tie that would close a circle (naming the way); `NotAllowed`, `NotFound`.
    """
    pact, sight = own_pact(viewer, uid)
    sight.must("steward")
    with recording(viewer.actor, "bring pact into force") as batch:
        pact = Pact.objects.select_for_update(of=("self",)).select_related("group").get(pk=pact.pk)
        must_be(pact, Pact.State.ASKED, Pact.State.HOLDS)
        if not draft.on:
            raise Problem(_("It is not said since when."), remedy=_("Write the day, the month or the year."))
        joining = _joining(pact)
        if not joining:
            raise Problem(
                _("Nobody has agreed who is not bound yet."), remedy=_("Wait for an answer, or ask one.")
            )
        must_follow(draft.on, pact.asked_on, _("The pact was proposed only on %(date)s."))
        must_follow(draft.on, pact.valid_from, _("The pact holds only since %(date)s."))
        for party in joining:
            must_be_there(party.group)
            _must_fit(draft.on, party)
        network = _network(viewer, pact, draft)
        _bind(batch, viewer, network, joining, draft.on)
        if pact.state == Pact.State.ASKED:
            change(batch, pact, state=Pact.State.HOLDS.value, valid_from=draft.on, network=network)
    return network.uid


def end_pact(viewer: Viewer, uid: str, on: str) -> None:
    """A pact ends on a day (a partial date) for all whom it binds; their ties to the network end with it."""
    pact, sight = own_pact(viewer, uid)
    sight.must("steward")
    must_be(pact, Pact.State.HOLDS)
    if not on:
        raise Problem(_("It is not said when it ends."), remedy=_("Write the day, the month or the year."))
    must_follow(on, pact.valid_from, _("The pact holds only since %(date)s."))
    if pact.network is not None:
        sight_of(viewer, pact.network).must("moderate")
    with recording(viewer.actor, "end pact") as batch:
        bound = pact.parties.filter(state=Party.State.AGREED).exclude(valid_from="")
        for party in bound.select_related("relation"):
            change(batch, party, valid_until=on)
            if party.relation is not None:
                release(batch, party.relation, on)
        change(batch, pact, state=Pact.State.ENDED.value, valid_until=on)


def _joining(pact: Pact) -> list[Party]:
    """Those who agreed and are not bound. Raises `Problem` where they are too few for the pact to hold."""
    if pact.state == Pact.State.ASKED and (left := missing(pact)):
        names = ", ".join(one.group.name for one in left)
        raise Problem(
            _("Not enough have agreed yet. Missing: %(groups)s.") % {"groups": names},
            remedy=_("Wait for their answers. If fewer are enough, take the pact back and write so."),
        )
    rows = pact.parties.filter(state=Party.State.AGREED, valid_from="")
    return list(rows.select_related("group", "resolution"))


def _network(viewer: Viewer, pact: Pact, draft: Holding) -> Group:
    """The page of the federation: the one that there is, or a new one that the viewer organises."""
    if pact.network is not None:
        must_be_there(pact.network)
        sight_of(viewer, pact.network).must("moderate")
        must_be_founded(draft.on, pact.network)
        return pact.network
    name = draft.name.strip() or sentence(pact.title, draft.language)
    return start_network(viewer, name[:300], draft.language, "", draft.on)


def _bind(batch: Batch, viewer: Viewer, network: Group, parties: list[Party], on: str) -> None:
    said = changed_at(PARTY, [one.pk for one in parties])
    for party in parties:
        if party.group_id == network.pk:
            raise Problem(
                _("%(network)s cannot be a member of itself.") % {"network": network.name},
                remedy=_("Take the pact back to amend it, and leave that group out."),
            )
        tie = bind(batch, viewer, party.group, network, on, said[party.pk])
        change(batch, party, valid_from=on, relation=tie)


def _must_fit(on: str, party: Party) -> None:
    must_be_founded(on, party.group)
    words = _("%(group)s agreed only on %(date)s, and it can hold from then on.")
    must_follow(on, party.answered_on, words.replace("%(group)s", party.group.name.replace("%", "%%")))
