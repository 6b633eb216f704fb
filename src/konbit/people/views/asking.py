"""Who asks, and what a form was told that an action then refused."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest

from konbit.base.errors import Problem
from konbit.people.audience import Viewer


def viewer_in(request: HttpRequest) -> Viewer:
    """The viewer of a request."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def stand_in(request: HttpRequest, scope: str) -> None:
    """Say in which group or network ("group:7") a page stands, so that the shell shows its face."""
    request.stands_in = scope  # type: ignore[attr-defined]


def show_in_form(form: forms.BaseForm, problem: Problem) -> None:
    """Show a problem above the form that caused it, so that nothing typed is lost."""
    form.add_error(None, " ".join(part for part in (problem.what, problem.remedy) if part))


def could_do(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Do what a form says, if it is right; what is wrong is shown in it, and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        act()
    except Problem as problem:
        show_in_form(form, problem)
        return False
    return True
