"""Names of towns and regions as people write them in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from konbit.directory.folding import fold

_SAINTS = {"st": "saint", "ste": "sainte", "sto": "santo", "sta": "santa"}
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}-)?\d[\d-]{2,}\b|\b[A-Z]{1,2}\d[\dA-Z]?(?:\s*\d[A-Z]{2})?\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_PARTS = re.compile(r"\s*[,;/\n]\s*|\s+-\s+")
_DISTRICTS = re.compile(r"\b(?:cedex|\d{1,2}\s*(?:er|e|eme|ème|º|°|th|st|nd|rd)?)\s*\Z", re.IGNORECASE)

# Regions whose names or letters nobody could guess from the towns: for each, a town that lies in it.
_SEATS = {
    "BR": (
        "ac: Rio Branco; al: Maceió; ap: Macapá; am: Manaus; ba: Salvador; ce: Fortaleza; df: Brasília; "
        "es: Vitória; go: Goiânia; ma: São Luís; mt: Cuiabá; ms: Campo Grande; mg: Belo Horizonte; pa: "
        "Belém; pb: João Pessoa; pr: Curitiba; pe: Recife; pi: Teresina; rj: Rio de Janeiro; rn: Natal; "
        "rs: Porto Alegre; ro: Porto Velho; rr: Boa Vista; sc: Florianópolis; sp: São Paulo; se: "
        "Aracaju; to: Palmas; acre: Rio Branco; alagoas: Maceió; amapa: Macapá; amazonas: Manaus; "
        "bahia: Salvador; ceara: Fortaleza; distrito federal: Brasília; espirito santo: Vitória; goias: "
        "Goiânia; maranhao: São Luís; mato grosso: Cuiabá; mato grosso do sul: Campo Grande; minas "
        "gerais: Belo Horizonte; para: Belém; paraiba: João Pessoa; parana: Curitiba; pernambuco: "
        "Recife; piaui: Teresina; rio grande do norte: Natal; rio grande do sul: Porto Alegre; "
        "rondonia: Porto Velho; roraima: Boa Vista; santa catarina: Florianópolis; sergipe: Aracaju; "
        "tocantins: Palmas"
    ),
    "CA": (
        "qc: Montréal; quebec: Montréal; on: Toronto; ontario: Toronto; bc: Vancouver; british "
        "columbia: Vancouver; ab: Calgary; alberta: Calgary; mb: Winnipeg; manitoba: Winnipeg; sk: "
        "Saskatoon; saskatchewan: Saskatoon; ns: Halifax; nova scotia: Halifax; nb: Moncton; new "
        "brunswick: Moncton"
    ),
}
_CODES = {"GB": "england: ENG; scotland: SCT; wales: WLS; cymru: WLS; northern ireland: NIR"}


def folded_town(name: str) -> str:
    """A town's name folded for comparison, saints written out."""
    words = fold(name)
    if "st" not in words:
        return words
    return " ".join(_SAINTS.get(word, word) for word in words.split(" "))


def readings(name: str) -> Iterator[tuple[str, str]]:
    """What a cell with a town may mean, likeliest first: pairs of town and region, either as written.

    "Chicago, IL 60654" is Chicago in IL; "75011 Paris 11e" and "Porth (Rhondda)" are Paris and Porth.
    """
    yield name, ""
    bare = _POSTCODE.sub(" ", _BRACKETS.sub(" ", name))
    parts = [part.strip() for part in _PARTS.split(bare) if part.strip()]
    if not parts:
        return
    yield parts[0], parts[1] if len(parts) > 1 else ""
    without = _DISTRICTS.sub("", parts[0]).strip()
    if without != parts[0]:
        yield without, ""
    for place, part in enumerate(parts[1:], 1):
        yield part, parts[place + 1] if place + 1 < len(parts) else ""


def region_code(country: str, region: str) -> str:
    """The code that GeoNames gives a region where its name does not tell; or nothing."""
    return _pairs(_CODES.get(country, "")).get(fold(region), "")


def region_seat(country: str, region: str) -> str:
    """A town that lies in the region, by which the region is known; or nothing."""
    return _pairs(_SEATS.get(country, "")).get(fold(region), "")


@cache
def _pairs(text: str) -> dict[str, str]:
    return dict(one.split(": ", 1) for one in text.split("; ") if one)
