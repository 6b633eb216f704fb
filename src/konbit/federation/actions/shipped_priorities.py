"""Bringing in the federation of three levels that Konbit ships: invented groups, what each wants first, how
that meets. What people changed or took away stays as it is."""

from __future__ import annotations

import uuid

from konbit.assembly.models import Resolution
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add
from konbit.directory.actions.shipping import SHIPPED, Shipping
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Certainty, Group, Place, Relation, RelationKind, Source, Term
from konbit.federation.models import Alignment, Indicator, Priority, Reading, Target, Theme
from konbit.federation.shipped.priorities_reading import (
    AlignmentEntry,
    GroupEntry,
    PriorityEntry,
    TargetEntry,
    example,
)

THEMES = "konbit/themes"
INVENTED = "konbit-invented"


def load_priorities() -> int:
    """Bring in what is not here yet, each thing once. Returns how many things were made."""
    entries = example()
    with recording(SHIPPED, "load example") as batch:
        made_groups = _groups(batch, entries.groups)
        shipping = Shipping(batch)
        for one in entries.indicators:
            shipping.make(Indicator, one.root, **one.words, kind=one.kind, unit=one.unit)
        made = {one.root.code for one in entries.priorities if _priority(shipping, one)}
        for met in entries.alignments:
            if {met.lower, met.upper} & made:
                _align(shipping, met)
    return shipping.count + made_groups


def _groups(batch: Batch, entries: tuple[GroupEntry, ...]) -> int:
    """The groups that were never here, with the ties by which they belong to each other."""
    slugs = [one.slug for one in entries]
    known = {one.slug: one for one in Group.objects.filter(slug__in=slugs, is_example=True)}
    new = [one for one in entries if one.slug not in known]
    source = Source.objects.filter(code=INVENTED).first()
    rows = add_groups(batch, [_state(one) for one in new], is_example=True)
    for group, entry in zip(rows, new, strict=True):
        group.slug = entry.slug
        group.save(update_fields=["slug"])
        known[entry.slug] = group
    for entry in new:
        if entry.member_of in known:
            tie = Relation(
                subject=known[entry.slug], kind=RelationKind.MEMBER_OF, object=known[entry.member_of],
                source=source, certainty=Certainty.PUBLISHED,
            )  # fmt: skip
            tie.save()
            told = {"subject": tie.subject_id, "kind": tie.kind, "object": tie.object_id}
            batch.changed("directory.relation", tie.pk, None, told)
    return len(new)


def _state(entry: GroupEntry) -> dict[str, object]:
    places = []
    if entry.region:
        place = {"name": entry.place, "region": entry.region, "role": Place.Role.SITE.value}
        places = [{**place, "precision": Place.Precision.TOWN.value}]
    return {
        "name": entry.name["en"], "names": dict(entry.name), "kind": entry.kind, "language": "en",
        "description": dict(entry.description), "places": places, "certainty": Certainty.PUBLISHED.value,
    }  # fmt: skip


def _priority(shipping: Shipping, entry: PriorityEntry) -> bool:
    """A priority with its resolution, themes and targets. Whether it was made now."""
    title = entry.words["statement"]
    resolution = shipping.make(
        Resolution, entry.root, title=title, text=title, decided_on=entry.on,
        how=Resolution.How.UNKNOWN.value,
    ) or shipping.found(Resolution, entry.root.code)  # fmt: skip
    order = Priority.objects.filter(group=shipping.groups.get(entry.root.group)).count()
    made = shipping.make(
        Priority, entry.root, **entry.words, resolution=resolution, valid_from=entry.on, order=order
    )
    if made is None:
        return False
    terms = {one.code: one for one in Term.objects.filter(scheme__code=THEMES, code__in=entry.themes)}
    for code in entry.themes:
        if code in terms:
            add(shipping.batch, Theme(priority=made, term=terms[code]))
    for number, target in enumerate(entry.targets):
        _target(shipping, made, target, f"{entry.root.code}:{number}")
    return True


def _target(shipping: Shipping, priority: Priority, entry: TargetEntry, code: str) -> None:
    indicator = shipping.found(Indicator, entry.indicator)
    if indicator is None:
        return
    row = Target(
        priority=priority, key=_key(code), indicator=indicator, **entry.amounts,
        baseline_on=entry.baseline_on, due=entry.due,
    )  # fmt: skip
    add(shipping.batch, row)
    for on, value in entry.readings:
        add(
            shipping.batch,
            Reading(
                target=row, key=_key(f"{code}:{on}"), value=value, on=on, source=priority.source,
                certainty=priority.certainty, by=SHIPPED,
            ),
        )  # fmt: skip


def _align(shipping: Shipping, entry: AlignmentEntry) -> None:
    lower, upper = (shipping.found(Priority, code) for code in (entry.lower, entry.upper))
    if lower is None or upper is None or Alignment.objects.filter(lower=lower, upper=upper).exists():
        return
    add(
        shipping.batch,
        Alignment(
            lower=lower, upper=upper, kind=entry.kind, state=Alignment.State.AGREED.value, note=entry.note,
            by=SHIPPED, by_upper=True, answered_on=entry.on,
        ),
    )  # fmt: skip


def _key(code: str) -> uuid.UUID:
    """The same key for the same shipped part everywhere."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:konbit:shipped:priority:{code}")
