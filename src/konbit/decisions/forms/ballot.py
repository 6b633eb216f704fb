"""The ballot as a form, for every kind of vote and every channel; it works without a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from konbit.base.text import sentence
from konbit.decisions.ballots import Said, Voice
from konbit.decisions.queries.ballot_page import BallotOption, BallotShown
from konbit.directory.forms.fields import reader


class BallotForm(forms.Form):
    """One ballot. `votes`: how many there are to split; 1 where there is nothing to split."""

    def __init__(
        self,
        data: Any = None,
        *,
        shown: BallotShown,
        votes: int = 1,
        before: tuple[Mapping[str, Any], ...] = (),
        **said: Any,
    ) -> None:
        super().__init__(data, **said)
        self.shown, self.votes = shown, votes
        self.fields.update(dict(self._asked()))
        for name, value in self._as_before(before):
            if name in self.fields:
                self.fields[name].initial = value

    @property
    def first(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith("votes-")]

    @property
    def offered(self) -> list[tuple[BallotOption, forms.BoundField]]:
        """What can be chosen, each with its field."""
        return [(one, self[f"on-{one.word}"]) for one in self.shown.options]

    @property
    def split(self) -> bool:
        """Whether votes are split, or something is wrong with how they are."""
        return any(bound.errors or bound.value() for bound in self.parts)

    @property
    def parts(self) -> list[forms.BoundField]:
        """Where votes are split."""
        return [bound for bound in self.visible_fields() if bound.name.startswith("votes-")]

    def _asked(self) -> Iterator[tuple[str, forms.Field]]:
        if self.shown.shape == "stance":
            yield from self._stances()
        elif self.shown.shape in ("points", "ranks"):
            make = self._points if self.shown.shape == "points" else self._place
            for option in self.shown.options:
                yield f"on-{option.word}", make(option)
            label = _("I leave my ballot blank")
            yield "blank", forms.BooleanField(label=label, required=False)

    def _stances(self) -> Iterator[tuple[str, forms.Field]]:
        told = [(one.word, _with_meaning(one)) for one in self.shown.choices]
        yield (
            "stance",
            forms.ChoiceField(
                label=_("Your answer"),
                choices=told,
                widget=forms.RadioSelect,
                required=self.votes == 1,
                error_messages={"required": _("Choose one of the answers.")},
            ),
        )
        if self.votes > 1:
            for one in self.shown.choices:
                label = _("Votes for: %(answer)s") % {"answer": sentence(one.title, reader())}
                yield f"votes-{one.word}", _number(label, 0, self.votes)

    def _points(self, option: BallotOption) -> forms.Field:
        name = option_name(option)
        if self.shown.is_marked:
            return forms.BooleanField(label=name, required=False)
        if self.shown.kind == "days":
            words = [("", _("I say nothing")), *_days()]
            return forms.TypedChoiceField(
                label=name, choices=words, coerce=int, empty_value=None, required=False
            )
        return _number(name, self.shown.least, self.shown.most)

    def _place(self, option: BallotOption) -> forms.Field:
        return _number(option_name(option), 1, len(self.shown.options))

    def clean(self) -> dict[str, Any]:
        """What was filled in, if it says something, and says it clearly."""
        said = super().clean() or {}
        if self.errors:
            return said
        if self.shown.shape == "stance":
            self._must_fit_votes(said)
        elif not said.get("blank") and not self._given(said):
            self.add_error(None, _("Nothing is filled in. If you mean it so, tick that it stays blank."))
        elif said.get("blank") and self._given(said):
            self.add_error(None, _("Something is filled in, and “blank” is ticked. Keep one of the two."))
        elif self.shown.is_strict:
            self._must_be_one_each(said)
        elif self.shown.shape == "points" and self.shown.dots is not None:
            self._must_be_enough(said, self.shown.dots)
        return said

    def _must_fit_votes(self, said: dict[str, Any]) -> None:
        given = sum(many or 0 for name, many in said.items() if name.startswith("votes-"))
        if not given and not said.get("stance"):
            self.add_error("stance", _("Choose one of the answers."))
        elif given and said.get("stance"):
            self.add_error(None, _("Choose one answer for all your votes, or split them: not both."))
        elif given > self.votes:
            told = {"given": given, "votes": self.votes}
            self.add_error(None, _("You gave %(given)d votes, and have %(votes)d.") % told)

    def _must_be_enough(self, said: dict[str, Any], dots: int) -> None:
        given = sum(self._given(said).values())
        if given > dots:
            told = {"many": given, "dots": dots}
            self.add_error(None, _("You placed %(many)d, and have %(dots)d. Take some away.") % told)

    def _must_be_one_each(self, said: dict[str, Any]) -> None:
        places = [place for place in self._given(said).values() if place]
        twice = sorted({place for place in places if places.count(place) > 1})
        if twice:
            told = {"place": twice[0]}
            self.add_error(None, _("Place %(place)d is given twice. Nobody could know who was meant.") % told)

    def _given(self, said: Mapping[str, Any]) -> dict[str, int]:
        """By option what it was given; nothing for those that were left out."""
        found = {name[3:]: value for name, value in said.items() if name.startswith("on-")}
        return {word: int(value) for word, value in found.items() if value is not None and value is not False}

    @property
    def voices(self) -> list[Voice]:
        """What the ballot says; the form must be valid."""
        said = self.cleaned_data
        if self.shown.shape != "stance":
            return [Voice(self._kept(self._given(said)))]
        split = {name[6:]: many for name, many in said.items() if name.startswith("votes-") and many}
        if split:
            return [Voice({"stance": word}, many) for word, many in split.items()]
        return [Voice({"stance": said["stance"]})]

    def _kept(self, given: dict[str, int]) -> Said:
        if self.shown.shape == "points":
            return {"points": given}
        places = sorted(set(given.values()))
        return {"ranks": [[word for word in given if given[word] == place] for place in places]}

    def _as_before(self, before: tuple[Mapping[str, Any], ...]) -> Iterator[tuple[str, Any]]:
        for one in before:
            said = one["said"]
            if "stance" in said:
                yield (
                    ("stance", said["stance"])
                    if len(before) == 1
                    else (f"votes-{said['stance']}", one["weight"])
                )
            for word, many in said.get("points", {}).items():
                yield f"on-{word}", many
            for place, words in enumerate(said.get("ranks", ()), 1):
                yield from ((f"on-{word}", place) for word in words)
            if not any(said.values()):
                yield "blank", True


def option_name(option: BallotOption) -> str:
    """How an option is called on a ballot."""
    return option.name or sentence(option.title, reader()) or option.word


def _days() -> list[tuple[str, str]]:
    return [("2", _("it suits me")), ("1", _("if need be")), ("0", _("it does not suit me"))]


def _number(label: str, least: int, most: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False, widget=widget)


def _with_meaning(choice: Any) -> str:
    title, meaning = sentence(choice.title, reader()), sentence(choice.meaning, reader())
    return format_html('<span><strong>{}</strong> <br><span class="muted">{}</span></span>', title, meaning)
