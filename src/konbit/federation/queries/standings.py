"""States of struggles, kinds of steps, stages of allies and standings of gains as their badges say them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from konbit.federation.models import Ally, Step, Struggle, Turn


@dataclass(frozen=True)
class Badge:
    """A code in words, with the kind of its badge and the name of its symbol."""

    code: str
    label: str
    kind: str = ""
    symbol: str = ""


_STATES = {
    "open": ("indigo", "megaphone"),
    "won": ("leaf", "trophy"),
    "partly": ("leaf", "circle-check"),
    "lost": ("", "circle-minus"),
    "resting": ("", "pause"),
}
_WAYS = {"demand": "flag", "defend": "shield", "build": "hammer"}
_STEPS = {
    "step": ("", "footprints"),
    "position": ("indigo", "quote"),
    "appeal": ("warn", "hand-heart"),
    "victory": ("leaf", "trophy"),
    "setback": ("", "circle-minus"),
}
_TURNS = {
    "gained": ("leaf", "sprout"),
    "kept": ("leaf", "shield"),
    "weakened": ("warn", "circle-alert"),
    "lost": ("", "circle-minus"),
    "restored": ("leaf", "undo-2"),
}
_STAGES = {
    "thought_of": ("", "lightbulb"),
    "asked": ("", "mail"),
    "talking": ("indigo", "messages-square"),
    "agreed": ("leaf", "handshake"),
    "declined": ("", "circle-minus"),
    "ended": ("", "circle-minus"),
}
_STANDINGS = {
    "holds": (_("holds, as told here"), "leaf", "check"),
    "weakened": (_("weakened"), "warn", "circle-alert"),
    "lost": (_("lost"), "", "circle-minus"),
}


def state_badge(code: str) -> Badge:
    """The state of a struggle."""
    return Badge(code, str(Struggle.State(code).label), *_STATES[code])


def way_badge(code: str) -> Badge:
    """Whether something is demanded, defended or built."""
    return Badge(code, str(Struggle.Way(code).label), "", _WAYS[code])


def step_badge(code: str) -> Badge:
    """The kind of a step."""
    return Badge(code, str(Step.Kind(code).label), *_STEPS[code])


def turn_badge(code: str) -> Badge:
    """What happened to a gain."""
    return Badge(code, str(Turn.Kind(code).label), *_TURNS[code])


def stage_badge(code: str) -> Badge:
    """How far it is with an ally."""
    return Badge(code, str(Ally.Stage(code).label), *_STAGES[code])


def standing_badge(code: str) -> Badge:
    """Whether a gain holds."""
    label, kind, symbol = _STANDINGS[code]
    return Badge(code, str(label), kind, symbol)
