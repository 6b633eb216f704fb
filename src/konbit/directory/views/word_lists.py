"""A network's own lists of words: seen by everybody who sees it, written by those who organise it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.base.errors import Problem
from konbit.directory.actions.word_lists import WordList, change_list, make_list
from konbit.directory.forms.word_lists import AddLanguageForm, WordListForm
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.word_lists import OwnLists, WrittenList, own_lists, written_list
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in

MOST_LANGUAGES = 8


@require_safe
def lists(request: HttpRequest, uid: str) -> HttpResponse:
    """The lists of a network, and a door to a new one."""
    page = own_lists(viewer_in(request), uid, reader_of(request))
    request.brand = face_of(page.link.id, reader_of(request))  # type: ignore[attr-defined]
    return render(request, "directory/word_lists.html", {"page": page})


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """A new list."""
    viewer = viewer_in(request)
    return _written(request, uid, None, lambda said: make_list(viewer, uid, said))


@login_required
@never_cache
def change(request: HttpRequest, uid: str, scheme_id: int) -> HttpResponse:
    """A list with its words, to be said anew."""
    viewer = viewer_in(request)
    written = written_list(viewer, uid, scheme_id)

    def changed(said: WordList) -> int:
        change_list(viewer, uid, scheme_id, said)
        return scheme_id

    return _written(request, uid, written, changed)


def _written(
    request: HttpRequest, uid: str, written: WrittenList | None, write: Callable[[WordList], int]
) -> HttpResponse:
    """Write a list that was sent, or show its form: again with what was typed, if something is wrong."""
    page = own_lists(viewer_in(request), uid, reader_of(request))
    if not page.may_write:
        return redirect("directory:own_lists", uid)
    asked = AddLanguageForm(request.GET if "more" in request.GET else None)
    more = asked.cleaned_data["more"] if asked.is_valid() else ""
    languages = _languages(request, page, written, more)
    form = WordListForm(request.POST or None, languages=languages, written=written)
    if request.method == "POST" and form.is_valid():
        try:
            pk = write(form.said())
        except Problem as problem:
            show_in_form(form, problem)
        else:
            messages.success(request, _("Saved."))
            if "again" in request.POST:
                return redirect("directory:change_list", uid, pk)
            return redirect("directory:own_lists", uid)
    request.brand = face_of(page.link.id, reader_of(request))  # type: ignore[attr-defined]
    context = {"page": page, "form": form, "written": written, "asked": asked, "codes": languages}
    status = 422 if request.method == "POST" else 200
    return render(request, "directory/word_list.html", context, status=status)


def _languages(request: HttpRequest, page: OwnLists, written: WrittenList | None, more: str) -> Sequence[str]:
    """The languages in which the list can be said: the network's, the reader's, those in use, one more."""
    sent = request.POST.getlist("language") or request.GET.getlist("language")
    said = written.languages if written else ()
    known = [*page.languages[:3], reader_of(request), *said, *(code[:12] for code in sent), more]
    return [code for code in dict.fromkeys(known) if code.replace("-", "").isalnum()][:MOST_LANGUAGES]
