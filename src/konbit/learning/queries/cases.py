"""The cases of a claim, as their reader may see them, and their recordings."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual
from konbit.directory.media_files import CONTENT_TYPES
from konbit.directory.queries.media import MediaFile
from konbit.directory.queries.of_group import narrower, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, Sight, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.learning.models import Case, Claim
from konbit.people.audience import Audience, Viewer
from konbit.people.names import names_of


@dataclass(frozen=True)
class CaseShown:
    """A case on the page of its claim. `on`: when it happened, or when it was brought, for sorting."""

    id: int
    stance: str
    stance_label: str
    kind: str
    kind_label: str
    text: Multilingual
    amount: str
    unit: str
    url: str
    voice: str
    told_by: str
    group: GroupLink | None
    place: str
    when: str
    on: str
    study: tuple[str, Multilingual] | None
    source: SourceShown | None
    address: str
    brought_by: str
    may_remove: bool

    @property
    def study_url(self) -> str:
        """The address of the study on which it rests."""
        return reverse("learning:study", args=[self.study[0]]) if self.study else ""

    @property
    def is_address(self) -> bool:
        """Whether the place where it can be looked up is a page."""
        return self.address.startswith(("http://", "https://"))


def cases_of(viewer: Viewer, claim: Claim, sight: Sight) -> tuple[CaseShown, ...]:
    """The cases of a claim that the viewer may see (`sight`: of the claim's group), oldest first."""
    rows = list(claim.cases.filter(removed_at=None).select_related("source", "study"))
    groups = visible_groups(viewer, {one.group_id for one in rows if one.group_id})
    studies = {one.pk: one for one in seen_things(viewer, [one.study for one in rows if one.study])}
    names = names_of(one.by for one in rows)
    shown = (
        CaseShown(
            id=one.pk,
            stance=one.stance,
            stance_label=str(Case.Stance(one.stance).label),
            kind=one.kind,
            kind_label=str(Case.Kind(one.kind).label),
            text=one.text,
            amount=one.amount,
            unit=one.unit,
            url=one.url,
            voice=reverse("learning:voice", args=[one.pk]) if one.voice else "",
            told_by=one.told_by,
            group=groups.get(one.group_id) if one.group_id else None,
            place=one.place,
            when=_when(one),
            on=one.valid_from or one.at.date().isoformat(),
            study=(one.study.uid, one.study.title) if one.study and one.study_id in studies else None,
            source=source_shown(one.source, one.address),
            address=one.address,
            brought_by=names.get(one.by, ""),
            may_remove=sight.may("edit") or (one.by == viewer.actor and sight.may("take part")),
        )
        for one in rows
    )
    return tuple(sorted(shown, key=lambda case: case.on))


def voice_of(viewer: Viewer, case_id: int) -> MediaFile:
    """The recording of a case, for whoever may see its claim. Raises `NotFound`."""
    case = Case.objects.select_related("claim__group").filter(pk=case_id, removed_at=None).first()
    if case is None or not case.voice:
        raise _gone()
    claim, _sight = seen_thing(viewer, Claim, case.claim.uid)
    try:
        with case.voice.open("rb") as file:
            content = file.read()
    except OSError as error:
        raise _gone() from error
    ending = str(case.voice.name).rpartition(".")[2]
    return MediaFile(
        content=content,
        content_type=CONTENT_TYPES.get(ending, "application/octet-stream"),
        is_public=narrower(claim.audience, claim.group.audience) == Audience.PUBLIC,
    )


def _when(case: Case) -> str:
    """A day or year where only one is told: most cases are things that happened once."""
    if not case.valid_until:
        return date_words(case.valid_from)
    return period_words(case.valid_from, case.valid_until)


def case_written(case_id: int) -> Case:
    """A case as it stands, to say what was done to it."""
    return Case.objects.get(pk=case_id)


def _gone() -> NotFound:
    return NotFound(_("There is no such recording, or it is not open to you."))
