"""What a kind of circle says of itself: its rules with defaults, its accounts, what can be done in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.module_loading import import_string


class Sort(StrEnum):
    """How the value of a rule is written and kept."""

    AMOUNT = "amount"
    """An amount of the circle's currency: an integer of its smallest part, None for none."""
    NUMBER = "number"
    """A whole number, None for none."""
    DAYS = "days"
    """A number of days, None for never."""
    PERCENT = "percent"
    """Hundredths of a percent, as a whole number: 250 is 2.5 %."""
    PRICE = "price"
    """A price in the money of a state: `1250 EUR`, in smallest parts; None for none."""
    CHOICE = "choice"
    """One word of several."""
    YES = "yes"
    """Yes or no."""


@dataclass(frozen=True)
class Choice:
    """One of several things that a rule may say: its word, and what it means in a sentence."""

    word: str
    title: Any
    meaning: Any = ""


@dataclass(frozen=True)
class Rule:
    """One rule of a kind of circle.

    `sentence`: the rule in plain words, given its value as it is shown (an amount in words, the title of a
    choice); `none`: the sentence where the value is None, or no. `default` suits a newcomer; amounts are of
    money with cents.
    """

    word: str
    sort: Sort
    title: Any
    default: Any
    sentence: Any
    none: Any = ""
    help: Any = ""
    choices: Sequence[Choice] = ()
    least: int | None = 0
    most: int | None = None


@dataclass(frozen=True)
class Own:
    """An account that the circle itself has: a pot, a fund. `least`: 0 where it can never be overdrawn;
    `most`: 0 where nothing can come to be on it, such as the cash box, out of which value came in. `later`:
    it is opened once it is needed, in a currency that is chosen then."""

    word: str
    title: Any
    meaning: Any
    least: int | None = 0
    most: int | None = None
    later: bool = False


@dataclass(frozen=True)
class Doing:
    """Something that can be done in a circle: title, icon, the name of its address (given the uid)."""

    word: str
    title: Any
    icon: str
    url_name: str
    for_keepers: bool = False


Limits = tuple[int | None, int | None]
"""The least and the most that an account may have; None: no limit."""


def unlimited(_rules: Mapping[str, Any], _word: str) -> Limits:
    """No limit on either side."""
    return None, None


def from_query(path: str) -> Callable[[Any, int], Any]:
    """What a part of a page needs, from a query that is named by its path: queries read the kinds, so that a
    kind looks for its query only when it is asked."""
    return lambda viewer, circle_id: import_string(path)(viewer, circle_id)


@dataclass(frozen=True)
class Kind:
    """A kind of circle.

    `story`: two or three sentences, how it goes; `icon`: its sign. `sorts`: in what it may count (of
    `Currency.Sort`). `member_accounts`: words of the accounts that every member has. `limits`: the least and
    the most of a member's account by its word, out of the rules in force. `leaving`: what can become of the
    balance of who leaves, the first is the default. `parts`: templates shown on the circle's
    page, each given `page`; `shown`: what those parts need, by a name, from a viewer and the circle's id.
    `at_meetings`: promises are noted where cash changes hands, by who keeps the books, not by who owes.
    """

    word: str
    order: int
    title: Any
    meaning: Any
    story: Any
    icon: str
    sorts: Sequence[str]
    rules: Sequence[Rule]
    owns: Sequence[Own] = ()
    member_accounts: Sequence[str] = ("member",)
    limits: Callable[[Mapping[str, Any], str], tuple[int | None, int | None]] = lambda rules, word: (
        None,
        None,
    )
    doings: Sequence[Doing] = ()
    leaving: Sequence[Choice] = ()
    pays: bool = True
    at_meetings: bool = False
    parts: Sequence[str] = ()
    shown: Mapping[str, Callable[[Any, int], Any]] = field(default_factory=dict)

    def rule(self, word: str) -> Rule:
        """The rule of a word. Raises `KeyError`."""
        return {rule.word: rule for rule in self.rules}[word]

    def defaults(self) -> dict[str, Any]:
        """What a new circle of this kind says at first, by the words of its rules."""
        return {rule.word: rule.default for rule in self.rules}
