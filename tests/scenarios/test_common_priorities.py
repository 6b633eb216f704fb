"""Three levels lived: tables of neighbours, a union, a federation. A theme rises from below and is adopted,
two bodies disagree, a target is read, and at every step everybody sees what is theirs to see."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konbit.directory.models import Group
from konbit.federation.models import Alignment, Priority, Target
from tests.builders import a_group
from tests.federation.made import TODAY, a_theme, belongs
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


class House:
    """A body and the browser of somebody who speaks for it alone."""

    def __init__(self, name: str, kind: str, above: House | None = None) -> None:
        self.group: Group = a_group(name, kind=kind)
        if above:
            belongs(self.group, above.group)
        word = re.sub(r"\W", "", name.lower())
        _viewer, self.browser, _person = somebody_of(self.group, "steward", word)

    def reads(self, name: str, *args: Any) -> str:
        """A page as its people see it."""
        answer = self.browser.get(reverse(f"federation:{name}", args=args or [self.group.uid]))
        assert answer.status_code == 200
        return answer.text

    def wants(self, words: str, theme: str) -> Priority:
        """Adopts a priority by the form, and writes the resolution down with it."""
        sent = {
            "statement": words, "agreed": f"We agree: {words}", "themes": [a_theme(theme).pk],
            "key": str(uuid.uuid4()), "sent": str(uuid.uuid4()),
        }  # fmt: skip
        address = reverse("federation:adopt-priority", args=[self.group.uid])
        assert self.browser.post(address, sent).status_code == 302
        return Priority.objects.latest("pk")

    def says(self, own: Priority, other: Priority, way: str = "contributes") -> Alignment:
        """Proposes how one of its priorities meets another."""
        address = reverse("federation:align", args=[own.uid])
        answer = self.browser.post(address, {"other": other.uid, "way": way, "note": "We see it so."})
        assert answer.status_code == 302
        return Alignment.objects.latest("pk")

    def answers(self, row: Alignment, answer: str, reason: str = "") -> None:
        """Answers what others proposed, from its list of what waits."""
        page = self.reads("priorities")
        address = reverse("federation:answer-alignment", args=[row.pk])
        assert address in page
        assert self.browser.post(address, {"answer": answer, "reason": reason}).status_code == 302


def test_priorities_rise_from_tables_to_the_federation_and_back(client: Client) -> None:
    federation = House("Federation", "network")
    hills, coast = (House(name, "network", federation) for name in ("Hills", "Coast"))
    terrace, spring = (House(name, "collective", hills) for name in ("Terrace Table", "Spring Table"))
    lagoon = House("Lagoon Table", "collective", coast)

    # Tables want the same thing before anybody above does: it rises.
    walls = terrace.wants("Our walls hold again.", "food")
    spring.wants("A garden at the spring.", "food")
    assert "2 of 2 members hold it" in hills.reads("alignment")

    # The union adopts it; one table says how its own meets it, the union says yes.
    feeds = hills.wants("The terraces feed the hills.", "food")
    row = terrace.says(walls, feeds)
    assert "waits for the word of Hills" in terrace.reads("priority", walls.uid)
    assert "waits for the word" not in client.get(reverse("federation:priority", args=[walls.uid])).text
    hills.answers(row, "yes")
    shown = hills.reads("alignment")
    assert "1 of 2 members share this" in shown
    assert "Could be asked" in shown

    # The federation begins from above; the union says yes, so the table below carries it too.
    table_for_all = federation.wants("Food of our own for every table.", "food")
    hills.answers(federation.says(table_for_all, feeds, "is_served"), "yes")
    from_above = federation.reads("alignment")
    for words in (
        "Food of our own for every table.",
        "The terraces feed the hills.",
        "Our walls hold again.",
    ):
        assert words in from_above
    assert "1 of 2 members share this" in from_above
    assert "Of 5 bodies on all levels beneath, 2 carry it." in from_above
    from_below = terrace.reads("alignment")
    assert "Food of our own for every table." in from_below
    assert reverse("federation:alignment", args=[federation.group.uid]) in from_below

    # Nothing leads back to where it began.
    address = reverse("federation:align", args=[table_for_all.uid])
    refused = federation.browser.post(address, {"other": walls.uid, "way": "contributes"})
    assert "lead back to where they begin" in refused.text

    # What the coast wants stands against it, says the table of the lagoon; the hills do not see it so.
    boats = lagoon.wants("The lagoon stays without fields.", "water")
    against = lagoon.says(boats, table_for_all, "conflicts")
    federation.answers(against, "no", "There is room for both.")
    assert "There is room for both." in lagoon.reads("priority", boats.uid)
    assert "There is room for both." not in hills.reads("priority", table_for_all.uid)
    again = lagoon.says(boats, table_for_all, "conflicts")
    federation.answers(again, "yes")
    assert "Both sides said so." in federation.reads("alignment")

    # A target is set, and read by a member without the pen; its way is told from the first number on.
    sent = {
        "title": "Walls that hold", "unit": "walls", "baseline": "0", "baseline_on": "2020", "goal": "40",
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    terrace.browser.post(reverse("federation:new-target", args=[walls.uid]), sent)
    target = Target.objects.get()
    _viewer, member, _person = somebody_of(terrace.group, "member", "rosa")
    sent = {"value": "10", "on": TODAY, "key": str(uuid.uuid4())}
    assert member.post(reverse("federation:new-reading", args=[target.pk]), sent).status_code == 302
    assert "25 % of the way" in client.get(reverse("federation:priority", args=[walls.uid])).text

    # Everybody who works for the goal stands around it.
    around = client.get(reverse("federation:actors", args=[table_for_all.uid])).text
    for name in ("Federation", "Hills", "Terrace Table"):
        assert name in around
    assert "Spring Table" not in around

    # The table ends its priority by a resolution: it is read still, and leaves the map.
    sent = {"agreed": "All walls hold.", "reason": "Reached.", "sent": str(uuid.uuid4())}
    terrace.browser.post(reverse("federation:end-priority", args=[walls.uid]), sent)
    assert "Our walls hold again." not in federation.reads("alignment")
    assert "25 % of the way" in client.get(reverse("federation:priority", args=[walls.uid])).text
