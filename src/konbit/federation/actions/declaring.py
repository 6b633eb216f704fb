"""What somebody who sits says of herself, where a rule asks for it: by herself, or written down for her."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import change
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.federation.formats.words_of_lines import KEY
from konbit.federation.models import Mandate, Organ
from konbit.people.audience import Viewer

MOST = 20
LONGEST = 60


def declare(viewer: Viewer, mandate_id: int, said: Mapping[str, str]) -> Mandate:
    """Say of oneself what a rule asks for ({"gender": "woman"}); what is empty is not said, or not any more.

    Only she whose account has the mandate can. Raises `Problem` for what no rule could ask, `NotFound`.
    """
    mandate = Mandate.objects.select_related("organ__group").filter(pk=mandate_id).first()
    if mandate is None or not viewer.is_someone or mandate.person != viewer.actor:
        raise gone()
    return _declared(viewer, mandate, said)


def declare_for(viewer: Viewer, mandate_id: int, said: Mapping[str, str], told_herself: bool) -> Mandate:
    """Write down what she said of herself. Raises `Problem` unless she told it herself; `NotAllowed`."""
    mandate = Mandate.objects.select_related("organ__group").filter(pk=mandate_id).first()
    if mandate is None:
        raise gone()
    _organ, sight = seen_thing(viewer, Organ, mandate.organ.uid)
    sight.must("steward")
    if any(said.values()) and not told_herself:
        raise Problem(
            _("Only she herself says this."), remedy=_("Ask her, then tick that she told us. She need not.")
        )
    return _declared(viewer, mandate, said)


def _declared(viewer: Viewer, mandate: Mandate, said: Mapping[str, str]) -> Mandate:
    kept = {name.strip(): value.strip() for name, value in said.items() if name.strip() and value.strip()}
    wrong = next((name for name in kept if not KEY.match(name) or len(name) > LONGEST), "")
    if wrong or len(kept) > MOST or any(len(value) > LONGEST for value in kept.values()):
        raise Problem(
            _("“%(name)s” cannot be asked by a rule.") % {"name": wrong or next(iter(kept))},
            remedy=_("Write one word, and what you say: language kreyòl."),
        )
    with recording(viewer.actor, "declare") as batch:
        change(batch, mandate, declared=kept)
    return mandate
