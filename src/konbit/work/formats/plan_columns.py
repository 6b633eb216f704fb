"""The columns of a plan's sheet: what people call them in English, French, Spanish and Portuguese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _

from konbit.base.text import LANGUAGE_CODE
from konbit.directory.folding import fold

TITLES = {
    "code": _("Code"),
    "section": _("Section"),
    "text": _("Activity"),
    "detail": _("More about it"),
    "numbered": _("Its goals"),
    "serves": _("Serves"),
    "who": _("Responsible"),
    "contributors": _("Contributors"),
    "deadline": _("Deadline"),
    "state": _("State"),
    "deliverable": _("What comes out"),
    "deliverable_url": _("Link"),
}
"""What a column can be, in the order of an exported sheet."""

WRITTEN_IN = ("text", "detail", "numbered", "deliverable")
"""The columns whose words are of one language."""

READ_ONLY = {"notes": _("Notes"), "resolution": _("Decided in")}
"""Columns that an exported sheet shows, and that are not taken back from it."""

_PHRASES = {
    "code": "code; no; nr; num; number; numero; id; n; codigo; ref; reference; cle",
    "section": (
        "section; seccion; secao; secoes; chapter; chapitre; capitulo; part; partie; axis; axe; eje; "
        "eixo; heading"
    ),
    "text": (
        "activity; activities; activite; activites; actividad; actividades; atividade; atividades; "
        "task; tasks; "
        "tache; taches; tarea; tareas; tarefa; tarefas; what; quoi; que; action; actions; accion; "
        "acciones; acao; acoes"
    ),
    "detail": (
        "more about it; description; descripcion; descricao; details; detail; detalles; detalhes; "
        "en dire plus; "
        "mas sobre ello; mais sobre isso"
    ),
    "numbered": "its goals; specific goals; ses buts; sus metas; suas metas; sub goals",
    "serves": (
        "serves; goals; goal; objective; objectives; objectif; objectifs; but; buts; sert; sirve; "
        "serve; meta; metas; "
        "objetivo; objetivos; serves goals"
    ),
    "who": (
        "responsible; responsibles; responsable; responsables; responsavel; responsaveis; who; qui; "
        "quien; quem; "
        "in charge; person; persons; personne; persona; pessoa; quien es responsable"
    ),
    "contributors": (
        "contributors; contributor; with; avec; con; com; contribuent; contribue; contributeurs; colaboran; "
        "contribuyen; contribuem; colaboradores; support; apoyo; apoio; appui; partners; aliados"
    ),
    "deadline": (
        "deadline; deadlines; date; dates; due; due date; until; until when; by when; when; quand; "
        "cuando; quando; "
        "echeance; echeances; delai; plazo; plazos; prazo; prazos; fecha; fecha limite; data; "
        "data limite; time"
    ),
    "state": (
        "state; status; statut; etat; estado; situacion; situacao; how it stands; progress; avance; andamento"
    ),
    "deliverable": (
        "what comes out; deliverable; deliverables; product; products; produit; produits; producto; "
        "productos; "
        "produto; produtos; result; results; resultat; resultado; resultados; livrable; entregable; "
        "entregavel; output"
    ),
    "deliverable_url": "link; url; lien; enlace; address; adresse; ligacao; site",
}
_SUFFIX = re.compile(r"\s*[(\[]([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[)\]]\s*\Z")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, what it was taken for ("" for nothing), the language of its words."""

    header: str
    target: str
    language: str = ""


@cache
def _phrases() -> dict[str, str]:
    found: dict[str, str] = {}
    for target, words in _PHRASES.items():
        for phrase in words.split("; "):
            found.setdefault(phrase, target)
    return found


def header_of(target: str, language: str = "") -> str:
    """What stands above a column of an exported sheet."""
    title = str(TITLES.get(target) or READ_ONLY[target])
    return f"{title} ({language})" if language else title


def mapped(headers: Sequence[str], language: str) -> list[Column]:
    """What each column is taken for, each target once (words: once a language). `language`: of columns that
    name none."""
    columns: list[Column] = []
    taken: set[tuple[str, str]] = set()
    own = {fold(str(title)): target for target, title in TITLES.items()}
    for header in headers:
        suffix = _SUFFIX.search(header)
        named = suffix[1].lower() if suffix and LANGUAGE_CODE.match(suffix[1].lower()) else ""
        bare = fold(header[: suffix.start()] if suffix and named else header)
        target = own.get(bare) or _phrases().get(bare, "")
        spoken = (named or language) if target in WRITTEN_IN else ""
        if (target, spoken) in taken:
            target, spoken = "", ""
        if target:
            taken.add((target, spoken))
        columns.append(Column(header, target, spoken))
    return columns


def corrected(columns: Sequence[Column], wanted: Sequence[str], language: str) -> list[Column]:
    """The same with what somebody chose for each of them instead (a target or "")."""
    return [
        column
        if target == column.target
        else Column(column.header, target, language if target in WRITTEN_IN else "")
        if target in TITLES
        else Column(column.header, "")
        for column, target in zip(columns, wanted, strict=False)
    ]
