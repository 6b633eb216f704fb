"""How a claim may go from one state to another: a table, each way in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WAYS: dict[tuple[str, str], Any] = {
    ("assumption", "to_verify"): _("We want to know: it is to be verified."),
    ("assumption", "learned"): _("We know enough: we have learned it."),
    ("assumption", "contested"): _("We do not agree upon it: it is contested."),
    ("assumption", "retired"): _("We no longer assume it."),
    ("to_verify", "learned"): _("It was verified: we have learned it."),
    ("to_verify", "contested"): _("Cases speak for it and against it: it is contested."),
    ("to_verify", "retired"): _("It did not hold."),
    ("learned", "to_verify"): _("We are no longer sure: it is to be verified again."),
    ("learned", "contested"): _("New cases speak against it: it is contested."),
    ("learned", "retired"): _("It no longer holds for us."),
    ("contested", "to_verify"): _("We look at it once more."),
    ("contested", "learned"): _("We agree now: we have learned it."),
    ("contested", "retired"): _("We let it go."),
    ("retired", "to_verify"): _("We take it up again."),
}
"""What is not in here makes no sense: an assumption does not come back once somebody looked."""

SYMBOLS = {
    "assumption": "circle-dashed",
    "to_verify": "circle-question-mark",
    "learned": "circle-check",
    "contested": "split",
    "retired": "archive",
}
KINDS = {"to_verify": "warn", "learned": "leaf", "contested": "indigo"}
"""What kind of badge a state has; the others have the plain one."""

OPEN = ("assumption", "to_verify", "contested")
"""The states in which cases are looked for."""


def ways_from(state: str) -> list[tuple[str, Any]]:
    """The states into which a claim may go from here, each with its sentence."""
    return [(after, words) for (before, after), words in WAYS.items() if before == state]
