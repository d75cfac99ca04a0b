"""Second gradings in cases whose grades are final: blind second opinions, and what the quality assurer made of a grade.

They are read for studies of agreement, which tell of groups only; nothing here names who graded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import F

from inspectorate.measurement.gradings import Grading
from inspectorate.webapp.casework.models import Case, Judged, SecondOpinion
from inspectorate.webapp.casework.queries import edition_of

BLIND, AUDIT = "blind", "audit"


@dataclass(frozen=True, slots=True)
class Study:
    """The gradings of one framework on one scale: the ids of its grades, the best first, and the names of its areas."""

    framework: str
    scale: tuple[str, ...]
    areas: dict[str, str]
    gradings: tuple[Grading, ...]


def studies() -> tuple[Study, ...]:
    """Every second grading of the record, by framework and scale.

    The first grade is the team's own: the lead's last one before anybody moderated it. A blind second grade is that of
    a second opinion given before the report was out; an audit is the quality assurer's first one, who had read the
    team's. A grade that was not given is not known.
    """
    labels: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
    gradings: defaultdict[tuple[str, tuple[str, ...]], list[Grading]] = defaultdict(list)
    given = _given()
    for case in Case.objects.filter(pk__in=list(given)).order_by("id"):
        edition = edition_of(case)
        if set(edition.judgements) <= given[case.pk].final:
            for area, held in edition.judgements.items():
                scale = tuple(edition.scale_of(area))
                labels.setdefault((edition.regime, scale), {})[area] = held.short or held.label
                gradings[edition.regime, scale] += given[case.pk].about(case.pk, area, scale)
    return tuple(
        Study(regime, scale, labels[regime, scale], tuple(found))
        for (regime, scale), found in gradings.items()
        if found
    )


@dataclass(slots=True)
class _Given:
    """The grades of a case by area: the team's own before moderation, the assurer's first; second opinions; and which
    areas have a final grade."""

    own: dict[str, str] = field(default_factory=dict)
    moderated: dict[str, str] = field(default_factory=dict)
    final: set[str] = field(default_factory=set)
    opinions: list[dict[str, str]] = field(default_factory=list)

    def add(self, area: str, step: str, grade: str) -> None:
        """Take in one grade, the oldest first."""
        if step == "provisional" and area not in self.moderated:
            self.own[area] = grade
        elif step == "moderated":
            self.moderated.setdefault(area, grade)
        elif step == "final":
            self.final.add(area)

    def about(self, case: int, area: str, scale: tuple[str, ...]) -> Iterator[Grading]:
        """The second gradings of one area."""
        places = {grade: place for place, grade in enumerate(scale)}
        first = places.get(self.own.get(area, ""))
        for opinion in self.opinions:
            yield Grading(case, area, first, places.get(opinion.get(area, "")), BLIND)
        if self.moderated:
            yield Grading(case, area, first, places.get(self.moderated.get(area, "")), AUDIT)


def _given() -> dict[int, _Given]:
    """What was given in each case that has a final grade."""
    found: defaultdict[int, _Given] = defaultdict(_Given)
    ended = Judged.objects.filter(step="final").values("case")
    rows = Judged.objects.filter(case__in=ended).order_by("id")
    for case, area, step, grade in rows.values_list("case_id", "judgement", "step", "grade"):
        found[case].add(area, step, grade)
    opinions = SecondOpinion.objects.filter(case__in=ended, given_at__isnull=False).order_by("id")
    # Whoever graded once the report was out could have read the grades in it.
    blind = opinions.exclude(case__versions__at__lte=F("given_at"))
    for case, grades in blind.values_list("case_id", "grades"):
        found[case].opinions.append(grades)
    return dict(found)
