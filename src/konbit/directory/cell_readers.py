"""Reads one cell into a draft that is being filled: one small function for each meaning of a column."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from konbit.directory.category_words import term_of, words_in
from konbit.directory.draft import ContactDraft, SizeDraft
from konbit.directory.filling import Column, Filling
from konbit.directory.folding import fold
from konbit.directory.formats.cells import split_list
from konbit.directory.reaching import email_address, phone_number, social_address, web_address
from konbit.directory.targets import SINGLE

SIZE_SCHEME = "konbit/size-dimensions"

_YES = frozenset(("yes", "y", "true", "1", "x", "oui", "si", "sim", "ja", "wi", "public", "publico"))
_ADDRESSES = re.compile(r"[;\s]+|,\s*(?=https?:|www\.)")
_EMAILS = re.compile(r"[;,\s/|]+")
_PHONES = re.compile(r"\s*[;\n|]\s*|\s+/\s+|\s+(?:or|ou|o|oder)\s+")
_COUNT = re.compile(r"[^\d\-−]{0,12}(\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+|\d+)(?:[.,]0+)?\D{0,20}\Z")


def read_single(filling: Filling, column: Column, cell: str) -> None:
    """A target that stands once; a second column with the same meaning is kept as it is."""
    if column.target in filling.single:
        filling.keep(column.header, cell)
    else:
        filling.single[column.target] = (column.header, filling.text(column.header, cell))


def read_alias(filling: Filling, column: Column, cell: str) -> None:
    """Other names of the group."""
    text = filling.text(column.header, cell)
    filling.aliases += [one[:300] for one in split_list(text, filling.mapping.list_separator)]


def read_description(filling: Filling, column: Column, cell: str) -> None:
    """A description in the language of the detail, else of the row; several columns make paragraphs."""
    language = column.detail or filling.mapping.language
    text = filling.text(column.header, cell)
    before = filling.descriptions.get(language)
    filling.descriptions[language] = f"{before}\n\n{text}" if before else text


def read_area(filling: Filling, column: Column, cell: str) -> None:
    """The areas that the group serves."""
    text = filling.text(column.header, cell)
    filling.areas += [one[:200] for one in split_list(text, filling.mapping.list_separator)]


def read_contacts(
    kind: str, pieces: re.Pattern[str], understand: Callable[[str], str], wanted: Callable[[], str]
) -> Callable[[Filling, Column, str], None]:
    """A reader of contacts of one kind, several of them in a cell cut at `pieces`.

    What is no such contact is kept as another way of reaching the group, for the same people's eyes.
    """

    def read(filling: Filling, column: Column, cell: str) -> None:
        for piece in filter(None, pieces.split(cell.strip())):
            found = understand(piece)
            if found and len(found) <= 500:
                filling.contacts.append(ContactDraft(kind, found, column.audience))
                continue
            if set(piece) - set("0 -+."):
                filling.contacts.append(ContactDraft("other", filling.text("", piece)[:500], column.audience))
            filling.trouble(
                column.header,
                _("“%(value)s” is not %(wanted)s.") % {"value": piece[:60], "wanted": wanted()},
            )

    return read


def read_words_of_contact(kind: str) -> Callable[[Filling, Column, str], None]:
    """A reader of contacts in free words: whom to ask for, or how."""

    def read(filling: Filling, column: Column, cell: str) -> None:
        words = filling.text(column.header, cell)[:500]
        if words:
            filling.contacts.append(ContactDraft(kind, words, column.audience))

    return read


def read_social(filling: Filling, column: Column, cell: str) -> None:
    """A page on the social network of the detail, or anywhere."""
    read = read_contacts(
        "social",
        _ADDRESSES,
        lambda piece: social_address(column.detail, piece),
        lambda: _("an address on the web"),
    )
    read(filling, column, cell)


def read_show(filling: Filling, column: Column, cell: str) -> None:
    """Whether contacts of the kind in the detail are for everyone."""
    filling.shown[column.detail] = fold(cell) in _YES


def read_terms(filling: Filling, column: Column, cell: str) -> None:
    """Terms by address, code, mapped value or label; what names none is kept as the group's own words."""
    separator = filling.mapping.list_separator
    own: list[str] = []
    for item in words_in(cell, separator, lambda word: _term(filling, column, word)[1]):
        term, known = _term(filling, column, item)
        if term:
            filling.terms.append(term)
            if column.target == "primary":
                filling.primary_terms.append(term)
        elif not known:
            own.append(item)
            filling.trouble(
                column.header,
                _(
                    "“%(value)s” is not a term that is known here; the group is kept without it. Add "
                    "the term or map the value."
                )
                % {"value": item[:80]},
            )
    if own:
        filling.keep_words(column, cell, own)


def read_tags(filling: Filling, column: Column, cell: str) -> None:
    """Free words, parted by the detail or by commas: those that name a term become terms, all are kept."""
    filling.keep(column.header, cell)
    for item in split_list(cell, column.detail or ","):
        term, _known = _term(filling, column, item)
        if term:
            filling.terms.append(term)


def read_identifiers(filling: Filling, column: Column, cell: str) -> None:
    """Numbers in the register of the detail."""
    for item in split_list(cell, filling.mapping.list_separator):
        if len(item) <= 120:
            filling.identifiers.append((column.detail, item))
        else:
            filling.unclear(column.header, item, _("a number in a register"))


def read_size(filling: Filling, column: Column, cell: str) -> None:
    """How many of what the detail names."""
    dimension = filling.vocabulary.knows(
        column.detail if "#" in column.detail else f"{SIZE_SCHEME}#{column.detail}"
    )
    count = _COUNT.match(cell.strip())
    value = int(re.sub(r"\D", "", count[1])) if count else -1
    if dimension and 0 <= value < 10**15:
        filling.sizes.append(SizeDraft(dimension, value))
    else:
        filling.unclear(column.header, cell, _("a whole number of something that is counted here"))


def read_extra(filling: Filling, column: Column, cell: str) -> None:
    """A cell that is kept as it is."""
    filling.keep(column.header, cell)


def read_nothing(filling: Filling, column: Column, cell: str) -> None:
    """A cell that somebody decided to leave out."""


def _term(filling: Filling, column: Column, item: str) -> tuple[tuple[str, str] | None, bool]:
    """The term of a value, and whether the value is known: it may be known as one to leave out."""
    mapped = column.values.get(item, column.values.get(fold(item)) if column.values else None)
    if mapped is not None:
        return (filling.vocabulary.knows(mapped), True) if mapped else (None, True)
    found = term_of(item, filling.vocabulary, column.detail if column.target != "tags" else "")
    return found, found is not None


READERS: dict[str, Callable[[Filling, Column, str], None]] = {
    **dict.fromkeys(SINGLE, read_single),
    "alias": read_alias,
    "description": read_description,
    "area": read_area,
    "website": read_contacts("website", _ADDRESSES, web_address, lambda: _("an address on the web")),
    "phone": read_contacts("phone", _PHONES, phone_number, lambda: _("a telephone number")),
    "email": read_contacts("email", _EMAILS, email_address, lambda: _("an e-mail address")),
    "person": read_words_of_contact("person"),
    "contact": read_words_of_contact("other"),
    "social": read_social,
    "show": read_show,
    "terms": read_terms,
    "primary": read_terms,
    "tags": read_tags,
    "identifier": read_identifiers,
    "size": read_size,
    "extra": read_extra,
    "skip": read_nothing,
}
