"""The page on which something of this room, or of one above, is written: one form and a way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from konbit.assembly.views.undoing import tell_done
from konbit.people.views.asking import could_do


def form_page(
    request: HttpRequest, form: Any, title: str, back: str, *, lead: str = "", button: str = "", **more: Any
) -> HttpResponse:
    """A form with its heading; `back`: the address to which one returns, `lead`: what it is for."""
    context = {"form": form, "title": title, "back": back, "lead": lead, "button": button, **more}
    return render(request, "assembly/write.html", context)


def did(request: HttpRequest, form: Any, act: Callable[[], object]) -> bool:
    """Whether a form was sent and what it says is done; what is wrong stands in it."""
    return request.method == "POST" and could_do(form, act)


def done(request: HttpRequest, sentence: str, row: Any, to: str) -> HttpResponse:
    """Say what was done to a row, with a way to take it back, on the page at `to`."""
    tell_done(request, sentence, row, to)
    return redirect(to)
