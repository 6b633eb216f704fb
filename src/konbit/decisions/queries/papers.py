"""Papers as they were typed in: which count, because two people have typed the same, and which do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from konbit.decisions.models import Channel, Participation, Sheet, Vote


def typed_in(vote: Vote) -> Mapping[int, list[Sheet]]:
    """What was typed in of each paper, by its number."""
    found: dict[int, list[Sheet]] = {}
    for sheet in Sheet.objects.filter(vote=vote).order_by("serial", "pk"):
        found.setdefault(sheet.serial, []).append(sheet)
    return found


def same(one: Sheet, other: Sheet) -> bool:
    """Whether two people have read the same on a paper."""
    keys = ("said", "entitled_id", "college_id")
    return all(getattr(one, key) == getattr(other, key) for key in keys)


def alike(sheets: Sequence[Sheet]) -> Sheet | None:
    """What two people have typed alike of a paper, None until they have."""
    pairs = ((one, other) for at, one in enumerate(sheets) for other in sheets[:at])
    return next((one for one, other in pairs if same(one, other)), None)


def papers_left(vote: Vote) -> int:
    """How many papers do not count: typed in by one person alone, or not alike. Of an anonymous vote also
    those of which the list says that they lie in the box, and that nobody typed in."""
    papers = typed_in(vote)
    count = sum(alike(sheets) is not None for sheets in papers.values())
    waiting = len(papers) - count
    if vote.secrecy == Vote.Secrecy.OPEN:
        return waiting
    in_box = Participation.objects.filter(vote=vote, channel=Channel.PAPER).count()
    return max(waiting, in_box - count)
