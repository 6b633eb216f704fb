"""What rules ask as it is kept, a line of the text form, and back."""

from __future__ import annotations

from konbit.base.errors import Problem
from konbit.engines.statutes import Ask
from konbit.federation.formats.rule_text import read_ask
from konbit.federation.formats.words_of_lines import Line


def kept_ask(text: str) -> Ask | None:
    """What a kept line asks; None for one that cannot be read any more."""
    try:
        line = Line(text, "", 1)
        ask = read_ask(line, lambda _sort, _key, _column: None)
        line.end()
    except Problem:
        return None
    return ask
