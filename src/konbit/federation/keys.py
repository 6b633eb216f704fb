"""The words by which lines of text name things of statutes: made of their titles."""

from __future__ import annotations

import re
from collections.abc import Collection

from konbit.directory.folding import fold
from konbit.engines.statutes import COLLEGE

GROUP, ORGAN, SOURCE = "g-", "o-", "s-"
"""How the words of groups, of bodies and of sources begin."""
LONGEST = 36


def word_of(title: str, taken: Collection[str], otherwise: str) -> str:
    """A word for something with this title that none of the others has: "Local assembly" is local-assembly.
    `otherwise`: the word where the title has no letters of ours."""
    wanted = re.sub(r"[^0-9a-z]+", "-", fold(title)).strip("-")[:LONGEST].strip("-") or otherwise
    if not wanted[0].isalpha() or wanted[1:2] == "-":
        wanted = f"{otherwise}-{wanted}"[:LONGEST].strip("-")
    blocked = {*taken, COLLEGE}
    numbered = (f"{wanted}-{number}" for number in range(2, len(blocked) + 3))
    return wanted if wanted not in blocked else next(one for one in numbered if one not in blocked)
