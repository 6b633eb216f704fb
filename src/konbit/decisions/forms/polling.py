"""Forms of those at the table: papers that are typed in, hands that were shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from konbit.base.text import sentence
from konbit.decisions.actions.casting import Cast
from konbit.decisions.ballots import Voice
from konbit.decisions.forms.ballot import BallotForm
from konbit.decisions.queries.polling import RegisterLine
from konbit.directory.forms.fields import reader


class PaperForm(BallotForm):
    """What stands on one paper, with the number that was written on it; `names`: whether it says whose it is,
    or of which college."""

    def __init__(self, data: Any = None, *, names: bool, **said: Any) -> None:
        super().__init__(data, **said)
        serial = forms.IntegerField(label=_("Number that stands on the paper"), min_value=1, max_value=999999)
        whose = _("Number of anybody of the same college")
        if not self.shown.is_anonymous:
            whose = _("Number of the voter on the roll")
        number = forms.IntegerField(label=whose, min_value=1, max_value=9999999)
        asked = {"serial": serial} | ({"number": number} if names else {})
        self.fields = asked | self.fields  # type: ignore[assignment]

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields about the paper itself."""
        return [self[name] for name in ("serial", "number") if name in self.fields]

    @property
    def first(self) -> list[forms.BoundField]:
        """What stands on the paper."""
        return [bound for bound in super().first if bound.name not in ("serial", "number")]


class HandsForm(forms.Form):
    """Which hand was raised for what: an answer for each line of the roll that was there."""

    def __init__(
        self, data: Any = None, *, choices: Sequence[Any], lines: Sequence[RegisterLine], **said: Any
    ) -> None:
        super().__init__(data, **said)
        self.lines = lines
        self.words = [(one.word, sentence(one.title, reader())) for one in choices]
        for line in lines:
            offered = [("", _("not there")), *self.words]
            self.fields[f"on-{line.id}"] = forms.ChoiceField(label=line.name, choices=offered, required=False)
            for word, title in self.words if line.may_split else ():
                self.fields[f"on-{line.id}-{word}"] = forms.IntegerField(
                    label=title, min_value=0, max_value=line.votes, required=False
                )

    @property
    def rows(self) -> Iterator[tuple[RegisterLine, forms.BoundField, list[forms.BoundField]]]:
        """Each line with its answer, and with the fields to split its votes."""
        for line in self.lines:
            split = [self[f"on-{line.id}-{word}"] for word, _title in self.words if line.may_split]
            yield line, self[f"on-{line.id}"], split

    def clean(self) -> dict[str, Any]:
        """At least one hand, and of each line one answer or a split."""
        said = super().clean() or {}
        for line in self.lines:
            if said.get(f"on-{line.id}") and self._split(said, line):
                self.add_error(f"on-{line.id}", _("Choose one answer, or split the votes: not both."))
        if not self.errors and not self._casts(said):
            self.add_error(None, _("No hand is written down. Choose an answer for those who were there."))
        return said

    @property
    def casts(self) -> list[Cast]:
        """What was shown; the form must be valid."""
        return self._casts(self.cleaned_data)

    def _casts(self, said: dict[str, Any]) -> list[Cast]:
        found = []
        for line in self.lines:
            voices = self._split(said, line)
            if word := said.get(f"on-{line.id}"):
                voices = [Voice({"stance": word})]
            if voices:
                found.append(Cast(line.id, tuple(voices)))
        return found

    def _split(self, said: dict[str, Any], line: RegisterLine) -> list[Voice]:
        given = [(word, said.get(f"on-{line.id}-{word}")) for word, _title in self.words]
        return [Voice({"stance": word}, many) for word, many in given if many]
