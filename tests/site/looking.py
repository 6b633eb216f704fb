"""A look inside an instance for somebody who is to be nowhere in it, by one process that runs there.

`python -m tests.site.looking VALUE…` prints as JSON: the files and the tables that hold a value; what the
search and the pages tell of her; what the doctor would have mended; and the tables of the one beside her.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

OUTSIDE = {"backups"}
"""What in a home is a copy of earlier days, and is erased again when it is restored."""


def files_holding(home: Path, *values: str) -> list[str]:
    """The files of a home, older copies apart, in whose bytes one of these stands."""
    wanted = [value.casefold().encode() for value in values]
    return [
        path.relative_to(home).as_posix()
        for path in sorted(home.rglob("*"))
        if path.is_file() and not OUTSIDE & set(path.relative_to(home).parts)
        if any(value in path.read_bytes().lower() for value in wanted)
    ]


def rows_holding(*values: str) -> list[str]:
    """The tables in whose rows one of these stands."""
    from django.db import connection

    wanted = [value.casefold() for value in values]
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = str(cursor.fetchall()).casefold()
            if any(value in rows for value in wanted):
                found.append(table)
    return found


def found(*values: str) -> dict[str, Any]:
    """What the search finds of her, and which pages name her to an operator."""
    from konbit.search.asking import Question
    from konbit.search.queries import search, suggest

    seen = frozenset({"public", "operator"})

    def ask(words: str) -> int:
        return search(Question(seen, words, ("directory.group",))).total

    return {
        "told": _told(*values),
        "phone": ask("4960777") + ask("0777"),
        "page": ask("rosalinda"),
        "suggested": suggest("rosal", seen),
        "all": ask(""),
    }


def _told(*values: str) -> list[str]:
    """The pages that name her to an operator."""
    from django.test import Client

    from konbit.directory.models import Group
    from konbit.people.actions import open_account
    from konbit.people.audience import SYSTEM
    from konbit.people.models import Person

    keeper = Person.objects.filter(username="keeper").first() or open_account(
        SYSTEM, "keeper", "bread and roses", operator=True
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    uids = Group.objects.values_list("uid", flat=True)
    addresses = [f"/en/groups/out/{kind}?mine=1" for kind in ("csv", "geojson", "jsonld")]
    addresses += ["/en/groups/feed", "/en/groups/", "/en/groups/embed/", "/api/groups", "/en/import/"]
    addresses += [f"/en/g/{uid}/{page}" for uid in uids for page in ("", "history", "sources", "roles")]
    addresses += [f"/api/groups/{uid}" for uid in uids]
    told = set()
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        text = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type, attr-defined]
        if any(one.casefold().encode() in text.lower() for one in values):
            told.add(address.split("/")[-1].split("?")[0])
    return sorted(told)


def look(home: Path, hers: list[str], beside: list[str]) -> dict[str, Any]:
    """All of it, after what waits to be found was brought into the index."""
    from django.db import connection

    from konbit.search.actions import apply_changes
    from konbit.site.keeping.doctor import examine

    apply_changes()
    connection.close()  # the files as they are when nobody has them open
    seen = {
        "files": files_holding(home, *hers),
        "rows": rows_holding(*hers),
        "found": found(*hers),
        "beside": rows_holding(*beside),
    }
    apply_changes()  # as the doctor's command does
    return seen | {"to mend": [one.name for one in examine() if not one.well]}


if __name__ == "__main__":
    import django

    django.setup()

    from django.conf import settings

    print(json.dumps(look(settings.KONBIT_HOME, *json.loads(sys.argv[1]))))
