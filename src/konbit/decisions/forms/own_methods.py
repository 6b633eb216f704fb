"""The form of a method that a group makes its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm
from konbit.assembly.queries.choices import NONE, short
from konbit.decisions.actions.own_methods import MethodDraft
from konbit.decisions.methods import Rules
from konbit.decisions.models import Kind, Unit
from konbit.decisions.queries.methods import shipped_methods

ANSWERED = frozenset({Kind.STANCE, Kind.CONSENT})
OF = (
    ("cast", _("of the votes cast")),
    ("present", _("of who takes part")),
    ("entitled", _("of who may vote")),
)


class MethodForm(WordedForm):
    """What a group calls a method, its quorum, its majority, its answers. `base`: what it is begun from."""

    worded = ("title", "meaning")
    folded = ("language",)

    title = forms.CharField(label=_("What you call it"), max_length=200)
    meaning = Text(3, label=_("What it means, in a sentence or two"))
    unit = forms.ChoiceField(label=_("What is counted"), choices=Unit, initial="heads")
    quorum = forms.CharField(
        label=_("Which part must take part"), max_length=20, required=False,
        help_text=_("A part of who may vote, such as 1/2 or 40 %. Empty: any number."),
    )  # fmt: skip
    majority = forms.CharField(
        label=_("Which part must be in favour"), max_length=20, required=False,
        help_text=_("2/3 is two of three, >1/2 more than half."),
    )  # fmt: skip
    majority_of = forms.ChoiceField(label=_("Of what"), choices=OF, initial="cast")
    blocks = forms.IntegerField(
        label=_("So many blocks stop it"), min_value=0, max_value=1000, required=False,
        help_text=_("Empty: a block is a vote against."),
    )  # fmt: skip
    most = forms.IntegerField(
        label=_("Points to one option, at most"), min_value=1, max_value=1000, initial=1
    )
    dots = forms.IntegerField(label=_("Points in all"), min_value=0, max_value=10_000, required=False)
    rounds = forms.IntegerField(label=_("Rounds of objections"), min_value=0, max_value=20, initial=2)
    fallback = forms.ChoiceField(label=_("If objections stand after that"), required=False)
    key = Sent()

    def __init__(self, data: Any = None, *, base: Rules, row: Any = None, **said: Any) -> None:
        names = ("unit", "quorum", "majority", "majority_of", "blocks", "most", "dots", "rounds", "fallback")
        begun = row if row is not None else base
        said["initial"] = {name: getattr(begun, name) for name in names}
        super().__init__(data, row=row, **said)
        self.base = base
        offered = [(one.word, short(one.title)) for one in shipped_methods() if one.kind == Kind.STANCE]
        self.fields["fallback"].choices = [*NONE, *offered]  # type: ignore[attr-defined]
        for name in self._unfit():
            del self.fields[name]
        for one in base.choices:
            self.fields[f"choice_{one.word}"] = forms.CharField(
                label=_("What you call “%(answer)s”") % {"answer": short(one.title)}, max_length=200,
                required=False, help_text=_("Empty: as it is."),
            )  # fmt: skip

    def _unfit(self) -> list[str]:
        """The fields that say nothing for this kind."""
        kind = self.base.kind
        unfit = [] if kind in ANSWERED else ["majority", "majority_of", "blocks"]
        unfit += [] if kind in (Kind.SCORE, Kind.DOTS, Kind.DAYS) else ["most"]
        unfit += [] if kind in (Kind.DOTS, Kind.APPROVAL) else ["dots"]
        return unfit + ([] if kind == Kind.CONSENT else ["rounds", "fallback"])

    def draft(self) -> MethodDraft:
        """What was written."""
        said = self.cleaned_data
        given: dict[str, Any] = {"unit": said["unit"], "quorum": said["quorum"]}
        for name in ("majority", "majority_of", "blocks", "most", "dots", "rounds", "fallback"):
            given[name] = said.get(name, getattr(self.base, name))
        choices = {one.word: said.get(f"choice_{one.word}", "") for one in self.base.choices}
        return MethodDraft(
            said["language"], said["title"], said["meaning"], self.base.word, choices=choices, **given
        )
