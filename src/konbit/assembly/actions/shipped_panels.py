"""Bringing the shipped balanced groups in, each once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from konbit.assembly.models import Panel
from konbit.assembly.shipped import panel_reading
from konbit.chronicle.actions import Batch, rows
from konbit.directory.models import Certainty, Group, Source


def load_panels(batch: Batch, groups: Mapping[str, Group]) -> int:
    """Make the panels of the shipped groups that are here (by slug), where they are not there yet, even
    taken away. Returns how many came."""
    made = 0
    for entry in panel_reading.panels():
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:konbit:shipped:panel:{entry.code}")
        if entry.group not in groups or Panel.objects.filter(key=key).exists():
            continue
        panel = Panel(
            key=key,
            group=groups[entry.group],
            source=Source.objects.filter(code=entry.source).first(),
            address=entry.address,
            certainty=Certainty.PUBLISHED.value,
            least=entry.least,
            most=entry.most,
            title=dict(entry.title),
            purpose=dict(entry.purpose),
            by=batch.actor,
        )
        rows.add(batch, panel)
        made += 1
    return made
