"""Fields of plans: a deadline and hands as people write them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.work.deadlines import LONGEST_WORDS, Written, read_deadline
from konbit.work.hands import LONGEST, RESPONSIBLE, Taker, read_hands


class DeadlineField(forms.CharField):
    """A deadline in words; kept as what it says. What cannot be read is kept as it was written."""

    def __init__(self, **said: Any) -> None:
        usual = {
            "required": False,
            "max_length": LONGEST_WORDS,
            "label": _("Until when"),
            "help_text": _("June 2004, 30/06/2004, ?, ongoing, needs planning – or in your own words."),
        }
        super().__init__(**{**usual, **said})

    def clean(self, value: Any) -> Written:  # type: ignore[override]
        """What the words say."""
        return read_deadline(str(super().clean(value)))


class HandsField(forms.CharField):
    """Names, groups and open places as one writes them; kept as hands."""

    def __init__(self, role: str = RESPONSIBLE, **said: Any) -> None:
        self._role = role
        usual = {
            "required": False,
            "max_length": 4 * LONGEST,
            "label": _("Who"),
            "help_text": _(
                "Names with commas. In brackets, whom you still look for: (somebody from Africa)."
            ),
            "widget": forms.Textarea(attrs={"rows": 2}),
        }
        super().__init__(**{**usual, **said})

    def clean(self, value: Any) -> tuple[Taker, ...]:  # type: ignore[override]
        """The hands."""
        return read_hands(str(super().clean(value)), self._role)
