"""Writing studies: on what a lesson rests, and within which limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.directory.reaching import web_address
from konbit.learning.models import Study
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class StudyDraft:
    """`words`: title, question, method, sample, limits in one language; dates are partial dates."""

    language: str
    words: Mapping[str, str]
    url: str = ""
    valid_from: str = ""
    valid_until: str = ""
    audience: str = Audience.PUBLIC


def start_study(viewer: Viewer, group: str, draft: StudyDraft) -> str:
    """Write down how a group (uid) looked into it. Returns its uid. Raises `Problem`, `NotAllowed`."""
    keeper, sight = seen_group(viewer, group)
    sight.must("take part")
    study = Study(group=keeper, by=viewer.actor, **_columns(Study(), draft))
    with recording(viewer.actor, "start study") as batch:
        add(batch, study)
    return study.uid


def write_study(viewer: Viewer, uid: str, draft: StudyDraft) -> None:
    """Write a study again. Raises `Problem`, `NotAllowed`, `NotFound`."""
    study, sight = seen_thing(viewer, Study, uid)
    sight.must("edit")
    with recording(viewer.actor, "write study") as batch:
        change(batch, study, **_columns(study, draft))


def remove_study(viewer: Viewer, uid: str) -> Study:
    """Take a study away; its cases stay. It can be brought back. Returns it."""
    study, sight = seen_thing(viewer, Study, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove study") as batch:
        change(batch, study, removed_at=timezone.now())
    return study


def _columns(study: Study, draft: StudyDraft) -> dict[str, object]:
    if not draft.words.get("title", "").strip() and not study.title:
        raise Problem(_("The study has no title."), remedy=_("Say in a few words what was looked at."))
    return {
        **in_language(study, draft.language, draft.words),
        "url": web_address(draft.url) if draft.url else "",
        "valid_from": draft.valid_from,
        "valid_until": draft.valid_until,
        "audience": draft.audience,
    }
