"""One group of which two lists speak, as merging makes it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from konbit.chronicle.actions import recording
from konbit.directory.actions.claiming import shown_anew
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Claim, Group, Source
from tests.builders import a_group
from tests.directory.finding import a_tie


def a_claim(group: Group, code: str, published: str = "", **fields: Any) -> Claim:
    """What a list says of a group, which shows it at once."""
    source, _made = Source.objects.get_or_create(
        code=code,
        defaults={"name": f"The {code}", "licence": f"Licence of {code}", "published": published},
    )
    with recording("test", "merge") as batch, shown_anew(batch, [group]):
        claim = Claim.objects.create(
            source=source, key=group.uid, group=group, fields=fields, digest=code, read_at=timezone.now()
        )
    group.refresh_from_db()
    return claim


def a_disputed_group() -> dict[str, Group]:
    """A group in two networks, told of by a register (2022) and a map (2024) that disagree."""
    with recording("test", "import", "register") as batch:
        group = add_groups(batch, [{"name": "Sunrise Bakery"}])[0]
    networks = {name: a_group(f"Union of {name}", kind="network") for name in ("North", "South")}
    for network in networks.values():
        a_tie(group, "member_of", network)
    a_claim(group, "register", "2022", name="Sunrise Bakers Limited", founded="1984")
    a_claim(group, "map", "2024", name="Sunrise!", descriptions={"en": "Rye bread."}, founded="1985")
    return {"group": group, **networks}
