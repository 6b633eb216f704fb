"""The peer of the search bench: the database's own full text, in plain SQL, without the house around it.

SQLite: FTS5 with accents folded. PostgreSQL: a tsvector with a GIN index. Both give the first 20 by rank and
count two facets.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection, transaction

BATCH = 20_000
MADE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE bench_text USING fts5(body, content='', detail=column,"
        " tokenize='unicode61 remove_diacritics 2')",
        "CREATE TABLE bench_facet (id INTEGER PRIMARY KEY, country TEXT, activity TEXT)",
    ),
    "postgresql": (
        "CREATE TABLE bench_text (rowid INTEGER PRIMARY KEY, body tsvector)",
        "CREATE TABLE bench_facet (id INTEGER PRIMARY KEY, country TEXT, activity TEXT)",
    ),
}
FILLED = {
    "sqlite": "INSERT INTO bench_text (rowid, body) VALUES (%s, %s)",
    "postgresql": "INSERT INTO bench_text (rowid, body) VALUES (%s, to_tsvector('simple', %s))",
}
FINISHED = {
    "sqlite": (),
    "postgresql": (
        "CREATE INDEX ON bench_text USING gin (body)",
        "ANALYZE bench_text",
        "ANALYZE bench_facet",
    ),
}
MATCH = {"sqlite": "bench_text MATCH %s", "postgresql": "body @@ to_tsquery('simple', %s)"}
ORDER = {"sqlite": "rank", "postgresql": "ts_rank(body, to_tsquery('simple', %s)) DESC"}


def build(rows: Iterable[Any]) -> None:
    """Fill the tables of the peer with (text, lat, lon, country, activity) rows, numbered from 1."""
    vendor = connection.vendor
    numbered = enumerate(rows, 1)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in MADE[vendor]:
            cursor.execute(statement)
        while batch := list(islice(numbered, BATCH)):
            cursor.executemany(FILLED[vendor], [(number, row[0]) for number, row in batch])
            facets = [(number, row[3], row[4]) for number, row in batch]
            cursor.executemany("INSERT INTO bench_facet VALUES (%s, %s, %s)", facets)
        for statement in FINISHED[vendor]:
            cursor.execute(statement)


def ask(words: str) -> None:
    """The first 20 by rank whose words begin so, and how many there are by country and by activity."""
    vendor = connection.vendor
    if vendor == "sqlite":
        match = " ".join(f'"{word}"*' for word in words.split())
        ranked = [match]
    else:
        match = " & ".join(f"'{word}':*" for word in words.lower().split())
        ranked = [match, match]
    counted = (
        "SELECT f.{0}, count(*) FROM bench_text t JOIN bench_facet f ON f.id = t.rowid WHERE {1} GROUP BY 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM bench_text WHERE {MATCH[vendor]} ORDER BY {ORDER[vendor]} LIMIT 20", ranked
        )
        cursor.fetchall()
        for facet in ("country", "activity"):
            cursor.execute(counted.format(facet, MATCH[vendor]), [match])
            cursor.fetchall()
