"""Names and descriptions side by side in any language; kind, times, motive; who may see the group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.period import earliest, latest
from konbit.directory.forms.fields import Language, Languages, Lines, PartialDate, reader
from konbit.directory.forms.sections import SectionForm
from konbit.directory.languages import language_name
from konbit.directory.queries.choices import group_kinds, motives
from konbit.directory.state import State
from konbit.people.audience import Audience

LONGEST_DESCRIPTION = 5000


class NameForm(SectionForm):
    """What the group is called, and in which language that is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    language = Language(
        label=gettext_lazy("Language of this name"),
        help_text=gettext_lazy("Such as English, kreyòl, quechua."),
    )
    aliases = Lines(label=gettext_lazy("Also known as"), help_text=gettext_lazy("One name a line."))

    def __init__(self, data: Any = None, *, state: State, **said: Any) -> None:
        super().__init__(data, state=state, **said)
        for code in _offered(state):
            named = {"language": language_name(code, reader())}
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % named,
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"lang": code}),
            )

    def initial_of(self, state: State) -> dict[str, Any]:
        """The names as they stand."""
        names = {f"name_{code}": state["names"].get(code, "") for code in _offered(state)}
        aliases = [one if isinstance(one, str) else one.get("name", "") for one in state["aliases"]]
        return {"name": state["name"], "language": state["language"], "aliases": aliases, **names}

    def wanted(self) -> State:
        """The names as they were written."""
        said = self.cleaned_data
        names = {code: said[f"name_{code}"] for code in _offered(self.state) if said[f"name_{code}"]}
        return {
            "name": said["name"],
            "language": said["language"],
            "aliases": said["aliases"],
            "names": names,
        }


class DescriptionForm(SectionForm):
    """What the group is, in as many languages as somebody writes, and the words of its own that its list
    brought."""

    other_language = Language(
        label=gettext_lazy("Another language"),
        help_text=gettext_lazy("Write its name, and below what you say in it."),
    )
    other_text = forms.CharField(
        label=gettext_lazy("Description in that language"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, state: State, **said: Any) -> None:
        super().__init__(data, state=state, **said)
        for code in _offered(state):
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Description in %(language)s") % {"language": language_name(code, reader())},
                required=False,
                max_length=LONGEST_DESCRIPTION,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
            )
        self.order_fields([f"text_{code}" for code in _offered(state)])
        for number, column in enumerate(state["own_words"]):
            self.fields[f"own_{number}"] = forms.CharField(
                label=_("In its own words: %(column)s") % {"column": column},
                required=False,
                max_length=LONGEST_DESCRIPTION,
            )

    def initial_of(self, state: State) -> dict[str, Any]:
        """The descriptions and the own words as they stand."""
        own = {f"own_{number}": words for number, words in enumerate(state["own_words"].values())}
        return {f"text_{code}": state["description"].get(code, "") for code in _offered(state)} | own

    def clean(self) -> dict[str, Any]:
        """A text in another language needs the language."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("other_text") and not said.get("other_language"):
            self.add_error("other_language", _("In which language is this?"))
        return said

    def wanted(self) -> State:
        """The descriptions and the own words as they were written."""
        said = self.cleaned_data
        text = {code: said[f"text_{code}"] for code in _offered(self.state) if said[f"text_{code}"]}
        if said["other_text"]:
            text[said["other_language"]] = said["other_text"]
        own = {column: said[f"own_{number}"] for number, column in enumerate(self.state["own_words"])}
        return {"description": text, "own_words": {column: words for column, words in own.items() if words}}


class AboutForm(SectionForm):
    """What kind of group it is, since when, what moved it to begin, which languages it speaks."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=group_kinds, widget=forms.RadioSelect)
    valid_from = PartialDate(label=gettext_lazy("Founded"))
    valid_until = PartialDate(label=gettext_lazy("Closed"), help_text=gettext_lazy("Only if it is over."))
    motive = forms.TypedChoiceField(
        label=gettext_lazy("What moved you to begin"),
        required=False,
        choices=motives,
        coerce=int,
        empty_value=None,
    )
    languages = Languages(
        label=gettext_lazy("Languages spoken in the group"),
        help_text=gettext_lazy("With commas between them: kreyòl, français."),
    )

    def initial_of(self, state: State) -> dict[str, Any]:
        """All of it as it stands."""
        return {name: state[name] for name in ("kind", "valid_from", "valid_until", "motive", "languages")}

    def clean(self) -> dict[str, Any]:
        """Nothing ends before it begins."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        start, until = said.get("valid_from"), said.get("valid_until")
        if start and until and latest(until) < earliest(start):
            self.add_error("valid_until", _("This is before it was founded."))
        return said

    def wanted(self) -> State:
        """All of it as it was written."""
        return dict(self.cleaned_data)


class SeenByForm(SectionForm):
    """Who may know that the group is here at all."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see this group"), choices=Audience.choices, widget=forms.RadioSelect
    )

    def initial_of(self, state: State) -> dict[str, Any]:
        """As it stands."""
        return {"audience": state["audience"]}

    def wanted(self) -> State:
        """As it was chosen."""
        return dict(self.cleaned_data)


def _offered(state: State) -> list[str]:
    """The languages in which something can be said: the reader's first, then those of the interface and
    whatever else something is said in."""
    own = [state["language"]] if state["language"] else []
    said = [*state["names"], *state["description"]]
    return list(dict.fromkeys([reader(), *own, *(code for code, _name in settings.LANGUAGES), *said]))
