"""Cases: what speaks for a claim, qualifies or contradicts it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory import media_files
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.directory.reaching import web_address
from konbit.learning.models import Case, Claim, Study
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class CaseDraft:
    """What somebody brings to a claim.

    `told_by`: whose words these are, where somebody else writes them down; `agreed`: that person said yes.
    `group`, `study`: uids. `valid_from`, `valid_until`: partial dates. `address`: where it can be looked up.
    """

    stance: str
    kind: str
    language: str
    text: str = ""
    amount: str = ""
    unit: str = ""
    url: str = ""
    told_by: str = ""
    agreed: bool = False
    group: str = ""
    place: str = ""
    study: str = ""
    address: str = ""
    valid_from: str = ""
    valid_until: str = ""


def add_case(
    viewer: Viewer, claim: str, draft: CaseDraft, key: uuid.UUID, voice: BinaryIO | None = None
) -> int:
    """Bring a case to a claim (uid); `voice` is a recording of at most 6 megabytes. Returns its id; the same
    key again gives the case that stands. Raises `Problem`, `NotAllowed`, `NotFound`."""
    found, sight = seen_thing(viewer, Claim, claim)
    sight.must("take part")
    return once(Case, key, lambda: _brought(viewer, found, draft, key, voice)).pk


def _brought(viewer: Viewer, found: Claim, draft: CaseDraft, key: uuid.UUID, voice: BinaryIO | None) -> Case:
    _must_hold(draft, voice)
    case = Case(
        claim=found, key=key, stance=draft.stance, kind=draft.kind,
        text=with_words({}, draft.language, draft.text),
        amount=draft.amount, unit=draft.unit, url=_link(draft), told_by=draft.told_by, agreed=draft.agreed,
        group=_group(viewer, draft.group), place=draft.place, study=_study(viewer, draft.study),
        address=draft.address, valid_from=draft.valid_from, valid_until=draft.valid_until, by=viewer.actor,
        voice=_kept(voice),
    )  # fmt: skip
    with recording(viewer.actor, "add case") as batch:
        add(batch, case)
    return case


def remove_case(viewer: Viewer, case_id: int) -> Case:
    """Take a case away: one's own, or any by those who edit. It can be brought back. Returns it."""
    case = Case.objects.select_related("claim").filter(pk=case_id, removed_at=None).first()
    if case is None:
        raise NotFound(_("This is no longer here."), remedy=_("Open the page again: it has changed."))
    _claim, sight = seen_thing(viewer, Claim, case.claim.uid)
    sight.must("take part" if case.by == viewer.actor else "edit")
    with recording(viewer.actor, "remove case") as batch:
        change(batch, case, removed_at=timezone.now())
    return case


def _must_hold(draft: CaseDraft, voice: BinaryIO | None) -> None:
    """Raise `Problem` for a case that lacks what its kind needs."""
    kind = Case.Kind(draft.kind)
    if kind == Case.Kind.VOICE and voice is None:
        raise Problem(_("There is no recording."), remedy=_("Choose a recording, or tell it in words."))
    if kind == Case.Kind.MEASURE and not draft.amount:
        raise Problem(_("A measure needs an amount."), remedy=_("Write how much, and of what: 41, members."))
    if kind == Case.Kind.LINK and not draft.url:
        raise Problem(_("There is no link."), remedy=_("Write the address of the page."))
    if kind in (Case.Kind.STORY, Case.Kind.QUOTE) and not draft.text.strip():
        raise Problem(_("This case says nothing."), remedy=_("Tell it in a few sentences."))
    personal = kind in (Case.Kind.QUOTE, Case.Kind.VOICE) or bool(draft.told_by)
    if personal and not draft.agreed:
        raise Problem(
            _("These are somebody’s own words."),
            remedy=_("Ask whether they may stand here, then tick that they may."),
        )


def _link(draft: CaseDraft) -> str:
    found = web_address(draft.url) if draft.url else ""
    if draft.url and not found:
        raise Problem(
            _("This does not look like an address on the web."), remedy=_("Copy it from your browser.")
        )
    return found


def _group(viewer: Viewer, uid: str) -> Group | None:
    return seen_group(viewer, uid)[0] if uid else None


def _study(viewer: Viewer, uid: str) -> Study | None:
    return seen_thing(viewer, Study, uid)[0] if uid else None


def _kept(voice: BinaryIO | None) -> str:
    """The name under which a recording is kept, free of what it tells beside the voice."""
    if voice is None:
        return ""
    kept = media_files.audio(voice.read(media_files.MOST_BYTES["audio"] + 1))
    return default_storage.save(f"cases/{uuid.uuid4().hex}.{kept.ending}", ContentFile(kept.content))
