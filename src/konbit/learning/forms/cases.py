"""The form with which somebody brings a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.forms.worded import Sent, Text, WordedForm
from konbit.assembly.queries.choices import Choices
from konbit.directory.forms.fields import PartialDate
from konbit.directory.media_files import MOST_BYTES
from konbit.learning.actions.cases import CaseDraft
from konbit.learning.queries import choices


class CaseForm(WordedForm):
    """A case: what it does to the claim, what it is, whose words, where and when."""

    folded = (
        "amount", "unit", "url", "told_by", "group", "place", "valid_from", "valid_until", "study", "address",
        "language",
    )  # fmt: skip

    stance = forms.ChoiceField(
        label=gettext_lazy("What does your case do to this claim?"), choices=choices.stances,
        widget=forms.RadioSelect,
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you bring?"), choices=choices.case_kinds, initial="story",
        widget=forms.RadioSelect,
    )  # fmt: skip
    text = Text(
        4, label=gettext_lazy("Tell it"), help_text=gettext_lazy("Who did what, and what came of it.")
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("Whoever said it agrees that it stands here"), required=False,
        help_text=gettext_lazy("Needed for somebody’s own words and voice."),
    )  # fmt: skip
    amount = forms.CharField(label=gettext_lazy("How much"), max_length=60, required=False)
    unit = forms.CharField(label=gettext_lazy("Of what"), max_length=60, required=False)
    url = forms.CharField(label=gettext_lazy("Link"), max_length=500, required=False)
    told_by = forms.CharField(
        label=gettext_lazy("Who tells it"), max_length=120, required=False,
        help_text=gettext_lazy("If you write for somebody else, and only if that person wants to be named."),
    )  # fmt: skip
    group = forms.CharField(
        label=gettext_lazy("Which group it is about"), max_length=300, required=False,
        help_text=gettext_lazy("Its name, or the address of its page."),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Where"), max_length=200, required=False)
    valid_from = PartialDate(label=gettext_lazy("When, or from when"))
    valid_until = PartialDate(label=gettext_lazy("Until"))
    study = forms.ChoiceField(label=gettext_lazy("From which study"), required=False)
    address = forms.CharField(
        label=gettext_lazy("Where it can be looked up"), max_length=500, required=False,
        help_text=gettext_lazy("A page, a book, minutes."),
    )  # fmt: skip
    key = Sent()
    voice = forms.FileField(
        label=gettext_lazy("Recording"), required=False, max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": "audio/*"}),
    )  # fmt: skip
    field_order = ("stance", "kind", "text", *folded, "agreed", "key", "voice")

    def __init__(self, data: Any = None, *, studies: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["study"].choices = studies  # type: ignore[attr-defined]
        self.fields["voice"].help_text = _("MP3, M4A, Ogg, WAV or WebM, at most %(size)s megabytes.") % {
            "size": MOST_BYTES["audio"] // 1_000_000
        }

    def draft(self, group: str) -> CaseDraft:
        """What was brought; `group`: the uid of the one that was named."""
        names = ("stance", "kind", "text", "amount", "unit", "url", "told_by", "agreed", "place", "study")
        said = self.cleaned_data
        return CaseDraft(
            **{name: said[name] for name in (*names, "address", "valid_from", "valid_until", "language")},
            group=group,
        )
