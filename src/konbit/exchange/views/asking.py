"""What requests of this room ask for, and how its papers are handed over."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from konbit.base.errors import Problem


def day_asked(request: HttpRequest, name: str) -> date | None:
    """A day in the address, such as 2027-03-31; None where none is said. Raises `Problem`."""
    words = request.GET.get(name, "").strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise Problem(
            _("“%(words)s” is no day.") % {"words": words[:30]}, remedy=_("Write it like 2027-03-31.")
        ) from error


def as_pdf(pages: bytes, name: str) -> HttpResponse:
    """A PDF to be saved under a name."""
    answer = HttpResponse(pages, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
