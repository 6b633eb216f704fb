"""Many projects looked at in one form: of each yes, no, or later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.errors import Problem
from konbit.decisions.actions.reviewing import ReviewDraft
from konbit.decisions.queries.reviewing import ToReview, Waiting
from konbit.directory.forms.fields import reader

LONGEST_REASON = 4000


class ReviewAllForm(forms.Form):
    """Every project that waits, with whether it can be done, what it costs, and why."""

    def __init__(self, data: Any = None, *, page: ToReview) -> None:
        super().__init__(data)
        self.page = page
        for one in page.waiting:
            self.fields.update(dict(_asked(one)))

    @property
    def rows(self) -> Iterator[tuple[Waiting, list[forms.BoundField]]]:
        """Each project with its fields."""
        for one in self.page.waiting:
            yield one, [self[_name(one, part)] for part in ("can", "cost", "why")]

    def clean(self) -> dict[str, Any]:
        """What was said: a no has a reason, a yes a cost."""
        said = super().clean() or {}
        for one in self.page.waiting:
            can, cost, why = (said.get(_name(one, part), "") for part in ("can", "cost", "why"))
            if can == "no" and not why.strip():
                self.add_error(_name(one, "why"), _("Say why it can’t be done."))
            if can == "yes" and not cost.strip():
                self.add_error(_name(one, "cost"), _("Write what it would cost."))
            elif can and cost.strip():
                self._must_be_money(_name(one, "cost"), cost)
            elif not can and why.strip():
                self.add_error(_name(one, "can"), _("You wrote why. Choose yes or no, too."))
        if not self.errors and not any(said.get(_name(one, "can")) for one in self.page.waiting):
            self.add_error(None, _("Nothing is said of any project yet. Begin with one."))
        return said

    def _must_be_money(self, name: str, cost: str) -> None:
        try:
            money.read(cost, self.page.currency)
        except Problem as problem:
            self.add_error(name, " ".join(filter(None, [problem.what, problem.remedy])))

    def drafts(self) -> dict[str, ReviewDraft]:
        """What was said, by the uid of the project; those that were left for later are not in it."""
        said = self.cleaned_data
        return {
            one.line.uid: ReviewDraft(
                said[_name(one, "can")] == "yes", reader(), said[_name(one, "why")].strip(),
                said[_name(one, "cost")], one.excludes,
            )
            for one in self.page.waiting
            if said[_name(one, "can")]
        }  # fmt: skip


def written_of(data: Any) -> set[str]:
    """The uids of the projects that a sent form writes of."""
    return {name.removeprefix("can-") for name in data if name.startswith("can-")}


def _name(one: Waiting, part: str) -> str:
    return f"{part}-{one.line.uid}"


def _asked(one: Waiting) -> Iterator[tuple[str, forms.Field]]:
    choices = [("yes", _("Yes, it can be done")), ("no", _("No, it can’t")), ("", _("Later"))]
    yield (
        _name(one, "can"),
        forms.ChoiceField(
            label=_("Can it be done?"), choices=choices, widget=forms.RadioSelect, required=False, initial=""
        ),
    )
    yield (
        _name(one, "cost"),
        forms.CharField(label=_("What it costs"), max_length=40, required=False, initial=one.cost),
    )
    yield (
        _name(one, "why"),
        forms.CharField(
            label=_("Why"), max_length=LONGEST_REASON, required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    )  # fmt: skip
