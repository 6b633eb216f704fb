"""What the pages of one thing have in common."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language

from konbit.people.views.asking import could_do, show_in_form, stand_in, viewer_in

__all__ = ["could_do", "reader_of", "show_in_form", "stand_in", "viewer_in", "whole_number"]


def reader_of(_request: HttpRequest) -> str:
    """The language in which the page is read."""
    return get_language() or "en"


def whole_number(text: str | None) -> int | None:
    """The number that a form or address says, None for anything else."""
    said = (text or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None
