"""The link by which a nominee is asked, and by which she answers without an account."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.models import Nominee
from konbit.base.errors import NotFound
from konbit.people.sharing import passed_on

_SALT = "konbit.assembly.nominee"


def answer_link(nominee: Nominee) -> str:
    """The whole address of the page on which a nominee answers; whoever has it may answer for her."""
    token = signing.dumps(str(nominee.key), salt=_SALT)
    return passed_on(reverse("assembly:nominee-answer", args=[token]))


def nominee_of_token(token: str) -> Nominee:
    """Whom a link asks. Raises `NotFound` for a link that leads to nobody, or to a panel that is gone."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature as wrong:
        raise _nobody() from wrong
    found = Nominee.objects.select_related("panel__group").filter(key=key).first()
    if found is None or found.panel.removed_at or found.panel.group.removed_at:
        raise _nobody()
    return found


def _nobody() -> NotFound:
    return NotFound(
        _("This link does not lead to a nomination any more."),
        remedy=_("Ask whoever sent it to you."),
    )
