"""What stands beside a group's own words: facts, ties to other groups, photos and recordings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.period import earliest, latest
from konbit.directory.actions.relating import Tie
from konbit.directory.actions.telling import Told
from konbit.directory.forms.fields import Language, PartialDate, reader
from konbit.directory.forms.sections import Folding
from konbit.directory.queries.choices import certainties, ties
from konbit.directory.reaching import web_address
from konbit.people.audience import Audience


class DatedForm(Folding):
    """Something that holds for a time, with where it can be read and how sure it is."""

    folded = ("valid_until", "address", "language", "note")

    valid_from = PartialDate(label=gettext_lazy("From"))
    valid_until = PartialDate(label=gettext_lazy("Until"), help_text=gettext_lazy("Only if it is over."))
    address = forms.CharField(
        label=gettext_lazy("Where it can be read"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("An address on the web, if there is one."),
    )
    certainty = forms.ChoiceField(
        label=gettext_lazy("How sure this is"),
        choices=certainties,
        initial="to_verify",
        widget=forms.RadioSelect,
    )

    def clean_address(self) -> str:
        """An address on the web, or nothing."""
        said = str(self.cleaned_data["address"])
        if said and not web_address(said):
            raise forms.ValidationError(_("This does not look like an address on the web."))
        return web_address(said)

    def clean(self) -> dict[str, Any]:
        """Nothing ends before it begins."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        start, until = said.get("valid_from"), said.get("valid_until")
        if start and until and latest(until) < earliest(start):
            self.add_error("valid_until", _("This is before it began."))
        return said

    def dated(self) -> dict[str, str]:
        """What every dated thing says."""
        return {
            name: self.cleaned_data[name] for name in ("valid_from", "valid_until", "address", "certainty")
        }


class FactForm(DatedForm):
    """A dated thing to tell of a group."""

    text = forms.CharField(
        label=gettext_lazy("What happened"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    language = Language(label=gettext_lazy("Language of these words"))
    field_order = ("text", "language", "valid_from", "valid_until", "address", "certainty")

    def told(self) -> Told:
        """The fact as it was written."""
        language = self.cleaned_data["language"] or reader()
        return Told(text={language: self.cleaned_data["text"]}, **self.dated())


class TieForm(DatedForm):
    """What is said of a tie."""

    note = forms.CharField(label=gettext_lazy("In a few words"), required=False, max_length=500)

    def tie(self) -> Tie:
        """The tie as it was written."""
        note = self.cleaned_data["note"]
        return Tie(note={reader(): note} if note else {}, **self.dated())


class NewTieForm(TieForm):
    """A tie to another group that was found by its name."""

    way = forms.ChoiceField(label=gettext_lazy("This group"), choices=ties)
    other = forms.ChoiceField(label=gettext_lazy("Which group"), widget=forms.RadioSelect)
    field_order = ("way", "other", "note", "valid_from", "valid_until", "address", "certainty")

    def __init__(self, *args: Any, found: list[tuple[str, str]], **said: Any) -> None:
        super().__init__(*args, **said)
        other = self.fields["other"]
        assert isinstance(other, forms.ChoiceField)
        other.choices = found

    @property
    def outward(self) -> bool:
        """Whether this group is the one that does what the tie says."""
        return str(self.cleaned_data["way"]).startswith("out:")

    @property
    def kind(self) -> str:
        """The kind of tie."""
        return str(self.cleaned_data["way"]).partition(":")[2]


class DescribeForm(Folding):
    """What a photo or recording shows or tells in words, under which licence, to whom."""

    alt = forms.CharField(
        label=gettext_lazy("In words"),
        max_length=500,
        help_text=gettext_lazy("What it shows or tells, for those who cannot see or hear it."),
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence"), max_length=120, initial="CC BY 4.0", required=False
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=Audience.choices, initial=Audience.PUBLIC
    )

    def alt_text(self) -> dict[str, str]:
        """The words in the language of the page."""
        return {reader(): self.cleaned_data["alt"]}

    def said(self) -> dict[str, Any]:
        """What is said of the file."""
        names = ("licence", "audience")
        return {"alt": self.alt_text()} | {name: self.cleaned_data[name] for name in names}


class MediaForm(DescribeForm):
    """A new photo or recording."""

    file = forms.FileField(label=gettext_lazy("File"))
    language = Language(label=gettext_lazy("Language spoken in it"))
    consent = forms.BooleanField(
        label=gettext_lazy("Whoever is seen or heard here agrees, and so does whoever made it.")
    )
    field_order = ("file", "alt", "language", "licence", "audience", "consent")

    def said(self) -> dict[str, Any]:
        """What is said of the file, and its language."""
        return super().said() | {"language": self.cleaned_data["language"]}
