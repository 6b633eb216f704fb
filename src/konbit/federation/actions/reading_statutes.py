"""Statutes from lines of text: their levels, places and rules."""

from __future__ import annotations

import uuid
from typing import BinaryIO

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add
from konbit.directory.forms.fields import reader
from konbit.directory.queries.visible import seen_group
from konbit.federation.actions.statutes import take_rules
from konbit.federation.formats.statutes_text import parse
from konbit.federation.models import Statutes
from konbit.people.audience import Audience, Viewer

MOST_BYTES = 2_000_000


def lines_of(text: str, file: BinaryIO | None) -> tuple[str, str]:
    """The lines that somebody sent, and the name under which errors tell of them: of a file, or what stands
    in the form. Raises `Problem` for nothing, for a file that is too long or no text in UTF-8."""
    if file is None:
        if not text.strip():
            raise Problem(_("There are no lines."), remedy=_("Paste them, or choose a file."))
        return text.replace("\r\n", "\n"), _("your lines")
    name = str(getattr(file, "name", "")) or _("your file")
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Problem(_("This file is too long."), name, _("Part it into several."))
    try:
        return content.decode("utf-8"), name
    except UnicodeDecodeError as error:
        raise Problem(_("This file is no text in UTF-8."), name, _("Save it as plain text.")) from error


def sent_lines(file: BinaryIO) -> str:
    """The lines of a file that somebody sent, as far as they can be shown again in a form."""
    file.seek(0)
    return file.read(MOST_BYTES).decode("utf-8", errors="ignore")


def read_statutes(
    viewer: Viewer, group: str, text: str, name: str, language: str, audience: str, key: uuid.UUID
) -> tuple[str, int]:
    """Begin statutes of a group (uid) with the levels, places and rules of a text, without its roster.

    Returns their uid, and how many rules were left out because they are about one body. Raises `Problem`
    with line and column for a text that cannot be read, `NotAllowed`, `NotFound`.
    """
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")
    try:
        document = parse(text, name)
    except Problem as problem:
        where = ": ".join(filter(None, (problem.where, problem.what)))
        raise Problem(where, problem.where, problem.remedy) from problem
    levels = {level.key for level in document.statutes.levels}
    language = language or reader()

    def make() -> Statutes:
        statutes = Statutes(key=key, group=keeper, by=viewer.actor, audience=audience or Audience.PUBLIC)
        statutes.title = {language: document.statutes.title}
        with recording(viewer.actor, "begin statutes") as batch:
            add(batch, statutes)
            take_rules(batch, statutes, document, language, is_worked=False)
        return statutes

    left_out = sum(rule.about not in levels for rule in document.statutes.rules)
    return once(Statutes, key, make).uid, left_out
