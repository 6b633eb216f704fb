"""Bodies in the index: by title, kind, what they are for, and the names that everybody may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from konbit.base.text import Multilingual, sentence
from konbit.directory.queries.of_group import open_to
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.directory.shipped.table import LANGUAGES
from konbit.federation.models import College, Mandate, Organ, Seat
from konbit.federation.queries.organs import organ_links
from konbit.people.audience import Audience, Viewer
from konbit.search.documents import Document, Documents, Shown

LONGEST_TITLE = 200


def build_organs(ids: list[int]) -> Iterator[Document]:
    """The documents of these bodies; removed ones have none."""
    rows = list(Organ.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    opens = open_to(rows)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for part in (College, Seat):
        for organ, title in part._default_manager.filter(organ__in=rows).values_list("organ", "title"):
            texts[organ] += _said(title)
    for one in Mandate.objects.filter(organ__in=rows):
        texts[one.organ_id] += _said(one.task)
        if one.audience == Audience.PUBLIC:
            texts[one.organ_id].append(one.name)
    for row in rows:
        if row.pk in opens:
            body = [*_said(row.purpose), *_kinds(row.kind), *texts[row.pk]]
            yield Document(
                id=row.pk, title="\n".join(_said(row.title))[:2000], body="\n".join(filter(None, body)),
                visible=opens[row.pk],
            )  # fmt: skip


def show_organs(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How bodies are named in a list of results."""
    return {
        pk: Shown(
            sentence(one.title, language)[:LONGEST_TITLE], one.url, _("Who sits where"), "armchair",
            f"{one.kind_label} · {one.group.name}",
        )
        for pk, one in organ_links(viewer, Organ.objects.filter(pk__in=ids)).items()
    }  # fmt: skip


def _said(text: Multilingual) -> list[str]:
    return list(text.values())


def _kinds(kind: str) -> list[str]:
    """What a kind is called in every language of the interface."""
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(str(Organ.Kind(kind).label))
    return said


ORGANS = Documents(
    build=build_organs,
    ids=ids_of(Organ.objects.filter(removed_at=None)),
    touched_by=told_anew(Organ, parts={College: "organ", Seat: "organ", Mandate: "organ"}),
    show=show_organs,
    title=gettext_lazy("Who sits where"),
)
"""What the room registers of bodies for the index."""
