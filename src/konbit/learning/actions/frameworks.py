"""Writing frameworks and their priorities, and adopting them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import in_language
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.learning.models import Framework, Growth, Priority
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class FrameworkDraft:
    """What somebody writes of a framework. `words`: title and introduction in one language. `follows`: the
    uid of the version before it. `valid_from`, `valid_until`: partial dates."""

    language: str
    words: Mapping[str, str]
    version: str = ""
    follows: str = ""
    valid_from: str = ""
    valid_until: str = ""
    audience: str = Audience.PUBLIC


@dataclass(frozen=True)
class PriorityDraft:
    """What somebody writes of a priority. `words`: title, statement, starting_point, example in one language.
    `grew_from`: ids of priorities of the version before."""

    language: str
    words: Mapping[str, str]
    number: int
    grew_from: tuple[int, ...] = ()


def start_framework(viewer: Viewer, group: str, draft: FrameworkDraft) -> str:
    """A group (uid) writes down what it holds to. Returns the uid. Raises `Problem`, `NotAllowed`."""
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")
    framework = Framework(group=keeper, by=viewer.actor, **_columns(viewer, Framework(), draft))
    with recording(viewer.actor, "start framework") as batch:
        add(batch, framework)
    return framework.uid


def write_framework(viewer: Viewer, uid: str, draft: FrameworkDraft) -> None:
    """Write a framework again. Raises `Problem` where it would follow itself, `NotAllowed`, `NotFound`."""
    framework, sight = seen_thing(viewer, Framework, uid)
    sight.must("edit")
    with recording(viewer.actor, "write framework") as batch:
        change(batch, framework, **_columns(viewer, framework, draft))


def remove_framework(viewer: Viewer, uid: str) -> Framework:
    """Take a framework away; its claims stay with the group. It can be brought back. Returns it."""
    framework, sight = seen_thing(viewer, Framework, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove framework") as batch:
        change(batch, framework, removed_at=timezone.now())
    return framework


def add_priority(viewer: Viewer, uid: str, draft: PriorityDraft) -> Priority:
    """Add a priority to a framework. Raises `Problem` for a taken number, `NotAllowed`, `NotFound`."""
    framework, sight = seen_thing(viewer, Framework, uid)
    sight.must("edit")
    priority = Priority(framework=framework, number=draft.number)
    for name, text in in_language(priority, draft.language, draft.words).items():
        setattr(priority, name, text)
    with recording(viewer.actor, "add priority") as batch:
        _must_be_free(framework, draft.number)
        try:
            with transaction.atomic():
                add(batch, priority)
        except IntegrityError as error:  # somebody else took the number between the look and the writing
            raise _taken(draft.number) from error
        _grow(batch, priority, draft.grew_from)
    return priority


def write_priority(viewer: Viewer, uid: str, number: int, draft: PriorityDraft) -> Priority:
    """Write a priority again, or give it another number. Raises as `add_priority` does."""
    framework, sight = seen_thing(viewer, Framework, uid)
    sight.must("edit")
    priority = Priority.objects.filter(framework=framework, number=number).first()
    if priority is None:
        raise NotFound(_("There is no such priority."), remedy=_("Open the framework again."))
    with recording(viewer.actor, "write priority") as batch:
        if draft.number != number:
            _must_be_free(framework, draft.number)
        change(batch, priority, number=draft.number, **in_language(priority, draft.language, draft.words))
        _grow(batch, priority, draft.grew_from)
    return priority


def _columns(viewer: Viewer, framework: Framework, draft: FrameworkDraft) -> dict[str, object]:
    if not draft.words.get("title", "").strip() and not framework.title:
        raise Problem(_("The framework has no title."), remedy=_("Give it the name that people use."))
    return {
        **in_language(framework, draft.language, draft.words),
        "version": draft.version,
        "follows": _before(viewer, framework, draft.follows),
        "valid_from": draft.valid_from,
        "valid_until": draft.valid_until,
        "audience": draft.audience,
    }


def _before(viewer: Viewer, framework: Framework, uid: str) -> Framework | None:
    """The version before; none of those before it may be the framework itself."""
    if not uid:
        return None
    earlier, _sight = seen_thing(viewer, Framework, uid)
    one: Framework | None = earlier
    passed: set[int] = set()
    while one is not None and one.pk not in passed:
        if one.pk == framework.pk:
            raise Problem(
                _("So it would follow itself, through the versions between."),
                remedy=_("Choose a version that is older, or leave this empty."),
            )
        passed.add(one.pk)
        one = one.follows
    return earlier


def _must_be_free(framework: Framework, number: int) -> None:
    if Priority.objects.filter(framework=framework, number=number).exists():
        raise _taken(number)


def _taken(number: int) -> Problem:
    return Problem(
        _("There is a priority %(number)s in this framework already.") % {"number": number},
        remedy=_("Give it another number, or change that one."),
    )


def _grow(batch: Batch, priority: Priority, wanted: tuple[int, ...]) -> None:
    """Let a priority grow out of these of the version before, and of no others."""
    earlier = priority.framework.follows
    offered = set(earlier.priorities.values_list("pk", flat=True)) if earlier else set()
    if not set(wanted) <= offered:
        raise Problem(
            _("A priority grows out of those of the version before."),
            remedy=_("Say first which framework this one follows."),
        )
    for root in priority.roots.all():
        if root.out_of_id not in wanted:
            remove(batch, root)
    standing = set(priority.roots.values_list("out_of", flat=True))
    for one in wanted:
        if one not in standing:
            add(batch, Growth(priority=priority, out_of_id=one))
