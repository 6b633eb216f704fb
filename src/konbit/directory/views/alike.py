"""Is it one of these? Groups that look like the one that somebody is writing down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konbit.directory.forms.adding import AddForm
from konbit.directory.queries.alike import groups_alike
from konbit.directory.queries.cards import Card
from konbit.directory.views.asking import reader_of, viewer_in

_OTHER = "other"


@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """The groups that are like what stands in the form so far, for the form to show."""
    said = request.GET
    place = (said.get("locality", ""), said.get("region", ""), said.get("country", ""))
    found = groups_alike(viewer_in(request), said.get("name", ""), _short(place), reader_of(request))
    return render(request, "directory/proposals_alike.html", {"found": found})


def alike_in(request: HttpRequest, form: AddForm) -> tuple[Card, ...]:
    """The groups that are like the one of a form that was sent; none while something is wrong with it."""
    if request.method != "POST" or not form.is_valid():
        return ()
    said = form.cleaned_data
    place = (said["locality"], said["region"], said["country"])
    return groups_alike(viewer_in(request), said["name"], place, reader_of(request))


def none_of_these(request: HttpRequest) -> bool:
    """Whether somebody looked at the groups that are alike and says that hers is another."""
    return _OTHER in request.POST


def _short(place: tuple[str, str, str]) -> tuple[str, str, str]:
    return (place[0][:200], place[1][:200], place[2][:2])
