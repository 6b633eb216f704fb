"""A network's own face: two colours, a motto, its own words, and whether this instance opens with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import Multilingual
from konbit.chronicle.actions import recording
from konbit.directory.actions.writing import GROUP
from konbit.directory.colours import NEEDED, check
from konbit.directory.models import Group, NetworkStyle
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer

STYLE = "directory.style"


@dataclass(frozen=True)
class Look:
    """How a network shows itself: colours as "#rrggbb", a motto, its words for things by word and language
    (`{"groups": {"en": "tables"}}`)."""

    main: str
    accent: str
    motto: Multilingual = field(default_factory=dict)
    words: dict[str, Multilingual] = field(default_factory=dict)

    def columns(self) -> dict[str, object]:
        """The columns of its row."""
        return {"main": self.main, "accent": self.accent, "motto": self.motto, "words": self.words}


def style_network(viewer: Viewer, uid: str, look: Look) -> None:
    """Give a network its look. Raises NotAllowed, NotFound, and Problem for a colour that cannot be read."""
    network, sight = seen_group(viewer, uid)
    sight.must("organise")
    for colour in (look.main, look.accent):
        checked = check(colour)
        if not checked.is_readable:
            raise Problem(
                _("Words in %(colour)s are hard to read: contrast %(ratio)s, and %(needed)s is needed.")
                % {"colour": colour, "ratio": checked.contrast, "needed": NEEDED},
                remedy=_("The nearest shade that can be read is %(proposal)s.")
                % {"proposal": checked.proposal},
            )
    _write(viewer, network, look.columns())


def open_with(viewer: Viewer, uid: str) -> None:
    """Let this instance open with a network. Raises NotAllowed for all but an operator."""
    network, _sight = seen_group(viewer, uid)
    if not viewer.is_operator:
        raise NotAllowed(
            _("You may not choose what this house opens with."), remedy=_("Its operator can: ask there.")
        )
    _write(viewer, network, {"is_home": True})


def _write(viewer: Viewer, network: Group, columns: dict[str, object]) -> None:
    with recording(viewer.actor, "style") as batch:
        style, _made = NetworkStyle.objects.get_or_create(network=network)
        before = {name: getattr(style, name) for name in columns}
        if before == columns:
            return
        if columns.get("is_home"):
            NetworkStyle.objects.filter(is_home=True).update(is_home=False)
        NetworkStyle.objects.filter(pk=style.pk).update(**columns)
        batch.changed(STYLE, style.pk, before, columns)
        batch.changed(GROUP, network.pk, {"with": f"{STYLE}:{style.pk}"}, {"with": f"{STYLE}:{style.pk}"})
