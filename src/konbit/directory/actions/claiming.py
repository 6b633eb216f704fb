"""The group's own word beside its sources', and showing anew what several of them say.

Whatever changes claims of groups of which several sources speak does so within `shown_anew`:

    with recording(actor, "merge") as batch, shown_anew(batch, [group]):
        …  # move, change or remove claims
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils import timezone

from konbit.chronicle.actions import Batch
from konbit.chronicle.personal import Personal
from konbit.directory.actions.rows import NOTED, SETTLED, remove_row
from konbit.directory.actions.writing import GROUP, change_groups
from konbit.directory.agreeing import disagreements
from konbit.directory.claim_fields import Words, changed_words, part_of, plain, words_of
from konbit.directory.draft import digest_of
from konbit.directory.models import Claim, Disagreement, Group, Settled, Source
from konbit.directory.precedence import OWN, Said, parts_to_show
from konbit.directory.queries.claims import Orders, Speaking, said_of, spoken_of_by_several
from konbit.directory.queries.shown_by import fields_of
from konbit.directory.state import EMPTY, State, states_of


def say_own(batch: Batch, group: Group, parts: State, speaking: Speaking | None = None) -> None:
    """Keep what people of a group, or somebody on its behalf, wrote: the group's own word.

    Called in the act that writes `parts` into the group, before or after that: of all of them, those fields
    are its own word that the act changes. Who wrote them stands in the chronicle, with this act. Their word
    goes before what was settled for the whole instance. `speaking` may be kept from one group to the next.
    """
    speaking = speaking or Speaking()
    before = _before(batch, group, parts)
    after = {part: parts[part] for part in before}
    changed = changed_words(words_of(before, speaking.scheme_of), words_of(after, speaking.scheme_of))
    if not changed:
        return
    _say(group, changed)
    for row in Settled.objects.filter(group=group, network=None, field__in=list(changed)):
        remove_row(batch, SETTLED, row)
    if spoken_of_by_several([group.pk]):
        note_disagreements([group], said_of([group], speaking))


def say_again(batch: Batch, group: Group, parts: State) -> None:
    """The same for parts that come back by an undo: what a source says of them is left to that source."""
    say_own(batch, group, parts)
    claim = Claim.objects.filter(source__code=OWN, key=group.uid).first()
    if claim is None:
        return
    others = [one.words for one in said_of([group])[group.pk] if one.code != OWN]
    theirs = {
        field
        for words in others
        for field, value in words.items()
        if part_of(field) in parts and plain(value) == plain(claim.fields.get(field))
    }
    claim.fields = {field: value for field, value in claim.fields.items() if field not in theirs}
    claim.digest = digest_of(claim.fields)
    claim.save(update_fields=["fields", "digest"])


def own_up(groups: Sequence[Group]) -> None:
    """Keep as the groups' own word what people wrote of them before it had a claim of its own."""
    said = said_of(groups)
    for group in groups:
        for one in said[group.pk]:
            if one.code == OWN and not one.claim:
                _say(group, one.words)
            elif one.code == OWN:
                claim = Claim.objects.get(pk=one.claim)
                _say_in(claim, one.words)


@contextmanager
def shown_anew(batch: Batch, groups: Sequence[Group]) -> Iterator[None]:
    """Whatever happens to the claims of these groups within: afterwards they show what the order gives, and
    what their sources do not agree upon is noted. Fields of which nobody speaks any more are emptied."""
    own_up(groups)
    before = {group: fields_of(said) for group, said in said_of(groups).items()}
    yield
    show(batch, groups, before)


def show(batch: Batch, groups: Sequence[Group], before: dict[int, set[str]] | None = None) -> None:
    """Write into groups what the instance's order gives of their claims. `before`: the fields of which was
    spoken until now, by group."""
    speaking = Speaking()
    said = said_of(groups, speaking)
    orders = Orders(None, said)
    states = states_of(groups)
    changes = []
    for group in groups:
        fallen = (before or {}).get(group.pk, set()) - fields_of(said[group.pk])
        here = words_of(states[group.pk], speaking.scheme_of)
        parts = parts_to_show(here, said[group.pk], orders.of(group.pk), fallen)
        if parts:
            changes.append((group, parts))
    change_groups(batch, changes)
    note_disagreements(groups, said)


def note_disagreements(groups: Sequence[Group], said: dict[int, list[Said]]) -> None:
    """Keep in which fields those who speak of these groups say different things."""
    key = settings.SECRET_KEY.encode()
    rows = Disagreement.objects.filter(group__in=[one.pk for one in groups])
    there = {(row.group_id, row.field): row for row in rows}
    found = {
        (group.pk, field): digest
        for group in groups
        for field, digest in disagreements(said[group.pk], key).items()
    }
    over = [row.pk for at, row in there.items() if found.get(at) != row.digest]
    Disagreement.objects.filter(pk__in=over).delete()
    Disagreement.objects.bulk_create(
        [
            Disagreement(group_id=group, field=field, digest=digest)
            for (group, field), digest in found.items()
            if (group, field) not in there or there[group, field].digest != digest
        ],
        batch_size=500,
    )


def _say(group: Group, words: Words) -> None:
    source, _made = Source.objects.get_or_create(
        code=OWN, defaults={"name": "The group itself", "kind": Source.Kind.PERSON}
    )
    claim = Claim.objects.filter(source=source, key=group.uid).first()
    _say_in(claim or Claim(source=source, key=group.uid, group=group), words)


def _say_in(claim: Claim, words: Words) -> None:
    fields = {**claim.fields, **words}
    if claim.pk and fields == claim.fields:
        return
    claim.fields = fields
    claim.digest = digest_of(fields)
    claim.read_at = timezone.now()
    claim.save()


def _before(batch: Batch, group: Group, parts: State) -> State:
    """Those of the parts that this act changes, as they were; all of them, while it has changed none."""
    noted = [
        (before or {}, after or {})
        for kind, pk, before, after in batch.entries
        if kind == GROUP and pk == group.pk and NOTED not in (after or {})
    ]
    if not noted:
        state = states_of([group])[group.pk]
        return {part: state[part] for part in parts if part in state}
    touched = {part for change in noted for told in change for part in told} & set(parts)
    first: dict[str, Any] = {}
    for before, after in reversed(noted):
        first |= {part: before.get(part, EMPTY[part]) for part in {*before, *after} & touched}
    return {part: _unsealed(value) for part, value in first.items()}


def _unsealed(value: Any) -> Any:
    if isinstance(value, Personal):
        return value.value
    if isinstance(value, list):
        return [_unsealed(one) for one in value]
    if isinstance(value, dict):
        return {name: _unsealed(one) for name, one in value.items()}
    return value
