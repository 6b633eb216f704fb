"""A plan as a sheet and back: taken out, brought in, looked at, taken; rows that were left."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import Problem
from konbit.base.text import pick
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in
from konbit.work.actions.sheets import keep_sheet, look_at_sheet, take_sheet
from konbit.work.formats.left_rows import left_rows
from konbit.work.formats.plan_columns import TITLES
from konbit.work.formats.plan_out import workbook
from konbit.work.forms.sheets import SheetForm
from konbit.work.queries.cells import cells_of, languages_of
from konbit.work.queries.plans import plan_facts
from konbit.work.queries.trial import MOST_SHOWN, Trial

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@never_cache
def export(request: HttpRequest, uid: str) -> FileResponse:
    """The plan as a workbook."""
    viewer, language = viewer_in(request), reader_of(request)
    plan, _sight, facts = plan_facts(viewer, uid)
    about = [
        (_("Plan"), pick(facts.title, language).text),
        (_("Group"), facts.link.name),
        (_("Time"), facts.when),
        (_("Aim"), pick(facts.aim, language).text),
        *((goal.code, pick(goal.text, language).text) for goal in facts.goals),
        (_("Source"), facts.source),
    ]
    file = workbook(cells_of(viewer, plan, language), about, languages_of(plan, language), language)
    name = f"{slugify(pick(facts.title, language).text) or 'plan'}-{uid}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@login_required
@never_cache
def bring(request: HttpRequest, uid: str) -> HttpResponse:
    """Bring a sheet; what it would change is shown next."""
    viewer = viewer_in(request)
    _plan, sight, facts = plan_facts(viewer, uid)
    sight.must("edit")
    form = SheetForm(request.POST or None, request.FILES or None, initial={"language": reader_of(request)})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        language = form.cleaned_data["language"] or reader_of(request)
        try:
            token = keep_sheet(viewer, uid, file.name, file.read())
            look_at_sheet(viewer, uid, token, None, language)
        except Problem as problem:
            show_in_form(form, problem)
        else:
            asked = urlencode({"file": token, "language": language})
            return redirect(f"{reverse('work:sheet_look', args=[uid])}?{asked}")
    status = 422 if request.method == "POST" else 200
    return render(request, "work/sheet_bring.html", {"form": form, "plan": facts}, status=status)


@login_required
@never_cache
def look(request: HttpRequest, uid: str) -> HttpResponse:
    """What the sheet would change, and what each column was taken for; then take it."""
    viewer = viewer_in(request)
    facts = plan_facts(viewer, uid)[2]
    asked = request.POST if request.method == "POST" else request.GET
    token, language = asked.get("file", ""), asked.get("language", reader_of(request))
    wanted = asked.getlist("column") or None
    if request.method == "POST":
        try:
            taken = take_sheet(viewer, uid, token, wanted, language, asked.get("digest", ""))
        except Problem as problem:
            if problem.status != 409:
                raise
            messages.error(request, str(problem))
            again = urlencode({"file": token, "language": language, "column": wanted or []}, doseq=True)
            return redirect(f"{request.path}?{again}")
        trial = look_at_sheet(viewer, uid, token, wanted, language)
        count = len(taken)
        words = ngettext("%(count)s activity was taken.", "%(count)s activities were taken.", count)
        if taken:
            tell_done(request, words % {"count": count}, taken[0], facts.url)
        _tell_left(request, uid, token, language, trial)
        return redirect(facts.url)
    trial = look_at_sheet(viewer, uid, token, wanted, language)
    context = {
        "plan": facts,
        "trial": trial,
        "token": token,
        "language": language,
        "chosen": wanted is not None,
        "targets": list(TITLES.items()),
        "most": MOST_SHOWN,
        "new": trial.new[:MOST_SHOWN],
        "changed": trial.changed[:MOST_SHOWN],
        "refused": trial.refused[:MOST_SHOWN],
        "told": trial.told[:MOST_SHOWN],
        "left": _left_address(uid, token, language),
    }
    return render(request, "work/sheet_look.html", context)


def _left_address(uid: str, token: str, language: str) -> str:
    return f"{reverse('work:sheet_left', args=[uid])}?{urlencode({'file': token, 'language': language})}"


def _tell_left(request: HttpRequest, uid: str, token: str, language: str, trial: Trial) -> None:
    if not trial.refused:
        return
    words = ngettext("%(count)s row was not taken.", "%(count)s rows were not taken.", len(trial.refused)) % {
        "count": len(trial.refused)
    }
    address = _left_address(uid, token, language)
    messages.warning(
        request, format_html('{} <a href="{}">{}</a>', words, address, _("Get them with the reason"))
    )


@login_required
@require_safe
@never_cache
def left(request: HttpRequest, uid: str) -> HttpResponse:
    """The rows that cannot be taken, with the reason, as a file."""
    viewer = viewer_in(request)
    language = request.GET.get("language", reader_of(request))
    wanted = request.GET.getlist("column") or None
    trial = look_at_sheet(viewer, uid, request.GET.get("file", ""), wanted, language)
    response = HttpResponse(left_rows(trial.refused, trial.headers), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(_('left-rows') + '.csv')}"
    return response
