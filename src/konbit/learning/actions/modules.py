"""Writing study modules and their parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import in_language
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.learning.models import Figure, Module, Question, Reading
from konbit.people.audience import Audience, Viewer

PARTS: dict[str, type[Reading | Question | Figure]] = {
    "reading": Reading,
    "question": Question,
    "figure": Figure,
}


@dataclass(frozen=True)
class ModuleDraft:
    """`words`: title, introduction, exercise in one language."""

    language: str
    words: Mapping[str, str]
    licence: str = ""
    audience: str = Audience.PUBLIC


@dataclass(frozen=True)
class PartDraft:
    """A part of a module: `words` in one language, and the other columns of its table as they are."""

    language: str
    words: Mapping[str, str]
    columns: Mapping[str, Any] = field(default_factory=dict)


def start_module(viewer: Viewer, group: str, draft: ModuleDraft) -> str:
    """Make a study module of a group (uid). Returns the uid. Raises `Problem`, `NotAllowed`."""
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")
    module = Module(group=keeper, by=viewer.actor, **_columns(Module(), draft))
    with recording(viewer.actor, "start module") as batch:
        add(batch, module)
    return module.uid


def write_module(viewer: Viewer, uid: str, draft: ModuleDraft) -> None:
    """Write a module again. Raises `Problem`, `NotAllowed`, `NotFound`."""
    module = _edited(viewer, uid)
    with recording(viewer.actor, "write module") as batch:
        change(batch, module, **_columns(module, draft))


def remove_module(viewer: Viewer, uid: str) -> Module:
    """Take a module away. It can be brought back. Returns it."""
    module = _edited(viewer, uid)
    with recording(viewer.actor, "remove module") as batch:
        change(batch, module, removed_at=timezone.now())
    return module


def add_part(viewer: Viewer, uid: str, kind: str, draft: PartDraft) -> Reading | Question | Figure:
    """Add a reading, question or figure to a module, after those that are there. Raises `NotAllowed`,
    `NotFound`, `Problem` for a reading of another module."""
    module = _edited(viewer, uid)
    table = PARTS[kind]
    part = table(module=module, order=table.objects.filter(module=module).count(), **draft.columns)
    _must_belong(module, draft)
    for name, text in in_language(part, draft.language, draft.words).items():
        setattr(part, name, text)
    with recording(viewer.actor, f"add {kind}") as batch:
        add(batch, part)
    return part


def write_part(viewer: Viewer, uid: str, kind: str, pk: int, draft: PartDraft) -> Reading | Question | Figure:
    """Write a part of a module again. Raises as `add_part` does."""
    module = _edited(viewer, uid)
    part = _part(module, kind, pk)
    _must_belong(module, draft)
    with recording(viewer.actor, f"write {kind}") as batch:
        change(batch, part, **in_language(part, draft.language, draft.words), **draft.columns)
    return part


def remove_part(viewer: Viewer, uid: str, kind: str, pk: int) -> Reading | Question | Figure:
    """Take a part of a module away; it can be brought back. Returns it. Raises `NotAllowed`, `NotFound`, and
    `Problem` for a reading that a sitting or a question needs."""
    part = _part(_edited(viewer, uid), kind, pk)
    if isinstance(part, Reading) and (part.sittings.exists() or part.questions.exists()):
        raise Problem(
            _("A question or the sitting of a study circle needs this text."),
            remedy=_("Take it away there first."),
        )
    with recording(viewer.actor, f"remove {kind}") as batch:
        remove(batch, part)
    return part


def _edited(viewer: Viewer, uid: str) -> Module:
    module, sight = seen_thing(viewer, Module, uid)
    sight.must("edit")
    return module


def _part(module: Module, kind: str, pk: int) -> Reading | Question | Figure:
    part: Reading | Question | Figure | None = PARTS[kind].objects.filter(pk=pk, module=module).first()
    if part is None:
        raise NotFound(_("This is no longer here."), remedy=_("Open the page again: it has changed."))
    return part


def _must_belong(module: Module, draft: PartDraft) -> None:
    """A question speaks of a reading of its own module, or of all of them."""
    reading = draft.columns.get("reading_id")
    if reading and not Reading.objects.filter(pk=reading, module=module).exists():
        raise Problem(_("This text is not part of the module."), remedy=_("Choose one from the list."))


def _columns(module: Module, draft: ModuleDraft) -> dict[str, object]:
    if not draft.words.get("title", "").strip() and not module.title:
        raise Problem(_("The module has no title."), remedy=_("Say what is studied."))
    return {
        **in_language(module, draft.language, draft.words),
        "licence": draft.licence,
        "audience": draft.audience,
    }
