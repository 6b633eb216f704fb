"""What the index holds of supports: who gives, uses or lacks what, where. Accompaniments are not in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from konbit.base.text import sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.queries.of_group import open_to
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.federation.models import Support
from konbit.federation.queries.supports import support_lines
from konbit.federation.support_words import Function
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown


def build(ids: list[int]) -> Iterator[Document]:
    """The documents of these supports; removed ones have none."""
    rows = list(Support.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    labels = {code: _in_every_language(code) for code in {row.function for row in rows}}
    for row in rows:
        if row.pk in opens:
            body = "\n".join(filter(None, (*row.what.values(), row.territory)))
            yield Document(id=row.pk, title=labels[row.function], body=body, visible=opens[row.pk])


def show(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How supports are named in a list of results."""
    rows = {one.uid: one.pk for one in Support.objects.filter(pk__in=ids)}
    lines = support_lines(viewer, Support.objects.filter(pk__in=ids).select_related("source"))
    titles = {"gives": _("Gives: %(what)s"), "uses": _("Uses: %(what)s"), "lacks": _("Lacks: %(what)s")}
    return {
        rows[line.uid]: Shown(
            titles[line.does] % {"what": line.function.label}, line.url, _("Support"), line.function.symbol,
            " · ".join(filter(None, (line.group.name, line.territory, sentence(line.what, language)[:80]))),
        )
        for line in lines
    }  # fmt: skip


def _in_every_language(code: str) -> str:
    labels = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels.append(Function(code).label)
    return "\n".join(dict.fromkeys(labels))


DOCUMENTS = {
    kind_of(Support): Documents(
        build=build,
        ids=ids_of(Support.objects.filter(removed_at=None)),
        touched_by=told_anew(Support),
        show=show,
        title=gettext_lazy("Supports"),
    )
}
