"""Offers and needs as a table: written as CSV, read from CSV or XLSX as people keep them, whatever the words
above their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from konbit.base.text import sentence
from konbit.directory.folding import fold
from konbit.directory.formats.cells import neutralise
from konbit.exchange.queries.listings import ListingLine

HEADERS = (
    "what", "sort", "title", "text", "category", "quantity", "price", "currency", "free", "where",
    "radius_km", "from_whom", "until", "language",
)  # fmt: skip
"""The columns of a table that is written here, and the targets of one that is read."""

_OTHER_NAMES = {
    "what": "what offer need offre besoin oferta necesidad necessidade quoi que type tipo",
    "sort": "sort kind item sorte clase espece especie type tipo",
    "title": "title titre titulo titel name nom nombre nome subject headline",
    "text": "text description details texte texto descripcion descricao more",
    "category": "category categorie categoria tag tags term",
    "quantity": "quantity quantite cantidad quantidade amount how_much",
    "price": "price prix precio preco value cost",
    "currency": "currency devise moneda moeda unit_of_price monnaie",
    "free": "free gratuit gratis gratuito gift",
    "where": "where place lieu lugar local ou town ville ciudad cidade",
    "radius_km": "radius_km radius rayon radio raio km",
    "from_whom": "from_whom who person member membre miembro membro qui quien quem contact_name",
    "until": "until expires expiry expire_le hasta ate jusqu_au valid_until end",
    "language": "language langue idioma lingua",
}

_OFFERS = frozenset(("offer", "offers", "offre", "offres", "oferta", "ofertas", "ofrezco", "give", "o"))
_NEEDS = frozenset(
    ("need", "needs", "want", "wants", "request", "besoin", "besoins", "demande", "necesidad", "necesito",
     "demanda", "procura", "n")
)  # fmt: skip
_SORTS = {
    "goods": "goods good biens bien bienes bem bens produit produits product products objet",
    "service": "service services servicio servicios servico servicos",
    "knowhow": "knowhow know how savoir savoirs saber saberes skill skills course training formation",
    "time": "time temps tiempo tempo hours heures horas help aide",
    "space": "space espace espacio espaco room salle lugar terrain land",
    "transport": "transport transporte van lift camion ride",
}
_SORT_OF = {word: sort for sort, words in _SORTS.items() for word in words.split()}
_YES = frozenset(("yes", "oui", "si", "sim", "true", "1", "x", "free", "gratuit", "gratis"))


@dataclass(frozen=True)
class ReadListing:
    """What a row says, still as it was written."""

    what: str
    sort: str
    cells: dict[str, str]

    def said(self, target: str) -> str:
        """The cell of a column; empty where there is none."""
        return self.cells.get(target, "")

    @property
    def free(self) -> bool:
        """Whether it says that it is free."""
        return bool(set(fold(self.said("free")).split()) & _YES)


def targets(headers: Sequence[str]) -> dict[str, str]:
    """What each column means, by its header; a column that means nothing here is not among them. Of two that
    could mean the same, the first one does."""
    found: dict[str, str] = {}
    for header in headers:
        words = fold(header).split()
        free = [target for target in HEADERS if target not in found.values()]
        meant = [target for target in free if "_".join(words) in _OTHER_NAMES[target].split()]
        if "what" in free and set(words) & _OFFERS and set(words) & _NEEDS:
            meant = ["what"]
        if meant:
            found[header] = meant[0]
    return found


def read_row(cells: dict[str, str], meaning: dict[str, str]) -> ReadListing:
    """A row by what its columns mean. What cannot be understood is empty; without a sort it is goods."""
    said = {meaning[header]: cell.strip() for header, cell in cells.items() if header in meaning}
    first = fold(said.get("what", "")).split()[:1]
    word = first[0] if first else ""
    what = "offer" if word in _OFFERS else "need" if word in _NEEDS else ""
    sorts = [_SORT_OF[one] for one in fold(said.get("sort", "")).split() if one in _SORT_OF]
    return ReadListing(what, sorts[0] if sorts else "" if said.get("sort") else "goods", said)


def written(lines: Iterable[ListingLine], language: str) -> Iterator[str]:
    """Offers and needs as CSV text, line by line. Names of people are not among them."""
    yield _row(HEADERS)
    for line in lines:
        spoken = language if language in line.title else next(iter(line.title), language)
        radius = "" if line.where.radius is None else str(line.where.radius)
        yield _row(
            (
                line.what, line.sort, sentence(line.title, language), line.text.get(spoken, ""),
                sentence(line.term, language), line.quantity, *_price(line),
                "yes" if line.free else "", line.where.words, radius, "", line.until.isoformat(), spoken,
            )
        )  # fmt: skip


def _price(line: ListingLine) -> tuple[str, str]:
    return line.typed[0] if line.typed else ("", "")


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([neutralise(cell) for cell in cells])
    return text.getvalue()
