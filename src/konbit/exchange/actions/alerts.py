"""Alerts: being told as soon as something is offered, or needed. A person's own wish:
it stands in no history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.directory.models import Group, Term
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import seen_group
from konbit.exchange.models import Alert, Listing
from konbit.exchange.queries.alerts import alert_of_token
from konbit.exchange.queries.listing_choices import is_category
from konbit.people.audience import Viewer

MOST = 30


@dataclass(frozen=True)
class AlertDraft:
    """What somebody waits for. `term`: id; `group`: uid; what is empty may be anything."""

    what: str
    sort: str = ""
    words: str = ""
    term: int | None = None
    group: str = ""
    until: date | None = None
    by_mail: bool = True


def wait_for(viewer: Viewer, draft: AlertDraft) -> str:
    """Be told of what is offered, or needed. Returns the alert's uid; the same wish again gives the one that
    stands. Raises `Problem` where nothing is said, or too many wait; `NotFound`, `NotAllowed`."""
    if not viewer.is_someone:
        raise NotAllowed(_("You are not signed in."), remedy=_("Sign in and try again."))
    if draft.until is not None and draft.until < date.today():
        raise Problem(_("This day is over."), remedy=_("Choose a later one, or leave it empty."))
    columns = _columns(viewer, draft)
    own = Alert.objects.filter(person=viewer.actor)
    stands = own.filter(**columns).first()
    if stands is not None:
        return stands.uid
    if own.count() >= MOST:
        raise Problem(
            _("You wait for %(count)s things already.") % {"count": MOST},
            remedy=_("Stop waiting for one first."),
        )
    made = Alert.objects.create(
        person=viewer.actor, until_on=draft.until, by_mail=draft.by_mail, **columns
    )  # fmt: skip
    return made.uid


def stop_waiting(viewer: Viewer, uid: str) -> None:
    """Wait for it no more. Stopping twice is fine."""
    Alert.objects.filter(person=viewer.actor, uid=uid).delete()


def stop_by_letter(token: str) -> None:
    """Stop what a link in a letter names: for whoever holds the letter, without signing in. Raises
    `NotFound` for a link that was not made here. Stopping twice is fine."""
    Alert.objects.filter(uid=alert_of_token(token)).delete()


def _columns(viewer: Viewer, draft: AlertDraft) -> dict[str, object]:
    if draft.what not in Listing.What.values or (draft.sort and draft.sort not in Listing.Sort.values):
        raise Problem(_("It is not said what you wait for."), remedy=_("Choose: an offer, or a need."))
    words = " ".join(draft.words.split())[:200]
    group: Group | None = seen_group(viewer, draft.group)[0] if draft.group else None
    if not (words or draft.sort or draft.term or group):
        raise Problem(
            _("This would tell you of everything."),
            remedy=_("Choose a sort, a category, a group or a few words."),
        )
    return {"what": draft.what, "sort": draft.sort, "words": words, "term": _term(draft.term), "group": group}


def _term(pk: int | None) -> Term | None:
    if pk is None:
        return None
    if not is_category(pk):
        raise gone()
    return Term.objects.get(pk=pk)
