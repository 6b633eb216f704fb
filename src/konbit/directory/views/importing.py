"""Bringing lists in: paste or choose, look through, correct, bring in, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.base.errors import NotFound, Problem
from konbit.directory.actions import importing
from konbit.directory.forms.columns import mapping_said
from konbit.directory.forms.importing import IntoForm
from konbit.directory.languages import language_name
from konbit.directory.mapping import Mapping
from konbit.directory.queries.columns import LANGUAGES, columns_of, meanings, term_names, words_of
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.imports import (
    is_first,
    network_for_import,
    networks_to_fill,
    run_for,
    runs_for,
    same_file_before,
    standing,
)
from konbit.directory.queries.trials import (
    change_words,
    changes_told,
    counts_of,
    read_words,
    same_file_words,
)
from konbit.directory.tasks import work_on_list
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in
from konbit.people.audience import Viewer

TITLES = {
    "try": gettext_lazy("Looking through your list"),
    "read": gettext_lazy("Bringing your groups in"),
    "take_back": gettext_lazy("Taking your groups back"),
    "bring_back": gettext_lazy("Bringing your groups back"),
}


@login_required
@never_cache
def lists(request: HttpRequest) -> HttpResponse:
    """Bring a list, and what became of the ones before."""
    viewer = viewer_in(request)
    networks = networks_to_fill(viewer)
    choices = [(one.uid, one.name) for one in networks]
    if viewer.is_operator or not choices:
        choices = [*choices, ("", _("None: they stand for themselves"))]
    first = {"network": request.GET.get("network", choices[0][0]), "licence": "CC BY 4.0"}
    form = IntoForm(request.POST or None, request.FILES or None, networks=choices, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            uid = form.cleaned_data["network"]
            run = bring(request, network_for_import(viewer, uid) if uid else None, form)
            return redirect("directory:import-run", run.pk)
        except Problem as problem:
            show_in_form(form, problem)
    context = {"form": form, "runs": runs_for(viewer, networks), "networks": networks}
    status = 422 if request.method == "POST" else 200
    return render(request, "directory/import.html", context, status=status)


def bring(request: HttpRequest, network: Any, form: Any) -> Any:
    """Keep the list that a form brought, look through it (at once where it is short), and give its run.

    Raises Problem for a file that cannot be opened, NotAllowed.
    """
    language = importing.reader_language(network)
    country = importing.usual_country(network)
    run = importing.note_upload(viewer_in(request), network, form.whose(), form.brought(), language, country)
    importing.ask(run, "try", work_on_list.enqueue)
    return run


@login_required
@never_cache
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One list: where it stands, what would come of it, what came of it."""
    viewer, language = viewer_in(request), reader_of(request)
    it = run_for(viewer, run_id)
    if it.job == "sync":
        return redirect("directory:edition", run_id)
    if request.method == "POST":
        return _act(request, it)
    request.brand = face_of(it.network_id, language) if it.network_id else None  # type: ignore[attr-defined]
    context = {"run": it, "standing": standing(it), "title": TITLES[it.job], "steps": is_first(it)}
    if context["standing"]:
        return _waiting(request, context)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    counts = it.trial.get("counts") or counts_of(it)
    context |= {"read": read_words(counts), "changes": change_words(counts), "counts": counts}
    if it.state in ("done", "taken_back"):
        return render(request, "directory/import_done.html", context)
    return render(request, "directory/import_look.html", context | _looked_at(viewer, it, language))


def _looked_at(viewer: Viewer, it: Any, language: str) -> dict[str, Any]:
    """What the page shows of a list of which nothing is written yet."""
    mapping = Mapping.from_json(it.mapping)
    before = same_file_before(viewer, it.digest, it.source.code) if it.source else None
    try:
        columns = columns_of(it, language)
    except (Problem, OSError, ValueError):
        return {"columns": [], "gone": True}
    return {
        "before": before,
        "before_told": same_file_words(before),
        "columns": columns,
        "meanings": meanings(mapping, language),
        "word_lists": words_of(it, language),
        "terms": term_names(language),
        "told": changes_told(it.trial, language),
        "list_languages": [
            (code, language_name(code, language)) for code in dict.fromkeys((mapping.language, *LANGUAGES))
        ],
        "mapping": mapping,
        "people": [one for one in columns if one.of_people],
        "private": any(one.of_people and not one.is_public for one in columns),
    }


def _waiting(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page of a list that is being worked on; it asks again by itself, with a script or without."""
    page = "import_standing" if request.headers.get("HX-Request") else "import_waiting"
    return render(request, f"directory/{page}.html", context)


def _act(request: HttpRequest, it: Any) -> HttpResponse:
    """Do what a button of the page says."""
    asked = request.POST.get("do", "")
    try:
        if asked == "discard":
            importing.discard(it)
            messages.success(request, _("The list is forgotten. Nothing of it was written."))
            return _back(it)
        if asked in ("look", "read") and request.POST.get("columns"):
            _understand(request, it)
        if asked == "look":
            importing.ask(it, "try", work_on_list.enqueue)
        elif asked in TITLES:
            importing.ask(it, asked, work_on_list.enqueue)
    except Problem as problem:
        messages.error(request, " ".join(part for part in (problem.what, problem.remedy) if part))
    return redirect("directory:import-run", it.pk)


def _understand(request: HttpRequest, it: Any) -> None:
    """Keep what the form says that the columns and words mean, where it says something new."""
    language = reader_of(request)
    before = Mapping.from_json(it.mapping)
    said = mapping_said(
        request.POST, before, columns_of(it, language), words_of(it, language), term_names(language)
    )
    if said != before:
        importing.understand(viewer_in(request), it, said)


def _back(it: Any) -> HttpResponse:
    if is_first(it) and it.network:
        return redirect("directory:start-list", it.network.uid)
    return redirect("directory:import")


@login_required
@never_cache
@require_safe
def rejected(request: HttpRequest, run_id: int) -> HttpResponse | FileResponse:
    """The rows that could not be taken, with the reason, to mend and bring again."""
    it = run_for(viewer_in(request), run_id)
    if not it.rejects:
        raise NotFound(_("No row of this list was refused."))
    name = f"{it.file_name.rpartition('.')[0] or it.file_name} – {_('rows to mend')}.csv"
    return FileResponse(it.rejects.open("rb"), as_attachment=True, filename=name, content_type="text/csv")
