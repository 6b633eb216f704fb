"""A group's website proves who speaks for it: a word is put there, and Konbit looks for it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.fetch import Gone, fetch
from konbit.chronicle.actions import recording
from konbit.directory.actions.roles import give
from konbit.directory.domains import site_of
from konbit.directory.models import DomainProof, Group
from konbit.directory.queries.caring import Website, is_looked_after, websites_of
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import STEWARD, Viewer
from konbit.people.queries import account_of
from konbit.people.tokens import new_code

PROOF = "directory.domain_proof"
WELL_KNOWN = "/.well-known/konbit.txt"
MOST_BYTES = 2_000_000
SECONDS = 8.0  # for each of the two pages
PAUSE = timedelta(seconds=15)
_WORD_LENGTH = 20


def begin_proof(viewer: Viewer, uid: str, domain: str) -> str:
    """Ask for a word to put on a website that the group names; returns the word. Asking again gives the same.

    Raises `NotFound`, `NotAllowed` for the unknown, and `Problem` for a group that somebody looks after
    already and a website that proves nothing.
    """
    person = account_of(viewer)
    group, _sight = seen_group(viewer, uid)
    _usable_site(group, domain)
    with recording(viewer.actor, "begin to prove website") as batch:
        proof, is_new = DomainProof.objects.get_or_create(
            group=group, person=person, domain=domain, defaults={"word": f"konbit-{new_code(_WORD_LENGTH)}"}
        )
        if is_new:
            after = {"group_id": group.pk, "person": viewer.actor, "domain": domain}
            batch.changed(PROOF, proof.pk, None, after)
    return proof.word


def look_for_word(viewer: Viewer, uid: str, domain: str) -> None:
    """Look for the word on the website; whoever put it there becomes the group's steward.

    It may stand in the file `/.well-known/konbit.txt`, or anywhere in the home page, seen or unseen. Raises
    as `begin_proof` does, and `Problem` saying where Konbit looked and what it met there instead.
    """
    person = account_of(viewer)
    group, _sight = seen_group(viewer, uid)
    site = _usable_site(group, domain)
    proof = DomainProof.objects.filter(group=group, person=person, domain=domain).first()
    if proof is None:
        raise Problem(_("You have no word yet for this website."), remedy=_("Ask for the word first."))
    _must_pause(proof)
    _must_stand_there(proof.word, site)
    with recording(viewer.actor, "prove website") as batch:
        Group.objects.select_for_update().get(pk=group.pk)
        _usable_site(group, domain)
        DomainProof.objects.filter(pk=proof.pk).update(proven_at=timezone.now())
        batch.changed(PROOF, proof.pk, {"proven": False}, {"proven": True, "domain": domain})
        give(batch, group, person.pk, viewer.actor, STEWARD)


def _usable_site(group: Group, domain: str) -> Website:
    """The website, where it can make somebody the steward of the group. Raises `Problem`."""
    if is_looked_after(group):
        raise Problem(
            _("Somebody looks after this group already."), remedy=_("Ask to look after it together.")
        )
    site = next((one for one in websites_of(group) if one.domain == domain), None)
    if site is None:
        raise Problem(
            _("The group does not name this website."),
            remedy=_("Ask somebody of its network to write it in, or to invite you."),
        )
    if site.refused:
        raise Problem(site.refused, site.domain, _("Take one of the other ways."))
    return site


def _must_pause(proof: DomainProof) -> None:
    """Other people's hosts are not to be asked all the time. Raises `Problem`."""
    now = timezone.now()
    rested = DomainProof.objects.filter(pk=proof.pk).exclude(looked_at__gt=now - PAUSE)
    if not rested.update(looked_at=now):
        raise Problem(
            _("Konbit looked only a moment ago."), remedy=_("Wait a little, then look again."), status=429
        )


def _must_stand_there(word: str, site: Website) -> None:
    met = []
    for path in (WELL_KNOWN, "/"):
        text, problem = _read(f"{site.root}{path}", site.domain)
        if word in text.casefold():
            return
        met.append(f"{site.root}{path}: {problem or _('the word is not there.')}")
    raise Problem(
        _("Konbit did not find the word."),
        " ".join(met),
        _("Put it there, wait until the page shows it, and let Konbit look again."),
    )


def _read(address: str, domain: str) -> tuple[str, str]:
    """What a page says, or why it says nothing. A page that has moved to another domain says nothing."""
    try:
        with fetch(address, limit_bytes=MOST_BYTES, seconds=SECONDS) as got:
            if site_of(got.url)[0] != domain:
                return "", _("it leads to another website.")
            return got.path.read_text("utf-8", "replace") if got.path else "", ""
    except Gone:
        return "", _("there is no such page.")
    except Problem as problem:
        return "", problem.what
