"""The worked examples of statutes: published rules over invented groups and people."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.base.text import Multilingual, pick
from konbit.engines.statutes import Facts, ready
from konbit.federation.formats.statutes_text import Document, parse
from konbit.federation.queries.checked import Checked, checked
from konbit.federation.queries.eras import day_asked, last_recorded
from konbit.federation.queries.federated import Federated, federated
from konbit.federation.queries.worked_words import LESSONS
from konbit.federation.words import names_of

FOLDER = Path(__file__).parent.parent / "shipped" / "statutes"


@dataclass(frozen=True)
class Worked:
    """A worked example in a list."""

    name: str
    title: str
    lesson: str

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("federation:worked-statutes", args=[self.name])


@dataclass(frozen=True)
class WorkedPage:
    """A worked example on a day."""

    link: Worked
    checked: Checked
    is_invented: bool = True


@dataclass(frozen=True)
class WorkedTrial:
    """What groups of a worked example could form."""

    link: Worked
    federated: Federated


def worked_examples() -> list[Worked]:
    """All of them."""
    return [_link(name) for name in LESSONS]


def worked_page(name: str, at: str) -> WorkedPage:
    """A worked example on the day that was written (the last one recorded, for none). Raises `NotFound`."""
    link, document, facts = _link(name), worked_document(name), _facts(name)
    last = _last(document)
    day, wrong = day_asked(at, last)
    return WorkedPage(link, checked(document, facts, day, last, wrong=wrong, names=worked_names(document)))


def worked_trial(name: str, joining: Collection[str], at: str) -> WorkedTrial:
    """What these groups of a worked example (words) could form on a day. Raises `NotFound`."""
    link, document, facts = _link(name), worked_document(name), _facts(name)
    last = _last(document)
    day, wrong = day_asked(at, last)
    found = federated(document, facts, joining, day, wrong=wrong, names=worked_names(document))
    return WorkedTrial(link, found)


@lru_cache(maxsize=16)
def worked_document(name: str) -> Document:
    """The statutes and the roster of a worked example. Raises `NotFound`."""
    _link(name)
    return parse((FOLDER / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt")


def worked_names(document: Document) -> dict[str, str]:
    """What the things of a worked example are called in the reader's language, by key."""
    said = names_of(document.statutes, document.roster)
    return {key: pick(titled(title), get_language() or "en").text for key, title in said.items()}


def titled(title: str) -> Multilingual:
    """A title of the worked examples in all the languages in which it is known."""
    return {"en": title, **_titles().get(title, {})}


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, Multilingual]:
    return tomllib.loads((FOLDER / "titles.toml").read_text(encoding="utf-8"))


def _last(document: Document) -> date:
    return last_recorded(document.statutes.rules, document.roster) or date.today()


@lru_cache(maxsize=16)
def _facts(name: str) -> Facts:
    return ready(worked_document(name).roster)


def _link(name: str) -> Worked:
    if name not in LESSONS:
        raise NotFound(
            _("There is no such worked example."), remedy=_("Choose one of the list of worked examples.")
        )
    title, lesson = LESSONS[name]
    return Worked(name, str(title), str(lesson))
