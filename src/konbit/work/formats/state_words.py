"""How an activity stands, in the words of every language of the house and in those that people use."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from konbit.directory.folding import fold
from konbit.work.queries.choices import states

_STATE_WORDS = {
    "done": (
        "done; finished; complete; completed; termine; terminee; fait; fini; hecho; hecha; terminado; "
        "realizado; feito; feita; concluido; concluida; ok"
    ),
    "going": "going; in progress; ongoing; started; en cours; en curso; em andamento; iniciado; begun",
    "open": (
        "open; not started; to do; todo; a faire; por hacer; pendiente; pendente; a fazer; planned; "
        "prevu; previsto"
    ),
    "blocked": "blocked; bloque; bloquee; bloqueado; bloqueada; stuck; waiting",
    "dropped": "dropped; cancelled; canceled; abandoned; annule; abandonne; cancelado; cancelada; abandonado",
    "unknown": "unknown; inconnu; desconocido; desconhecido",
}


def languages() -> Iterator[str]:
    """The languages of the house."""
    return (code for code, _name in settings.LANGUAGES)


def states_by_words() -> dict[str, str]:
    """The states by their folded names in every language of the house, and by words that people use."""
    found: dict[str, str] = {}
    for language in languages():
        with override(language):
            found |= {fold(label): value for value, label in states()}
    words = {word: state for state, said in _STATE_WORDS.items() for word in said.split("; ")}
    return words | found
