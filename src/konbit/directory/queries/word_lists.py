"""A network's own lists of words, for those who write them and those who read them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.base.text import Multilingual
from konbit.directory.models import Group, Scheme
from konbit.directory.queries.schemes import SchemeLink, scheme_links
from konbit.directory.queries.visible import GroupLink, seen_group
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class OwnLists:
    """The lists of a network: (id, link); `may_write` for those who organise it; its `languages`."""

    link: GroupLink
    lists: tuple[tuple[int, SchemeLink], ...]
    may_write: bool
    languages: tuple[str, ...]


@dataclass(frozen=True)
class WrittenList:
    """A list as its form shows it: title, filter, and each word in use with its code."""

    id: int
    code: str
    title: Multilingual
    facet: str
    words: tuple[tuple[str, Multilingual], ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which something is said."""
        said = [*self.title, *(language for _code, label in self.words for language in label)]
        return tuple(dict.fromkeys(said))


def own_lists(viewer: Viewer, uid: str, language: str) -> OwnLists:
    """The lists of words of a network. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    schemes = Scheme.objects.filter(network=group).order_by("id")
    ids = dict(schemes.values_list("code", "pk"))
    lists = tuple((ids[link.code], link) for link in scheme_links(schemes, language))
    link = GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
    languages = tuple(dict.fromkeys(code for code in (group.language, *group.languages) if code))
    is_network = group.kind == Group.Kind.NETWORK
    return OwnLists(link, lists, is_network and sight.may("organise"), languages)


def written_list(viewer: Viewer, uid: str, scheme_id: int) -> WrittenList:
    """A list of a network, for those who may write it. Raises `NotFound`, `NotAllowed`."""
    group, sight = seen_group(viewer, uid)
    sight.must("organise")
    scheme = Scheme.objects.filter(pk=scheme_id, network=group).first()
    if scheme is None:
        raise NotFound(_("There is no such list of words."), remedy=_("Look in the list of all."))
    terms = scheme.terms.filter(retired_on=None).order_by("order", "id").values_list("code", "label")
    return WrittenList(scheme.pk, scheme.code, scheme.title, scheme.facet, tuple(terms))
