"""One TOML table read strictly: every field asked for is there and right, and nothing else is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import earliest
from konbit.base.text import LANGUAGE_CODE, Multilingual

LANGUAGES = ("en", "fr", "es", "pt-br")


class Table:
    """A table that knows where it stands, hands out its fields checked, and notices what nobody asked for."""

    def __init__(self, content: dict[str, Any], where: str) -> None:
        self._left = dict(content)
        self.where = where

    def problem(self, field: str, what: str) -> Problem:
        """The problem of one field, with file, entry and field named."""
        return Problem(what, f"{self.where} › {field}", _("Correct this field in the file and start again."))

    def text(self, field: str, default: str | None = None) -> str:
        """Text that is not empty; `default` where the field may be absent. Raises Problem."""
        value = self._left.pop(field, default)
        if value is None:
            raise self.problem(field, _("This field is missing."))
        if not isinstance(value, str) or (value == "" and default is None):
            raise self.problem(field, _("Text is wanted here."))
        return value

    def one_of(self, field: str, allowed: Collection[str], default: str | None = None) -> str:
        """Text out of a known set, or `default`. Raises Problem naming the stranger."""
        value = self.text(field, default)
        if value not in allowed and value != default:
            raise self.problem(field, _("“%(value)s” is not known here.") % {"value": value})
        return value

    def date(self, field: str) -> str:
        """A partial date, empty where absent. Raises Problem."""
        value = self.text(field, "")
        if value:
            try:
                earliest(value)
            except ValueError as error:
                raise self.problem(field, str(error)) from error
        return value

    def period(self) -> tuple[str, str]:
        """The fields `from` and `until`, in that order of time. Raises Problem."""
        start, until = self.date("from"), self.date("until")
        if start and until and earliest(start) > earliest(until):
            raise self.problem("until", _("This period ends before it begins."))
        return start, until

    def integer(self, field: str) -> int:
        """A whole number of zero or more. Raises Problem."""
        value = self._left.pop(field, None)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.problem(field, _("A whole number is wanted here."))
        return value

    def degrees(self, field: str, limit: int) -> float | None:
        """An angle between -limit and limit, in decimal degrees; None where absent. Raises Problem."""
        value = self._left.pop(field, None)
        if value is None:
            return None
        if not isinstance(value, float) or not -limit <= value <= limit:
            raise self.problem(field, _("This is not a place on Earth."))
        return value

    def truth(self, field: str) -> bool:
        """Whether the field is there and true. Raises Problem when it is neither true nor false."""
        value = self._left.pop(field, False)
        if not isinstance(value, bool):
            raise self.problem(field, _("Write true or false."))
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, empty where absent. Raises Problem."""
        value = self._left.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.problem(field, _("A list of texts is wanted here."))
        return tuple(value)

    def said(self, field: str) -> Multilingual:
        """Text in any languages, empty where absent. Raises Problem for a wrong language code."""
        value = self._left.pop(field, {})
        right = isinstance(value, dict) and all(
            LANGUAGE_CODE.match(code) and isinstance(words, str) and words for code, words in value.items()
        )
        if not right:
            raise self.problem(field, _("Write text as language and words, such as {“en”: “Bakery”}."))
        return dict(value)

    def said_in_all(self, field: str) -> Multilingual:
        """Text in every language of the interface at least. Raises Problem naming the first that lacks."""
        value = self.said(field)
        for language in LANGUAGES:
            if language not in value:
                raise self.problem(f"{field}.{language}", _("This field is missing."))
        return value

    def tables(self, field: str, naming: str = "") -> Iterator[Table]:
        """The tables below this one, each named by its field `naming` or by its number. Raises Problem."""
        value = self._left.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.problem(field, _("A list of tables is wanted here."))
        for number, item in enumerate(value, start=1):
            table = Table(item, f"{self.where} › {field} {item.get(naming, number)}")
            yield table
            table.nothing_left()

    def nothing_left(self) -> None:
        """Raises Problem when the table holds a field that nobody asked for."""
        for field in self._left:
            raise self.problem(field, _("This field is not known."))
