"""What is new, for feed readers: the same filters as the search page, public only."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from konbit.directory.asked import Asked
from konbit.directory.formats import atom
from konbit.directory.queries.newest import New, newest

FRESH = 300  # seconds


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """The fifty groups that came last, among those that a search finds, as an Atom feed."""
    language = get_language() or "en"
    asked = Asked.read(request.GET).but(view="", more="")
    page = f"{settings.KONBIT_URL}{asked.address(reverse('directory:search'))}"
    title = _("New groups: %(words)s") % {"words": asked.q} if asked.q else _("New groups")
    content = atom.feed(
        id=page,
        title=title,
        own_address=f"{settings.KONBIT_URL}{asked.address(reverse('directory:feed'))}",
        page=page,
        language=language,
        author=_name_of_house(request),
        entries=[_entry(one) for one in newest(asked, language)],
    )
    answer = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(answer, public=True, max_age=FRESH)
    return answer


def _name_of_house(request: HttpRequest) -> str:
    brand = getattr(request, "brand", None)
    return str(brand["name"] if isinstance(brand, dict) else brand.name) if brand else "Konbit"


def _entry(new: New) -> atom.Entry:
    card = new.card
    parts = (card.link.kind_label, card.place, ", ".join(card.labels), card.summary)
    return atom.Entry(
        id=f"urn:konbit:group:{card.link.uid}",
        title=card.link.name,
        address=f"{settings.KONBIT_URL}{card.link.url}",
        made_at=new.made_at,
        summary=" · ".join(part for part in parts if part),
        point=card.point,
    )
