"""How a cycle is shown: areas, plenaries, hands, projects in the order of priorities."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.assembly.queries.agreed_shown import ResolutionShown
from konbit.base.text import Multilingual, sentence
from konbit.decisions.cycle_drawing import Bar, division_drawing
from konbit.decisions.models import Area
from konbit.decisions.queries.dividing import Needs


@dataclass(frozen=True)
class MeetingLink:
    """Where a plenary was minuted."""

    url: str
    title: Multilingual


@dataclass(frozen=True)
class HandsShown:
    """How many hands went up for a project in a plenary."""

    number: int
    title: Multilingual
    url: str
    hands: int


@dataclass(frozen=True)
class PlenaryShown:
    """A plenary: who came, whom it sends. `named`: how many delegates are named; their names only for those
    who see people."""

    id: int
    when: str
    where: str
    present: int | None
    seats: int
    named: int
    delegates: tuple[str, ...]
    meeting: MeetingLink | None
    hands: tuple[HandsShown, ...]


@dataclass(frozen=True)
class AreaShown:
    """An area with what it gets; `id` 0 and no title: what is for everybody. `share`: in hundredths of all
    money that is divided over areas; `parts`: by need, population and hands, in hundredths of the largest."""

    id: int
    kind: str
    title: Multilingual
    population: int | None
    need: int | None
    why: Multilingual
    seated: int
    council: tuple[str, ...]
    plenaries: tuple[PlenaryShown, ...]
    hands: int
    by_need: str
    by_population: str
    by_priority: str
    money: str
    left: str
    share: int
    parts: tuple[float, float, float]

    @property
    def lacks(self) -> bool:
        """Whether something by which money is divided is not said of it."""
        return bool(self.id) and (self.need is None or self.population is None)

    @property
    def came(self) -> int:
        """How many came to its plenaries together."""
        return sum(one.present or 0 for one in self.plenaries)

    @property
    def delegates(self) -> int:
        """How many delegates it sends."""
        return sum(one.seats for one in self.plenaries)


@dataclass(frozen=True)
class PlaceShown:
    """A project in the order of priorities. `how`: "area", "rest" or "" as the dividing gives it; `bought`:
    what the council decided, None: nothing yet; `short`: how much was missing; `barred_by`: the title of
    one that is paid and excludes it."""

    place: int
    uid: str
    number: int
    title: Multilingual
    area: Multilingual
    cost: str
    hands: int
    weight: str
    how: str
    short: str
    barred_by: Multilingual
    bought: bool | None

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("decisions:project", args=[self.uid])

    @property
    def differs(self) -> bool:
        """Whether the council decided otherwise than the dividing gives."""
        return self.bought is not None and self.bought != bool(self.how)


@dataclass(frozen=True)
class Pot:
    """A part of the money that is divided by one thing."""

    word: str
    weight: int
    money: str


@dataclass(frozen=True)
class CycleShown:
    """A cycle with everything that its reader may know of it. `waiting`: how many projects were not looked
    at yet, and so are not counted."""

    uid: str
    title: Multilingual
    amount: str
    needs: Needs
    pots: tuple[Pot, ...]
    areas: tuple[AreaShown, ...]
    everybody: AreaShown
    places: tuple[PlaceShown, ...]
    rest: str
    kept: str
    waiting: int
    resolution: ResolutionShown | None
    is_decided: bool
    may_edit: bool

    @property
    def territories(self) -> list[AreaShown]:
        """The areas that are territories."""
        return [one for one in self.areas if one.kind == Area.Kind.TERRITORY]

    @property
    def themes(self) -> list[AreaShown]:
        """The areas that are themes."""
        return [one for one in self.areas if one.kind == Area.Kind.THEME]

    @property
    def groups(self) -> list[tuple[str, list[AreaShown]]]:
        """The areas by their kind, those kinds that there are."""
        kinds = (("territory", self.territories), ("theme", self.themes))
        return [(kind, areas) for kind, areas in kinds if areas]

    @property
    def receiving(self) -> list[AreaShown]:
        """The areas, and what is for everybody where something is."""
        return [*self.areas, *([self.everybody] if self.everybody.hands else [])]

    @property
    def drawing(self) -> SafeString:
        """What every area gets, as a drawing; the table beneath says the same."""
        everybody, language = _("For everybody"), get_language() or "en"
        bars = [
            Bar(sentence(one.title, language) or everybody, one.money, one.parts) for one in self.receiving
        ]
        return division_drawing(bars, _("What every area gets; the table beneath says it in numbers"))

    @property
    def came(self) -> int:
        """How many came to all plenaries together."""
        return sum(one.came for one in self.areas)

    @property
    def delegates(self) -> int:
        """How many delegates all areas send."""
        return sum(one.delegates for one in self.areas)
