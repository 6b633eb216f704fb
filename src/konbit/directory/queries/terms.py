"""One word: what it means to whom, its neighbours, and who practises it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.base.text import pick
from konbit.directory.asked import Asked
from konbit.directory.models import Scheme, Term
from konbit.directory.queries.found import Found, find
from konbit.directory.queries.group_parts import term_link
from konbit.directory.queries.schemes import SchemeLink, ShownDefinition, definitions_of, scheme_links
from konbit.directory.queries.shown import TermLink
from konbit.people.audience import Viewer

PRACTISING = 20


@dataclass(frozen=True)
class TermPage:
    """A term: its labels, what it means, its neighbours; `found`: who practises it or a narrower one."""

    term: TermLink
    ref: str
    scheme: SchemeLink
    labels: tuple[tuple[str, str, bool], ...]
    aliases: tuple[str, ...]
    definitions: tuple[ShownDefinition, ...]
    broader: TermLink | None
    narrower: tuple[TermLink, ...]
    uri: str
    found: Found
    namesakes: tuple[tuple[TermLink, str], ...]


def find_term(path: str) -> Term:
    """The term whose scheme and code stand in an address, "essglobal/activities/AM10". Raises `NotFound`.

    Codes may hold slashes, so every way to part the address is tried.
    """
    parts = path.split("/")
    named = {("/".join(parts[:at]), "/".join(parts[at:])) for at in range(1, len(parts))}
    any_of = Q(pk__in=())
    for scheme, code in named:
        any_of |= Q(scheme__code=scheme, code=code)
    term = Term.objects.select_related("scheme", "parent__scheme").filter(any_of).first()
    if term is None:
        raise NotFound(_("There is no such word."), remedy=_("Look for it among the words."))
    return term


def term_page(viewer: Viewer, path: str, language: str) -> TermPage:
    """A term with everything around it. Raises `NotFound`."""
    term = find_term(path)
    narrower = list(term.children.filter(retired_on=None).select_related("scheme").order_by("order", "id"))
    searched = tuple(f"{term.scheme.code}#{one.code}" for one in (term, *narrower))
    found = find(viewer, Asked(chosen={"term": searched}), language, count=(), size=PRACTISING)
    return TermPage(
        term=term_link(term, language),
        ref=searched[0],
        scheme=scheme_links(Scheme.objects.filter(pk=term.scheme_id), language)[0],
        labels=tuple((code, label, code in term.own) for code, label in term.label.items() if label),
        aliases=tuple(map(str, term.aliases)),
        definitions=definitions_of([term.pk], language)[term.pk],
        broader=term_link(term.parent, language) if term.parent else None,
        narrower=tuple(term_link(one, language) for one in narrower),
        uri=term.scheme.uri + term.code if term.scheme.uri else "",
        found=found,
        namesakes=_namesakes(term, language),
    )


def _namesakes(term: Term, language: str) -> tuple[tuple[TermLink, str], ...]:
    """The same code in the versions before and after, where the word has another history."""
    schemes = Q(scheme__supersedes=term.scheme) | Q(scheme__superseded_by=term.scheme)
    rows = Term.objects.filter(schemes, code=term.code).select_related("scheme").order_by("scheme")
    return tuple((term_link(one, language), pick(one.scheme.title, language).text) for one in rows)
