"""Forms whose words are in one language at a time, and what many of them ask."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.queries.choices import audiences
from konbit.base.text import pick
from konbit.directory.forms.fields import Language, reader
from konbit.directory.forms.sections import Folding


class Text(forms.CharField):
    """Some sentences."""

    def __init__(self, rows: int = 3, **said: Any) -> None:
        super().__init__(
            **{"max_length": 4000, "widget": forms.Textarea(attrs={"rows": rows}), "required": False, **said}
        )


class Sent(forms.UUIDField):
    """The key that makes a form which is sent twice one."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, initial=uuid.uuid4)


class WordedForm(Folding):
    """Words in one language. `row`: what stands there now."""

    worded: tuple[str, ...] = ()

    language = Language(label=_("Language of these words"))

    def __init__(self, data: Any = None, *, row: Any = None, language: str = "", **said: Any) -> None:
        shown = language or reader()
        there: dict[str, Any] = {"language": shown}
        if row is not None:
            there |= {name: getattr(row, name).get(shown, "") for name in self.worded}
        said["initial"] = there | said.get("initial", {})
        super().__init__(data, **said)
        if row is not None:
            for name in self.worded:
                other = pick(getattr(row, name), shown)
                if other.text and not other.wanted:
                    self.fields[name].widget.attrs["placeholder"] = other.text

    def clean_language(self) -> str:
        """The language; that of the page where none is said."""
        return self.cleaned_data["language"] or reader()

    @property
    def says_more(self) -> bool:
        """Whether something unusual stands in a folded field, or is wrong with it."""
        return any(
            bound.errors or (bound.name not in ("language", "audience") and bound.value())
            for bound in self.more
        )

    @property
    def words(self) -> dict[str, str]:
        """What was written, by column."""
        return {name: self.cleaned_data[name] for name in self.worded}


def audience_field() -> forms.ChoiceField:
    """Who may see it."""
    return forms.ChoiceField(label=_("Who can see this"), choices=audiences, initial="public", required=False)
