"""What pairs of gradings tell of the agreement of those who graded: by area, and over all areas.

Results are of groups. Of a group of fewer than `LEAST` inspections nothing is told but that it is small, and the line
over all areas is of the areas that are told, so that nobody can work out the small ones by taking away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from inspectorate.measurement.agreement import Weighing, exact_agreement, kappa
from inspectorate.measurement.intervals import Estimate, Interval, wider
from inspectorate.measurement.intraclass import one_way, two_way
from inspectorate.measurement.raters import fleiss_kappa, gwet

LEAST = 5
"""A group of fewer inspections is not told."""


@dataclass(frozen=True, slots=True)
class Grading:
    """A second grade beside the first for one area of one inspection.

    Grades are places on the scale, 0 the best, ``None`` where not known. The first is one grade of an inspection's area
    however many second ones there are. ``kind`` is how the second was given: `blind` knew nothing of the first, `audit`
    knew it; empty where nobody says.
    """

    inspection: Hashable
    area: str
    first: int | None
    second: int | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The agreement of one kind of second grading on one area, or, where that is ``None``, on all areas that are told.

    ``inspections`` and ``pairs`` count what has both grades; ``unknown`` is how many gradings lack one. ``measures``
    has an estimate by the name of its statistic (`MEASURES`), ``None`` where the gradings leave it undefined; it is
    ``None`` as a whole, and so is each count, where the group is small. ``by_inspection``: an inspection has several
    pairs, which hang together; each end of an interval is that of its formula or of a bootstrap that draws whole
    inspections, whichever is further out. ``all_agree``: both grades of every pair are the same.
    """

    kind: str
    area: str | None
    inspections: int | None
    pairs: int | None
    unknown: int | None
    by_inspection: bool
    all_agree: bool
    measures: dict[str, Estimate | None] | None

    def ends(self, name: str) -> tuple[float, float] | None:
        """The interval of a statistic that is told; ``None`` where it is not known.

        Where all agree, every formula but Wilson's gives an interval of no width, which is no certainty.
        """
        found = self.measures[name] if self.measures else None
        if found is None or (self.all_agree and MEASURES[name].interval != "wilson"):
            return None
        return found.low, found.high


class _Group:
    """Pairs of grades with the inspection of each; and subjects (an area of an inspection) with all grades of each."""

    def __init__(self, gradings: Sequence[Grading], steps: int) -> None:
        subjects: dict[tuple[Hashable, str], list[int]] = {}
        for one in gradings:
            subjects.setdefault((one.inspection, one.area), [_known(one.first)]).append(_known(one.second))
        self.steps = steps
        self.first = [_known(one.first) for one in gradings]
        self.second = [_known(one.second) for one in gradings]
        self.by_pair = [one.inspection for one in gradings]
        self.ratings = list(subjects.values())
        self.by_subject = [inspection for inspection, _ in subjects]


@dataclass(frozen=True, slots=True)
class Measure:
    """A statistic: where its interval comes from where each inspection has one pair (``wilson``, ``delta`` or ``f``),
    and how to estimate it; told whether to draw whole inspections instead, and the level of the interval."""

    interval: str
    estimate: Callable[[_Group, bool, float], Estimate | None]


def _interval(inspections: Sequence[Hashable], drawn: bool, level: float) -> Interval:
    return Interval(inspections if drawn else None, level)


def _of_pairs(weighing: Weighing) -> Callable[[_Group, bool, float], Estimate | None]:
    return lambda group, drawn, level: kappa(
        group.first, group.second, group.steps, weighing=weighing, interval=_interval(group.by_pair, drawn, level)
    )


def _of_subjects(
    statistic: Callable[..., Estimate | None], weighing: Weighing
) -> Callable[[_Group, bool, float], Estimate | None]:
    return lambda group, drawn, level: statistic(
        group.ratings, group.steps, weighing=weighing, interval=_interval(group.by_subject, drawn, level)
    )


MEASURES: dict[str, Measure] = {
    "exact_agreement": Measure(
        "wilson",
        lambda group, drawn, level: exact_agreement(
            group.first, group.second, interval=_interval(group.by_pair, drawn, level)
        ),
    ),
    "kappa": Measure("delta", _of_pairs(Weighing.SAME)),
    "weighted_kappa": Measure("delta", _of_pairs(Weighing.SQUARES)),
    "fleiss_kappa": Measure("delta", _of_subjects(fleiss_kappa, Weighing.SAME)),
    "ac1": Measure("delta", _of_subjects(gwet, Weighing.SAME)),
    "ac2": Measure("delta", _of_subjects(gwet, Weighing.SQUARES)),
    "icc_one_way": Measure(
        "f",
        lambda group, drawn, level: one_way(group.ratings, interval=_interval(group.by_subject, drawn, level)),
    ),
    "icc_two_way": Measure(
        "f",
        lambda group, drawn, level: two_way(
            list(zip(group.first, group.second, strict=True)), interval=_interval(group.by_pair, drawn, level)
        ),
    ),
}
"""What is told of each group. Weighted kappa and AC2 weigh a disagreement by the square of its steps; Fleiss' kappa,
AC1, AC2 and the one-way correlation take all gradings of an area of an inspection together, however many; the two-way
correlation takes first and second gradings as two raters."""


def agreement_of(
    gradings: Iterable[Grading], steps: int, *, measures: Iterable[str] = tuple(MEASURES), level: float = 0.95
) -> tuple[Line, ...]:
    """The agreement by kind and area, in the order in which they come, each kind's line over all areas before them.

    Raises ``ValueError`` for a grade off the scale.
    """
    names = tuple(measures)
    kinds: defaultdict[str, defaultdict[str | None, list[Grading]]] = defaultdict(lambda: defaultdict(list))
    for one in gradings:
        kinds[one.kind][one.area].append(one)
    lines: list[Line] = []
    for kind, areas in kinds.items():
        told = [_line(kind, area, given, steps, names, level) for area, given in areas.items()]
        large = [one for line in told if line.measures is not None for one in areas[line.area]]
        lines += [_line(kind, None, large, steps, names, level), *told]
    return tuple(lines)


def _line(
    kind: str, area: str | None, given: Sequence[Grading], steps: int, names: Sequence[str], level: float
) -> Line:
    whole = [one for one in given if one.first is not None and one.second is not None]
    inspections = len({one.inspection for one in whole})
    unknown = len(given) - len(whole)
    if inspections < LEAST:
        return Line(kind, area, None, None, None, False, False, None)
    group, several = _Group(whole, steps), inspections < len(whole)
    measures = {name: _estimate(MEASURES[name], group, several, level) for name in names}
    agree = group.first == group.second
    return Line(kind, area, inspections, len(whole), unknown, several, agree, measures)


def _estimate(measure: Measure, group: _Group, several: bool, level: float) -> Estimate | None:
    found = measure.estimate(group, False, level)
    return wider(found, measure.estimate(group, True, level)) if several else found


def _known(grade: int | None) -> int:
    assert grade is not None, "gradings that lack a grade were left out"
    return grade
