"""Collect the sentences of the interface into the catalogues: `make messages`.

Templates are read as Django reads them, Python by Babel; no gettext program is needed. A translation is
kept as long as its sentence is, whatever moves around it; sentences that are gone are dropped. Prints
what is still to be translated, per language.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src"
LOCALE = SOURCE / "konbit" / "site" / "locale"
COMPLETE = ("fr", "es", "pt_BR")
"""Languages in which every sentence must be there."""
BEGUN = ("ht",)
"""Languages in which a sentence may be missing."""

TRANSLATED = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
IDLE_HEADERS = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To|Last-Translator|Language-Team'
    rb"|Generated-By): .*\n"
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def collected() -> Catalog:
    """Every sentence in the source, with the files that say it."""
    catalogue = Catalog(project="Konbit", charset="utf-8")
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
            for context, message, comments in _said_in(path):
                where = path.relative_to(SOURCE).as_posix()
                catalogue.add(message, locations=[(where, 0)], auto_comments=comments, context=context)
    return catalogue


def _said_in(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...], list[str]]]:
    content = path.read_text()
    if path.suffix != ".py":
        if "templates" not in path.parts:
            return
        content = _as_python(content, str(path))
    found = extract("python", io.BytesIO(content.encode()), TRANSLATED, comment_tags=("Translators:",))
    for _line, message, comments, context in found:
        if message and message != ("", ""):
            yield context, message, comments


def _as_python(template: str, origin: str) -> str:
    return str(templatize(template, origin=origin))


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    if not path_of(language).exists():
        return Catalog(locale=language, project="Konbit", charset="utf-8")
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str, sentences: Catalog) -> None:
    """Bring the catalogue of a language to these sentences, translations kept, what is gone dropped."""
    catalogue = read(language)
    catalogue.update(sentences, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.version = "1"
    catalogue.header_comment = "# Sentences of Konbit's interface. CC BY 4.0."
    written = io.BytesIO()
    write_po(written, catalogue, width=100, no_location=True, sort_output=True, omit_header=False)
    content = IDLE_HEADERS.sub(b"", written.getvalue())
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_bytes(content)


def missing(language: str, sentences: Catalog | None = None) -> list[str]:
    """Sentences of the source without a translation (in every plural form) that was looked at."""
    catalogue = read(language)
    return [
        english(message)
        for message in sentences or collected()
        if message.id and not _translated(catalogue.get(message.id, message.context), catalogue.num_plurals)
    ]


def _translated(message: Message | None, forms: int) -> bool:
    if message is None or message.fuzzy:
        return False
    if message.pluralizable:
        return len(message.string) >= forms and all(message.string)
    return bool(message.string)


def spoiled(language: str) -> list[str]:
    """Sentences whose translation lost, or invented, a placeholder."""
    return [english(message) for message in read(language) if message.id and not _fits(message)]


def _fits(message: Message) -> bool:
    """One form of a plural may leave out the number ("one group"), never add anything."""
    if not message.pluralizable:
        return not message.string or _placeholders(message.string) == _placeholders(message.id)
    known = [_placeholders(form) for form in message.id]
    said = [_placeholders(form) for form in message.string if form]
    return all(min(known, key=len) <= form <= max(known, key=len) for form in said)


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(match.group() for match in PLACEHOLDER.finditer(text))


def english(message: Message) -> str:
    """What a message says in the source, in the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def said_too_early(tree: ast.Module) -> list[str]:
    """Sentences that are translated while their module is read, in the language of that moment."""
    found: list[str] = []

    def look(node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in now:
            found.append(ast.unparse(node))
        for inner in ast.iter_child_nodes(node):
            look(inner)

    now = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in {"gettext", "ngettext", "pgettext", "npgettext"}
    }
    look(tree)
    return found


def main() -> int:
    """Update every catalogue and say what is left to do."""
    sentences = collected()
    for language in (*COMPLETE, *BEGUN):
        update(language, sentences)
        left = missing(language, sentences)
        print(f"{language}: {len(sentences) - len(left)} of {len(sentences)} sentences translated")
        for sentence in spoiled(language):
            print(f"  a placeholder is lost or invented: {sentence!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
