"""Proposing to federate: what for, by which charter, whom we ask, how many have to agree, until when."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import Sight, seen_group, sight_of
from konbit.federation.actions.pact_days import must_be_day
from konbit.federation.models import Pact, Party
from konbit.people.audience import Audience, Viewer

LONGEST_TITLE, LONGEST_CHARTER, MOST_ASKED = 300, 60_000, 300


@dataclass(frozen=True)
class PactDraft:
    """What is proposed, in one language. `members`: the groups (uids) that are asked; None: as they are.
    `needed`: how many have to agree; None: all of them. `network`: the page (uid) of the federation that they
    join, empty as long as there is none. `answer_by`: a partial date."""

    language: str
    title: str
    aim: str = ""
    charter: str = ""
    members: Sequence[str] | None = None
    needed: int | None = None
    network: str = ""
    answer_by: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The texts by their columns."""
        return {"title": self.title, "aim": self.aim, "charter": self.charter}


def propose(viewer: Viewer, group: str, draft: PactDraft, key: uuid.UUID) -> str:
    """A group (uid) begins to write a pact, for its own eyes until it is sent. Returns its uid; the same key
    again gives the one that stands. Raises `Problem`, `NotAllowed`, `NotFound`."""
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")
    return once(Pact, key, lambda: _proposed(viewer, keeper, draft, key)).uid


def _proposed(viewer: Viewer, keeper: Group, draft: PactDraft, key: uuid.UUID) -> Pact:
    _must_say(draft)
    network = network_of(viewer, draft.network)
    members = asked_groups(viewer, draft.members or (), network)
    _must_suffice(draft.needed, len(members))
    pact = Pact(
        key=key, group=keeper, by=viewer.actor, needed=draft.needed, answer_by=draft.answer_by,
        network=network, audience=Audience.GROUP.value, **in_language(Pact(), draft.language, draft.words),
    )  # fmt: skip
    with recording(viewer.actor, "propose pact") as batch:
        add(batch, pact)
        for place, member in enumerate(members):
            add(batch, Party(pact=pact, group=member, order=place))
    return pact


def write_pact(viewer: Viewer, uid: str, draft: PactDraft) -> None:
    """Write a pact again. Once it was sent, what its members read stays: only words in a language in which it
    said nothing come in. Raises as `propose` does."""
    pact, _sight = own_pact(viewer, uid)
    _must_say(draft)
    if pact.state != Pact.State.DRAFT:
        _translate(viewer, pact, draft)
        return
    network = network_of(viewer, draft.network)
    with recording(viewer.actor, "write pact") as batch:
        if draft.members is not None:
            _ask_these(batch, pact, asked_groups(viewer, draft.members, network))
        _must_suffice(draft.needed, pact.parties.count())
        change(
            batch, pact, **in_language(pact, draft.language, draft.words), needed=draft.needed,
            answer_by=draft.answer_by, network=network,
        )  # fmt: skip


def send_pact(viewer: Viewer, uid: str, on: str = "", audience: str = Audience.PUBLIC) -> None:
    """Put a pact before the members, today or on a day that was (a partial date); `audience`: who else may
    read it. Raises `Problem` for one that says nothing yet, asks nobody, or for a day that cannot be."""
    pact, _sight = own_pact(viewer, uid)
    if pact.state == Pact.State.ASKED:
        return
    must_be(pact, Pact.State.DRAFT)
    parties = list(pact.parties.select_related("group"))
    if not pact.charter:
        raise Problem(_("The charter is still empty."), remedy=_("Write down first to what you all agree."))
    if len(parties) < (1 if pact.network_id else 2):
        raise Problem(
            _("Too few groups are asked: to federate takes at least two."),
            remedy=_("Say whom you ask. If you join yourselves, name your own group too."),
        )
    _must_suffice(pact.needed, len(parties))
    day = on or date.today().isoformat()
    must_be_day(day, pact.group)
    for party in parties:
        must_be_there(party.group)
    with recording(viewer.actor, "send pact") as batch:
        for party in parties:  # whatever was answered to earlier words
            change(
                batch, party, state=Party.State.INVITED.value, resolution=None, answered_on="", reason={},
                mandate={},
            )  # fmt: skip
        change(batch, pact, state=Pact.State.ASKED.value, asked_on=day, audience=audience)


def write_on(viewer: Viewer, uid: str) -> None:
    """Take a pact back from the members to amend it: whoever has answered will be asked again, about the new
    words. Raises `Problem` once it holds."""
    pact, _sight = own_pact(viewer, uid)
    if pact.state == Pact.State.DRAFT:
        return
    must_be(pact, Pact.State.ASKED)
    with recording(viewer.actor, "amend pact") as batch:
        change(batch, pact, state=Pact.State.DRAFT.value)


def ask_another(viewer: Viewer, uid: str, group: str) -> int:
    """Ask one more group (uid), before or after the pact holds. Returns the id of its place among the
    parties."""
    pact, _sight = own_pact(viewer, uid)
    must_be(pact, Pact.State.ASKED, Pact.State.HOLDS)
    known = list(pact.parties.values_list("group", flat=True))
    member = asked_groups(viewer, [group], pact.network)[0]
    if member.pk in known:
        raise _twice(member)
    if len(known) >= MOST_ASKED:
        raise _too_many()
    party = Party(pact=pact, group=member, order=len(known))
    with recording(viewer.actor, "ask another") as batch:
        add(batch, party)
    return party.pk


def give_up(viewer: Viewer, uid: str) -> None:
    """Give up a pact that does not hold yet; what was written and answered stays readable."""
    pact, _sight = own_pact(viewer, uid)
    if pact.state == Pact.State.GIVEN_UP:
        return
    must_be(pact, Pact.State.DRAFT, Pact.State.ASKED)
    with recording(viewer.actor, "give pact up") as batch:
        change(batch, pact, state=Pact.State.GIVEN_UP.value)


def own_pact(viewer: Viewer, uid: str) -> tuple[Pact, Sight]:
    """A pact that the viewer may write for those who propose it. Raises `NotFound`, `NotAllowed`."""
    pact, sight = seen_thing(viewer, Pact, uid)
    sight.must("edit")
    return pact, sight


def network_of(viewer: Viewer, uid: str) -> Group | None:
    """The federation that has a page already, if the viewer may speak for it. Raises `NotAllowed`,
    `NotFound`, and `Problem` for a group that is no network."""
    if not uid:
        return None
    network, _sight = seen_group(viewer, uid)
    if network.kind != Group.Kind.NETWORK:
        raise Problem(
            _("%(group)s is not a network.") % {"group": network.name},
            remedy=_("Leave this empty: the federation gets a page of its own when the pact comes to hold."),
        )
    sight_of(viewer, network).must("moderate")
    return network


def asked_groups(viewer: Viewer, uids: Sequence[str], network: Group | None) -> list[Group]:
    """The groups with these uids. Raises `Problem` for one that is named twice, and for the network itself;
    `NotFound` for one that is removed or not for the viewer's eyes."""
    if len(uids) > MOST_ASKED:
        raise _too_many()
    found: list[Group] = []
    for uid in uids:
        member, _sight = seen_group(viewer, uid)
        if any(one.pk == member.pk for one in found):
            raise _twice(member)
        if network is not None and member.pk == network.pk:
            raise Problem(
                _("%(network)s cannot be a member of itself.") % {"network": network.name},
                remedy=_("Take it out of the groups that are asked."),
            )
        found.append(member)
    return found


def must_be_there(group: Group) -> None:
    """Raise `Problem` for a group that was taken away."""
    if group.removed_at is not None:
        raise Problem(
            _("%(group)s is no longer here.") % {"group": group.name},
            remedy=_("Take the pact back to amend it, and leave that group out."),
        )


def _translate(viewer: Viewer, pact: Pact, draft: PactDraft) -> None:
    for name, words in draft.words.items():
        stands = getattr(pact, name).get(draft.language, "")
        if stands and words.strip() != stands:
            raise Problem(
                _("This was sent to the members as it stands, so its words stay."),
                remedy=_("Write it in another language, or take it back to amend it."),
            )
    with recording(viewer.actor, "translate pact") as batch:
        change(batch, pact, **in_language(pact, draft.language, draft.words))


def _ask_these(batch: Batch, pact: Pact, members: list[Group]) -> None:
    """Those who are asked are these from now on; whoever stays keeps its place."""
    there = {one.group_id: one for one in pact.parties.all()}
    for gone in there.keys() - {one.pk for one in members}:
        remove(batch, there[gone])
    for place, member in enumerate(members):
        if member.pk in there:
            change(batch, there[member.pk], order=place)
        else:
            add(batch, Party(pact=pact, group=member, order=place))


def must_be(pact: Pact, *states: Pact.State) -> None:
    """Raise `Problem` for a pact in another state than these."""
    if pact.state not in states:
        raise Problem(
            _("This cannot be done now: %(state)s.") % {"state": Pact.State(pact.state).label},
            remedy=_("Open the page of the pact again."),
            status=409,
        )


def _must_say(draft: PactDraft) -> None:
    if not draft.title.strip():
        raise Problem(_("The pact has no name."), remedy=_("Call it by what you want to do together."))
    short_enough(draft.title, LONGEST_TITLE)
    for text in filter(str.strip, (draft.aim, draft.charter)):
        short_enough(text, LONGEST_CHARTER)


def _must_suffice(needed: int | None, asked: int) -> None:
    if needed is None:
        return
    if needed < 1:
        raise Problem(_("At least one has to agree."), remedy=_("Write a number, or leave it empty for all."))
    if asked and needed > asked:
        raise Problem(
            _("%(needed)s have to agree, but only %(asked)s are asked.") % {"needed": needed, "asked": asked},
            remedy=_("Ask more groups, or write a smaller number."),
        )


def _twice(group: Group) -> Problem:
    return Problem(
        _("%(group)s stands there twice.") % {"group": group.name}, remedy=_("Name each group once.")
    )


def _too_many() -> Problem:
    return Problem(
        _("More than %(count)s groups cannot be asked at once.") % {"count": MOST_ASKED},
        remedy=_("Let regions federate first, then ask the regions."),
    )
