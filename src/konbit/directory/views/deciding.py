"""Acts of a group's people on the whole of it: still true, away, back, undone; who does what."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.directory.actions.editing import confirm_group
from konbit.directory.actions.moderating import remove_group, restore_group
from konbit.directory.actions.moderating import undo as undo_change
from konbit.directory.actions.roles import change_role, take_role
from konbit.directory.queries.editing import editable_group
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.histories import history_entry
from konbit.directory.queries.roles import roles_page
from konbit.directory.views.asking import reader_of, viewer_in, whole_number


@login_required
@never_cache
def confirm(request: HttpRequest, uid: str) -> HttpResponse:
    """Is it still true? What stands there, and one button that says so."""
    viewer = viewer_in(request)
    group = editable_group(viewer, uid)
    if request.method == "POST":
        confirm_group(viewer, uid)
        messages.success(request, _("Thank you: everybody sees now that this is still true."))
        return redirect(group.link.url)
    page = group_page(viewer, uid, reader_of(request))
    return render(request, "directory/group_confirm.html", {"page": page})


@login_required
@never_cache
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the group out of the directory, after saying what that means."""
    viewer = viewer_in(request)
    group = editable_group(viewer, uid, "hide")
    if request.method == "POST":
        remove_group(viewer, uid)
        messages.success(request, _("%(group)s is no longer shown.") % {"group": group.link.name})
        return redirect("directory:history", uid)
    return render(request, "directory/group_remove.html", {"group": group})


@login_required
@require_POST
def restore(request: HttpRequest, uid: str) -> HttpResponse:
    """Bring a removed group back."""
    restore_group(viewer_in(request), uid)
    messages.success(request, _("It is back."))
    return redirect("directory:group", uid)


@login_required
@never_cache
def undo(request: HttpRequest, uid: str, change_id: int) -> HttpResponse:
    """Take a change back, after showing what comes back and what goes."""
    viewer = viewer_in(request)
    entry = history_entry(viewer, uid, reader_of(request), change_id)
    if entry is None or not entry.may_undo:
        raise Http404
    if request.method == "POST":
        undo_change(viewer, uid, change_id)
        messages.success(request, _("Taken back."))
        return redirect("directory:history", uid)
    return render(request, "directory/history_undo.html", {"uid": uid, "entry": entry})


@login_required
@never_cache
def roles(request: HttpRequest, uid: str) -> HttpResponse:
    """Who looks after the group; a role changed or taken back."""
    viewer = viewer_in(request)
    page = roles_page(viewer, uid)
    if request.method == "POST":
        person = whole_number(request.POST.get("person"))
        role = request.POST.get("role", "")
        if person is None:
            raise Http404
        if "take" in request.POST:
            take_role(viewer, uid, person, role)
            messages.success(request, _("Done."))
            return redirect("directory:group" if person == viewer.person_id else "directory:roles", uid)
        change_role(viewer, uid, person, role, request.POST.get("new", ""))
        messages.success(request, _("Done."))
        return redirect("directory:roles", uid)
    request.brand = face_of(page.link.id, reader_of(request))  # type: ignore[attr-defined]
    return render(request, "directory/group_roles.html", {"page": page})
