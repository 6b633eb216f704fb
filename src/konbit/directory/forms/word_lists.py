"""A list of words in several languages: its title, what its words tell, and the words themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import Multilingual
from konbit.directory.actions.word_lists import LONGEST, MOST_WORDS, Word, WordList
from konbit.directory.forms.fields import Language, reader
from konbit.directory.languages import language_name
from konbit.directory.queries.choices import NOT_TAGS
from konbit.directory.queries.word_lists import WrittenList
from konbit.directory.queries.wording import FACET_TITLES

ROOM = 6
"""For how many more words there is room each time."""


def _facets() -> list[tuple[str, str]]:
    """What the words of a list can tell of a group."""
    return [(facet, str(title)) for facet, title in FACET_TITLES.items() if facet not in NOT_TAGS]


class AddLanguageForm(forms.Form):
    """One more language in which the words are said."""

    more = Language(
        label=gettext_lazy("One more language"), help_text=gettext_lazy("Such as English, kreyòl, quechua.")
    )


class WordForm(forms.Form):
    """A word in each of the languages; one left empty in all of them is none."""

    def __init__(self, *args: Any, languages: Sequence[str], **said: Any) -> None:
        super().__init__(*args, **said)
        self.languages = languages
        self.fields["code"] = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
        for code in languages:
            self.fields[f"label_{code}"] = forms.CharField(
                label=language_name(code, reader()),
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs={"lang": code}),
            )

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields to show."""
        return list(self.visible_fields())

    def word(self) -> Word:
        """The word as it was written."""
        said = self.cleaned_data
        label = {code: said.get(f"label_{code}", "") for code in self.languages}
        return Word({code: text for code, text in label.items() if text}, said.get("code", ""))


class WordListForm(forms.Form):
    """The title of a list in each language, and what its words tell of a group."""

    facet = forms.ChoiceField(
        label=gettext_lazy("What these words tell of a group"),
        choices=_facets,
        required=False,
        help_text=gettext_lazy("Searches and pages show them under this heading."),
    )

    def __init__(
        self, data: Any = None, *, languages: Sequence[str], written: WrittenList | None = None
    ) -> None:
        self.languages = languages
        said = written.title if written else {}
        initial = {f"title_{code}": said.get(code, "") for code in languages}
        super().__init__(data, initial={**initial, "facet": written.facet if written else ""})
        for code in languages:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title in %(language)s") % {"language": language_name(code, reader())},
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.order_fields([*(f"title_{code}" for code in languages), "facet"])
        made = formset_factory(WordForm, extra=ROOM, max_num=MOST_WORDS, absolute_max=MOST_WORDS + ROOM)
        words = written.words if written else ()
        self.words: BaseFormSet[Any] = made(
            data,
            prefix="words",
            initial=[_initial(code, label) for code, label in words],
            form_kwargs={"languages": languages},
        )

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields to show."""
        return list(self.visible_fields())

    def is_valid(self) -> bool:
        """Whether the title and all words are right."""
        return super().is_valid() and self.words.is_valid()

    def said(self) -> WordList:
        """The list as it was written."""
        title = {code: self.cleaned_data.get(f"title_{code}", "") for code in self.languages}
        words = [row.word() for row in self.words.forms if row.cleaned_data]
        return WordList(
            {code: text for code, text in title.items() if text}, self.cleaned_data["facet"], words
        )


def _initial(code: str, label: Multilingual) -> dict[str, str]:
    return {"code": code, **{f"label_{language}": text for language, text in label.items()}}
