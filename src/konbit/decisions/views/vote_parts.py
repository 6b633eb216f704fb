"""The parts of a vote: what can be chosen, colleges, the roll."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.queries.choices import group_named
from konbit.assembly.views.writing import did, form_page
from konbit.base.errors import Problem
from konbit.decisions.actions import colleges, options, rolls, secrecy
from konbit.decisions.forms.votes import CollegeForm, EntitledForm, NamesForm, OptionForm, StrikeForm
from konbit.decisions.queries import vote_choices as queries
from konbit.decisions.queries.roll_shown import roll_page
from konbit.decisions.queries.votes import vote_written
from konbit.directory.views.asking import viewer_in


@login_required
@never_cache
def new_option(request: HttpRequest, uid: str) -> HttpResponse:
    """Add something that can be chosen."""
    viewer = viewer_in(request)
    vote = vote_written(viewer, uid)
    form = OptionForm(request.POST or None, colleges=queries.college_choices(vote))
    if did(request, form, lambda: options.add_option(viewer, uid, form.draft())):
        return _done(request, _("It can be chosen."), _vote(uid))
    return form_page(request, form, _("Something that can be chosen"), _vote(uid))


@login_required
@never_cache
def edit_option(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Write something that can be chosen anew, or take it out."""
    viewer = viewer_in(request)
    vote, row = vote_written(viewer, uid), queries.option_written(viewer, uid, pk)
    form = OptionForm(
        request.POST or None, row=row, colleges=queries.college_choices(vote),
        language=request.GET.get("language", "")[:12],
    )  # fmt: skip
    if did(request, form, lambda: options.change_option(viewer, uid, pk, form.draft(row.cost))):
        return _done(request, _("Saved."), _vote(uid))
    remove = reverse("decisions:remove-option", args=[uid, pk])
    return form_page(request, form, _("Something that can be chosen"), _vote(uid), remove_url=remove)


@login_required
@require_POST
def remove_option(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Take something that could be chosen out."""
    return _act(request, uid, lambda: options.remove_option(viewer_in(request), uid, pk), _("Taken out."))


@login_required
@require_POST
def withdraw_option(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Note that something is withdrawn from an open vote."""
    return _act(request, uid, lambda: options.withdraw_option(viewer_in(request), uid, pk), _("Withdrawn."))


@login_required
@never_cache
def new_college(request: HttpRequest, uid: str) -> HttpResponse:
    """Add a college."""
    viewer = viewer_in(request)
    vote_written(viewer, uid)
    form = CollegeForm(request.POST or None)
    if did(request, form, lambda: colleges.add_college(viewer, uid, form.draft())):
        return _done(request, _("The college is there."), _vote(uid))
    lead = _("Where kinds of members decide together, each as a body: workers and users, say.")
    return form_page(request, form, _("A college"), _vote(uid), lead=lead)


@login_required
@never_cache
def edit_college(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Write a college anew, or take it away."""
    viewer = viewer_in(request)
    form = CollegeForm(request.POST or None, row=queries.college_written(viewer, uid, pk))
    if did(request, form, lambda: colleges.change_college(viewer, uid, pk, form.draft())):
        return _done(request, _("Saved."), _vote(uid))
    remove = reverse("decisions:remove-college", args=[uid, pk])
    return form_page(request, form, _("A college"), _vote(uid), remove_url=remove)


@login_required
@require_POST
def remove_college(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Take a college away."""
    return _act(request, uid, lambda: colleges.remove_college(viewer_in(request), uid, pk), _("Taken away."))


@require_safe
def roll(request: HttpRequest, uid: str) -> HttpResponse:
    """Who may vote; in an open vote that is counted, who voted how."""
    return render(request, "decisions/roll.html", {"page": roll_page(viewer_in(request), uid)})


@login_required
@never_cache
def new_entitled(request: HttpRequest, uid: str) -> HttpResponse:
    """Put somebody on the roll."""
    viewer = viewer_in(request)
    vote = vote_written(viewer, uid)
    is_open = not queries.is_prepared(vote)
    form = EntitledForm(request.POST or None, colleges=queries.college_choices(vote), is_open=is_open)

    def act() -> None:
        rolls.add_entitled(viewer, uid, form.draft(group_named(viewer, form.cleaned_data["group"])))

    if did(request, form, act):
        return _done(request, _("On the roll."), _roll(uid))
    return form_page(request, form, _("Who may vote"), _roll(uid))


@login_required
@never_cache
def name_many(request: HttpRequest, uid: str) -> HttpResponse:
    """Put many on the roll by their names."""
    viewer = viewer_in(request)
    vote = vote_written(viewer, uid)
    form = NamesForm(request.POST or None, colleges=queries.college_choices(vote))
    new: list[int] = []

    def act() -> None:
        new.append(rolls.fill_with_names(viewer, uid, form.listed, form.cleaned_data.get("college")))

    if did(request, form, act):
        words = ngettext("%(count)d came onto the roll.", "%(count)d came onto the roll.", new[0])
        return _done(request, words % {"count": new[0]}, _roll(uid))
    lead = _("They vote on paper, by a link, or when somebody writes down what they say.")
    return form_page(request, form, _("Many at once"), _roll(uid), lead=lead)


@login_required
@never_cache
def edit_entitled(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Write a line of the roll anew."""
    viewer = viewer_in(request)
    vote, row = vote_written(viewer, uid), queries.entitled_written(viewer, uid, pk)
    form = EntitledForm(request.POST or None, colleges=queries.college_choices(vote), row=row)

    def act() -> None:
        group = group_named(viewer, form.cleaned_data["group"])
        rolls.change_entitled(viewer, uid, pk, form.draft(group, row.person))

    if did(request, form, act):
        return _done(request, _("Saved."), _roll(uid))
    return form_page(request, form, _("Who may vote"), _roll(uid))


@login_required
@never_cache
def strike(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Take somebody off the roll."""
    viewer = viewer_in(request)
    row, vote = queries.entitled_written(viewer, uid, pk), vote_written(viewer, uid)
    form = StrikeForm(request.POST or None)
    if queries.is_prepared(vote):
        form.fields.pop("reason")
    if request.method == "POST":
        form = form if form.is_bound else StrikeForm({})

    def act() -> None:
        rolls.strike_entitled(viewer, uid, pk, form.cleaned_data.get("reason", ""))

    if did(request, form, act):
        return _done(request, _("Off the roll."), _roll(uid))
    button = _("Take it off the roll")
    return form_page(request, form, _("Off the roll?"), _roll(uid), about=row.name, button=button)


@login_required
@require_POST
def fill(request: HttpRequest, uid: str, whom: str) -> HttpResponse:
    """Put everybody of the group, or every member group of the network, on the roll."""
    ways: dict[str, Callable[..., int]] = {
        "members": rolls.fill_from_members, "groups": rolls.fill_from_groups,
    }  # fmt: skip
    try:
        many = ways[whom](viewer_in(request), uid)
    except Problem as problem:
        messages.error(request, f"{problem.what} {problem.remedy}")
    else:
        words = ngettext("%(many)d came on the roll.", "%(many)d came on the roll.", many)
        messages.success(request, words % {"many": many})
    return redirect(_roll(uid))


@login_required
@require_POST
def make_open(request: HttpRequest, uid: str) -> HttpResponse:
    """Let a vote be open that was to be anonymous."""
    return _act(
        request, uid, lambda: secrecy.make_open(viewer_in(request), uid), _("The vote is with names.")
    )


def _act(request: HttpRequest, uid: str, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except Problem as problem:
        messages.error(request, f"{problem.what} {problem.remedy}")
        return redirect(_vote(uid))
    return _done(request, words, _vote(uid))


def _done(request: HttpRequest, words: str, to: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(to)


def _vote(uid: str) -> str:
    return reverse("decisions:vote", args=[uid])


def _roll(uid: str) -> str:
    return reverse("decisions:roll", args=[uid])
