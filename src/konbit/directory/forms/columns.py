"""What somebody says that the columns of her list mean, read from the page that guesses them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict

from konbit.directory.mapping import Mapping
from konbit.directory.queries.columns import Column, Words
from konbit.directory.targets import PRIVATE, is_target, split_target


def mapping_said(
    post: QueryDict, before: Mapping, columns: Iterable[Column], words: Iterable[Words], names: dict[str, str]
) -> Mapping:
    """The mapping that a form says. A meaning that is none, and a word without a term, stay as they were.

    Fields: `meaning-N` and `open-N` for the column N, `word-…` with a term by name as `names` gives them;
    `language`, `country` for what the rows do not say.
    """
    targets = dict(before.columns)
    audiences = dict(before.audiences)
    for column in columns:
        said = post.get(f"meaning-{column.number}", "")
        target = said if is_target(said) else column.target
        targets[column.header] = target
        audiences.pop(column.header, None)
        if split_target(target)[0] in PRIVATE and post.get(f"open-{column.number}"):
            audiences[column.header] = "public"
    values = {header: dict(said) for header, said in before.values.items()}
    for one in words:
        for word in one.words:
            _settle(values.setdefault(one.header, {}), word.word, post.get(word.name), word.term, names)
    return replace(
        before,
        columns=targets,
        audiences=audiences,
        values={header: said for header, said in values.items() if said},
        language=post.get("language", before.language)[:12] or before.language,
        country=post.get("country", before.country)[:2].upper(),
    )


def _settle(values: dict[str, str], word: str, said: str | None, usual: str, names: dict[str, str]) -> None:
    """Keep the term of a word where it differs from what Konbit takes it for."""
    if said is None or said.strip() == usual:
        return
    if not said.strip():
        values.pop(word, None)
    elif said.strip() in names:
        values[word] = names[said.strip()]
