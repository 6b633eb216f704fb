"""Loading the frameworks, claims, studies and modules that Konbit ships, each once: what people changed, or
took away, stays as it is."""

from __future__ import annotations

from konbit.assembly.models import Resolution
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.directory.actions.shipping import SHIPPED, Shipping, shipped_uid
from konbit.learning.models import (
    Case,
    Claim,
    Figure,
    Framework,
    Growth,
    Module,
    Move,
    Priority,
    Question,
    Reading,
    Study,
)
from konbit.learning.shipped import reading
from konbit.learning.shipped.entries import ClaimEntry, FrameworkEntry, ModuleEntry

__all__ = ["load_example", "shipped_uid"]


def load_example() -> int:
    """Bring in what is shipped and not here yet. Returns the number of things made."""
    example = reading.example()
    with recording(SHIPPED, "load example") as batch:
        loading = _Loading(batch)
        for resolution in example.resolutions:
            loading.make(
                Resolution, resolution.root, title=resolution.title, text=resolution.title,
                decided_on=resolution.on, how=Resolution.How.UNKNOWN.value,
            )  # fmt: skip
        for study in example.studies:
            columns = {"valid_from": study.valid_from, "valid_until": study.valid_until}
            loading.make(Study, study.root, **study.words, **columns)
        for framework in example.frameworks:
            loading.framework(framework)
        made = [entry for entry in example.claims if loading.claim(entry)]
        for entry in made:
            if entry.replaced_by:
                old, new = (loading.found(Claim, code) for code in (entry.root.code, entry.replaced_by))
                if old is not None and new is not None:
                    change(batch, old, replaced_by=new)
        for module in example.modules:
            loading.module(module)
    return loading.count


class _Loading(Shipping):
    """Things of this room."""

    def framework(self, entry: FrameworkEntry) -> None:
        """A framework with its priorities, and out of which earlier ones they grew."""
        before = self.found(Framework, entry.follows) if entry.follows else None
        made = self.make(
            Framework, entry.root, **entry.words, version=entry.version, valid_from=entry.valid_from,
            follows=before,
        )  # fmt: skip
        if made is None:
            return
        for one in entry.priorities:
            priority = Priority(framework=made, number=one.number, **one.words)
            add(self.batch, priority)
            for root in Priority.objects.filter(framework=before, number__in=one.grew_from):
                add(self.batch, Growth(priority=priority, out_of=root))

    def claim(self, entry: ClaimEntry) -> bool:
        """A claim with its history and cases. Whether it was made now."""
        framework = self.found(Framework, entry.framework) if entry.framework else None
        priority = Priority.objects.filter(framework=framework, number=entry.number).first()
        order = Claim.objects.filter(priority=priority).count() if priority else 0
        made = self.make(
            Claim, entry.root, **entry.words, priority=priority, order=order, state=entry.moves[-1].to
        )
        if made is None:
            return False
        before = ""
        for one in entry.moves:
            resolution = self.found(Resolution, one.by)
            if resolution is not None:
                add(
                    self.batch,
                    Move(
                        claim=made, before=before, after=one.to, on=resolution.decided_on, reason=one.reason,
                        resolution=resolution, by=SHIPPED,
                    ),
                )  # fmt: skip
            before = one.to
        self._cases(made, entry)
        return True

    def _cases(self, claim: Claim, entry: ClaimEntry) -> None:
        for one in entry.cases:
            source = self.sources.get(one.source)
            add(self.batch, Case(claim=claim, text=one.text, source=source, by=SHIPPED, **one.columns))
        study = self.found(Study, entry.rests_on) if entry.rests_on else None
        if study is not None:
            told = {"text": study.title, "study": study, "source": study.source, "by": SHIPPED}
            when = {"valid_from": study.valid_from, "valid_until": study.valid_until}
            add(self.batch, Case(claim=claim, stance="supports", kind="story", **told, **when))

    def module(self, entry: ModuleEntry) -> None:
        """A study module with its readings, questions and figures."""
        made = self.make(Module, entry.root, **entry.words, licence=entry.licence)
        if made is None:
            return
        asked = 0
        for place, text in enumerate(entry.readings):
            row = Reading(module=made, order=place, **text.words, **text.columns)
            add(self.batch, row)
            for question in text.questions:
                add(self.batch, Question(module=made, reading=row, order=asked, text=question))
                asked += 1
        for question in entry.questions:
            add(self.batch, Question(module=made, order=asked, text=question))
            asked += 1
        for place, figure in enumerate(entry.figures):
            view = self._view(figure.view_of, figure.view)
            add(self.batch, Figure(module=made, order=place, number=figure.number, view=view, **figure.words))

    def _view(self, slug: str, view: str) -> str:
        """The page of a shipped group, or its rings, without the language; empty where it is not here."""
        group = self.groups.get(slug)
        if group is None:
            return ""
        return f"/g/{group.uid}/rings" if view == "rings" else f"/g/{group.uid}/"
