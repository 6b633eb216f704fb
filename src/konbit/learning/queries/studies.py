"""Studies, and which lesson rests on which study."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import period_words
from konbit.learning.models import Case, Claim, Study
from konbit.learning.queries.claims import ClaimLine, claim_lines
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class StudyLink:
    """A study in a list."""

    id: int
    uid: str
    title: Multilingual
    question: Multilingual
    when: str
    group: GroupLink

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("learning:study", args=[self.uid])


@dataclass(frozen=True)
class StudyPage:
    """A study with its method, sample, limits, and the claims for which it brought cases."""

    link: StudyLink
    method: Multilingual
    sample: Multilingual
    limits: Multilingual
    url: str
    source: SourceShown | None
    certainty: str
    claims: tuple[ClaimLine, ...]
    audience: str
    may_edit: bool


@dataclass(frozen=True)
class StudyTable:
    """Studies across, claims down: `rows` gives each claim with what each study's cases do to it."""

    group: GroupLink
    studies: tuple[StudyLink, ...]
    rows: tuple[tuple[ClaimLine, tuple[tuple[StudyLink, tuple[str, ...]], ...]], ...]


def study_page(viewer: Viewer, uid: str) -> StudyPage:
    """The page of a study. Raises `NotFound`."""
    study, sight = seen_thing(viewer, Study, uid)
    claims = Claim.objects.filter(cases__study=study, cases__removed_at=None, removed_at=None).distinct()
    return StudyPage(
        link=_links(viewer, [study])[0],
        method=study.method,
        sample=study.sample,
        limits=study.limits,
        url=study.url,
        source=source_shown(study.source, study.address),
        certainty=study.certainty,
        claims=tuple(claim_lines(viewer, claims.select_related("source"))),
        audience=str(Audience(study.audience).label),
        may_edit=sight.may("edit"),
    )


def studies_of_group(viewer: Viewer, group: int) -> list[StudyLink]:
    """The studies of a group (id), the latest first."""
    return _links(viewer, Study.objects.filter(group=group, removed_at=None).order_by("-valid_from", "-id"))


def study_table(viewer: Viewer, uid: str) -> StudyTable:
    """The studies of a group (uid) beside the lessons for which they brought cases. Raises `NotFound`."""
    group, _sight = seen_group(viewer, uid)
    studies = studies_of_group(viewer, group.pk)
    cases = Case.objects.filter(study__in=[one.id for one in studies], removed_at=None)
    stances: dict[tuple[int, int], list[str]] = {}
    for claim, study, stance in cases.values_list("claim", "study", "stance"):
        stances.setdefault((claim, study), []).append(str(Case.Stance(stance).label))
    ids = {claim for claim, _study in stances}
    by_uid = {one.uid: one.pk for one in Claim.objects.filter(pk__in=ids)}
    lines = claim_lines(viewer, Claim.objects.filter(pk__in=ids, removed_at=None).select_related("source"))
    return StudyTable(
        group=visible_groups(viewer, [group.pk])[group.pk],
        studies=tuple(studies),
        rows=tuple(
            (
                line,
                tuple(
                    (study, tuple(sorted(set(stances.get((by_uid[line.uid], study.id), ())))))
                    for study in studies
                ),
            )
            for line in lines
        ),
    )


def _links(viewer: Viewer, studies: Iterable[Study]) -> list[StudyLink]:
    seen = seen_things(viewer, studies)
    groups = keepers(viewer, seen)
    return [
        StudyLink(
            one.pk, one.uid, one.title, one.question, period_words(one.valid_from, one.valid_until),
            groups[one.group_id],
        )
        for one in seen
    ]  # fmt: skip
