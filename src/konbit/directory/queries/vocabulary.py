"""The terms as an import needs them: found by address, code or label, and turned into ids."""

from __future__ import annotations

from konbit.directory.models import Term
from konbit.directory.term_finder import TermFinder


class KnownTerms(TermFinder):
    """Every term of the database that is in use, read once."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: dict[tuple[str, str], int] = {}
        self._schemes: dict[int, str] = {}
        rows = Term.objects.filter(retired_on=None).values_list(
            "pk", "scheme__code", "code", "label", "aliases", "scheme__uri", "scheme__other_uris"
        )
        for pk, scheme, code, label, aliases, uri, other_uris in rows:
            self._ids[scheme, code] = pk
            self._schemes[pk] = scheme
            addresses = [base + code for base in (uri, *other_uris) if base]
            self.add(scheme, code, [*label.values(), *aliases], addresses)

    def id(self, scheme: str, code: str) -> int | None:
        """The id of a term; None where there is none."""
        return self._ids.get((scheme, code))

    @property
    def schemes(self) -> set[str]:
        """The codes of the schemes whose terms say what a group is or does."""
        return set(self._schemes.values()) - {"konbit/size-dimensions", "konbit/motives"}
