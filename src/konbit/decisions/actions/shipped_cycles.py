"""Loading the invented cycle of assemblies that Konbit ships, once: what people changed or removed stays."""

from __future__ import annotations

import uuid
from dataclasses import replace

from konbit.assembly.models import Resolution
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.cycle_priorities import delegates_for
from konbit.decisions.models import Area, Budget, Plenary, Project, Wanted, Work
from konbit.decisions.queries.dividing import said_of
from konbit.decisions.shipped.cycles_reading import AreaEntry, CycleEntry, ProjectEntry, cycles
from konbit.directory.actions.shipping import SHIPPED, Shipping, shipped_uid

_PLACE = uuid.UUID("6f1b3d52-6a53-4d64-9d1c-0b3f7c0a5e11")


def load_cycles() -> int:
    """Bring in the shipped cycles that are not here yet. Returns the number of budgets made."""
    with recording(SHIPPED, "load example") as batch:
        loading = _Loading(batch)
        return sum(loading.cycle(entry) for entry in cycles())


class _Loading(Shipping):
    """Cycles with their parts."""

    def cycle(self, entry: CycleEntry) -> bool:
        """A budget with areas, plenaries, projects and works. Whether it was made now."""
        budget = self.make(
            Budget, entry.root, key=_key(entry.root.code), form=Budget.Form.CYCLE.value, title=entry.title,
            text=entry.text, amount=entry.amount, currency=entry.currency, needs=entry.needs,
        )  # fmt: skip
        if budget is None:
            return False
        for order, area in enumerate(entry.areas):
            self._area(budget, area, order)
        self._decided(budget, entry)
        return True

    def _area(self, budget: Budget, entry: AreaEntry, order: int) -> None:
        area = Area(
            budget=budget, kind=entry.kind, title=entry.title, why=entry.why, need=entry.need,
            population=entry.population, order=order,
        )  # fmt: skip
        add(self.batch, area)
        plenary = Plenary(
            key=_key(f"{budget.uid} plenary {order}"), budget=budget, area=area, on=entry.on,
            present=entry.present, seats=delegates_for(entry.present, budget.needs["per"]),
        )  # fmt: skip
        add(self.batch, plenary)
        for one in entry.projects:
            self._project(area, plenary, one)

    def _project(self, area: Area, plenary: Plenary, entry: ProjectEntry) -> None:
        code = f"{area.budget.uid} project {entry.number}"
        project = Project(
            uid=shipped_uid("Project", code), key=_key(code), budget=area.budget, area=area,
            number=entry.number, title=entry.title, cost=entry.cost, state=Project.State.FEASIBLE.value,
        )  # fmt: skip
        add(self.batch, project)
        add(self.batch, Wanted(plenary=plenary, project=project, hands=entry.hands))
        for at, one in enumerate(entry.works):
            work = Work(
                key=_key(f"{code} work {at}"), project=project, state=one.state, on=one.on, text=one.text,
                spent=one.spent,
            )  # fmt: skip
            add(self.batch, work)

    def _decided(self, budget: Budget, entry: CycleEntry) -> None:
        resolution = self.make(
            Resolution, replace(entry.root, code=f"{entry.root.code}-council"), title=entry.resolution,
            text=entry.resolution, decided_on=entry.decided_on, how=Resolution.How.UNKNOWN.value,
        )  # fmt: skip
        bought = {one.number for area in entry.areas for one in area.projects if one.bought}
        divided = {**said_of(budget), "bought": sorted(bought)}
        for one in budget.projects.all():
            state = Project.State.BOUGHT if one.number in bought else Project.State.NOT_BOUGHT
            change(self.batch, one, state=state.value)
        change(self.batch, budget, state=Budget.State.WORKING.value, resolution=resolution, divided=divided)


def _key(code: str) -> uuid.UUID:
    return uuid.uuid5(_PLACE, code)
