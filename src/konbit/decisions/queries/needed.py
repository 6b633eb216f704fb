"""What has to come together for a vote to decide something, in sentences, from its preparation on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from konbit.decisions.methods import Rules, part_of
from konbit.decisions.models import Vote
from konbit.decisions.queries.candidates import words_of
from konbit.decisions.queries.methods import rules_of


def needed_in(vote: Vote) -> tuple[str, ...]:
    """What a vote asks for: how many have to take part and agree, and who has to be among those elected."""
    limits = vote.limits.select_related("college").order_by("id")
    among = [_("Of those elected: %(limit)s.") % {"limit": words_of(one)} for one in limits]
    return (*needed_by(rules_of(vote)), *among)


def needed_by(rules: Rules) -> tuple[str, ...]:
    """What a method asks for."""
    found = []
    if rules.quorum:
        words = _("Of those on the roll, %(part)s have to take part. Otherwise nothing is decided.")
        found.append(words % {"part": part_words(rules.quorum)})
    if rules.majority:
        of = {
            "cast": _("Of the votes cast, %(part)s have to be in favour."),
            "present": _("Of those who take part, %(part)s have to be in favour."),
            "entitled": _("Of those on the roll, %(part)s have to be in favour."),
        }
        found.append(of[rules.majority_of or "cast"] % {"part": part_words(rules.majority)})
    if rules.blocks:
        found.append(_("So many blocks stop it: %(many)d.") % {"many": rules.blocks})
    return tuple(found)


def part_words(text: str) -> str:
    """A part such as ">1/2" in words."""
    part = part_of(text)
    if part is None:
        return ""
    if 2 * part.number == part.whole:
        return _("more than half") if part.more else _("half")
    said = f"{part.number}/{part.whole}"
    return _("more than %(part)s") % {"part": said} if part.more else said
