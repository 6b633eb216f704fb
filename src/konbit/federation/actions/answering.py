"""What the groups that are asked answer, each by a resolution of its own, and how one leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import Multilingual, with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import change
from konbit.directory.actions.binding import release
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import seen_group
from konbit.federation.actions.pact_days import must_be_day, must_follow
from konbit.federation.actions.pacts import must_be
from konbit.federation.models import Pact, Party
from konbit.federation.queries.pact_sight import seen_pact
from konbit.federation.queries.parties import speaks_for
from konbit.people.audience import Viewer

AGREE, REFUSE, WISH = "agree", "refuse", "wish"
_STATES = {AGREE: Party.State.AGREED, REFUSE: Party.State.REFUSED}


@dataclass(frozen=True)
class AnswerDraft:
    """What a group answers: `answer` one of AGREE, REFUSE, WISH (it would first have something amended, for
    which no resolution is needed). `mandate`: what those whom it sends may agree to. `on`: a partial date,
    empty: the day of the resolution."""

    answer: str
    language: str
    agreed: Agreed
    mandate: str = ""
    reason: str = ""
    on: str = ""


def answer_pact(viewer: Viewer, uid: str, party_id: int, draft: AnswerDraft) -> None:
    """Answer for a group that is asked, as long as it is not bound. The same answer twice is one.

    Raises `Problem` without a resolution of that group, for a date that cannot be; `NotAllowed` for whoever
    does not answer for the group; `NotFound`.
    """
    pact, party = own_party(viewer, uid, party_id)
    must_be(pact, Pact.State.ASKED, Pact.State.HOLDS)
    _must_be_free(party)
    reason = _said(draft.reason, draft.language)
    if draft.answer == WISH:
        if not reason:
            raise Problem(
                _("It is not said what you would have amended."), remedy=_("Write it into the last field.")
            )
        with recording(viewer.actor, "wish for amendment") as batch:
            change(batch, party, reason=reason)
        return
    if draft.answer not in _STATES:
        raise Problem(_("This is no answer."), remedy=_("Choose one of the answers."))
    if draft.answer == REFUSE and not reason:
        raise Problem(
            _("It is not said why you do not join."),
            remedy=_("A sentence is enough: it helps those who proposed it."),
        )
    with recording(viewer.actor, "answer pact") as batch:
        party = Party.objects.select_for_update(of=("self",)).select_related("group").get(pk=party.pk)
        _must_be_free(party)
        resolution = resolution_by(viewer, {party.group_id}, party.group.uid, draft.agreed)
        on = draft.on or resolution.decided_on
        must_be_day(on, pact.group, party.group)
        must_follow(on, pact.asked_on, _("The pact was proposed only on %(date)s."))
        mandate = _said(draft.mandate, draft.language) if draft.answer == AGREE else {}
        change(
            batch, party, state=_STATES[draft.answer].value, resolution=resolution, answered_on=on,
            mandate=mandate, reason=reason,
        )  # fmt: skip


def leave_pact(viewer: Viewer, uid: str, party_id: int, agreed: Agreed, on: str, reason: str) -> None:
    """A group leaves, by a resolution of its own, on a day (a partial date); its tie ends then.

    Raises `Problem` for one that is not bound, has left, or would leave before it was bound; `NotAllowed`,
    `NotFound`.
    """
    _pact, party = own_party(viewer, uid, party_id)
    with recording(viewer.actor, "leave pact") as batch:
        party = Party.objects.select_for_update(of=("self",)).select_related("group").get(pk=party.pk)
        if party.valid_until:
            raise Problem(
                _("%(group)s has left already.") % {"group": party.group.name},
                remedy=_("It stands on the page of the pact."),
            )
        if not party.valid_from:
            raise Problem(
                _("%(group)s is not bound by this pact.") % {"group": party.group.name},
                remedy=_("Change its answer instead."),
            )
        resolution = resolution_by(viewer, {party.group_id}, party.group.uid, agreed)
        day = on or resolution.decided_on or date.today().isoformat()
        must_follow(day, party.valid_from, _("Nobody leaves before being bound: that was on %(date)s."))
        said = with_words(party.reason, agreed.language, reason) if reason.strip() else party.reason
        change(batch, party, state=Party.State.LEFT.value, left_by=resolution, valid_until=day, reason=said)
        if party.relation is not None:
            release(batch, party.relation, day)


def own_party(viewer: Viewer, uid: str, party_id: int) -> tuple[Pact, Party]:
    """A group that is asked, if the viewer answers for it: its own people, never those of a network above.
    Raises `NotFound`, `NotAllowed`."""
    pact, _sight = seen_pact(viewer, uid)
    party = pact.parties.select_related("group", "relation").filter(pk=party_id).first()
    if party is None:
        raise gone()
    seen_group(viewer, party.group.uid)
    if not speaks_for(viewer, party.group):
        raise NotAllowed(
            _("Only the stewards of %(group)s can answer for it.") % {"group": party.group.name},
            remedy=_("Each group answers for itself. Show them this page."),
        )
    return pact, party


def _must_be_free(party: Party) -> None:
    if party.state == Party.State.LEFT:
        raise Problem(
            _("%(group)s has left this pact.") % {"group": party.group.name},
            remedy=_("To join again, let it be asked by a new one."),
        )
    if party.valid_from:
        raise Problem(
            _("%(group)s is bound by this pact already.") % {"group": party.group.name},
            remedy=_("It can leave, by a resolution of its own."),
        )


def _said(words: str, language: str) -> Multilingual:
    return with_words({}, language, words)
